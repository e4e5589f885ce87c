package dashboard

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"luanphien/dashboard/account"
	"luanphien/dashboard/words"
	"luanphien/queries/engine"
)

// demoRows counts the lines of a demo file that hold, told by the file itself.
func demoRows(t *testing.T, name string, holds func(map[string]string) bool) int {
	t.Helper()
	f, err := os.Open(filepath.Join(string(demoFolder(t)), "files", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	all[0][0] = strings.TrimPrefix(all[0][0], "\ufeff")
	n := 0
	for _, line := range all[1:] {
		row := map[string]string{}
		for i, title := range all[0] {
			row[title] = line[i]
		}
		if holds(row) {
			n++
		}
	}
	return n
}

var rowsOf03127 = regexp.MustCompile(`href="(/rows/activity\?[^"]*station=03127[^"]*)">(\d+) dòng`)

// From a station's figure a link leads to its very rows, each with the place it was read from.
func TestFromAFigureToItsRows(t *testing.T) {
	s := openDemo(t)
	found := rowsOf03127.FindStringSubmatch(s.see("/stations/03127?from=2026-W10&to=2026-W12"))
	if found == nil {
		t.Fatal("the figure of visits leads to no rows")
	}
	address := strings.ReplaceAll(found[1], "&amp;", "&")
	body := s.see(address, "Điện Biên Phủ", ".csv")
	n, err := strconv.Atoi(found[2])
	if err != nil {
		t.Fatal(err)
	}
	inFile := demoRows(t, "minh-hoa-hoat-dong.csv", func(row map[string]string) bool {
		return row["Mã trạm"] == "03127" && row["Tuần"] >= "2026-W10" && row["Tuần"] <= "2026-W12"
	})
	if shown := strings.Count(body, "<tr><td>"); shown != n || n != inFile || n == 0 {
		t.Errorf("the link says %d rows, the page shows %d, the file holds %d", n, shown, inFile)
	}
	s.see(with(address, "lang=en"), "The rows of visits", "Line of the file")
	if status, _ := s.as(account.PressOfficer).get(address); status != 403 {
		t.Error("the press office opens single rows:", status)
	}
	if status, _ := s.get("/rows/users"); status != 404 {
		t.Error("a kind of rows that does not exist answers", status)
	}
	if status, _ := s.get("/rows/activity?station=99999"); status != 404 {
		t.Error("a station that does not exist answers", status)
	}
	if status, _ := s.get("/rows/activity?page=0"); status != 400 {
		t.Error("page 0 answers", status)
	}
}

// Many rows come page by page, none twice and none left out.
func TestRowsComePageByPage(t *testing.T) {
	s := openDemo(t)
	seen := map[string]int{}
	address, pages := "/rows/weekly_reports", 0
	next := regexp.MustCompile(`rel="next" href="([^"]+)"`)
	row := regexp.MustCompile(`<tr><td>.*</tr>`)
	for address != "" {
		body := s.see(address)
		for _, r := range row.FindAllString(body, -1) {
			seen[r]++
		}
		pages++
		found := next.FindStringSubmatch(body)
		if address = ""; found != nil {
			address = strings.ReplaceAll(found[1], "&amp;", "&")
		}
	}
	total := regexp.MustCompile(`lead">([\d.]+) báo cáo tuần`).FindStringSubmatch(s.see("/rows/weekly_reports"))
	if total == nil {
		t.Fatal("the page does not say how many rows there are")
	}
	if n, _ := strconv.Atoi(strings.ReplaceAll(total[1], ".", "")); n != len(seen) || pages < 2 {
		t.Errorf("%d different rows on %d pages, of %d", len(seen), pages, n)
	}
}

// Behind a figure of one stream stand the reports of that stream, as many as the edition holds.
func TestReportsBehindAFigureAreOfItsStream(t *testing.T) {
	s := openDemo(t)
	db, err := engine.OpenEdition(demoFolder(t).Database(1))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, of := range []struct{ stream, whose, where string }{{"rotation", "workers", "worker_code <> ''"}, {"station", "stations", "worker_code = ''"}} {
		var n, all int
		if err := db.QueryRow("SELECT count(*) FILTER ("+of.where+"), count(*) FROM weekly_reports").Scan(&n, &all); err != nil || n == 0 || n == all {
			t.Fatalf("%d of %d, %v", n, all, err)
		}
		const always = "from=2025-01-06&to=2027-12-26"
		count := s.words[words.English].Int(float64(n)) + " weekly reports received from " + of.whose
		s.see("/figures/reporting_by_station?lang=en&stream="+of.stream+"&"+always, count, "stream="+of.stream)
		s.see("/rows/weekly_reports?lang=en&stream="+of.stream+"&"+always, count)
	}
	s.see("/figures/station_reports?lang=en&station=03127&stream=station", "(workers&#39; and stations&#39;)")
}
