package boundaries

import "slices"

// tolerance is how far a simplified line may stray, in steps of the grid.
const tolerance = 1.8

// simplify thins out the rings (Douglas and Peucker 1973). Where the lines of neighbours part is a joint, which stays; a
// stretch between two joints is thinned in one direction whichever ring it is met in, so that neighbours keep one border.
func simplify(areas map[string][][]Point) {
	joints := jointsOf(areas)
	for code, rings := range areas {
		kept := rings[:0]
		for _, ring := range rings {
			if thin := simplifyRing(ring, joints); len(thin) >= 3 {
				kept = append(kept, thin)
			}
		}
		if len(kept) == 0 { // too small to be seen: its largest ring stays as it is
			kept = append(kept, slices.MaxFunc(rings, func(a, b []Point) int { return len(a) - len(b) }))
		}
		areas[code] = kept
	}
}

// jointsOf are the points with other than two neighbours over all rings.
func jointsOf(areas map[string][][]Point) map[Point]bool {
	type pair struct{ first, second Point }
	two, joints := map[Point]pair{}, map[Point]bool{}
	for _, rings := range areas {
		for _, ring := range rings {
			for i, p := range ring {
				a, b := ring[(i+len(ring)-1)%len(ring)], ring[(i+1)%len(ring)]
				if less(b, a) {
					a, b = b, a
				}
				if known, seen := two[p]; seen && known != (pair{a, b}) {
					joints[p] = true
				}
				two[p] = pair{a, b}
			}
		}
	}
	return joints
}

func less(a, b Point) bool { return a.X < b.X || a.X == b.X && a.Y < b.Y }

// simplifyRing cuts a ring at its joints and thins the stretches. One without joints is cut at its least point and the
// point farthest from it.
func simplifyRing(ring []Point, joints map[Point]bool) []Point {
	if len(ring) < 4 {
		return ring
	}
	var cuts []int
	for i, p := range ring {
		if joints[p] {
			cuts = append(cuts, i)
		}
	}
	if len(cuts) < 2 {
		least := 0
		if len(cuts) == 1 {
			least = cuts[0]
		}
		far := 0
		for i, p := range ring {
			if len(cuts) == 0 && less(p, ring[least]) {
				least = i
			}
		}
		for i, p := range ring {
			if square(p, ring[least]) > square(ring[far], ring[least]) {
				far = i
			}
		}
		cuts = []int{min(least, far), max(least, far)}
	}
	var thin []Point
	for i, from := range cuts {
		to := cuts[(i+1)%len(cuts)]
		stretch := slices.Clone(ring[from:])
		if to > from {
			stretch = slices.Clone(ring[from : to+1])
		} else {
			stretch = append(stretch, ring[:to+1]...)
		}
		turned := less(stretch[len(stretch)-1], stretch[0])
		if turned {
			slices.Reverse(stretch)
		}
		stretch = thinned(stretch)
		if turned {
			slices.Reverse(stretch)
		}
		thin = append(thin, stretch[:len(stretch)-1]...)
	}
	return thin
}

func square(a, b Point) int { return (a.X-b.X)*(a.X-b.X) + (a.Y-b.Y)*(a.Y-b.Y) }

// thinned keeps the ends and every point without which the line would stray.
func thinned(line []Point) []Point {
	if len(line) < 3 {
		return line
	}
	first, last := line[0], line[len(line)-1]
	far, at := 0.0, 0
	for i := 1; i < len(line)-1; i++ {
		if d := stray(line[i], first, last); d > far {
			far, at = d, i
		}
	}
	if far <= tolerance*tolerance {
		return []Point{first, last}
	}
	before, after := thinned(line[:at+1]), thinned(line[at:])
	return append(slices.Clip(before), after[1:]...)
}

// stray is the squared distance of a point from the stretch between two others.
func stray(p, a, b Point) float64 {
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	t := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		t = min(max((float64(p.X-a.X)*dx+float64(p.Y-a.Y)*dy)/length, 0), 1)
	}
	x, y := float64(p.X-a.X)-t*dx, float64(p.Y-a.Y)-t*dy
	return x*x + y*y
}
