package dashboard

import (
	"luanphien/analytics"
)

// referralsPage answers how many referrals were avoided, where, and whether the referral proportion moved.
func referralsPage(r *request) (string, any, error) {
	b := &topicBody{}
	for _, id := range []string{"referrals_by_week", "referrals_by_station", "referrals_withheld", "referral_xmr", "referral_funnel", "referral_multiples"} {
		b.Figures = append(b.Figures, r.show(id))
	}
	var err error
	b.Lead, err = r.referralsSentence()
	return r.words.T("nav.referrals"), b, err
}

// referralsSentence says the estimate with its interval and its comparison, and what the weekly proportion did.
func (r *request) referralsSentence() (string, error) {
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
		n := len(signalsOf(c.Chart, c.Values))
		if n == 0 {
			parts += " " + w.T("referral_xmr.common", "mean", w.share(c.Chart.Mean)) + "."
		} else {
			parts += " " + w.N("referral_xmr.special", n, "mean", w.share(c.Chart.Mean)) + "."
		}
	}
	return parts, nil
}
