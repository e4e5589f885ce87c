package dashboard

import (
	"strings"
	"testing"

	"luanphien/dashboard/following"
)

const scoreRowMark = `scope="row"><a href="/stations/`

// The scorecard is searched without accents, filtered and sorted by its address, so that it works without script; it has
// each station once, with its four figures, and no rank.
func TestScorecard(t *testing.T) {
	s := openDemo(t)
	if found := s.see("/stations?q=muong+nha"); strings.Count(found, scoreRowMark) != 1 || !strings.Contains(found, "Mường Nhà") {
		t.Error("«muong nha» finds another set of stations")
	}
	if nobody := s.see("/stations?only=nobody"); strings.Count(nobody, scoreRowMark) != strings.Count(nobody, ">không có ai<") {
		t.Error("the filter keeps stations with somebody")
	}
	if sorted := s.see("/stations?sort=items"); strings.Count(sorted, scoreRowMark) != 45 || strings.Contains(sorted, `class="area"`) {
		t.Error("sorted by a figure the stations are still grouped")
	}
	whole := s.see("/stations", `aria-label="dao động thường"`, `href="/methods#CHT-5"`)
	if n := strings.Count(whole, `class="score"`); n != 4*45 {
		t.Errorf("%d cells", n)
	}
	rows := s.rowsOf("/figures/scorecard.csv")
	if len(rows) != 45 {
		t.Errorf("%d rows of the file", len(rows))
	}
}

// The worklist has one row a station with all its reasons, filters by kind, and comes before the figures and the map.
func TestWorklist(t *testing.T) {
	s := openDemo(t)
	body := s.see("/", "trạm không có bác sĩ", `class="fresh"`)
	work, numbers, charted := strings.Index(body, "attention-title"), strings.Index(body, `class="headlines"`), strings.Index(body, `data-figure="map`)
	if work < 0 || numbers < work || charted < numbers {
		t.Errorf("list, figures and map stand at %d, %d, %d", work, numbers, charted)
	}
	names := map[string]int{}
	for _, part := range strings.Split(body, `class="whom" href="/stations/`)[1:] {
		names[part[:strings.Index(part, `"`)]]++
	}
	for code, n := range names {
		if n > 1 {
			t.Errorf("station %s has %d rows", code, n)
		}
	}
	if len(names) == 0 || len(names) > following.WorklistShown {
		t.Errorf("%d stations", len(names))
	}
	if one := s.see("/?reason=reports_missing"); strings.Contains(one, "không có cán bộ luân phiên 32 ngày") {
		t.Error("the filter keeps other kinds")
	}
}

// The periods are one press away on every page, and the large figures are of the last four weeks unless one is chosen.
func TestLargeFiguresAreOfFourWeeks(t *testing.T) {
	s := openDemo(t)
	s.see("/", `class="spans"`, "trong 1.260 ngày; 4 tuần 19/10–15/11/2026", "chưa đạt chỉ tiêu")
	if month := s.see("/?period=2026-10"); strings.Contains(month, "ngày; 4 tuần 19/10") {
		t.Error("a chosen period is not the large figure")
	}
	s.see("/methods", `id="CHT-5"`, "Tốt lên: cao bất thường", `href="#i-hit_and_miss"`)
}
