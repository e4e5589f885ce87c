// Package definitions says of each indicator what it counts, with the values of its parameters in force.
package definitions

import (
	"fmt"
	"slices"

	"luanphien/analytics"
	"luanphien/analytics/spc"
	"luanphien/analytics/stats"
	"luanphien/queries"
)

// Definition is what an indicator means: one entry of the methods page. Texts come in both languages.
type Definition struct {
	ID         string
	Name       queries.Words
	Formula    queries.Words
	Unit       queries.Words
	Parameters []DefinitionParameter // the configurable numbers, with the values in use
	Queries    []string              // named queries that count what the formula needs
	Source     string                // where the method comes from
	Section    string                // of the methods document
}

// DefinitionParameter is a configurable number of a definition.
type DefinitionParameter struct {
	Name   queries.Words
	Value  string   // "" where the cadres are the value
	Cadres []string // codes
}

// The units of the definitions.
var (
	unitShare     = queries.Words{VI: "tỷ lệ (0–1)", EN: "proportion (0–1)"}
	unitDays      = queries.Words{VI: "ngày", EN: "days"}
	unitStaffDays = queries.Words{VI: "ngày công", EN: "staff-days"}
	unitStaff     = queries.Words{VI: "người bình quân ngày", EN: "mean daily staff"}
	unitWeeks     = queries.Words{VI: "tuần", EN: "weeks"}
	unitReferrals = queries.Words{VI: "lượt chuyển tuyến", EN: "referrals"}
	unitRatio     = queries.Words{VI: "tỷ số quan sát / dự kiến", EN: "ratio of observed to expected"}
	unitMeasure   = queries.Words{VI: "theo chỉ số được vẽ", EN: "as the charted measure"}
	unitCases     = queries.Words{VI: "trường hợp", EN: "cases"}
	unitIndicator = queries.Words{VI: "theo khai báo của chỉ số", EN: "as the indicator declares"}
)

// The sources of the definitions.
const (
	sourceOwn   = "the methods document, §2"
	sourceDHIS2 = "DHIS2 user guide, reporting rates; WHO, Data quality assurance, module 1"
	sourceWHO   = "WHO, Data quality assurance, module 1 (framework and metrics), 2020/2022"
)

// All lists every indicator once, in the order of the methods document. The values of parameters are those that
// the queries and the rules use.
func All() ([]Definition, error) {
	catalog, err := queries.Load()
	if err != nil {
		return nil, err
	}
	d := definer{catalog}
	var list []Definition
	for _, part := range [][]Definition{d.coverage(), d.compliance(), d.referrals(), d.charts(), d.quality()} {
		list = append(list, part...)
	}
	return list, nil
}

// definer knows where the values of parameters stand.
type definer struct{ catalog *queries.Catalog }

// of is a parameter whose value is the default of a query's parameter.
func (d definer) of(query, name, vi, en string) DefinitionParameter {
	return param(vi, en, d.catalog.DefaultInt(query, name))
}

// param is a parameter whose value is given.
func param(vi, en string, value any) DefinitionParameter {
	return DefinitionParameter{Name: queries.Words{VI: vi, EN: en}, Value: fmt.Sprint(value)}
}

