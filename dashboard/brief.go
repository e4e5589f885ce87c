package dashboard

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"luanphien/analytics"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/brief"
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/attention"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/figure/coverage"
	"luanphien/dashboard/figure/reminders"
	"luanphien/dashboard/following"
	"luanphien/dashboard/page"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
)

// Brief writes the brief of a week for those who may see the whole province. What cannot be answered, such as a week that is
// not over, is a *problem.Problem.
func (s *Server) Brief(ctx context.Context, o brief.Order) (body []byte, err error) {
	err = s.inquire(ctx, brief.Path(o.Format), o.Query(), func(r *question.Question) error {
		if err := brief.Check(r, o.Week); err != nil {
			return err
		}
		sheet, err := sheetOf(r)
		if err == nil {
			body, err = brief.Write(sheet, o.Format)
		}
		return err
	})
	return body, err
}

// briefFile sends the brief of the last week that is over at the moment of the address, of what its reader may see.
func briefFile(format string) page.Handler {
	return func(r *question.Question) (*answer.Answer, error) {
		if r.Edition == nil {
			return nil, brief.Check(r, r.LastWeek())
		}
		if err := brief.Check(r, r.LastWeek()); err != nil {
			return nil, err
		}
		sheet, err := sheetOf(r)
		if err != nil {
			return nil, err
		}
		body, err := brief.Write(sheet, format)
		if err != nil {
			return nil, err
		}
		k := answer.NewPacked(brief.Type(format), body)
		k.Disposition = fmt.Sprintf(`attachment; filename="ban-tin-%s.%s"`, strings.ToLower(r.LastWeek().String()), format)
		k.Cites = r.Edition.Manifest.Number
		return k, nil
	}
}

// briefLinks lead from the overview to the briefs of its week.
func briefLinks(r *question.Question) []briefLink {
	var list []briefLink
	for _, format := range brief.Formats {
		list = append(list, briefLink{r.Words.T("brief.format." + format),
			r.View.Link(brief.Path(format), "as_of", brief.AsOf(r.LastWeek()), "period", "", "from", "", "to", "")})
	}
	return list
}

type briefLink struct{ Text, URL string }

// sheetOf fills a brief from what the overview says of the same question.
func sheetOf(r *question.Question) (*brief.Sheet, error) {
	w := r.Words
	week := r.LastWeek()
	lead, err := weekSentence(r)
	if err != nil {
		return nil, err
	}
	s := &brief.Sheet{Lang: r.View.Lang, Title: w.T("brief.title", "week", w.Week(week)), Place: strings.Join(placeOf(r), " · "), Lead: lead, Mark: w.T("figure.internal"),
		Source: figure.Source(r, r.Scope), Made: r.Scope.AsOf}
	if r.Edition.Manifest.Illustrative {
		s.Mark += " · " + w.T("illustrative")
	}
	s.Again = w.T("brief.again", "address", r.View.Link("/", "as_of", brief.AsOf(week), "edition", fmt.Sprint(r.Edition.Manifest.Number)))
	if s.Numbers, err = numbersOf(r); err != nil {
		return nil, err
	}
	s.Note = w.T("brief.note")
	if err := workOf(r, s); err != nil {
		return nil, err
	}
	return s, remindersOf(r, s)
}

// placeOf is of what the brief is.
func placeOf(r *question.Question) []string {
	place := []string{words.Capital(r.Everywhere())}
	if r.View.Area != "" {
		place = append(place, r.View.Area)
	}
	if n := len(r.Scope.Stations.Codes()); n > 0 && r.Area == "" {
		place = append(place, r.Words.N("area.said", n))
	}
	if r.View.Kind != "" {
		place = append(place, r.Words.T("kind."+r.View.Kind))
	}
	if text := catalogue.SpecialtySaid(r); text != "" {
		place = append(place, text)
	}
	return place
}

// doctorsHeadline is that of the days with a doctor; the overview has it in its strip of the scorecard.
func doctorsHeadline(r *question.Question) headline {
	return headline{Shown: showIn(r, export.SizeSpark, "doctor_xmr"), Label: r.Titled(r.Words.T("series." + analytics.MeasureDoctors))}
}

