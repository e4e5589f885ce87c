package dashboard

import (
	"strings"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/dashboard/account"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// Who works for all stations of a health centre but one is not told its sums: less their own they are those of the other. So
// with all stations of the province but one.
func TestSumsTellNoSingleOtherStation(t *testing.T) {
	t.Parallel()
	const notTold = "không nêu"
	for _, c := range soak.Sample(t, []struct {
		stations            int // 20 belong to the first health centre, the others to the second
		own                 int // the last so many are the area
		area, province, all bool
	}{
		{2, 1, false, false, false}, {3, 1, true, true, true}, {22, 1, false, true, false}, {23, 1, true, true, true}, {21, 1, true, true, true}, {22, 21, false, false, false},
	}, 3) {
		folder := edition.Folder(t.TempDir())
		editiontest.Generate(t, folder, editiontest.Size{Stations: c.stations, Groups: 2, Weeks: 40}).Publish()
		s := open(t, folder, day("2026-11-18"))
		e, release, err := s.shelf.Acquire(0)
		if err != nil {
			t.Fatal(err)
		}
		stations, err := e.Stations(t.Context())
		release()
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, st := range stations[len(stations)-c.own:] {
			codes = append(codes, st.Code)
		}
		own := s.person(account.NewUser{Login: "of-area", Roles: account.Director, Stations: strings.Join(codes, ",")})
		station := codes[0] // of the first health centre where the area reaches into it
		if c.stations == 22 && c.own == 21 && stations[1].Code != station {
			t.Fatal(station)
		}
		for _, figure := range []string{"station_reference", "station_indicators"} {
			for _, asked := range []string{"", "&kind=" + stations[len(stations)-1].Type + "&period=2026-10"} {
				address := "/figures/" + figure + ".csv?station=" + station + asked
				rows, all := own.rowsOfCSV(address), s.rowsOfCSV(strings.Replace(address, "&kind="+stations[len(stations)-1].Type, "", 1))
				for i, row := range rows {
					for _, column := range []string{"area", "province"} {
						told := map[string]bool{"area": c.area, "province": c.province}[column]
						switch {
						case told && row[column] != all[i][column]:
							t.Errorf("%d of %d, %s: %s %s is %s, the province is told %s", c.own, c.stations, address, row["indicator"], column, row[column], all[i][column])
						case !told && row[column] != notTold && all[i][column] != "" && all[i][column] != row["station"]:
							t.Errorf("%d of %d, %s: %s %s = %s is told", c.own, c.stations, address, row["indicator"], column, row[column])
						}
					}
				}
				said := strings.Contains(own.see(strings.Replace(address, ".csv", "", 1)), "của đúng một trạm khác")
				if said == c.all && len(rows) > 1 {
					t.Errorf("%d of %d, %s: said why: %t", c.own, c.stations, address, said)
				}
			}
		}
	}
}

// What does not open to an area says that it is because of the area, and what is shown of its part names no other station.
func TestAreaIsToldWhy(t *testing.T) {
	s, _, others := ofArea(t)
	body := s.see("/rotation", `href="/figures/double_bookings.csv`)
	if strings.Contains(body, "Hình này chưa tính được") {
		t.Error("a figure of the page failed")
	}
	s.lacks(others, "/rotation", body)
	s.lacks(others, "double bookings", s.see("/figures/double_bookings.csv"))
	if _, body := s.get("/data"); strings.Contains(body, `href="/diagnostics"`) {
		t.Error("a page of an error leads to what is closed to the area")
	}
	analyst := s.person(account.NewUser{Login: "analyst-of-area", Roles: account.Analyst, Stations: "03127"})
	for _, address := range []string{"/diagnostics", "/figures/referral_checks", "/figures/referral_checks.json"} {
		if status, body := analyst.get(address); status != 403 || !strings.Contains(body, "chỉ tính trên toàn tỉnh") {
			t.Errorf("%s answers %d", address, status)
		}
	}
}
