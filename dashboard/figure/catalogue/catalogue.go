// Package catalogue holds all figures, in their order, and what of an address they take.
package catalogue

import (
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/attention"
	"luanphien/dashboard/figure/compare"
	"luanphien/dashboard/figure/coverage"
	"luanphien/dashboard/figure/estimates"
	"luanphien/dashboard/figure/funnel"
	"luanphien/dashboard/figure/incidents"
	"luanphien/dashboard/figure/indicators"
	"luanphien/dashboard/figure/maps"
	"luanphien/dashboard/figure/needs"
	"luanphien/dashboard/figure/postings"
	"luanphien/dashboard/figure/quality"
	"luanphien/dashboard/figure/referrals"
	"luanphien/dashboard/figure/reminders"
	"luanphien/dashboard/figure/reporting"
	"luanphien/dashboard/figure/rotation"
	"luanphien/dashboard/figure/scorecard"
	"luanphien/dashboard/figure/station"
	"luanphien/dashboard/figure/variation"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
)

// All are all figures, in the order of the catalogue.
var All = figure.NewSet(
	coverage.Trend, referrals.Trend, reporting.Trend,
	maps.Presence, maps.Coverage, maps.Doctor, maps.Preventive, maps.Gap, maps.Reporting, maps.Completeness, maps.Referrals, maps.Proportion, maps.Quality, maps.Indicator,
	attention.List, reminders.List, scorecard.Figure, coverage.PresenceStrip, reporting.Strip,
	coverage.ByStation, coverage.PresenceByWeek, variation.Coverage, variation.Doctors,
	referrals.ByStation, referrals.WithheldList, funnel.Referrals, referrals.XmR, referrals.Multiples,
	reporting.ByStation, reporting.ByWeek, funnel.Reports, variation.OnTime,
	estimates.Estimates, estimates.Checks, estimates.Calibration, estimates.Rates,
	quality.ByStation, quality.Checks, quality.Items,
	postings.OfStation, station.Activity, station.XmR, variation.StationCoverage, variation.StationDoctors, variation.StationOnTime, station.Reports, station.Reference, station.Spine, station.Open, station.Indicators,
	rotation.Flows, rotation.Staff, rotation.Planned, rotation.Stations, rotation.DoubleBookings, postings.All,
	needs.Grid, needs.BySpecialty, needs.Unmet,
	coverage.AheadGrid, coverage.AheadMoves, coverage.AheadNeeds,
	incidents.Open, incidents.ResponseTimes, incidents.ResolutionTimes, incidents.ByWeek,
	indicators.ByWeek, indicators.ByStation,
	compare.Figure,
).And(maps.Further)

// Asked finds the figure that the path names.
func Asked(r *question.Question) (*figure.Figure, error) {
	f, ok := All.ByID[r.Vars["id"]]
	if !ok {
		return nil, problem.NotFound("question.problem.figure_unknown", "id", r.Vars["id"])
	}
	return f, figure.Refused(r, f)
}