func (d definer) coverage() []Definition {
	of := []string{"coverage_by_station"}
	cadres := queries.Words{VI: "nhóm cán bộ", EN: "cadres"}
	doctors := DefinitionParameter{Name: cadres, Cadres: []string{"doctor"}}
	preventives := DefinitionParameter{Name: cadres, Cadres: []string{"preventive", "preventive_doctor", "public_health"}}
	list := []Definition{
		{ID: "COV-1", Name: queries.Words{VI: "Tỷ lệ ngày có cán bộ luân phiên", EN: "Coverage"},
			Formula: queries.Words{VI: "ngày-trạm có ít nhất một cán bộ / ngày-trạm hoạt động", EN: "covered station-days / active station-days"}, Unit: unitShare, Queries: of},
		{ID: "COV-2", Name: queries.Words{VI: "Ngày công", EN: "Staff-days"},
			Formula: queries.Words{VI: "Σ số cặp (cán bộ, ngày) có mặt", EN: "Σ distinct (worker, day) present"}, Unit: unitStaffDays, Queries: of},
		{ID: "COV-3", Name: queries.Words{VI: "Cán bộ quy đổi bình quân mỗi trạm", EN: "FTE per station"},
			Formula: queries.Words{VI: "Σ tỷ lệ thời gian của cán bộ có mặt / ngày-trạm hoạt động", EN: "Σ fte of workers present / active station-days"}, Unit: unitStaff, Queries: of},
		{ID: "COV-4", Name: queries.Words{VI: "Tỷ lệ ngày có bác sĩ", EN: "Doctor coverage"},
			Formula: queries.Words{VI: "ngày-trạm có bác sĩ / ngày-trạm hoạt động", EN: "station-days with a doctor / active station-days"}, Unit: unitShare, Queries: of, Parameters: []DefinitionParameter{doctors}},
		{ID: "COV-5", Name: queries.Words{VI: "Tỷ lệ ngày có cán bộ dự phòng", EN: "Preventive coverage"},
			Formula: queries.Words{VI: "ngày-trạm có cán bộ dự phòng / ngày-trạm hoạt động", EN: "station-days with a preventive worker / active station-days"}, Unit: unitShare, Queries: of, Parameters: []DefinitionParameter{preventives}},
		{ID: "COV-6", Name: queries.Words{VI: "Đáp ứng nhu cầu chuyên khoa", EN: "Specialty coverage"},
			Formula: queries.Words{VI: "ngày có nhu cầu được đáp ứng / ngày có nhu cầu", EN: "need-days met / need-days"}, Unit: unitShare, Queries: []string{"need_coverage"}},
		{ID: "COV-7", Name: queries.Words{VI: "Nhu cầu từng được đáp ứng", EN: "Needs ever met"},
			Formula: queries.Words{VI: "nhu cầu có ít nhất một ngày được đáp ứng / nhu cầu", EN: "needs with a met day / needs with a need-day"}, Unit: unitShare, Queries: []string{"need_coverage"}},
		{ID: "COV-8", Name: queries.Words{VI: "Khoảng trống dài nhất", EN: "Longest gap"},
			Formula: queries.Words{VI: "chuỗi dài nhất các ngày hoạt động liên tiếp không có ai", EN: "longest run of active days with nobody present"}, Unit: unitDays, Queries: of},
		{ID: "COV-9", Name: queries.Words{VI: "Khoảng trống hiện tại", EN: "Open gap"},
			Formula: queries.Words{VI: "số ngày không có ai tính đến ngày cuối", EN: "length of the uncovered run that ends on the last counted day"}, Unit: unitDays, Queries: of},
		{ID: "COV-10", Name: queries.Words{VI: "Trạm đã có cán bộ đến", EN: "Stations reached"},
			Formula: queries.Words{VI: "trạm có ít nhất một ngày có cán bộ / trạm hoạt động", EN: "stations with a covered day / stations with an active day"}, Unit: unitShare, Queries: of},
		{ID: "COV-11", Name: queries.Words{VI: "Thực hiện quyết định luân phiên", EN: "Posting fulfilment"},
			Formula: queries.Words{VI: "ngày công (COV-2) / ngày công theo quyết định ban đầu", EN: "staff-days (COV-2) / staff-days as ordered"}, Unit: unitShare, Queries: of},
		{ID: "COV-DQ", Name: queries.Words{VI: "Đặt trùng cán bộ", EN: "Double bookings"},
			Formula: queries.Words{VI: "số ngày công được hai trạm trở lên cùng tính; quyết định bắt đầu sau được ưu tiên", EN: "worker-days claimed by two or more stations; the later order has the day"}, Unit: unitStaffDays, Queries: []string{"double_bookings"}},
	}
	return with(list, sourceOwn, "§2")
}

