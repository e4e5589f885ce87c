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
		var s Streaks
		for _, d := range w {
			s.Reporting, s.LongestReporting = extend(s.Reporting, s.LongestReporting, d.received)
			s.OnTime, s.LongestOnTime = extend(s.OnTime, s.LongestOnTime, d.onTime)
		}
		streaks[station] = s
	}
	return streaks
}

func extend(run, longest int, goesOn bool) (int, int) {
	if !goesOn {
		return 0, longest
	}
	return run + 1, max(longest, run+1)
}
