package disclosure

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"luanphien/queries/calendar"
	"luanphien/queries/soak"
)

// Whatever is added to or taken from each other of told numbers, of any spans of weeks, never leaves 1 to 4 persons.
func TestSpansLeaveNoFew(t *testing.T) {
	random := soak.Random(t)
	told, hidden := 0, 0
	for range soak.Times(20, 1000) {
		c, states := invented(random)
		spans := c.Spans(states, [][]string{{"on_time"}, {"late", "missing"}}, [][]string{{"late"}, {"missing"}})
		numbers := [][][]string{{states}, {{"on_time"}, {"late", "missing"}}, {{"late"}, {"missing"}}}
		type number struct {
			name    string
			persons map[string]map[int]bool // state and week: whether they are in it
		}
		var all []number
		for level, s := range spans {
			for from := range c.Weeks {
				for to := from; to < c.Weeks; to++ {
					if !s.Tells(c.First.Add(from).Monday(), c.First.Add(to).Sunday()) {
						hidden++
						continue
					}
					told++
					for _, of := range numbers[level] {
						if n := c.behind(of, span(from, to+1)); Small(n) {
							t.Fatalf("%v of weeks %d to %d rests on %d", of, from, to, n)
						}
						cells := map[string]map[int]bool{}
						for _, state := range of {
							cells[state] = map[int]bool{}
							for week := from; week <= to; week++ {
								cells[state][week] = true
							}
						}
						all = append(all, number{fmt.Sprint(of, from, "..", to), cells})
					}
				}
			}
		}
		for range soak.Times(1500, 20000) {
			a, b := all[random.IntN(len(all))], all[random.IntN(len(all))]
			left, within := map[string][]int{}, true
			for _, state := range states {
				for week := range c.Weeks {
					somebody := c.behind([]string{state}, []int{week}) > 0
					switch {
					case a.persons[state][week] && !b.persons[state][week]:
						left[state] = append(left[state], week)
					case b.persons[state][week] && !a.persons[state][week] && somebody:
						within = false
					}
				}
			}
			if !within {
				continue
			}
			var who set
			for state, weeks := range left {
				for _, week := range weeks {
					if of := c.cells[state]; of != nil {
						who = who.or(of[week])
					}
				}
			}
			if Small(who.count()) {
				t.Fatalf("%s without %s are %d persons", a.name, b.name, who.count())
			}
		}
	}
	t.Log(told, "told,", hidden, "not")
	if told == 0 || hidden == 0 {
		t.Error("nothing is proved")
	}
}

// invented are the reports of some persons over some weeks: most on time, some of few weeks only.
func invented(random *rand.Rand) (*Crowd, []string) {
	first, err := calendar.NewWeek(2026, 1+random.IntN(50))
	if err != nil {
		panic(err)
	}
	weeks := 3 + random.IntN(30)
	c := NewCrowd(first.Monday(), first.Add(weeks-1).Sunday())
	people, late := 6+random.IntN(30), random.IntN(8)
	for person := range people {
		from, to := 0, weeks
		if random.IntN(3) == 0 {
			from = random.IntN(weeks)
			to = min(weeks, from+1+random.IntN(6))
		}
		for week := from; week < to; week++ {
			state := "on_time"
			switch n := random.IntN(40); {
			case n < late:
				state = "late"
			case n < late+2:
				state = "missing"
			}
			c.Add(state, first.Add(week).Monday(), fmt.Sprint(person))
		}
	}
	return c, []string{"on_time", "late", "missing"}
}

// A month is of the weeks whose Thursdays it holds, and a day is its week's.
func TestWholeWeeks(t *testing.T) {
	for asked, want := range map[[2]string]string{
		{"2026-10-01", "2026-10-31"}: "2026-W40 2026-W44",
		{"2026-01-01", "2026-12-31"}: "2026-W01 2026-W53",
		{"2026-10-07", "2026-10-07"}: "2026-W41 2026-W41",
		{"2026-10-09", "2026-10-11"}: "2026-W41 2026-W41",
		{"2026-10-05", "2026-10-18"}: "2026-W41 2026-W42",
	} {
		from, to := WholeWeeks(date(asked[0]), date(asked[1]))
		if got := calendar.WeekOf(from).String() + " " + calendar.WeekOf(to).String(); got != want || from.Weekday() != 1 || to.Weekday() != 0 {
			t.Errorf("%v are %s, want %s", asked, got, want)
		}
	}
}

func date(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return d
}
