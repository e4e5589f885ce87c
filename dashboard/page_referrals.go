package dashboard

import (
	"luanphien/analytics"
	"luanphien/dashboard/figure/referrals"
	"luanphien/dashboard/figure/variation"
	"luanphien/dashboard/question"
)

// referralsLead says the estimate with its interval and its comparison, and what the weekly proportion did.
func referralsLead(r *question.Question) (string, error) {
	ra, err := r.Referrals(r.Scope)
	if err != nil {
		return "", err
	}
	if ra.Province.State == analytics.StateNotCollected {
		return r.Words.T("empty.no_activity_at_all"), nil
	}
	charts, err := referrals.Charts(r, r.Scope)
	if err != nil {
		return "", err
	}
	w := r.Words
	estimate := referrals.EstimateInWords(r, ra.Province)
	if ra.Province.State != analytics.StateOK {
		estimate = w.T("ra.withheld", "reason", estimate)
	}
	parts := estimate + ". " + referrals.ComparedWith(r, ra) + "."
	if c := charts[""]; c.Chart != nil {
		parts += " " + variation.TitleOf(r, c) + "."
	}
	return parts, nil
}
