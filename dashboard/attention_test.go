package dashboard

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"luanphien/analytics"
	"luanphien/analytics/attention"
	"luanphien/dashboard/address"
	attentionlist "luanphien/dashboard/figure/attention"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
)

// Every rule of the attention list has its name, its words and evidence to show, every threshold its words, in both
// languages; and the words leave no place unfilled.
func TestAttentionHasWords(t *testing.T) {
	finding := attention.Finding{Worker: "CB1", Decision: "1/QĐ", Specialty: "nhi khoa", Variable: "visits", Signal: "outside",
		Stream: analytics.StreamStation, Days: 15, Hours: 49, Count: 2, From: day("2025-12-20"), To: day("2026-01-04"), Value: 0.5, Usual: 0.25}
	for _, lang := range []words.Lang{words.Vietnamese, words.English} {
		r := &question.Question{Words: &words.Words{Lang: lang, Texts: messages(t, string(lang))}, Scope: analytics.Scope{AsOf: day("2026-01-05")}}
		for _, code := range attention.Codes() {
			text := attentionlist.AttentionText(r, attention.Item{Code: code, Findings: []attention.Finding{finding, finding, finding}}, 2)
			if strings.ContainsAny(text, "⟨{") || !r.Words.Has("attention.name."+string(code)) {
				t.Errorf("%s: %s is said as %q", lang, code, text)
			}
			if evidence := attentionlist.Evidence[code]; evidence != nil {
				if !r.Words.Has("attention.evidence." + evidence.ID) {
					t.Errorf("%s: no words for the evidence %s", lang, evidence.ID)
				}
			} else if code != attention.AbsenceOutside { // which belongs to no station
				t.Errorf("%s has no evidence", code)
			}
		}
		rules := attention.DefaultRules
		for _, threshold := range rules.Thresholds() {
			if !r.Words.Has("attention.threshold." + threshold.Name) {
				t.Errorf("%s: the threshold %s has no words", lang, threshold.Name)
			}
		}
	}
}

// The words of items, as they stand on the page.
func TestAttentionInWords(t *testing.T) {
	r := &question.Question{Words: &words.Words{Lang: words.Vietnamese, Texts: messages(t, "vi")}, Scope: analytics.Scope{AsOf: day("2026-01-05")}}
	needs := []attention.Finding{{Specialty: "nhi khoa", Days: 200, From: day("2025-06-19")}, {Specialty: "nội khoa", Days: 190, From: day("2025-06-29")},
		{Specialty: "ngoại khoa", Days: 185, From: day("2025-07-04")}}
	for _, c := range []struct {
		item  attention.Item
		limit int
		want  string
	}{
		{attention.Item{Code: attention.NeedUnmet, Findings: needs}, 2,
			"nhu cầu chưa được đáp ứng: nhi khoa 200 ngày, từ 19/06/2025; nội khoa 190 ngày, từ 29/06/2025; và 1 việc nữa"},
		{attention.Item{Code: attention.ReferralSignal, Station: "S1", Findings: []attention.Finding{{Signal: "shift", Count: 7, Value: 0.0234, Usual: 0.05,
			From: day("2025-12-29")}}}, 3, "tỷ lệ chuyển tuyến: 7 tuần liền thấp hơn mức nền, từ tuần 29/12/2025 (mức nền 5,0\u00a0%, nay 2,3\u00a0%)"},
		{attention.Item{Code: attention.OnTimeSignal, Findings: []attention.Finding{{Signal: "shift", Count: 7, Value: 0.6, Usual: 0.8,
			From: day("2025-12-29")}}}, 3, "cả tỉnh, báo cáo đúng hạn của cán bộ: 7 tuần liền thấp hơn mức nền, từ tuần 29/12/2025 (mức nền 80,0\u00a0%, nay 60,0\u00a0%)"},
		{attention.Item{Code: attention.Nobody, Findings: []attention.Finding{{Days: 1500, From: day("2026-01-02")}}}, 3,
			"không có cán bộ luân phiên 1.500 ngày, từ 02/01"},
	} {
		if got := attentionlist.AttentionText(r, c.item, c.limit); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// A citation of the list names the thresholds that are not the usual ones, and only such a citation changes them.
func TestAttentionRulesOfAView(t *testing.T) {
	common := &question.Shared{Rules: attention.DefaultRules}
	common.Rules.UrgentHours = 24
	for text, want := range map[string]int{"": 24, "rules=": 48, "rules=urgent-hours:12": 12} {
		query, err := url.ParseQuery(text)
		if err != nil {
			t.Fatal(err)
		}
		view, err := address.Parse("/figures/attention", query)
		if err != nil {
			t.Fatal(err)
		}
		if got := (&question.Question{Shared: common, View: view}).AttentionRules().UrgentHours; got != want {
			t.Errorf("%q: %d hours, want %d", text, got, want)
		}
	}
	if _, err := address.Parse("/figures/attention", url.Values{"rules": {"urgent-hours:x"}}); err == nil {
		t.Error("a threshold that is no number was taken")
	}
}

// Each signal of the list opens its chart at its weeks, those of the whole province too, and there these weeks are marked.
func TestSignalsOpenTheirCharts(t *testing.T) {
	s := openDemo(t)
	link := regexp.MustCompile(`<li class="severity-week"><span class="severity">[^<]*</span> <a href="([^"]*)" title="[^"]*">([^<]*)</a>`)
	signals, ofProvince := 0, 0
	for _, asOf := range []string{"2026-04-19", "2026-05-17"} { // when the province has some, and the baseline is still short
		list := s.see("/figures/attention.csv?as_of=" + asOf)
		page := s.see("/attention?as_of=" + asOf)
		want := strings.Count(list, ",coverage_signal,") + strings.Count(list, ",doctor_signal,") + strings.Count(list, ",on_time_signal,") + strings.Count(list, ",referral_signal,")
		found := 0
		for _, m := range link.FindAllStringSubmatch(page, -1) {
			address := html.UnescapeString(m[1])
			if !strings.Contains(address, "_xmr") {
				continue
			}
			found++
			path, query, _ := strings.Cut(address, "?")
			query, id, _ := strings.Cut(query, "#")
			if code, ok := strings.CutPrefix(path, "/stations/"); ok {
				query += "&station=" + code
			} else {
				ofProvince++
			}
			s.see(path+"?"+query, `id="`+id+`"`)
			if n := strings.Count(s.see("/figures/"+id+".json?"+query), `"symbol":"triangle"`); n == 0 {
				t.Errorf("%s: no point of %s is marked", m[2], address)
			}
		}
		if found != want {
			t.Errorf("as of %s the list has %d signals, the page opens the charts of %d", asOf, want, found)
		}
		signals += found
	}
	if signals == 0 || ofProvince == 0 {
		t.Error(signals, "signals,", ofProvince, "of the province")
	}
}
