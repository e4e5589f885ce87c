package stats

import "math"

// AuditedEntry is the range of values that a hidden entry may have, as a reader of the table can work it out.
type AuditedEntry struct {
	Row, Column int // from 0; the last ones are totals
	True        int
	Primary     bool
	Low, High   int
}

// Safe tells whether the range holds more than one value.
func (a AuditedEntry) Safe() bool { return a.Low < a.High }

// Unbounded is the High of an entry without an upper bound.
const Unbounded = math.MaxInt / 4

// Audit works out the range of each hidden entry: the smallest and largest value consistent with what is printed, all
// entries being at least 0. A table with an entry that is not Safe must not be exported.
//
// The linear programme is a network: a row passes its total on to the columns, a column its entries on to its total, so
// that «interior entries = total» is the balance of a node. The true table is one flow of it. How far an entry can rise
// or fall is then the greatest flow through the hidden entries from one end of it to the other, and whole numbers
// suffice.
func (t *SuppressedTable) Audit() []AuditedEntry {
	var entries []AuditedEntry
	for i, row := range t.Marks {
		for j, mark := range row {
			if mark == Shown {
				continue
			}
			v := t.Values[i][j]
			rise := t.network(place{i, j}).flow(t.ends(place{i, j}, true))
			fall := t.network(place{i, j}).flow(t.ends(place{i, j}, false))
			entry := AuditedEntry{Row: i, Column: j, True: v, Primary: mark == Primary, Low: v - min(v, fall), High: v + rise}
			if rise >= Unbounded {
				entry.High = Unbounded
			}
			entries = append(entries, entry)
		}
	}
	return entries
}

// arc gives the nodes from which and to which an entry passes: rows are the first nodes, columns follow.
func (t *SuppressedTable) arc(p place) (from, to int) {
	rows, columns := len(t.Values), len(t.Values[0])
	i, j := p[0], rows+p[1]
	if (p[0] == rows-1) != (p[1] == columns-1) { // a total of a row or a column, not of both
		return j, i
	}
	return i, j
}

// ends are the nodes between which a flow makes up for a rise, or a fall, of the entry.
func (t *SuppressedTable) ends(p place, rise bool) (from, to int) {
	from, to = t.arc(p)
	if rise {
		return to, from
	}
	return from, to
}

// residual holds how much more may pass from node to node.
type residual [][]int

// network is what the hidden entries other than one leave room for: more without bound, less down to 0.
func (t *SuppressedTable) network(without place) residual {
	n := len(t.Values) + len(t.Values[0])
	r := make(residual, n)
	for i := range r {
		r[i] = make([]int, n)
	}
	for i, row := range t.Marks {
		for j, mark := range row {
			if p := (place{i, j}); mark != Shown && p != without {
				from, to := t.arc(p)
				r[from][to] = Unbounded
				r[to][from] = t.Values[i][j]
			}
		}
	}
	return r
}

// flow is the greatest flow between two nodes, by shortest augmenting paths (Edmonds & Karp).
func (r residual) flow(from, to int) int {
	total := 0
	for total < Unbounded {
		parent := r.path(from, to)
		if parent == nil {
			break
		}
		room := Unbounded
		for v := to; v != from; v = parent[v] {
			room = min(room, r[parent[v]][v])
		}
		for v := to; v != from; v = parent[v] {
			r[parent[v]][v] -= room
			r[v][parent[v]] += room
		}
		total += room
	}
	return total
}

// path is the shortest way with room, as the node before each; nil when there is none.
func (r residual) path(from, to int) []int {
	parent := make([]int, len(r))
	for i := range parent {
		parent[i] = -1
	}
	parent[from] = from
	for queue := []int{from}; len(queue) > 0; queue = queue[1:] {
		for v, room := range r[queue[0]] {
			if room > 0 && parent[v] < 0 {
				parent[v] = queue[0]
				if v == to {
					return parent
				}
				queue = append(queue, v)
			}
		}
	}
	return nil
}
