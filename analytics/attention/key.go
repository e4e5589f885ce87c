package attention

import (
	"strings"
	"time"
)

// keyParts are the parts of an item's key.
const keyParts = 3

// Key names the item from edition to edition: rule, station and the day on which the first of its findings began. As
// long as the same thing goes on, it is the same item; when it ends and begins anew, it is another. It holds no name and
// no number that changes from day to day.
func (i Item) Key() string {
	began := i.start()
	date := ""
	if !began.IsZero() {
		date = began.Format(time.DateOnly)
	}
	return strings.Join([]string{string(i.Code), i.Station, date}, "|")
}

// start is the day on which the first of the findings began.
func (i Item) start() (began time.Time) {
	if !i.began.IsZero() {
		return i.began
	}
	for _, f := range i.Findings {
		from := f.From
		if from.IsZero() {
			from = f.To
		}
		if began.IsZero() || from.Before(began) {
			began = from
		}
	}
	return began
}

// ParseKey gives what a key tells of an item that may no longer arise: its code, its station and the day on
// which it began. ok is false for what is no key.
func ParseKey(key string) (i Item, ok bool) {
	parts := strings.Split(key, "|")
	if len(parts) != keyParts || parts[0] == "" {
		return i, false
	}
	i = Item{Code: Code(parts[0]), Station: parts[1], Findings: []Finding{{}}}
	if parts[2] != "" {
		began, err := time.Parse(time.DateOnly, parts[2])
		if err != nil {
			return i, false
		}
		i.Findings[0].From = began
	}
	return i, true
}
