package demo

import (
	"math"
	"testing"
)

// The rates of the demo must be worth showing. This computes, simply and without the shrinkage of methods.md §4, what
// the analytics will find: expected referrals from each station's own baseline, calibrated in blocks of four weeks on
// the stations without a doctor.
const (
	blockWeeks     = 4
	baselineWeeks  = 26
	leastExpected  = 20
	leastControls  = 2
	leastUsability = 0.8
)

type block struct {
	observed, expected               float64 // supported
	controlObserved, controlExpected float64
	visits                           int // supported
	controls                         map[int]bool
}

// blocks sums up the activity after the start, but for stations whose baseline is too short.
func blocks(p *Province, made invention) []*block {
	var list []*block
	for range p.weeksAfter / blockWeeks {
		list = append(list, &block{controls: map[int]bool{}})
	}
	for s := range made.stations {
		if made.silent[s][weeksBefore-baselineWeeks] && made.silent[s][lateWeeks-1] {
			continue
		}
		for g := range groupNames {
			visits, referrals := 0, 0
			for w := weeksBefore - baselineWeeks; w < weeksBefore; w++ {
				if c := made.activity[s][w][g]; !made.silent[s][w] && c.referrals != blank {
					visits, referrals = visits+c.visits, referrals+c.referrals
				}
			}
			rate := float64(referrals) / float64(visits)
			for w := weeksBefore; w < p.weeks(); w++ {
				c := made.activity[s][w][g]
				if made.silent[s][w] || c.referrals == blank {
					continue
				}
				b, expected := list[(w-weeksBefore)/blockWeeks], rate*float64(c.visits)
				switch days := made.doctorDays[s][w]; {
				case days >= supportedDays:
					b.observed, b.expected, b.visits = b.observed+float64(c.referrals), b.expected+expected, b.visits+c.visits
				case days == 0:
					b.controlObserved, b.controlExpected = b.controlObserved+float64(c.referrals), b.controlExpected+expected
					b.controls[s] = true
				}
			}
		}
	}
	return list
}

func TestEffectIsFound(t *testing.T) { each(t, testEffectIsFound) }

func testEffectIsFound(t *testing.T, p *Province) {
	stations, err := p.loadStations()
	if err != nil {
		t.Fatal(err)
	}
	observed, expected, visits, usable := 0.0, 0.0, 0, 0
	for k, b := range blocks(p, p.invent(stations)) {
		calibration := b.controlObserved / b.controlExpected
		t.Logf("block %d: %d controls, κ %.3f, expected of controls %.0f, supported %.0f, visits %d",
			k+1, len(b.controls), calibration, b.controlExpected, b.expected, b.visits)
		visits += b.visits
		if len(b.controls) < leastControls || b.controlExpected < leastExpected {
			t.Errorf("block %d cannot be calibrated", k+1)
			continue
		}
		if calibration < 0.5 || calibration > 2 {
			t.Errorf("block %d: κ = %.2f", k+1, calibration)
		}
		usable += b.visits
		observed, expected = observed+b.observed, expected+calibration*b.expected
	}
	if float64(usable) < leastUsability*float64(visits) {
		t.Errorf("only %d of %d supported visits can be used", usable, visits)
	}
	ratio := observed / expected
	t.Logf("observed %.0f of %.0f expected: %.3f", observed, expected, ratio)
	if math.Abs(ratio-effectRatio) > 0.04 {
		t.Errorf("rate ratio %.3f, built in %.2f", ratio, effectRatio)
	}
}

// Stations differ in support: all have some, none has a doctor all the time, and a good part are without at any time.
func TestSupportIsSpread(t *testing.T) { each(t, testSupportIsSpread) }

func testSupportIsSpread(t *testing.T, p *Province) {
	stations, err := p.loadStations()
	if err != nil {
		t.Fatal(err)
	}
	made := p.invent(stations)
	supported, without := 0, 0
	for s := range stations {
		mine := 0
		for w := weeksBefore; w < p.weeks(); w++ {
			switch days := made.doctorDays[s][w]; {
			case days >= supportedDays:
				mine++
			case days == 0:
				without++
			}
		}
		if least := p.weeksAfter / 12; mine < least || mine > p.weeksAfter-least {
			t.Errorf("%s is supported in %d of %d weeks", stations[s].name, mine, p.weeksAfter)
		}
		supported += mine
	}
	all := len(stations) * p.weeksAfter
	t.Logf("supported %d, without a doctor %d, of %d station-weeks", supported, without, all)
	if supported < all*35/100 || without < all*35/100 {
		t.Errorf("supported %d, without a doctor %d, of %d station-weeks", supported, without, all)
	}
}

// Some workers are ordered to two places on one day; the later order holds.
func TestDoubleBookings(t *testing.T) { each(t, testDoubleBookings) }

func testDoubleBookings(t *testing.T, p *Province) {
	stations, err := p.loadStations()
	if err != nil {
		t.Fatal(err)
	}
	made := p.invent(stations)
	doubled := 0
	for i, a := range made.postings {
		for _, b := range made.postings[i+1:] {
			if a.worker == b.worker && a.station != b.station && !a.cancelled && !b.cancelled &&
				a.start <= b.left && b.start <= a.left {
				doubled++
			}
		}
	}
	t.Logf("%d double bookings, %d absences, %d postings", doubled, len(made.absences), len(made.postings))
	if doubled < 2 || doubled > len(made.postings)/30 {
		t.Errorf("%d double bookings of %d postings", doubled, len(made.postings))
	}
}

func TestReportsAndIncidents(t *testing.T) { each(t, testReportsAndIncidents) }

func testReportsAndIncidents(t *testing.T, p *Province) {
	stations, err := p.loadStations()
	if err != nil {
		t.Fatal(err)
	}
	made := p.invent(stations)
	open, urgentOpen := 0, 0
	for _, i := range made.incidents {
		if i.resolved.IsZero() {
			open++
			if i.urgent {
				urgentOpen++
			}
		}
		if !i.responded.IsZero() && i.responded.Before(i.reported) || !i.resolved.IsZero() && i.resolved.Before(i.responded) {
			t.Errorf("out of order: %+v", i)
		}
	}
	if open < 3 || urgentOpen < 1 || open > len(made.incidents)/4 {
		t.Errorf("%d incidents, %d open, %d of them urgent", len(made.incidents), open, urgentOpen)
	}
	early, late, own := 0, 0, 0
	for _, r := range made.reports {
		if r.received.Before(p.monday(r.week)) {
			early++
		}
		if !r.received.Before(p.monday(r.week+1).AddDate(0, 0, 2)) {
			late++
		}
		if r.worker == nobody {
			own++
		}
	}
	rotated := len(made.reports) - own
	t.Logf("%d own reports, %d of rotated workers; %d late, %d premature; %d incidents, %d open, %d urgent",
		own, rotated, late, early, len(made.incidents), open, urgentOpen)
	if early < 3 || early > len(made.reports)/100 || late < len(made.reports)/20 || late > len(made.reports)/5 {
		t.Errorf("of %d reports %d are late and %d premature", len(made.reports), late, early)
	}
	if own < len(stations)*p.weeks()*4/5 || rotated < len(made.workers)*p.weeksAfter/4 {
		t.Errorf("%d own reports, %d of rotated workers", own, rotated)
	}
}
