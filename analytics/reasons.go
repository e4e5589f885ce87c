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
	ReasonSensitivity          Reason = "sensitivity_disagrees" // RA-1 may be shown with the others, but not to the press
	ReasonClusters             Reason = "clusters_lt_20"
	ReasonPreWeeks             Reason = "pre_weeks_lt_52"
	ReasonPostWeeks            Reason = "post_weeks_lt_26"
	ReasonUnsupportedStations  Reason = "unsupported_lt_5"
	ReasonSupportedStations    Reason = "supported_lt_5"
	ReasonAutocorrelation      Reason = "autocorrelated"
	ReasonPlacebo              Reason = "placebo_excludes_zero"    // a check has failed: not to the press
	ReasonCarryOver            Reason = "carry_over_excludes_zero" // likewise
	ReasonVerdictStations      Reason = "stations_lt_10"           // of a station: no verdict
)

// ReasonNotEstimable says that the data do not determine a model; §4.4 has no code for it.
const ReasonNotEstimable Reason = "not_estimable"

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
		ReasonAutocorrelation, ReasonNotEstimable, ReasonPlacebo, ReasonCarryOver, ReasonVerdictStations,
		ReasonPremature, ReasonUnexpected,
		stats.FunnelLow998, stats.FunnelHigh998, stats.FunnelLow95, stats.FunnelHigh95,
	}
}
