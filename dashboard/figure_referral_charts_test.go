package dashboard

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/analytics/stats"
	"luanphien/queries/edition"
)

// A hand-made series: mean 0.5 from alternating 0.4 and 0.6, then what each rule looks for.
func TestSignalsAreSplitByRuleSideAndRun(t *testing.T) {
	c := &stats.XmR{Mean: 5,
		Outside: []bool{true, true, false, true}, Shift: make([]bool, 4), Trend: make([]bool, 4), Two: make([]bool, 4)}
	values := []float64{9, 1, 5, 9}
	got := fmt.Sprint(signalsOf(c, values))
	if want := "[{outside true 0 0} {outside false 1 1} {outside true 3 3}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// Seven rising, of which the last begins seven falling: two trends that share their turning point.
	values = []float64{1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1}
	chart, ok := stats.NewXmR(values, stats.DefaultXmR)
	if !ok {
		t.Fatal("no chart")
	}
	var trends []signal
	for _, s := range signalsOf(&chart, values) {
		if s.Rule == ruleTrend {
			trends = append(trends, s)
		}
	}
	if got, want := fmt.Sprint(trends), "[{trend true 0 6} {trend false 6 12}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// The points of the funnel are the sums of the rows of activity, added up here cell by cell.
func TestFunnelHoldsTheSumsOfTheActivity(t *testing.T) {
	s := openDemo(t)
	e, release, err := s.shelf.Acquire(1)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	raw, err := e.Run(t.Context(), "activity", nil)
	if err != nil {
		t.Fatal(err)
	}
	place := map[string]int{}
	for i, column := range raw.Query.Columns {
		place[column.Name] = i
	}
	// The rows of the former units of a station are one cell; it is valid where each of them has both counts.
	type cell struct {
		visits, referrals int64
		missing           bool
	}
	cells := map[[3]string]cell{}
	for _, row := range raw.Rows {
		text := func(column string) string { return row[place[column]].(string) }
		if week := text("week"); week < "2025-W51" || week > "2026-W46" {
			continue
		}
		key := [3]string{text("station_code"), text("week"), text("diagnosis_group")}
		n, hasVisits := row[place["visits"]].(int64)
		x, hasReferrals := row[place["referrals"]].(int64)
		c := cells[key]
		cells[key] = cell{c.visits + n, c.referrals + x, c.missing || !hasVisits || !hasReferrals}
	}
	visits, referrals := map[string]int64{}, map[string]int64{}
	for key, c := range cells {
		if !c.missing && c.referrals <= c.visits && c.referrals >= 0 {
			visits[key[0]] += c.visits
			referrals[key[0]] += c.referrals
		}
	}
	rows := s.rowsOf("/figures/referral_funnel.csv")
	if len(rows) != 45 || len(visits) != 45 {
		t.Fatalf("%d rows, %d stations with activity", len(rows), len(visits))
	}
	for _, row := range rows {
		code := row["station_code"]
		if row["proportion_denominator"] != strconv.FormatInt(visits[code], 10) || row["proportion_numerator"] != strconv.FormatInt(referrals[code], 10) {
			t.Errorf("%s: %s/%s, the rows hold %d/%d", code, row["proportion_numerator"], row["proportion_denominator"], referrals[code], visits[code])
		}
	}
}

// rowsOf gives the rows of a figure's CSV by field.
func (s *site) rowsOf(address string) []map[string]string {
	s.t.Helper()
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(s.see(address), byteOrderMark))).ReadAll()
	if err != nil {
		s.t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, field := range lines[0] {
			row[field] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// The chart of the province names each run of special-cause variation with its weeks, and marks its points.
func TestXmRExplainsItsSignals(t *testing.T) {
	s := openDemo(t)
	body := s.see("/referrals", "tuần liền dưới trung bình.", "biến động khác thường (do nguyên nhân đặc biệt)", "phi = ")
	marked := 0
	for _, series := range s.figure("/figures/referral_xmr.json").Chart.Option["series"].([]any) {
		for _, point := range series.(map[string]any)["data"].([]any) {
			if p, ok := point.(map[string]any); ok && p["symbol"] == "triangle" {
				marked++
			}
		}
	}
	signalled := 0
	for _, row := range s.rowsOf("/figures/referral_xmr.csv") {
		if row["signal"] != "" {
			signalled++
		}
	}
	if marked == 0 || marked != signalled {
		t.Errorf("%d points are marked, %d rows of the table say a signal", marked, signalled)
	}
	if strings.Contains(body, "có ý nghĩa thống kê") {
		t.Error("a signal is called significant")
	}
}

// Few weeks and few visits: each figure says why it is not there.
func TestReferralsOfAFewWeeks(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	b := editiontest.In(t, folder).Station("S1", "TT A", "2025-06-02", "").Station("S2", "TT A", "2025-06-02", "").
		Worker("CB1", "doctor", "nội khoa", 1).Posting("001", "CB1", "S1", "2025-12-15", "2025-12-28", "")
	for _, monday := range []string{"2025-12-01", "2025-12-08", "2025-12-15", "2025-12-22"} {
		b.Activity("S1", "", monday, "g", 20, 2).Activity("S2", "", monday, "g", 30, 3)
	}
	b.Publish()
	s := open(t, folder, day("2026-01-20"))
	s.see("/referrals", "Không công bố ước tính", "2/2 trạm không có ước tính riêng", "dưới 13 tuần có báo cáo trước chương trình",
		"Mới có 2 tuần có số liệu; cần ít nhất 12 tuần", "2 trạm đều trong giới hạn 95")
	if d := s.figure("/figures/referral_multiples.json"); d.State != "ok" || marks(d) != 2 {
		t.Errorf("the small charts: %+v", d)
	}
}
