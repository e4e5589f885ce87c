package dashboard

// diagnosticsPage answers, for analysts, whether the estimate of referrals may be trusted.
func diagnosticsPage(r *request) (string, any, error) {
	b := &topicBody{}
	for _, id := range []string{"referral_estimates", "calibration_by_block", "referral_rates"} {
		b.Figures = append(b.Figures, r.show(id))
	}
	list, disagrees, err := r.rivals()
	if err != nil {
		return "", nil, err
	}
	b.Lead = r.agreementInWords(list, disagrees) + "."
	for _, f := range b.Figures[1:2] {
		if f.drawn() {
			b.Lead += " " + f.Title + "."
		}
	}
	return r.words.T("nav.diagnostics"), b, nil
}
