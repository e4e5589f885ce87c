package dashboard

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"luanphien/analytics/attention"
	"luanphien/dashboard/following"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// pageText is what a page says, tags and no-break spaces aside.
func pageText(page string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(strings.ReplaceAll(page, words.Nbsp, " "), " "))), " ")
}

// An address without a period has that of the command «indicators» at every as-of moment, before and after the start too:
// never one that lies ahead, of which it would say that no station was active.
func TestPeriodByDefaultIsThatOfTheCommand(t *testing.T) {
	s := openDemo(t)
	e, release, err := s.shelf.Acquire(0)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	for _, asOf := range []string{"2025-11-15", "2025-12-17", "2025-12-21", "2026-03-15", "2026-10-14"} {
		scope, err := e.DefaultScopeAsOf(t.Context(), calendar.EndOf(day(asOf)))
		if err != nil {
			t.Fatal(err)
		}
		period := strings.ReplaceAll(s.words[words.Vietnamese].Period(scope.From, scope.To), words.Nbsp, " ")
		for _, path := range []string{"/", "/coverage"} {
			text := pageText(s.see(path + "?as_of=" + asOf))
			if !strings.Contains(text, period) {
				t.Errorf("%s as of %s is not of %s", path, asOf, period)
			}
			if strings.Contains(text, "không trạm nào có ngày hoạt động") {
				t.Errorf("%s as of %s says that no station is active", path, asOf)
			}
		}
	}
}

// What the overview says of a period that is over, and what of now, can be told apart.
func TestOverviewOfPastPeriodSaysWhatIsOfNow(t *testing.T) {
	s := openDemo(t)
	text := pageText(s.see("/?period=2026-Q1"))
	for _, form := range []string{`Đến 15/11/2026, \d+ trạm không có bác sĩ quá 14 ngày`, `4 tuần cuối kỳ \(02/03–29/03/2026\)`,
		`4 tuần đến hạn cuối kỳ \(02/03–29/03/2026\)`, `xét đến Tuần 46 \(09/11–15/11/2026\)`} {
		if !regexp.MustCompile(form).MatchString(text) {
			t.Errorf("the overview of the first quarter has no %q", form)
		}
	}
	if strings.Contains(text, "gần nhất") {
		t.Error("the last weeks of a period that is over are called the latest")
	}
}

// The kinds above the list say from when on a rule counts: more stations have nobody today than have had nobody for long.
func TestKindsOfTheWorklistSayTheirThreshold(t *testing.T) {
	s := openDemo(t)
	for lang, texts := range s.words {
		for _, t0 := range attention.DefaultRules.Thresholds() {
			for _, code := range t0.Codes {
				said := following.KindWords(texts, attention.DefaultRules, code)
				if strings.ContainsAny(said, "{}|") {
					t.Errorf("%s %s: %q", lang, code, said)
				}
			}
		}
	}
	text := pageText(s.see("/"))
	for _, code := range []attention.Code{attention.Nobody, attention.NoDoctor, attention.ReportsMissing, attention.PostingEnding, attention.NeedUnmet, attention.ReferralSignal} {
		said := strings.ReplaceAll(following.KindWords(s.words[words.Vietnamese], attention.DefaultRules, code), words.Nbsp, " ")
		if !regexp.MustCompile(`\d`).MatchString(said) || !strings.Contains(text, said) {
			t.Errorf("%s: the overview does not say %q", code, said)
		}
	}
	rules := attention.DefaultRules
	rules.NoDoctorDays = 1
	if got := following.KindWords(s.words[words.English], rules, attention.NoDoctor); !strings.HasSuffix(got, "more than 1 day") {
		t.Error(fmt.Sprint("a threshold of one day: ", got))
	}
}