// with fills source and section where they are not set.
func with(list []Definition, source, section string) []Definition {
	for i := range list {
		if list[i].Source == "" {
			list[i].Source = source
		}
		if list[i].Section == "" {
			list[i].Section = section
		}
	}
	return list
}

func (d definer) compliance() []Definition {
	of := []string{"compliance_sums", "report_states"}
	timely := d.of("report_states", "timely_days", "số ngày sau Chủ nhật còn đúng hạn, không kể ngày nghỉ lễ", "days after the Sunday that are on time, holidays not counted")
	least := d.of("report_states", "min_days", "số ngày có mặt để phải báo cáo", "days of presence from which a report is expected")
	both := []DefinitionParameter{timely, least}
	list := []Definition{
		{ID: "CMP-1", Name: queries.Words{VI: "Tỷ lệ báo cáo", EN: "Completeness (reporting rate)"},
			Formula: queries.Words{VI: "(đúng hạn + trễ) / đến hạn", EN: "(on time + late) / due"}, Unit: unitShare, Queries: of, Parameters: both},
		{ID: "CMP-2", Name: queries.Words{VI: "Tỷ lệ báo cáo đúng hạn", EN: "Timeliness (reporting rate on time)"},
			Formula: queries.Words{VI: "đúng hạn / đến hạn", EN: "on time / due"}, Unit: unitShare, Queries: of, Parameters: both},
		{ID: "CMP-3", Name: queries.Words{VI: "Số ngày trễ", EN: "Days late"},
			Formula: queries.Words{VI: "trung vị của (ngày nộp lần đầu − hạn) trong các báo cáo trễ", EN: "median of (date of first submission − deadline) among the late"}, Unit: unitDays, Queries: of, Parameters: both},
		{ID: "CMP-4", Name: queries.Words{VI: "Đầy đủ nội dung", EN: "Content completeness"},
			Formula: queries.Words{VI: "Σ mục bắt buộc đã điền / Σ mục bắt buộc của báo cáo đã nhận; tỷ lệ báo cáo không bỏ trống mục nào", EN: "Σ mandatory fields filled / Σ mandatory fields of received reports; share of reports with none blank"}, Unit: unitShare, Queries: of, Parameters: both},
		{ID: "CMP-5", Name: queries.Words{VI: "Chuỗi tuần báo cáo", EN: "Reporting streak"},
			Formula: queries.Words{VI: "số tuần đến hạn liên tiếp tính đến nay đều nhận (đều đúng hạn), và chuỗi dài nhất", EN: "due weeks in a row up to now that were received (on time), and the longest run"}, Unit: unitWeeks, Queries: of, Parameters: both},
		{ID: "CMP-6", Name: queries.Words{VI: "Thời gian phản hồi báo cáo đột xuất", EN: "Ad-hoc response time"},
			Formula: queries.Words{VI: "Kaplan–Meier: trung vị min{t : S(t) ≤ 0,5} với khoảng tin cậy 95 % log-log, và phân vị 90; báo cáo chưa phản hồi được coi là bị chặn", EN: "Kaplan–Meier: median min{t : S(t) ≤ 0.5} with its 95% log-log interval, and 90th percentile; open reports are censored"}, Unit: unitDays,
			Queries: []string{"incident_durations"}, Source: "Kaplan & Meier, JASA 1958; Brookmeyer & Crowley 1982"},
	}
	return with(list, sourceDHIS2, "§3")
}

