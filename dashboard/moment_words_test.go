package dashboard

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"luanphien/analytics/attention"
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
				said := kindWords(texts, attention.DefaultRules, code)
				if strings.ContainsAny(said, "{}|") {
					t.Errorf("%s %s: %q", lang, code, said)
				}
			}
		}
	}
	text := pageText(s.see("/"))
	for _, code := range []attention.Code{attention.Nobody, attention.NoDoctor, attention.ReportsMissing, attention.PostingEnding, attention.NeedUnmet, attention.ReferralSignal} {
		said := strings.ReplaceAll(kindWords(s.words[words.Vietnamese], attention.DefaultRules, code), words.Nbsp, " ")
		if !regexp.MustCompile(`\d`).MatchString(said) || !strings.Contains(text, said) {
			t.Errorf("%s: the overview does not say %q", code, said)
		}
	}
	rules := attention.DefaultRules
	rules.NoDoctorDays = 1
	if got := kindWords(s.words[words.English], rules, attention.NoDoctor); !strings.HasSuffix(got, "more than 1 day") {
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
