package dashboard

import (
	"luanphien/dashboard/exhibit"
	"luanphien/dashboard/figure/estimates"
	"luanphien/dashboard/question"
)

// diagnosticsLead says, for analysts, whether the estimates agree, and how the stations without support did meanwhile.
func diagnosticsLead(r *question.Question) (string, error) {
	list, disagrees, err := estimates.Rivals(r)
	if err != nil {
		return "", err
	}
	text := estimates.AgreementInWords(r, list, disagrees) + "."
	if blocks := exhibit.Show(r, estimates.Calibration.ID); blocks.Drawn() {
		text += " " + blocks.Title + "."
	}
	return text, nil
}
