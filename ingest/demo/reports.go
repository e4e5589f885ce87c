package demo

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"luanphien/queries/calendar"
)

// The mandatory fields of the two weekly reports, and the least days of presence for which a rotated worker owes one.
const (
	stationFields = 20
	workerFields  = 12
	owedFromDays  = 3
)

// report is one submission of a weekly report. worker = nobody: the station's own.
type report struct {
	station, worker, week int
	received              time.Time
	required, filled      int
}

const nobody = -1

// submissions draws what is sent in for one expected report: nothing, one on time or late, rarely a correction of it.
// Nothing is received after the as-of moment.
func (p *Province) submissions(draw source, r report, late, missing float64) []report {
	fate, hours, again := draw.Float64(), draw.Float64(), draw.Float64()
	over := p.monday(r.week + 1) // the end of the week's Sunday
	switch {
	case fate < missing:
		return nil
	case fate < missing+late: // from Wednesday on, up to two weeks
		r.received = over.AddDate(0, 0, 2).Add(time.Duration(hours * hours * 12 * 24 * float64(time.Hour)))
	default: // from Saturday morning to Tuesday night
		r.received = over.Add(time.Duration((-40 + hours*86) * float64(time.Hour)))
	}
	r.received = r.received.Truncate(time.Second)
	r.filled = r.required
	if draw.chance(0.15) {
		r.filled -= draw.between(1, r.required/3)
	}
	sent := []report{r}
	if again < 0.04 {
		r.received = r.received.Add(time.Duration(draw.between(3*3600, 80*3600)) * time.Second)
		r.filled = r.required
		sent = append(sent, r)
	}
	return slices.DeleteFunc(sent, func(r report) bool { return !r.received.Before(p.AsOf()) })
}

// stationReports are the stations' own reports.
func (p *Province) stationReports(stations []station, silent outage) []report {
	draw := p.source(streamStationReports)
	var all []report
	for s, at := range stations {
		for w := range p.weeks() {
			sent := p.submissions(draw, report{station: s, worker: nobody, week: w, required: stationFields}, at.late, at.missing)
			if silent[s][w] {
				continue
			}
			all = append(all, sent...)
			if draw.chance(0.002) { // sent off before its week began: it does not count
				early := report{station: s, worker: nobody, week: w, required: stationFields, filled: 4}
				early.received = p.monday(w).Add(-time.Duration(draw.between(20, 60)) * time.Hour)
				all = append(all, early)
			}
		}
	}
	return all
}

// workerReports are those of the rotated workers, each for the weeks of the own stay. Some workers are careless. A few
// report for a week in which they were not there long enough.
func (p *Province) workerReports(workers []worker, stations []station, there presence) []report {
	draw := p.source(streamWorkerReports)
	var all []report
	for person := range workers {
		late, missing := 0.12*draw.factor(0.5), 0.08*draw.factor(0.7)
		for w := weeksBefore; w < p.weeks(); w++ {
			for s := range stations {
				days := there.daysThere(person, s, w)
				owed := days >= owedFromDays
				if days == 0 || !owed && !draw.chance(0.10) {
					continue
				}
				r := report{station: s, worker: person, week: w, required: workerFields}
				all = append(all, p.submissions(draw, r, late, missing)...)
				if owed && draw.chance(0.004) {
					r.filled = 2
					r.received = p.monday(w).Add(-time.Duration(draw.between(5, 40)) * time.Hour)
					all = append(all, r)
				}
			}
		}
	}
	return all
}

func (p *Province) reportTable(reports []report, stations []station, workers []worker) table {
	slices.SortStableFunc(reports, func(a, b report) int { return a.received.Compare(b.received) })
	t := table{name: "bao-cao-tuan", header: []string{
		"Mã trạm", "Mã cán bộ", "Tuần", "Nộp lúc", "Số mục bắt buộc", "Số mục đã điền",
	}}
	for _, r := range reports {
		code := ""
		if r.worker != nobody {
			code = workers[r.worker].code
		}
		t.add(stations[r.station].code, code, p.weekOf(r.week).String(), writtenMoment(r.received),
			strconv.Itoa(r.required), strconv.Itoa(r.filled))
	}
	t.fault(812, "Nộp lúc", "31/09/2025 08:00:00") // no such day
	t.fault(1904, "Mã cán bộ", "CB999")            // no such worker
	t.fault(3120, "Tuần", "tuần trước")
	return t
}

// incident is a rotated worker's report of a difficulty. Zero moments: not yet.
type incident struct {
	station, worker               int
	reported, responded, resolved time.Time
	content                       string
	urgent                        bool
}

var difficulties = []string{
	"đường sạt lở", "hỏng thiết bị siêu âm", "nghi ổ dịch", "thiếu thuốc", "thiếu vắc xin", "mất điện kéo dài",
}

// makeIncidents draws about one report in twenty worker-weeks. Answers take hours, mending takes days; what would have
// come after the as-of moment is open, as are a few that were forgotten.
func (p *Province) makeIncidents(workers []worker, there presence) []incident {
	draw := p.source(streamIncidents)
	var all []incident
	for person := range workers {
		for d := p.firstWave(); d < p.days(); d++ {
			s := there.at[person][d]
			if s == nowhere || !draw.chance(0.007) {
				continue
			}
			at := calendar.FromLocal(p.day(d)).Add(time.Duration(draw.between(6*3600, 21*3600)) * time.Second)
			i := incident{station: s, worker: person, reported: at, content: pick(draw, difficulties), urgent: draw.chance(0.3)}
			hours, days := 9*draw.factor(0.9), 3.5*draw.factor(0.8)
			if i.urgent {
				hours, days = hours/3, days/1.5
			}
			i.responded = p.notAfterAsOf(at.Add(time.Duration(hours * float64(time.Hour))))
			if !i.responded.IsZero() && !draw.chance(0.03) {
				i.resolved = p.notAfterAsOf(i.responded.Add(time.Duration(days * 24 * float64(time.Hour))))
			}
			all = append(all, i)
		}
	}
	slices.SortStableFunc(all, func(a, b incident) int {
		return cmp.Or(a.reported.Compare(b.reported), cmp.Compare(a.worker, b.worker))
	})
	p.forgetOne(all)
	return all
}

// forgetOne leaves the last urgent report that is more than three days old open, so that the last week has one.
func (p *Province) forgetOne(incidents []incident) {
	for k := len(incidents) - 1; k >= 0; k-- {
		if i := &incidents[k]; i.urgent && i.reported.Before(p.AsOf().AddDate(0, 0, -3)) {
			i.resolved = time.Time{}
			return
		}
	}
}

// notAfterAsOf is the moment, or none when it lies after the demo's last.
func (p *Province) notAfterAsOf(t time.Time) time.Time {
	if !t.Before(p.AsOf()) {
		return time.Time{}
	}
	return t.Truncate(time.Second)
}

func (p *Province) incidentTable(incidents []incident, stations []station, workers []worker) table {
	t := table{name: "bao-cao-dot-xuat", header: []string{
		"Mã trạm", "Mã cán bộ", "Báo lúc", "Nội dung", "Mức độ", "Phản hồi lúc", "Xử lý lúc",
	}}
	for _, i := range incidents {
		severity := "thường"
		if i.urgent {
			severity = "khẩn"
		}
		t.add(stations[i.station].code, workers[i.worker].code, writtenMoment(i.reported), i.content, severity,
			writtenMoment(i.responded), writtenMoment(i.resolved))
	}
	t.fault(40, "Xử lý lúc", writtenMoment(p.monday(weeksBefore-2).Add(8*time.Hour))) // resolved before it was reported
	return t
}
