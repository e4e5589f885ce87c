package analytics

import "context"

// Indicator is one figure as scripts read it: unrounded; nil = not applicable or not to be shown.
type Indicator struct {
	ID          string   `json:"id"`
	Stream      *string  `json:"stream"`   // rotation or station for CMP
	Facility    *string  `json:"facility"` // nil = all stations of the scope
	Value       *float64 `json:"value"`
	Numerator   *float64 `json:"numerator"`
	Denominator *float64 `json:"denominator"`
	Low         *float64 `json:"low"`
	High        *float64 `json:"high"`
	State       State    `json:"state"`
	Reason      *string  `json:"reason"` // codes of §4.4, comma-separated
}

// Indicators gives every indicator of the scope, pooled (byFacility false) or one object per station and indicator.
func (e *Edition) Indicators(ctx context.Context, scope Scope, byFacility bool) ([]Indicator, error) {
	return nil, errNotYet
}
