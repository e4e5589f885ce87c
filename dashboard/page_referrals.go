package dashboard

import "luanphien/analytics"

// referralsLead says the estimate with its interval and its comparison, and what the weekly proportion did.
func referralsLead(r *request) (string, error) {
	ra, err := r.referrals(r.scope)
	if err != nil {
		return "", err
	}
	if ra.Province.State == analytics.StateNotCollected {
		return r.words.T("empty.no_activity_at_all"), nil
	}
	charts, err := r.charts(r.scope)
	if err != nil {
		return "", err
	}
	w := r.words
	estimate := r.estimateInWords(ra.Province)
	if ra.Province.State != analytics.StateOK {
		estimate = w.T("ra.withheld", "reason", estimate)
	}
	parts := estimate + ". " + r.comparedWith(ra) + "."
	if c := charts[""]; c.Chart != nil {
		n := len(signalsOf(c))
		if n == 0 {
			parts += " " + w.T("referral_xmr.common", "mean", w.Share(c.Chart.Mean)) + "."
		} else {
			parts += " " + w.N("referral_xmr.special", n, "mean", w.Share(c.Chart.Mean)) + "."
		}
	}
	return parts, nil
}
