package analytics

import (
	"strings"
	"time"
)

// attentionKeyParts are the parts of an item's key.
const attentionKeyParts = 6

// Key names the item from edition to edition: as long as the same thing goes on, it is the same item; when it ends and
// begins anew, it is another. It holds no name and no number that changes from day to day.
func (i AttentionItem) Key() string {
	began := i.From
	if began.IsZero() {
		began = i.To
	}
	date := ""
	if !began.IsZero() {
		date = began.Format(time.DateOnly)
	}
	variable := i.Variable
	if variable == "" {
		variable = i.Signal
	}
	return strings.Join([]string{string(i.Code), i.Station, i.Worker, string(i.Stream), variable, date}, "|")
}

// ParseAttentionKey gives what a key tells of an item that may no longer arise: its code, station, worker, stream and
// the date on which it began. ok is false for what is no key.
func ParseAttentionKey(key string) (i AttentionItem, ok bool) {
	parts := strings.Split(key, "|")
	if len(parts) != attentionKeyParts || parts[0] == "" {
		return i, false
	}
	i = AttentionItem{Code: AttentionCode(parts[0]), Station: parts[1], Worker: parts[2], Stream: Stream(parts[3]), Variable: parts[4]}
	if parts[5] != "" {
		began, err := time.Parse(time.DateOnly, parts[5])
		if err != nil {
			return i, false
		}
		i.From = began
	}
	return i, true
}
