package dashboard

// diagnosticsLead says, for analysts, whether the estimates agree, and how the stations without support did meanwhile.
func diagnosticsLead(r *request) (string, error) {
	list, disagrees, err := r.rivals()
	if err != nil {
		return "", err
	}
	text := r.agreementInWords(list, disagrees) + "."
	if blocks := r.show(calibrationByBlock.ID); blocks.drawn() {
		text += " " + blocks.Title + "."
	}
	return text, nil
}
