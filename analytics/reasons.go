package analytics

import "luanphien/analytics/stats"

// Reason is a code that says why a figure is withheld, or what is to be minded about it (methods §4.4).
type Reason string

// The reason codes of methods §4.4.
const (
	ReasonBlockUnusable        Reason = "block_unusable"
	ReasonProvinceShare        Reason = "province_share_lt_80"
	ReasonNoUsableBlock        Reason = "no_usable_block"
	ReasonGroupWithoutBaseline Reason = "group_without_baseline"
	ReasonStationNotActive     Reason = "station_not_active"
	ReasonNoSupportedWeeks     Reason = "no_supported_weeks"
	ReasonBaselineWeeks        Reason = "baseline_weeks_lt_13"
	ReasonBaselineVisits       Reason = "baseline_visits_lt_100"
	ReasonExpected             Reason = "expected_lt_5"
	ReasonSensitivity          Reason = "sensitivity_disagrees" // RA-1 may be shown with RA-2, but not to the press
	ReasonClusters             Reason = "clusters_lt_20"
	ReasonPreWeeks             Reason = "pre_weeks_lt_52"
	ReasonPostWeeks            Reason = "post_weeks_lt_26"
)

// Reason codes for refusals of §4.2 and §4.3 for which §4.4 has no code.
const (
	ReasonUnsupportedStations Reason = "unsupported_stations_lt_5"
	ReasonSupportedStations   Reason = "supported_stations_lt_5"
	ReasonAutocorrelation     Reason = "lag1_gt_0.3"
	ReasonNotEstimable        Reason = "not_estimable" // the data do not determine the model
)

// The reasons why a submission enters no rate (§3).
const (
	ReasonPremature  Reason = "premature"
	ReasonUnexpected Reason = "unexpected"
)

// Reasons are all reason codes that a figure, an indicator or an ignored submission can carry, with the classes of a
// point outside a funnel (CHT-3), which stand in an indicator's reason too.
func Reasons() []Reason {
	return []Reason{
		ReasonBlockUnusable, ReasonProvinceShare, ReasonNoUsableBlock, ReasonGroupWithoutBaseline, ReasonStationNotActive,
		ReasonNoSupportedWeeks, ReasonBaselineWeeks, ReasonBaselineVisits, ReasonExpected, ReasonSensitivity,
		ReasonClusters, ReasonUnsupportedStations, ReasonSupportedStations, ReasonPreWeeks, ReasonPostWeeks,
		ReasonAutocorrelation, ReasonNotEstimable,
		ReasonPremature, ReasonUnexpected,
		stats.FunnelLow998, stats.FunnelHigh998, stats.FunnelLow95, stats.FunnelHigh95,
	}
}
