package pack

import (
	"cmp"
	"fmt"
	"strings"

	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/words"
)

// text is a file of lines that the oldest editors show right: marked as UTF-8, its lines ended as Windows does.
type text struct{ strings.Builder }

func (t *text) line(parts ...string) { t.WriteString(strings.Join(parts, "") + "\n") }

func (t *text) head(title string) {
	t.line()
	t.line(title)
	t.line(strings.Repeat("-", len([]rune(title))))
}

func (t *text) bytes() []byte {
	return []byte(export.ByteOrderMark + strings.ReplaceAll(t.String(), "\n", "\r\n"))
}

// source is where all numbers come from.
func (p *pack) source(lang words.Lang) string {
	return figure.Source(p.spoken[lang], p.question.Scope)
}

// sentence ends a text with a full stop.
func sentence(s string) string { return words.Sentence(strings.TrimSuffix(s, ".")) }

// words are what a figure says, in both languages, to be copied.
func (p *pack) words(t *told) []byte {
	var b text
	for i, lang := range languages {
		w, d := p.spoken[lang].Words, t.in[lang]
		if i > 0 {
			b.line()
		}
		title := w.T("figure." + t.ID)
		b.line(title)
		b.line(strings.Repeat("=", len([]rune(title))))
		for _, part := range []struct{ name, said string }{{"pack.words.sentence", d.Title}, {"pack.words.about", d.Subtitle}, {"pack.words.alt", d.Alt}, {"xlsx.source", figure.Source(d.question, d.Scope)}} {
			b.head(w.T(part.name))
			b.line(sentence(part.said))
		}
		if len(d.Notes) > 0 {
			b.head(w.T("pack.words.notes"))
			for _, note := range d.Notes {
				b.line("- ", note)
			}
		}
	}
	b.head(p.both("figure.citation").VI + " – " + p.both("figure.citation").EN)
	b.line(t.citation)
	b.line(p.citation)
	return b.bytes()
}

// readme says to a journalist what each file is, how to cite, what is an estimate, what is withheld and how to verify.
func (p *pack) readme() []byte {
	var b text
	for i, lang := range languages {
		if i > 0 {
			b.line()
			b.line(strings.Repeat("=", 72))
			b.line()
		}
		p.explain(&b, lang)
	}
	return b.bytes()
}

func (p *pack) explain(b *text, lang words.Lang) {
	w, r := p.spoken[lang].Words, p.spoken[lang]
	b.line(w.T("pack.title"))
	b.line(w.T("pack.period", "period", r.Period(), "place", r.Everywhere()))
	b.line(w.T("pack.source", "source", p.source(lang)))
	if p.question.Edition.Manifest.Illustrative {
		b.line(w.T("pack.illustrative"))
	}
	b.head(w.T("pack.holds"))
	for _, name := range []string{sheetNames[words.Vietnamese], sheetNames[words.English], listName} {
		b.line("- ", name, ": ", w.T("pack.file."+name))
	}
	for _, t := range p.figures {
		if !t.withheld() {
			b.line("- ", t.ID, "/: ", w.T("figure."+t.ID), ". ", sentence(t.in[lang].Title))
		}
	}
	b.line(w.T("pack.folders"))
	for _, size := range papers {
		if paper, err := export.PaperNamed(size); err == nil {
			wide, high := paper.Pixels()
			b.line("  …-", size, ".png: ", w.T("pack.file."+size, "size", fmt.Sprintf("%d × %d", wide, high)))
		}
	}
	for _, name := range []string{"svg", "pdf", "csv", "xlsx", "parquet"} {
		b.line("  ….", name, ": ", w.T("pack.file."+name))
	}
	b.line("  ", wordsName, ": ", w.T("pack.file."+wordsName))
	b.head(w.T("pack.cite"))
	b.line(w.T("pack.cite.how", "source", p.source(lang)))
	b.line(p.citation)
	b.head(w.T("pack.estimates"))
	for _, said := range p.estimates(lang) {
		b.line(said)
	}
	b.head(w.T("pack.withheld"))
	for _, said := range p.notTold(lang) {
		b.line("- ", said)
	}
	b.head(w.T("pack.verify"))
	b.line(w.T("pack.verify.how", "n", p.question.Edition.Manifest.Number))
}

// estimates say which figures are estimates, and which are counts.
func (p *pack) estimates(lang words.Lang) []string {
	w := p.spoken[lang].Words
	named := map[string][]string{}
	for _, t := range p.figures {
		if m := t.in[lang].Measured; m != nil && !t.withheld() {
			named[m.Interval] = append(named[m.Interval], w.T("figure."+t.ID))
		}
	}
	var list []string
	for _, kind := range []string{figure.IntervalConfidence, figure.IntervalLimits, ""} {
		if names := named[kind]; len(names) > 0 {
			list = append(list, w.T("pack.estimates."+cmp.Or(kind, "counted"), "names", strings.Join(names, "; ")))
		}
	}
	if len(list) == 0 {
		list = append(list, w.T("pack.estimates.none"))
	}
	return list
}

// notTold says what is not in the pack, and why.
func (p *pack) notTold(lang words.Lang) []string {
	w := p.spoken[lang].Words
	var list []string
	for _, t := range p.figures {
		name, d := w.T("figure."+t.ID), t.in[lang]
		if t.withheld() {
			list = append(list, w.T("pack.withheld.figure", "name", name, "reason", sentence(w.T("state.words."+string(d.State))+" "+d.Reason)))
		}
		for _, l := range t.left {
			reason := l.Reason.VI
			if lang == words.English {
				reason = l.Reason.EN
			}
			list = append(list, w.T("pack.withheld.size", "name", name, "size", l.What, "reason", sentence(reason)))
		}
	}
	if whole := p.wholeOnly(lang); whole != "" {
		list = append(list, whole)
	}
	return append(list, w.T("pack.withheld.few"), w.T("pack.withheld.stations"))
}

// wholeOnly names the figures that are told of the whole programme although a part of it was asked for; "" where there is none.
func (p *pack) wholeOnly(lang words.Lang) string {
	w, r := p.spoken[lang].Words, p.spoken[lang]
	var names []string
	period := ""
	for _, t := range p.figures {
		if of := t.in[lang].question; !t.withheld() && (!of.Scope.From.Equal(r.Scope.From) || !of.Scope.To.Equal(r.Scope.To)) {
			names, period = append(names, w.T("figure."+t.ID)), of.Period()
		}
	}
	if len(names) == 0 {
		return ""
	}
	return w.T("pack.withheld.whole", "period", period, "names", strings.Join(names, "; "))
}
