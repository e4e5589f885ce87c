package dashboard

import (
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"luanphien/dashboard/account"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/question"
	"luanphien/ingest/demo"
)

// The press office sees no picture of a station, as it sees no chart of one.
func TestPicturesOfPagesKeepToTheRoles(t *testing.T) {
	director := openDemo(t)
	press := director.as(account.PressOfficer)
	for id, status := range map[string]int{"coverage_by_week": 200, "presence_by_week": 403, "map_coverage": 403, "station_postings": 403} {
		address := "/pictures/" + id + ".svg?size=half&station=03127"
		director.see(address) // now kept, for other roles
		if got, _ := press.get(address); got != status {
			t.Errorf("%s answers the press office %d", id, got)
		}
	}
	if status, _ := director.get("/pictures/coverage_by_week.svg?size=huge"); status != 400 {
		t.Error("a size that is none answers", status)
	}
	if status, body := director.get("/pictures/attention.svg?size=wide"); status != 404 || !strings.Contains(body, "không có biểu đồ") {
		t.Error("a figure without a chart answers", status, body)
	}
}

// A picture is as large as the page says, so that nothing jumps when it comes; small charts take more rows where it is narrow.
func TestPicturesOfPagesHaveTheSizeThatIsSaid(t *testing.T) {
	s := openDemo(t)
	heights := map[string]string{}
	body := s.see("/figures/referral_multiples")
	for _, found := range regexp.MustCompile(`srcset="(/pictures/[^"]+)" width="(\d+)" height="(\d+)"`).FindAllStringSubmatch(body, -1) {
		svg := s.see(html.UnescapeString(found[1]))
		if !strings.Contains(svg[:400], ` width="`+found[2]+`" height="`+found[3]+`"`) {
			t.Errorf("%s has another size than %s × %s: %s", found[1], found[2], found[3], svg[:200])
		}
		heights[found[2]] = found[3]
	}
	narrow, _ := strconv.Atoi(heights["326"])
	wide, _ := strconv.Atoi(heights["960"])
	if full, _ := strconv.Atoi(heights["1230"]); full == 0 || wide <= full || narrow <= wide {
		t.Errorf("heights by width: %v", heights)
	}
}

// What was said about a week stands on the page, in words; a picture is the same without it.
func TestPicturesOfPagesCarryNoRemarks(t *testing.T) {
	s := stationForFollowUps(t)
	const address = "/pictures/presence_by_week.svg?size=wide"
	before := s.see(address)
	if status, _ := s.send(post, "/stations/S1/remarks", "week", "2026-W02", "text", url.QueryEscape("đường sạt lở")); status != 303 {
		t.Fatal(status)
	}
	s.see("/figures/presence_by_week.json", "đường sạt lở")
	if after := s.see(address); after != before {
		t.Error("a remark changes the picture")
	}
}

// A figure that fails has no picture on its page, which stands; one whose drawing alone fails leaves the page its words.
func TestAFailingPictureLeavesThePageStanding(t *testing.T) {
	broken := &figure.Figure{ID: "coverage_by_station", Draw: func(r *question.Question) (*figure.Drawing, error) {
		return &figure.Drawing{Title: "a title", Alt: "what it shows", Chart: &chart.Chart{Height: 100, Option: map[string]any{"series": "none"}}}, nil
	}}
	kept := catalogue.All.ByID[broken.ID]
	catalogue.All.ByID[broken.ID] = broken
	defer func() { catalogue.All.ByID[broken.ID] = kept }()
	s := open(t, demoFolder(t), demo.AsOf) // of its own: what the shared one has kept must stay whole
	s.see("/coverage", "a title", `alt="what it shows"`, "/pictures/coverage_by_station.svg", "/pictures/presence_by_week.svg")
	if status, body := s.get("/pictures/coverage_by_station.svg?size=wide"); status != 500 || strings.Contains(body, "TypeError") {
		t.Error("a picture that cannot be drawn answers", status, body)
	}
	s.see("/pictures/coverage_by_week.svg?size=wide", "<svg")
}
