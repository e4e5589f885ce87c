package stats

import "math"

// tolerance within which two reals are equal, relative to the larger of 1 and the values (methods §1, exactness): what
// is equal in exact arithmetic is equal here.
const tolerance = 1e-9

// Compare is 1 where a is above b, −1 where it is below, and 0 where they are equal within the tolerance.
func Compare(a, b float64) int {
	d, within := a-b, tolerance*max(1, math.Abs(a), math.Abs(b))
	switch {
	case d > within:
		return 1
	case d < -within:
		return -1
	}
	return 0
}
