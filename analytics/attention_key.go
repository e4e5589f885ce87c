package analytics

import (
	"strings"
	"time"
)

// attentionKeyParts are the parts of an item's key.
const attentionKeyParts = 3

// Key names the item from edition to edition: rule, station and the day on which the first of its findings began. As
// long as the same thing goes on, it is the same item; when it ends and begins anew, it is another. It holds no name and
// no number that changes from day to day.
func (i AttentionItem) Key() string {
	began := i.start()
	date := ""
	if !began.IsZero() {
		date = began.Format(time.DateOnly)
	}
	return strings.Join([]string{string(i.Code), i.Station, date}, "|")
}

// start is the day on which the first of the findings began.
func (i AttentionItem) start() (began time.Time) {
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

// ParseAttentionKey gives what a key tells of an item that may no longer arise: its code, its station and the day on
// which it began. ok is false for what is no key.
func ParseAttentionKey(key string) (i AttentionItem, ok bool) {
	parts := strings.Split(key, "|")
	if len(parts) != attentionKeyParts || parts[0] == "" {
		return i, false
	}
	i = AttentionItem{Code: AttentionCode(parts[0]), Station: parts[1], Findings: []AttentionFinding{{}}}
	if parts[2] != "" {
		began, err := time.Parse(time.DateOnly, parts[2])
		if err != nil {
			return i, false
		}
		i.Findings[0].From = began
	}
	return i, true
}