func (d definer) referrals() []Definition {
	cells := func(vi, en, name string) DefinitionParameter { return d.of("referral_cells", name, vi, en) }
	common := []DefinitionParameter{
		cells("số tuần nền", "baseline weeks", "baseline_weeks"),
		cells("số ngày có bác sĩ để tuần được hỗ trợ", "days with a doctor that support a week", "supported_days"),
		cells("số tuần một khối", "weeks of a block", "block_weeks"),
		param("E ít nhất của khối đối chứng", "least E of a control block", analytics.MinBlockExpected),
		param("số trạm đối chứng ít nhất", "least control stations of a block", analytics.MinBlockStations),
		param("số tuần nền ít nhất của trạm", "least baseline weeks of a station", analytics.MinBaselineWeeks),
		param("lượt khám nền ít nhất của trạm", "least baseline visits of a station", analytics.MinBaselineVisits),
		param("E ít nhất để nêu", "least E to be shown", analytics.MinExpected),
		param("phần lượt khám ít nhất của tỉnh", "least share of the province's supported visits", analytics.MinShare),
	}
	r := analytics.DefaultSensitivity
	of := []string{"referral_cells", "referral_baseline", "referral_blocks", "referral_strata"}
	list := []Definition{
		{ID: "RA-0", Name: queries.Words{VI: "Chuyển tuyến giảm, chưa hiệu chỉnh (chẩn đoán)", EN: "Referrals avoided, uncalibrated (diagnostic)"}, Section: "§4.1",
			Formula: queries.Words{VI: "Σ n λ̂ − O trên các ô được hỗ trợ; κ = 1, U = 0", EN: "Σ n λ̂ − O over the supported cells; κ = 1, U = 0"}, Parameters: common},
		{ID: "RA-1", Name: queries.Words{VI: "Chuyển tuyến giảm (ước tính)", EN: "Referrals avoided (estimate)"}, Section: "§4.1",
			Formula: queries.Words{VI: "E − O; E = Σ_b κ_b Σ n λ̂ (λ̂ thu nhỏ Bayes thực nghiệm, κ_b = O/E của các trạm không được hỗ trợ cùng thời gian); khoảng 95 % là phần rộng hơn, ở từng đầu, của hai khoảng: nhị thức âm có trung bình E, phương sai φ(E + V + U), và bỏ lần lượt từng trạm",
				EN: "E − O; E = Σ_b κ_b Σ n λ̂ (λ̂ by empirical Bayes, κ_b = O/E of the stations unsupported at the time); 95% interval, end by end the wider of two: that of the negative binomial with mean E and variance φ(E + V + U), and that by leaving out one station after the other"},
			Parameters: append(slices.Clone(common), param("số trạm được hỗ trợ ít nhất để bỏ lần lượt từng trạm", "least supported stations for leaving out stations", analytics.MinBetween),
				param("số trạm ít nhất để kết luận về từng trạm", "least stations for a verdict on single ones", analytics.MinVerdicts)),
			Source: "Marshall, Appl Stat 1991;40:283; Cameron & Miller, J Hum Resour 2015; Benjamini & Hochberg, JRSS B 1995"},
		{ID: "RA-2", Name: queries.Words{VI: "Chuyển tuyến giảm, khác biệt kép", EN: "Referrals avoided, difference-in-differences"}, Section: "§4.2",
			Formula: queries.Words{VI: "O (exp(−δ) − 1); ln μ = ln n + a(trạm, nhóm) + t(tuần) + δ D, Poisson, sai số gộp cụm theo trạm", EN: "O (exp(−δ) − 1); ln μ = ln n + a(station, group) + t(week) + δ D, Poisson, clustered by station"},
			Parameters: []DefinitionParameter{param("số trạm ít nhất", "least stations", r.Stations), param("trạm không được hỗ trợ ít nhất mỗi khối", "least unsupported stations of a block", r.UnsupportedStations),
				param("trạm từng được hỗ trợ ít nhất", "least stations ever supported", r.SupportedStations)}, Source: "two-way fixed-effects Poisson; cluster-robust sandwich with C/(C − 1)"},
		{ID: "RA-3", Name: queries.Words{VI: "Chuyển tuyến giảm, chuỗi thời gian gián đoạn", EN: "Referrals avoided, interrupted time series"}, Section: "§4.3",
			Formula:    queries.Words{VI: "Σ_{t ≥ t0} (μ0 − μ1); ln μ = ln e + b0 + b1 t + b2 P + b3 P (t − t0) + điều hòa năm, quasi-Poisson", EN: "Σ_{t ≥ t0} (μ0 − μ1); ln μ = ln e + b0 + b1 t + b2 P + b3 P (t − t0) + yearly harmonics, quasi-Poisson"},
			Parameters: []DefinitionParameter{param("số tuần trước ít nhất", "least weeks before", r.WeeksBefore), param("số tuần sau ít nhất", "least weeks after", r.WeeksAfter), param("|tự tương quan| nhiều nhất", "greatest |lag-1|", r.Autocorrelation)},
			Source:     "Wagner et al., J Clin Pharm Ther 2002"},
		{ID: "RA-4", Name: queries.Words{VI: "Chuyển tuyến giảm, quy gán từ tuần không được hỗ trợ", EN: "Referrals avoided, imputation from unsupported weeks"}, Section: "§4.2b",
			Formula: queries.Words{VI: "E − O; E = Σ n exp(u(trạm, nhóm) + t(tuần)), ước lượng Poisson trên các ô không được hỗ trợ; khoảng 95 % bằng cách bỏ lần lượt từng trạm", EN: "E − O; E = Σ n exp(u(station, group) + t(week)), fitted by Poisson likelihood to the unsupported cells; 95% interval by leaving out one station after the other"},
			Parameters: []DefinitionParameter{param("số trạm ít nhất", "least stations", r.Stations), param("trạm không được hỗ trợ ít nhất mỗi khối", "least unsupported stations of a block", r.UnsupportedStations),
				param("trạm từng được hỗ trợ ít nhất", "least stations ever supported", r.SupportedStations)}, Source: "Borusyak, Jaravel & Spiess, Rev Econ Stud 2024"},
	}
	for i := range list {
		list[i].Unit, list[i].Queries = unitReferrals, of
	}
	return with(list, "the methods document, §4.1", "§4")
}

