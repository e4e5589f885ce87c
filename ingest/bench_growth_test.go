package ingest

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"luanphien/ingest/warehouse"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
)

// A weekly file of the benchmark: 200 stations of ten groups, that is 2,000 rows.
const weeklyStations = 200

// grownRows is the size to which the warehouse grows; LUANPHIEN_BENCH_GROWN makes it another, 0 leaves the benchmark out.
func grownRows(b *testing.B) int64 {
	text := os.Getenv("LUANPHIEN_BENCH_GROWN")
	if text == "" {
		return 50_000_000
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// BenchmarkWeeklyLoad loads files of 2,000 rows into an empty warehouse and into one of 50 million rows of activity, the
// median of seven each; publishing is measured apart. ratio = time of a load at the end over that at the beginning.
func BenchmarkWeeklyLoad(b *testing.B) {
	rows := grownRows(b)
	if rows == 0 {
		b.Skip("LUANPHIEN_BENCH_GROWN is 0")
	}
	for b.Loop() {
		dir := b.TempDir()
		folder := edition.Folder(filepath.Join(dir, "data"))
		writeBenchStations(b, dir)
		if _, err := Run(context.Background(), folder, []string{filepath.Join(dir, "stations.csv")}, Options{}); err != nil {
			b.Fatal(err)
		}
		week := calendar.Week{Year: 2025, Number: 10}
		load0, publish0 := weeklyLoads(b, dir, week)
		grow(b, folder, week.Monday(), rows)
		load1, publish1 := weeklyLoads(b, dir, week.Add(weeklyFiles))
		b.ReportMetric(load0, "load-s-empty")
		b.ReportMetric(load1, "load-s-grown")
		b.ReportMetric(load1/load0, "ratio")
		b.ReportMetric(publish0, "publish-s-empty")
		b.ReportMetric(publish1, "publish-s-grown")
		if info, err := os.Stat(folder.Warehouse()); err == nil {
			b.ReportMetric(float64(info.Size())/(1<<20), "warehouse-MB")
		}
		os.RemoveAll(dir)
	}
}

// weeklyFiles is how many files are loaded at each size; the first warms up and does not count.
const weeklyFiles = 8

// weeklyLoads loads a file for each of the weeks from first on, and gives the medians of the seconds that loading and
// publishing took.
func weeklyLoads(b *testing.B, dir string, first calendar.Week) (load, publish float64) {
	b.Helper()
	var loads, publishes []float64
	for i := range weeklyFiles {
		path := filepath.Join(dir, fmt.Sprintf("week-%s.csv", first.Add(i)))
		writeLines(b, path, func(w *bufio.Writer) {
			fmt.Fprintln(w, "Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến")
			for s := range weeklyStations {
				for g, group := range benchGroups {
					fmt.Fprintf(w, "%05d,%s,%s,%d,%d\n", 10000+s, first.Add(i), group, 20+(s+g+i)%90, g%4)
				}
			}
		})
		begin, published := time.Now(), time.Time{}
		o := Options{Keep: 1, Progress: func(p Progress) {
			if p.Step == Publishing {
				published = time.Now()
			}
		}}
		report, err := Run(context.Background(), edition.Folder(filepath.Join(dir, "data")), []string{path}, o)
		if err != nil {
			b.Fatal(err)
		}
		if report.Files[0].Counts.Loaded != weeklyStations*int64(len(benchGroups)) {
			b.Fatalf("%+v", report.Files[0])
		}
		if i > 0 {
			loads = append(loads, published.Sub(begin).Seconds())
			publishes = append(publishes, time.Since(published).Seconds())
		}
	}
	return median(loads), median(publishes)
}

func median(x []float64) float64 {
	slices.Sort(x)
	return x[len(x)/2]
}

// grow adds the weeks before that Monday, of all stations, as loads of a year each would have left them.
func grow(b *testing.B, folder edition.Folder, before time.Time, rows int64) {
	b.Helper()
	db, err := engine.OpenWarehouse(folder.Warehouse(), engine.Options{MemoryMB: 1000, TempDir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	ctx := context.Background()
	conn, err := db.Conn(ctx)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	const yearly = benchStations * 10 * 52
	var id int
	if err := warehouse.One(ctx, conn, "SELECT max(load_id) FROM load_history", nil, &id); err != nil {
		b.Fatal(err)
	}
	for year := int((rows - 1) / yearly); year >= 0; year-- { // the oldest weeks first
		id++
		values := warehouse.Params{"load_id": id, "before": before, "from": int64(year) * yearly, "to": min(rows, int64(year+1)*yearly),
			"stations": benchStations}
		for _, statement := range growing {
			if _, err := warehouse.Run(ctx, conn, statement, values); err != nil {
				b.Fatalf("%v\n%s", err, statement)
			}
		}
	}
}

// growing adds the rows from $from to $to, counted back from the week before $before, and their load.
var growing = []string{
	`INSERT INTO activity_history
	 WITH row_numbers AS (SELECT $to - 1 - n AS i FROM range($to - $from) AS r(n)),
	      groups AS (SELECT list(diagnosis_group ORDER BY line) AS names FROM diagnosis_groups_history WHERE load_id = 0)
	 SELECT (10000 + i // 10 % $stations)::VARCHAR, '', $before::DATE - 7 * (1 + i // (10 * $stations))::INTEGER,
	        (SELECT names FROM groups)[1 + i % 10], 20 + hash(i) % 90, hash(i) % 4, $load_id, '', 2 + i - $from, NULL
	 FROM row_numbers`,
	`INSERT INTO load_part_history VALUES ($load_id, '', 'activity', $to - $from, $to - $from, 0, 0, 0)`,
	`INSERT INTO load_history VALUES ($load_id, 'grown-' || $load_id, 'year.csv', 'grown-' || $load_id, 1, $before, '',
	        $to - $from, $to - $from, 0, 0, 0)`,
	`CHECKPOINT`,
}
