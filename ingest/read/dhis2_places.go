package read

import (
	"errors"
	"strings"

	"luanphien/ingest/lex"
)

// places tells when two values are of one place: by the lists, where they know both spellings, else by the spelling.
type places struct {
	meaning func(text string) string
	known   map[string]string
	units   map[string]map[string]bool // of the mapping, by place
}

func (p *parting) placesOf(s *Sheet) *places {
	all := &places{known: map[string]string{}, units: map[string]map[string]bool{}}
	if station, ok := s.Kind.Field("station_code"); ok && s.Meaning != nil {
		all.meaning = s.Meaning(station)
	}
	for unit, code := range p.mapping.OrgUnits {
		place := all.of(code)
		if all.units[place] == nil {
			all.units[place] = map[string]bool{}
		}
		all.units[place][unit] = true
	}
	return all
}

// of gives what all spellings of a place have in common.
func (p *places) of(text string) string {
	if place, known := p.known[text]; known {
		return place
	}
	place := ""
	if p.meaning != nil {
		place = p.meaning(text)
	}
	if place == "" {
		place = spelling(text)
	}
	p.known[text] = place
	return place
}

// spelling is what the spellings of a place that no list knows have in common; it begins like no code.
func spelling(text string) string { return "\n" + strings.ToLower(lex.Text(text)) }

// mostSpelled bounds the spellings that are held against the lists. The country has no tenth of it.
const mostSpelled = 50_000

// gather parts the values anew where the file spells a place in several ways, so that the values of one row stand in one
// file again.
func (p *parting) gather(by *places) error {
	several := map[string]string{} // the spellings of each place
	again := false
	for text := range p.spelled {
		place, own := by.of(text), spelling(text)
		again = again || several[place] != "" && several[place] != own
		several[place] = own
	}
	if !again || p.gathered {
		return nil
	}
	parted := *p
	if err := p.makeFiles(); err != nil {
		return err
	}
	for n := range parted.files {
		if err := parted.each(n, func(c *parcel) error { return p.send(c, by.of(c.Station)) }); err != nil {
			return err
		}
	}
	p.gathered = true
	return errors.Join(p.flush(), parted.close())
}

// unit tells the values of one place apart that units of their own give: they are added up. Where the mapping has one unit for
// the place, its values and those under the place's own code are the same.
func (p *places) unit(place, unit string) string {
	if len(p.units[place]) <= 1 {
		return ""
	}
	return unit
}
