package dashboard

import (
	"crypto/sha256"
	"os"
	"strconv"
	"testing"

	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/queries/soak"
)

// Every figure's JSON and files are byte for byte the same after a restart. LUANPHIEN_RUNS says how often; 20 is what the
// methods ask.
func TestSameBytes(t *testing.T) {
	soak.Long(t)
	runs := 2
	if text := os.Getenv("LUANPHIEN_RUNS"); text != "" {
		var err error
		if runs, err = strconv.Atoi(text); err != nil || runs < 2 {
			t.Fatal("LUANPHIEN_RUNS is a number from 2")
		}
	}
	figures := append(catalogue.All.Order[:len(catalogue.All.Order):len(catalogue.All.Order)], catalogue.All.More...)
	files := map[*figure.Figure]bool{}
	for _, f := range soak.Sample(t, figures, 8) {
		files[f] = true
	}
	first, pictures := map[string][32]byte{}, 0
	for run := range runs {
		s := open(t, demoFolder(t), crawlNow) // nothing is kept from the run before
		for _, f := range figures {
			query := "?period=2026-Q3"
			if f.OfStation {
				query += "&station=03127"
			}
			endings := []string{".json", ".csv"}
			if files[f] {
				endings = append(endings, ".xlsx", ".parquet", ".svg", ".png", ".pdf")
			}
			for _, ending := range endings {
				address := "/figures/" + f.ID + ending + query
				status, body := s.get(address)
				drawn := ending == ".svg" || ending == ".png" || ending == ".pdf"
				if drawn && status == 404 { // a table alone
					continue
				}
				if drawn {
					pictures++
				}
				if status != 200 {
					t.Fatalf("%s answers %d", address, status)
				}
				sum := sha256.Sum256([]byte(body))
				if run == 0 {
					first[address] = sum
				} else if first[address] != sum {
					t.Errorf("%s has other bytes in run %d", address, run+1)
				}
			}
		}
		for _, address := range []string{"/", "/coverage?period=2026-10", "/figures/coverage_by_station.xlsx?period=2026-10", "/figures/compare.xlsx"} {
			status, body := s.get(address)
			sum := sha256.Sum256([]byte(body))
			if run == 0 {
				first[address] = sum
			} else if status != 200 || first[address] != sum {
				t.Errorf("%s has other bytes in run %d", address, run+1)
			}
		}
	}
	if len(first) < 100 || pictures == 0 {
		t.Errorf("only %d answers and %d pictures", len(first), pictures)
	}
}
