package figure

import (
	"net/url"
	"strings"
	"time"

	"luanphien/dashboard/address"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// Parameters are those of an address that gives this very figure, whatever the defaults are by then.
func Parameters(r *question.Question, f *Figure) url.Values {
	q := url.Values{}
	q.Set("from", r.Scope.From.Format(time.DateOnly))
	q.Set("to", r.Scope.To.Format(time.DateOnly))
	q.Set("as_of", r.Scope.AsOf.In(calendar.Zone).Format(time.RFC3339))
	if r.Scope.Province != "" {
		q.Set("province", r.Scope.Province)
	}
	if r.Scope.HealthCenter != "" {
		q.Set("area", r.Scope.HealthCenter)
	}
	if r.Scope.Stations != "" {
		q.Set("stations", strings.Join(r.Scope.Stations.Codes(), ","))
	}
	if r.Scope.FacilityType != "" {
		q.Set("kind", r.Scope.FacilityType)
	}
	if Specialises(r, f) && r.View.Specialty != "" {
		q.Set("specialty", r.View.Specialty)
	}
	if f.OfStation {
		q.Set("station", r.StationCode())
	}
	for _, name := range f.Asked {
		if value := r.View.All.Get(name); value != "" {
			q.Set(name, value)
		}
	}
	if f.Streamed {
		q.Set("stream", r.View.Stream)
	}
	if r.ForPress() { // some numbers are not told
		q.Set("audience", address.AudiencePress)
	}
	if f.Ruled {
		if changed := r.AttentionRules().Changed(); changed != "" {
			q.Set("rules", changed)
		}
	}
	if r.View.Lang != words.Vietnamese { // some cells are words
		q.Set("lang", string(r.View.Lang))
	}
	return q
}
