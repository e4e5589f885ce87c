package loading

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"luanphien/analytics/attention"
	"luanphien/dashboard/account"
	"luanphien/dashboard/figure/quality"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/upload"
)

// ReplacementsPath is the page on which possible replacements are settled.
const ReplacementsPath = "/quality/replacements"

// verdicts are what may be said of an order.
var verdicts = []string{"replaced", "cancelled", "both"}

type replacementsBody struct {
	Lead, Message string
	Open          []replacementLine
	Settled       []loadLine // newest first
}

type replacementLine struct {
	attention.PossibleReplacement
	Name         string // of the station
	Dates, After string // of the two orders
}

// replacementsPage lists the orders that may have been replaced, with the ways to settle each, and what was settled.
func replacementsPage(d *visit) error { return d.showReplacements("") }

func (d *visit) showReplacements(message string) error {
	list, err := quality.Replacements(d.Question, d.Scope)
	if err != nil {
		return err
	}
	names, err := d.StationNames()
	if err != nil {
		return err
	}
	b := replacementsBody{Message: message, Lead: d.Words.T("replacements.lead.none")}
	if len(list) > 0 {
		b.Lead = d.Words.N("replacements.lead", len(list))
	}
	for _, p := range list {
		b.Open = append(b.Open, replacementLine{p, cmp.Or(names[p.Station], p.Station), d.Words.Period(p.From, p.To), d.Words.Period(p.NewFrom, p.NewTo)})
	}
	loads, err := d.loader().Loads(d.Question.Ctx)
	if err != nil {
		return err
	}
	for _, l := range slices.Backward(loads) {
		if l.Settles && len(b.Settled) < loadsShown {
			b.Settled = append(b.Settled, d.loadLine(l))
		}
	}
	return d.Show("replacements", "replacements.title", b)
}

// settleReplacement says of an order what the form says, as a load of its own in the user's name.
func settleReplacement(d *visit) error {
	start, err := time.Parse(time.DateOnly, d.FormValue("start"))
	if err != nil {
		return problem.BadParameter("start", d.FormValue("start"), "loading.problem.day")
	}
	of := upload.Order{Worker: d.FormValue("worker"), Station: d.FormValue("station"), Start: start}
	verdict := d.FormValue("verdict")
	if !slices.Contains(verdicts, verdict) {
		return problem.BadParameter("verdict", verdict, "loading.problem.no_verdict")
	}
	published, err := d.loader().Settle(d.Question.Ctx, of, verdict, d.Session.Login)
	if err != nil {
		message, other := d.Refuse(err)
		if other != nil {
			return other
		}
		return d.showReplacements(message)
	}
	d.room.awaitEdition(published)
	detail := fmt.Sprintf("%s at %s from %s: %s; edition %d", of.Worker, of.Station, of.Start.Format(time.DateOnly), verdict, published)
	if err := d.Audit(account.ActionLoad, "possible replacement", detail); err != nil {
		return err
	}
	return d.Leave(d.View.Link(ReplacementsPath))
}
