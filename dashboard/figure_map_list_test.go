package dashboard

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/dashboard/figure/maps"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
)

// Where no station has coordinates, the map's place holds every station under its health centre, with the mark that the
// map would give it and the link to its page.
func TestStationsWithoutCoordinatesAreListed(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	b := editiontest.In(t, folder).Station("A", "Trung tâm Đông", "2025-01-01", "").Station("B", "Trung tâm Đông", "2025-01-01", "").
		Station("C", "Trung tâm Tây", "2025-01-01", "").Worker("W", "doctor", "", 1).Worker("N", "nurse", "", 1).
		Posting("1", "W", "B", "2025-03-03", "2025-03-30", "").Posting("2", "N", "C", "2025-03-03", "2025-03-30", "")
	b.Manifest.AsOf = calendar.EndOf(day("2025-03-16"))
	b.Publish()
	s := open(t, folder, day("2025-03-17"))
	var figure struct {
		Chart struct {
			Height int
			Option struct {
				Series []struct {
					Data []struct {
						Name  string
						Value []any
					}
				}
			}
			Meta struct {
				List  maps.ListLayout
				Links []string
			}
		}
	}
	if err := json.Unmarshal([]byte(s.see("/figures/map_presence.json")), &figure); err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, d := range figure.Chart.Option.Series[0].Data {
		link := strings.TrimSuffix(figure.Chart.Meta.Links[i], "?lang=vi")
		got = append(got, fmt.Sprint(d.Name, " ", d.Value[2], " ", link))
	}
	want := "Đông  |Trạm A none /stations/A|Trạm B full /stations/B|Tây  |Trạm C half /stations/C"
	if list := strings.Join(got, "|"); list != want {
		t.Errorf("listed are\n%s, want\n%s", list, want)
	}
	// Two columns: a heading and a row for Đông, a heading and a row for Tây; one column: a row more.
	l := figure.Chart.Meta.List
	if two, one := l.HeightAt(2*l.Least), l.HeightAt(2*l.Least-1); two != l.Above+4*l.Height || one != two+l.Height {
		t.Errorf("the list is %d and %d high", two, one)
	}
	s.see("/", "Chưa trạm nào có tọa độ, nên các trạm xếp theo trung tâm y tế")
	if picture := s.see("/figures/map_presence.svg"); !strings.Contains(picture, ">Đông<") || !strings.Contains(picture, "Trạm B<") {
		t.Error("the picture lacks a heading or a station")
	}
}
