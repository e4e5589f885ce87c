package address

import (
	"net/url"
	"testing"
)

// Either end of the calendar is the same day however the moment is written, and a moment before its first day is over is
// refused: every figure would be empty without a reason.
func TestMomentsAtTheEndsOfTheCalendar(t *testing.T) {
	for text, want := range map[string]bool{
		"1999-12-31": false, "31/12/1999": false, "2000-01-01T08:00:00+07:00": false, "2000-01-01": true, "01/01/2000": true,
		"2060-12-31": true, "31/12/2060": true, "2061-01-01": false, "01/01/2061": false, "2061-01-01T00:00:00+07:00": true,
	} {
		if _, err := Parse("/", url.Values{"as_of": {text}}); (err == nil) != want {
			t.Errorf("as_of %s: %v", text, err)
		}
	}
}