// Where no station was supported the estimate is not of «0 of 0» stations.
func TestEstimateOfNoStation(t *testing.T) {
	s := openDemo(t)
	for _, scope := range []string{"period=2025-W50", "period=2026-W20&kind=ward", "as_of=2025-12-17"} {
		for _, path := range []string{"/?", "/referrals?", "/referrals?lang=en&"} {
			if m := ofNone.FindString(pageText(s.see(path + scope))); m != "" {
				t.Errorf("%s%s says %q", path, scope, m)
			}
		}
	}
}

// What is of the as-of day says so on the pages of a period that is over, and calls it neither now nor the period's.
func TestSentencesOfPastPeriodSayTheirMoment(t *testing.T) {
	s := openDemo(t)
	station := regexp.MustCompile(`/stations/(\d+)`).FindStringSubmatch(s.see("/stations"))[1]
	for _, c := range []struct{ path, vi, en string }{
		{"/needs", `Ngày 15/11/2026: \d+ nhu cầu trong số này chưa đủ người`, `On 15 Nov 2026, \d+ of them were not met`},
		{"/figures/needs_unmet", `Ngày 15/11/2026: \d+ nhu cầu chưa đủ người`, `On 15 Nov 2026, \d+ needs were not met`},
		{"/difficulties", `Đến 15/11/2026: \d+ khó khăn chưa xử lý xong, \d+ khẩn; lâu nhất`, `As of 15 Nov 2026, \d+ difficulties were not resolved, \d+ urgent; the oldest`},
		{"/figures/incidents_open", `Đến 15/11/2026: \d+ khó khăn chưa xử lý xong`, `As of 15 Nov 2026, \d+ difficulties were not resolved`},
		{"/figures/map_gap", `Ngày 31/03/2026: \d+ trạm không có cán bộ`, `On 31 Mar 2026, \d+ stations had nobody`},
		{"/indicators", `Số mới nhất trong kỳ: `, `Latest of the period: `},
		{"/figures/ahead_grid", `Bốn tuần 16/11–13/12/2026: `, `Four weeks 16 Nov–13 Dec 2026: `},
		{"/stations/" + station, `Đến 15/11/2026: \d+/\d+ nhu cầu được đáp ứng`, `As of 15 Nov 2026: \d+ of \d+ needs? met`},
	} {
		for lang, form := range map[string]string{"vi": c.vi, "en": c.en} {
			if text := pageText(s.see(c.path + "?period=2026-Q1&lang=" + lang)); !regexp.MustCompile(form).MatchString(text) {
				t.Errorf("%s in %s has no %q", c.path, lang, form)
			}
		}
	}
}

// The last week of a month is that of its last Thursday in every sentence, of workers and of reports, whole even where it
// ends after the month.
func TestLastWeekOfAMonthIsOne(t *testing.T) {
	s := openDemo(t)
	for _, c := range []struct{ period, week string }{{"2026-02", "2026-W09"}, {"2026-07", "2026-W31"}, {"2026-05", "2026-W22"}} {
		of := pageText(s.see("/coverage?period=" + c.week))
		sentence := regexp.MustCompile(`Tuần \d+ \([^)]*\): \d+/\d+ trạm có cán bộ luân phiên ít nhất một ngày trong tuần`).FindString(of)
		if sentence == "" {
			t.Fatalf("%s has no sentence of its week", c.week)
		}
		for _, page := range []string{"/", "/coverage"} {
			if !strings.Contains(pageText(s.see(page+"?period="+c.period)), sentence) {
				t.Errorf("%s of %s does not say %q", page, c.period, sentence)
			}
		}
	}
	// the four last weeks of April to July are those of their Thursdays, of days and of reports alike
	text := pageText(s.see("/?period=2026-04-01..2026-07-31"))
	for _, want := range []string{"4 tuần cuối kỳ (06/07–02/08/2026)", "4 tuần đến hạn cuối kỳ (06/07–02/08/2026)"} {
		if !strings.Contains(text, want) {
			t.Errorf("the overview of April to July does not say %q", want)
		}
	}
}
