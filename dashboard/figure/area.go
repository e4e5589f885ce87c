package figure

// notOfAreas are the figures that name stations outside an area or compare with them.
var notOfAreas = map[string]bool{"double_bookings": true}

// OfAreas tells whether the figure opens to those who work for an area.
func (f *Figure) OfAreas() bool { return !f.Analysts && !notOfAreas[f.ID] }
