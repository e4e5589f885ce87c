package read

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"luanphien/ingest/header"
	"luanphien/ingest/title"
)

// outside holds values for fields that stand outside the table, by field.
type outside map[string]string

func (o outside) names() map[string]bool {
	names := map[string]bool{}
	for name := range o {
		names[name] = true
	}
	return names
}

// problems are what the titles above a header tell wrongly, by the field that they would have told.
type problems map[string]title.Said

// titleValues gathers what the title rows and the user tell.
func titleValues(titles []record, opts Options) (outside, problems) {
	var block title.Block
	for _, r := range titles {
		block.Read(r.line, texts(r))
	}
	said, wrong := block.Tell()
	told := ofTitles(said)
	for field, value := range opts.Set {
		told[field] = value
		delete(wrong, field)
		if field == "week" {
			delete(wrong, title.Across)
		}
	}
	return told, wrong
}

// ofTitles are the values that titles tell. The station of a title stands for that of the rows in some kinds alone.
func ofTitles(said map[string]string) outside {
	told := outside(maps.Clone(said))
	if station, ok := told["station_code"]; ok {
		delete(told, "station_code")
		told[header.TitleStation] = station
	}
	return told
}

// explain makes the error of a header that cannot be taken for what the titles above it fail to tell. would says whether
// the header would do if they did: then that is all there is to say.
func (p problems) explain(err error, would func(given outside) error) error {
	var unfit *header.Error
	if len(p) == 0 || !errors.As(err, &unfit) || unfit.Personal {
		return err
	}
	if why, side := p[title.Across]; side && slices.Contains(unfit.Missing, "week") {
		more := *unfit
		more.VI, more.EN = why.VI, why.EN
		return &more
	}
	given := outside{}
	var vi, en []string
	for _, field := range []string{"week", "decision_no", "station_code"} {
		if why, bad := p[field]; bad && (len(unfit.Missing) == 0 && field != "station_code" || slices.Contains(unfit.Missing, field)) {
			given[field] = "?"
			vi, en = append(vi, why.VI), append(en, why.EN)
		}
	}
	if len(given) == 0 {
		return err
	}
	if still := would(given); still != nil {
		vi, en = append(vi, unfit.VI), append(en, unfit.EN)
	}
	more := *unfit
	more.VI, more.EN = strings.Join(vi, " "), strings.Join(en, " ")
	return &more
}