func (d definer) charts() []Definition {
	xmr, icons := stats.DefaultXmR, spc.DefaultRules
	return with([]Definition{
		{ID: "CHT-1", Name: queries.Words{VI: "Khoảng Wilson", EN: "Wilson interval"}, Unit: unitShare, Queries: []string{"activity_table"}, Source: "Wilson, JASA 1927",
			Formula: queries.Words{VI: "(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)", EN: "(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)"}},
		{ID: "CHT-2", Name: queries.Words{VI: "Khoảng của một số đếm", EN: "Count interval"}, Unit: unitCases, Queries: []string{"incident_durations"}, Source: "Breslow & Day, vol. II, 1987",
			Formula: queries.Words{VI: "Poisson chính xác: ½χ²(α/2; 2o) đến ½χ²(1 − α/2; 2o + 2)", EN: "exact Poisson: ½χ²(α/2; 2o) to ½χ²(1 − α/2; 2o + 2)"}},
		{ID: "CHT-3", Name: queries.Words{VI: "Biểu đồ phễu", EN: "Funnel plot"}, Unit: unitMeasure, Queries: []string{"compliance_by_station"}, Source: "Spiegelhalter, Stat Med 2005;24:1185",
			Formula:    queries.Words{VI: "giới hạn nhị thức 95 % và 99,8 % quanh θ = Σx/Σn theo xác suất đuôi chính xác, nới theo √φ khi phân tán quá mức", EN: "binomial limits of 95% and 99.8% about θ = Σx/Σn by exact tails, widened by √φ where overdispersed"},
			Parameters: []DefinitionParameter{param("số trạm ít nhất để nới", "least stations for widening", stats.MinFunnelStations)}},
		{ID: "CHT-3b", Name: queries.Words{VI: "Biểu đồ phễu chuyển tuyến", EN: "Funnel plot of referrals"}, Unit: unitRatio, Queries: []string{"referral_strata"}, Source: "Spiegelhalter, Stat Med 2005;24:1185",
			Formula:    queries.Words{VI: "O/E theo E; E = Σ lượt khám từng nhóm bệnh × tỷ lệ của tỉnh trong kỳ; giới hạn Poisson 95 % và 99,8 % quanh 1, nới theo √φ", EN: "O/E against E; E = Σ visits of each group × the province's rate in the period; Poisson limits of 95% and 99.8% about 1, widened by √φ"},
			Parameters: []DefinitionParameter{param("số trạm ít nhất để nới", "least stations for widening", stats.MinFunnelStations)}},
		{ID: "CHT-4", Name: queries.Words{VI: "Biểu đồ XmR", EN: "XmR chart"}, Unit: unitMeasure, Queries: []string{"station_weeks", "coverage_by_week", "report_states", "rebasings"}, Source: "NHS England, Making Data Count",
			Formula:    queries.Words{VI: "trung bình ± 2,66 × khoảng biến động trung bình của các tuần nền (chuyển tuyến: trước T0; chỉ số khác: 26 tuần đầu); dấu hiệu: ngoài giới hạn, lệch, xu hướng, 2 trong 3", EN: "mean ± 2.66 × mean moving range of the baseline weeks (referrals: before T0; others: the first 26); flags: outside, shift, trend, 2 of 3"},
			Parameters: []DefinitionParameter{param("số điểm ít nhất", "least points", xmr.MinPoints), param("điểm liền một phía", "points of a shift", xmr.Shift), param("điểm của xu hướng", "points of a trend", xmr.Trend)}},
		{ID: "CHT-5", Name: queries.Words{VI: "Biểu tượng dao động và chỉ tiêu", EN: "Icons of variation and assurance"}, Unit: unitMeasure,
			Queries: []string{"coverage_by_week", "report_states", "station_weeks", "rebasings", "targets"}, Source: "NHS England, Making Data Count; OHID Fingertips (recent trend)",
			Formula: queries.Words{VI: "dao động: dấu hiệu của tuần mới nhất theo CHT-4, chiều tốt của chỉ số; chỉ tiêu: giới hạn CHT-4 so với chỉ tiêu của tuần đó; xu hướng 20 tuần: χ² theo năm khối bốn tuần",
				EN: "variation: the signal of the latest week by CHT-4 and which way is better; assurance: the limits of CHT-4 against that week's target; trend of 20 weeks: χ² over five blocks of four weeks"},
			Parameters: []DefinitionParameter{param("số điểm ít nhất", "least points", xmr.MinPoints), param("số tuần chưa có số liệu mới", "weeks without new data", icons.StaleWeeks),
				param("số giá trị khác nhau tối đa mà không xét", "distinct values not judged", icons.CoarseAt), param("số tuần so với chỉ tiêu", "weeks held against the target", icons.TargetWeeks)}},
		{ID: "SDC", Name: queries.Words{VI: "Kiểm soát lộ thông tin", EN: "Disclosure control"}, Unit: unitShare, Queries: []string{"activity_table"}, Section: "§6", Source: "Hundepool et al., Statistical Disclosure Control, 2012",
			Formula:    queries.Words{VI: "ẩn số đếm từ 1 đến k − 1 và các ô phụ; kiểm tra bằng khoảng giá trị còn suy ra được; phần ô bị ẩn", EN: "counts from 1 to k − 1 and complementary entries are hidden; audited by the range that remains; share hidden"},
			Parameters: []DefinitionParameter{param("k", "k", analytics.DisclosureK)}},
	}, "", "§5")
}

