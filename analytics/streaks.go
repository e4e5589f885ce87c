package analytics

import (
	"slices"
	"time"
)

// Streaks are CMP-5, in weeks. A week of several expected reports counts as received (on time) when all of them were.
type Streaks struct {
	Reporting, LongestReporting int // counting back from the latest due week; the longest of the period
	OnTime, LongestOnTime       int
}

// week is what the due reports of one station and week have in common.
type dueWeek struct {
	monday           time.Time
	received, onTime bool
}

// streaksByStation computes CMP-5 from the grid. Weeks of which nothing is expected, or nothing is due, are skipped.
func streaksByStation(grid []ReportCell) map[string]Streaks {
	weeks := map[string][]dueWeek{}
	for _, c := range grid {
		if c.State == ReportNotYetDue {
			continue
		}
		w := weeks[c.Station]
		i := slices.IndexFunc(w, func(d dueWeek) bool { return d.monday.Equal(c.Monday) })
		if i < 0 {
			i = len(w)
			w = append(w, dueWeek{c.Monday, true, true})
		}
		w[i].received = w[i].received && c.State != ReportMissing
		w[i].onTime = w[i].onTime && c.State == ReportOnTime
		weeks[c.Station] = w
	}
	streaks := map[string]Streaks{}
	for station, w := range weeks {
		slices.SortFunc(w, func(a, b dueWeek) int { return a.monday.Compare(b.monday) })
		streaks[station] = streaksOf(w)
	}
	return streaks
}

// weekStreaks computes CMP-5 of all stations together: a week counts when every expected report of it does.
func weekStreaks(weeks []WeekCompliance) Streaks {
	var due []dueWeek
	for _, w := range weeks {
		if w.Due > 0 {
			due = append(due, dueWeek{w.Monday, w.Missing == 0, w.OnTime == w.Due})
		}
	}
	return streaksOf(due)
}

func streaksOf(weeks []dueWeek) (s Streaks) {
	for _, d := range weeks {
		s.Reporting, s.LongestReporting = extend(s.Reporting, s.LongestReporting, d.received)
		s.OnTime, s.LongestOnTime = extend(s.OnTime, s.LongestOnTime, d.onTime)
	}
	return s
}

func extend(run, longest int, goesOn bool) (int, int) {
	if !goesOn {
		return 0, longest
	}
	return run + 1, max(longest, run+1)
}
