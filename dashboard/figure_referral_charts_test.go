package dashboard

import (
	"encoding/csv"
	"strconv"
	"strings"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/dashboard/export"
	"luanphien/queries/edition"
)

// The points of the funnel are the rows of activity, added up here cell by cell: the station's referrals over those that
// its visits would have had at the province's rate of each group.
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
	type count struct{ visits, referrals float64 }
	groups, strata, observed := map[string]count{}, map[[2]string]float64{}, map[string]float64{}
	for key, c := range cells {
		if !c.missing && c.referrals <= c.visits && c.referrals >= 0 {
			g := groups[key[2]]
			groups[key[2]] = count{g.visits + float64(c.visits), g.referrals + float64(c.referrals)}
			strata[[2]string{key[0], key[2]}] += float64(c.visits)
			observed[key[0]] += float64(c.referrals)
		}
	}
	expected := map[string]float64{}
	for key, visits := range strata {
		expected[key[0]] += visits * groups[key[1]].referrals / groups[key[1]].visits
	}
	rows := s.rowsOf("/figures/referral_funnel.csv")
	if len(rows) != 45 || len(observed) != 45 {
		t.Fatalf("%d rows, %d stations with activity", len(rows), len(observed))
	}
	for _, row := range rows {
		code := row["station_code"]
		e, err := strconv.ParseFloat(row["expected"], 64)
		if err != nil {
			t.Fatal(err)
		}
		editiontest.Check(t, "expected at "+code, e, expected[code])
		if row["observed"] != strconv.FormatFloat(observed[code], 'f', -1, 64) {
			t.Errorf("%s: %s referrals, the rows hold %g", code, row["observed"], observed[code])
		}
	}
}

// rowsOf gives the rows of a figure's CSV by field.
func (s *site) rowsOf(address string) []map[string]string {
	s.t.Helper()
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(s.see(address), export.ByteOrderMark))).ReadAll()
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
	body := s.see("/referrals", "tuần liền thấp hơn mức nền.", "biến động khác thường (do nguyên nhân đặc biệt)", "phi = ")
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
		"Mới có 4 tuần có số liệu; cần ít nhất 12 tuần", "2 trạm đều trong giới hạn 95")
	if d := s.figure("/figures/referral_multiples.json"); d.State != "ok" || marks(d) != 2 {
		t.Errorf("the small charts: %+v", d)
	}
}
