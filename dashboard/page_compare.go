package dashboard

type compareBody struct {
	Lead     string
	Figure   *Shown
	With     []choiceGroup
	Stations []choice
	Hidden   []choice // parameters that the form carries along
}

// comparePage holds what the reader looks at against another period, the province or an area.
func comparePage(r *request) (string, any, error) {
	if _, err := r.sides(); err != nil { // a wrong address is the reader's mistake, not a failed figure
		return "", nil, err
	}
	b := &compareBody{Lead: r.words.T("lead.compare"), Figure: r.show("compare"), With: r.withChoices()}
	stations, err := r.stationsInScope()
	if err != nil {
		return "", nil, err
	}
	for _, s := range stations {
		b.Stations = append(b.Stations, choice{s.Code, s.Name, s.Code == r.view.Station})
	}
	for _, name := range carried {
		if value := r.view.Given(name); value != "" {
			b.Hidden = append(b.Hidden, choice{Value: name, Text: value})
		}
	}
	return r.words.T("nav.compare"), b, nil
}
