// Package pack puts figures that the press is told into one ZIP: each as pictures and tables with its words, fact sheets, a
// list that programs read, and a file that says to a journalist what all that is. It takes questions of the press only.
package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"luanphien/dashboard/address"
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// Order says which pack is wanted.
type Order struct {
	Figures        []string // ids; none = all that the press is told
	From, To, AsOf string   // as addresses write them; "" = what the edition begins and ends with
	Edition        int      // 0 = the newest
	Province       string
	Lang           words.Lang // of the pictures and tables
}

// Query are the parameters of the address that asks for the pack.
func (o Order) Query() url.Values {
	q := url.Values{}
	set := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	set("figures", strings.Join(o.Figures, ","))
	set("from", o.From)
	set("to", o.To)
	set("as_of", o.AsOf)
	address.AddSource(q, o.Edition, o.Province, o.Lang)
	return q
}

// Published are the figures that a pack may hold: those with nothing below the province.
func Published() []*figure.Figure {
	return slices.DeleteFunc(slices.Clone(catalogue.All.Order), func(f *figure.Figure) bool { return !f.Province })
}

// asked are the figures that the address of a question names, in the order of the catalogue; all where it names none.
func asked(r *question.Question) ([]*figure.Figure, error) {
	var ids []string
	for _, text := range r.View.All["figures"] {
		for id := range strings.SplitSeq(text, ",") {
			if id = strings.TrimSpace(id); id != "" {
				ids = append(ids, id)
			}
		}
	}
	all := Published()
	if len(ids) == 0 {
		return all, nil
	}
	for _, id := range ids {
		if !slices.ContainsFunc(all, func(f *figure.Figure) bool { return f.ID == id }) {
			var names []string
			for _, f := range all {
				names = append(names, f.ID)
			}
			list := strings.Join(names, ", ")
			return nil, problem.BadParameter("figures", id, "pack.problem.published_only", "list", list)
		}
	}
	return slices.DeleteFunc(all, func(f *figure.Figure) bool { return !slices.Contains(ids, f.ID) }), nil
}

// cited is the name of a pack in its citation, which has the form of a figure's.
const cited = "pack"

var citationForm = regexp.MustCompile(`edition (\d+) · ` + cited + ` · (\S*) · sha256 ([0-9a-f]{64})`)

// Citation finds the citation of a pack in a text, and its edition and parameters.
func Citation(text string) (citation string, edition int, parameters url.Values, ok bool) {
	m := citationForm.FindStringSubmatch(text)
	if m == nil {
		return "", 0, nil, false
	}
	edition, err := strconv.Atoi(m[1])
	if err != nil {
		return "", 0, nil, false
	}
	parameters, err = url.ParseQuery(m[2])
	return m[0], edition, parameters, err == nil
}

// cite writes the citation of the pack: its parameters, and one sum over the citations of its figures.
func (p *pack) cite() {
	q := url.Values{}
	scope := p.question.Scope
	q.Set("from", scope.From.Format(time.DateOnly))
	q.Set("to", scope.To.Format(time.DateOnly))
	q.Set("as_of", scope.AsOf.In(calendar.Zone).Format(time.RFC3339))
	if scope.Province != "" {
		q.Set("province", scope.Province)
	}
	if p.question.View.Lang != words.Vietnamese {
		q.Set("lang", string(p.question.View.Lang))
	}
	if p.question.View.Program != "" {
		q.Set("program", p.question.View.Program)
	}
	if p.question.Publisher != "" {
		q.Set("publisher", p.question.Publisher)
	}
	var ids []string
	sum := sha256.New()
	for _, f := range p.figures {
		ids = append(ids, f.ID)
		fmt.Fprintln(sum, f.citation)
	}
	q.Set("figures", strings.Join(ids, ","))
	p.citation = export.Cite(p.question.Edition.Manifest.Number, cited, q, hex.EncodeToString(sum.Sum(nil)))
}
