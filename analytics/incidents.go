package analytics

import (
	"context"

	"luanphien/analytics/statement"
	"luanphien/analytics/stats"
)

// ResponseTimes are the ad-hoc reports of a scope, reported in its period (CMP-6): the time to the first response and
// to the resolution, in days. Open reports are censored at as-of.
type ResponseTimes struct {
	Severity            string // normal, urgent; "" = all
	Responded, Resolved stats.Survival
}

// incidentSeverities are the severities shown by themselves, after all together.
var incidentSeverities = []string{"", "urgent", "normal"}

// Incidents computes CMP-6 (query incident_durations): of all reports, and by severity.
func (e *Edition) Incidents(ctx context.Context, scope Scope) ([]ResponseTimes, error) {
	durations, err := e.incidentDurations(ctx, scope)
	if err != nil {
		return nil, err
	}
	return responseTimes(durations[""]), nil
}

// incident is one ad-hoc report.
type incident struct {
	severity            string
	responded, resolved stats.Duration
}

// incidentDurations gives the reports by station; "" holds them all.
func (e *Edition) incidentDurations(ctx context.Context, scope Scope) (map[string][]incident, error) {
	durations := map[string][]incident{}
	err := e.Read(ctx, "incident_durations", scope.Period(), func(r *statement.Row) {
		station := r.Text()
		i := incident{severity: r.Text()}
		r.Skip() // the moment
		i.responded = stats.Duration{Days: r.Real(), Censored: !r.Flag()}
		i.resolved = stats.Duration{Days: r.Real(), Censored: !r.Flag()}
		durations[""] = append(durations[""], i)
		durations[station] = append(durations[station], i)
	})
	return durations, err
}

func responseTimes(incidents []incident) []ResponseTimes {
	var list []ResponseTimes
	for _, severity := range incidentSeverities {
		var responded, resolved []stats.Duration
		for _, i := range incidents {
			if severity == "" || severity == i.severity {
				responded, resolved = append(responded, i.responded), append(resolved, i.resolved)
			}
		}
		list = append(list, ResponseTimes{severity, stats.KaplanMeier(responded), stats.KaplanMeier(resolved)})
	}
	return list
}

// IncidentsByStation computes CMP-6 for each station with a report in the period, by code: of all its reports, and by
// severity.
func (e *Edition) IncidentsByStation(ctx context.Context, scope Scope) (map[string][]ResponseTimes, error) {
	durations, err := e.incidentDurations(ctx, scope)
	if err != nil {
		return nil, err
	}
	delete(durations, "")
	times := map[string][]ResponseTimes{}
	for station, list := range durations {
		times[station] = responseTimes(list)
	}
	return times, nil
}
