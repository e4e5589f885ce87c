package dashboard

import (
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"strings"

	"luanphien/dashboard/words"
)

// figureInWords checks what the figure's JSON says in both languages: titles, sentences, alternative texts, tooltips.
func (w *pressWalk) figureInWords(id string, q url.Values, told *toldTable) {
	for _, lang := range w.languages {
		q := with2(q, "lang", lang)
		address := "/figures/" + id + ".json?" + q.Encode()
		body := w.press.see(address)
		w.asked++
		var figure any
		if err := json.Unmarshal([]byte(body), &figure); err != nil {
			w.t.Fatal(err)
		}
		var texts []string
		gatherTexts(figure, &texts)
		w.words(address, strings.Join(texts, "\n"), told)
		w.points(address, figure, told)
	}
}

func with2(q url.Values, name string, lang words.Lang) url.Values {
	other := url.Values{}
	for key, values := range q {
		other[key] = values
	}
	if lang != words.Vietnamese {
		other.Set(name, string(lang))
	}
	return other
}

func gatherTexts(v any, texts *[]string) {
	switch v := v.(type) {
	case string:
		*texts = append(*texts, v)
	case []any:
		for _, x := range v {
			gatherTexts(x, texts)
		}
	case map[string]any:
		for _, x := range v {
			gatherTexts(x, texts)
		}
	}
}

// points fails where the chart draws as many weeks as are told to a director though some are not told.
func (w *pressWalk) points(address string, figure any, told *toldTable) {
	column := ""
	switch {
	case strings.Contains(address, "coverage_by_week"):
		column = "coverage"
	case strings.Contains(address, "reporting_by_week"):
		column = "on_time_rate"
	default:
		return
	}
	chart, ok := figure.(map[string]any)["chart"].(map[string]any)
	if !ok {
		return
	}
	drawn, tellable := 0, 0
	for _, p := range chart["option"].(map[string]any)["series"].([]any)[0].(map[string]any)["data"].([]any) {
		if p.(map[string]any)["value"] != nil {
			drawn++
		}
	}
	for _, row := range told.rows {
		if row[column] != viFew && row[column] != "" {
			tellable++
		}
	}
	if drawn > tellable {
		w.t.Errorf("%s draws %d weeks of which %d are told", address, drawn, tellable)
	}
}

// smallCounts finds 1 to 4 of what persons are or did, alone or of a number.
var smallCounts = regexp.MustCompile(`(?i)(?:^|[^\d.,/–:-])[1-4](?:/[\d.,]+)?[ \x{a0}](?:người|cán bộ|báo cáo|khó khăn|lượt (?:khám|chuyển)|đúng hạn|trễ|còn thiếu|còn chờ|chưa phản hồi|chưa xong|persons?|workers?|reports?|difficult|visits?|referrals?|on time|late|missing|unanswered|still|not (?:answered|responded|resolved))`)

// weekNumbers may stand before such words.
var weekNumbers = regexp.MustCompile(`(?i)(?:tuần|week) \d+`)

var percents = regexp.MustCompile(`[\d.,]+[ \x{a0}]?%`)

// words fails on a count of persons from 1 to 4, and on a proportion that the table does not tell.
func (w *pressWalk) words(address, text string, told *toldTable) {
	text = weekNumbers.ReplaceAllString(text, "")
	if found := smallCounts.FindString(text); found != "" {
		at := strings.Index(text, found)
		w.t.Errorf("%s says %q: …%s…", address, found, text[max(0, at-80):min(len(text), at+120)])
	}
	for _, said := range percents.FindAllString(text, -1) {
		said = strings.NewReplacer(" ", words.Nbsp).Replace(said)
		if strings.HasSuffix(address, "lang=en") || strings.Contains(address, "lang=en&") {
			said = strings.ReplaceAll(strings.TrimSuffix(said, "%"), ".", ",") + words.Nbsp + "%"
		}
		if told.hidden[said] && !told.shown[said] && !whole(said) {
			w.t.Errorf("%s says %s, which the table does not tell", address, said)
		}
	}
}

// whole tells whether a proportion has no decimals: such are round marks of axes and levels, too.
func whole(said string) bool { return !strings.ContainsAny(said, ",") }

var markup = regexp.MustCompile(`(?s)<(script|style|pre|option|code)[ >].*?</(script|style|pre|option|code)>|<[^>]*>`)

// labels are the texts in attributes that are read to people.
var labels = regexp.MustCompile(`(?:alt|aria-label|title)="([^"]*)"`)

// page checks a page of the press: its words and its labels.
func (w *pressWalk) page(path string, q url.Values) {
	for _, lang := range w.languages {
		address := path + "?" + with2(q, "lang", lang).Encode()
		w.readPage(address, &toldTable{})
	}
}

func (w *pressWalk) readPage(address string, told *toldTable) string {
	body := w.press.see(address)
	w.asked++
	text := markup.ReplaceAllString(body, "\n")
	for _, m := range labels.FindAllStringSubmatch(body, -1) {
		text += "\n" + m[1]
	}
	w.words(address, html.UnescapeString(text), told)
	return body
}

// otherForms are the figure's page, its picture and its workbook.
func (w *pressWalk) otherForms(id string, q url.Values, told *toldTable) {
	address := "/figures/" + id + "?" + q.Encode()
	body := w.readPage(address, told)
	cells := strings.Count(body, ">"+viFew+"</td>")
	if (told.few > 0 || cells > 0) && !strings.Contains(body, "để không ai nhận ra một người") {
		w.t.Errorf("%s does not say why", address)
	}
	if told.few > 0 && cells == 0 {
		w.t.Errorf("%s tells cells that its CSV does not", address)
	}
	if status, svg := w.press.get("/figures/" + id + ".svg?" + q.Encode()); status == 200 {
		w.words(address+" (SVG)", html.UnescapeString(markup.ReplaceAllString(svg, "\n")), told)
	}
	rows := w.press.bookOf("/figures/" + id + ".xlsx?" + q.Encode())
	w.asked += 2
	few := 0
	for _, row := range rows {
		for _, cell := range row {
			if cell == viFew {
				few++
			}
		}
	}
	if few != told.few {
		w.t.Errorf("%s: the workbook hides %d cells, the CSV %d", address, few, told.few)
	}
}