func (d definer) quality() []Definition {
	q := analytics.DefaultQuality
	return with([]Definition{
		{ID: "DQ-1", Name: queries.Words{VI: "Giá trị ngoại lai", EN: "Outliers"}, Unit: unitShare, Queries: []string{"station_weeks"}, Source: "Iglewicz & Hoaglin 1993",
			Formula:    queries.Words{VI: "|0,6745 (x − trung vị) / MAD| > ngưỡng; lượt khám và chuyển tuyến theo trạm và tuần", EN: "|0.6745 (x − median) / MAD| > threshold; visits and referrals by station and week"},
			Parameters: []DefinitionParameter{param("ngưỡng", "threshold", q.Outliers.Threshold), param("số giá trị ít nhất", "least values", q.Outliers.MinValues)}},
		{ID: "DQ-2", Name: queries.Words{VI: "Nhất quán nội tại", EN: "Internal consistency"}, Unit: unitShare, Queries: []string{"station_weeks"},
			Formula: queries.Words{VI: "báo cáo có nhóm chuyển tuyến > lượt khám hoặc số âm / báo cáo", EN: "reports with referrals > visits or a negative count in a group / reports"}},
		{ID: "DQ-3", Name: queries.Words{VI: "Nhất quán theo thời gian", EN: "Consistency over time"}, Unit: unitShare, Queries: []string{"station_weeks"},
			Formula: queries.Words{VI: "tuần có lượt khám / trung bình các tuần báo cáo trước nằm ngoài khoảng / tuần được xét", EN: "weeks whose visits / mean of the previous reported weeks lies outside / weeks judged"},
			Parameters: []DefinitionParameter{param("số tuần trước", "previous weeks", q.PreviousWeeks), param("khoảng của tỉnh", "range of the province", fmt.Sprint(q.ProvinceLow, "–", q.ProvinceUp)),
				param("khoảng của trạm", "range of a station", fmt.Sprint(q.StationLow, "–", q.StationUpper))}},
		{ID: "DQ-4", Name: queries.Words{VI: "Bỏ trống hoặc bằng 0", EN: "Zero or missing"}, Unit: unitShare, Queries: []string{"station_weeks", "zero_runs"},
			Formula:    queries.Words{VI: "ô nhóm bệnh bỏ trống / ô của báo cáo đã nhận; số chuỗi tuần ghi số 0", EN: "group cells blank / cells of received reports; number of runs of typed zeros"},
			Parameters: []DefinitionParameter{d.of("zero_runs", "zero_weeks", "số tuần của một chuỗi", "weeks of a run")}},
		{ID: "DQ-5", Name: queries.Words{VI: "Quyết định luân phiên", EN: "Postings"}, Unit: unitCases, Queries: []string{"posting_checks", "possible_replacements"},
			Formula: queries.Words{VI: "số đặt trùng, ngày nghỉ ngoài quyết định, quyết định đến trạm không hoạt động, quyết định chồng nhau, lượt có thể đã được thay", EN: "double bookings, absences outside a posting, postings to an inactive station, overlapping orders, possible replacements"}},
		{ID: "DQ-6", Name: queries.Words{VI: "Báo cáo đã nhận", EN: "Submissions"}, Unit: unitShare, Queries: []string{"submission_checks"},
			Formula:    queries.Words{VI: "phần nộp trước tuần, không phải báo cáo, nộp lại, thời điểm khó tin / báo cáo đã nhận", EN: "premature, unexpected, resubmitted, implausible timestamps / received"},
			Parameters: []DefinitionParameter{d.of("submission_checks", "implausible_days", "số ngày sau tuần là khó tin", "days after the week that are implausible")}},
		{ID: "IND", Name: queries.Words{VI: "Các chỉ số hoạt động khác", EN: "Other activity indicators"}, Unit: unitIndicator, Queries: []string{"indicator_totals"}, Section: "§8",
			Formula: queries.Words{VI: "chỉ số cộng dồn: Σ theo tuần và trạm; chỉ số thời điểm: giá trị mới nhất của từng trạm, Σ theo trạm", EN: "flow: Σ over weeks and stations; stock: latest value of each station, Σ over stations"}},
	}, sourceWHO, "§7")
}