// numbersOf are the large numbers of the overview, with the days with a doctor, each with its chart of variation.
func numbersOf(r *question.Question) ([]brief.Number, error) {
	var list []brief.Number
	for _, n := range []struct {
		h     headline
		chart string
	}{
		{recentHeadline(r, coverageHeadline(r), analytics.MeasureCoverage), "coverage_xmr"},
		{recentHeadline(r, doctorsHeadline(r), analytics.MeasureDoctors), "doctor_xmr"},
		{recentHeadline(r, reportingHeadline(r), analytics.MeasureOnTime), "on_time_xmr"},
		{recentHeadline(r, referralsHeadline(r), analytics.MeasureReferrals), "referral_xmr"},
	} {
		h := n.h
		drawing, err := figure.DrawSafely(r, catalogue.All.ByID[n.chart])
		if err != nil {
			return nil, err
		}
		if h.Failed != "" { // the log has the cause
			return nil, problem.Of(http.StatusInternalServerError, "brief.failed")
		}
		number := brief.Number{Label: h.Label, Value: h.Value, Beside: h.Beside}
		if h.Value == "" && h.Reason != "" {
			number.Beside, number.Reason = "", strings.TrimSpace(r.Words.T("state.words."+string(h.State))+" "+h.Reason)
		}
		for _, line := range []string{h.Change, h.Target, h.Unfiltered} {
			if line != "" {
				number.Lines = append(number.Lines, line)
			}
		}
		if number.Picture, err = brief.Draw(r, drawing); err != nil {
			return nil, err
		}
		list = append(list, number)
	}
	return list, nil
}

// What a brief has room for on its one sheet; how many are left out is said.
const (
	briefRows, briefReasons = 8, 2
	briefEvents             = 8
)

// workOf lists whom to call: the kinds with their numbers, and the stations that come first.
func workOf(r *question.Question, s *brief.Sheet) error {
	w := r.Words
	list, err := following.WorklistOf(r)
	if err != nil {
		return err
	}
	s.Work.Heading = r.Titled(w.T("attention.heading"))
	var kinds []string
	for _, k := range list.Kinds {
		kinds = append(kinds, k.Text)
	}
	switch {
	case len(list.Rows) == 0:
		s.Work.Lines = append(s.Work.Lines, w.T("attention.none"))
	case len(kinds) > 0:
		s.Work.Lines = append(s.Work.Lines, strings.Join(kinds, " · "))
	}
	if part := attention.Part(r); part != "" {
		s.Work.Lines = append(s.Work.Lines, part)
	}
	for i, row := range list.Rows {
		if i == briefRows {
			break
		}
		s.Rows = append(s.Rows, briefRow(w, row))
	}
	if n := len(list.Rows) + list.More - len(s.Rows); n > 0 {
		s.More = w.N("brief.more", n)
	}
	return nil
}

func briefRow(w *words.Words, row following.WorkRow) brief.Row {
	of := brief.Row{Station: row.Station, Severity: w.T("severity." + row.Severity)}
	if row.New {
		of.Severity += " · " + w.T("worklist.new")
	}
	for i, reason := range row.Reasons {
		if i == briefReasons {
			of.Reasons = append(of.Reasons, w.N("brief.reasons", len(row.Reasons)-i))
			break
		}
		text := reason.Text
		if reason.Overdue {
			text += " (" + w.T("follow.overdue", "date", w.Date(reason.State.Due)) + ")"
		}
		of.Reasons = append(of.Reasons, text)
	}
	return of
}

// remindersOf says which reports are missing or due, by health centre, and what begins and ends in the coming week.
func remindersOf(r *question.Question, s *brief.Sheet) error {
	w := r.Words
	list, err := reminders.Of(r)
	if err != nil {
		return err
	}
	s.Reports.Heading, s.Coming.Heading = w.T("brief.reports"), w.T("brief.coming", "week", w.Period(list.Next, list.Last))
	missing, due := map[string]int{}, 0
	var areas, events []string
	for _, of := range list.Items {
		switch of.Kind {
		case reminders.Missing:
			if missing[of.Station.HealthCenter]++; missing[of.Station.HealthCenter] == 1 {
				areas = append(areas, of.Station.HealthCenter)
			}
		case reminders.Due:
			due++
		default:
			events = append(events, of.Station.Name+": "+reminders.Words(r, of, of.Worker))
		}
	}
	sum := 0
	for i, area := range areas {
		sum += missing[area]
		areas[i] = w.T("brief.area", "area", area, "n", missing[area])
	}
	s.Reports.Lines = []string{w.T("brief.reports.sum", "missing", w.N("count.reports", sum), "due", w.N("count.reports", due), "weeks", w.Period(list.From, list.To))}
	if len(areas) > 0 {
		s.Reports.Lines = append(s.Reports.Lines, strings.Join(areas, " · "))
	}
	card, err := coverage.CardAhead(r)
	if err != nil {
		return err
	}
	if card != nil {
		s.Coming.Lines = append(s.Coming.Lines, card.Heading+": "+strings.Join(card.Lines, " "))
	}
	if n := len(events) - briefEvents; n > 0 {
		events = append(events[:briefEvents], w.N("brief.events", n))
	}
	if len(events) == 0 {
		events = []string{w.T("brief.no_events")}
	}
	s.Coming.Lines = append(s.Coming.Lines, strings.Join(events, " · "))
	return nil
}
