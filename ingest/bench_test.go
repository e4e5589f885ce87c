package ingest

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"luanphien/ingest/warehouse"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
)

// The benchmarks run each contender in a process of its own, so that its peak memory is its own, too.
const contender = "LUANPHIEN_BENCH_CONTENDER"

func TestMain(m *testing.M) {
	if what := os.Getenv(contender); what != "" {
		if err := compete(what, os.Getenv("LUANPHIEN_BENCH_DIR")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	code := m.Run()
	firstRuns.remove()
	os.Exit(code)
}

// compete runs one contender and prints its seconds and peak memory.
func compete(what, dir string) error {
	start := time.Now()
	if err := limitFiles(os.Getenv(diskLimit)); err != nil {
		return err
	}
	var err error
	switch verb, path, _ := strings.Cut(what, " "); verb {
	case "load":
		_, err = Run(context.Background(), edition.Folder(filepath.Join(dir, "data")), []string{path}, Options{Now: sampleNow, MaxReject: DefaultMaxReject})
	case "undo":
		var id int
		if id, err = strconv.Atoi(path); err == nil {
			_, err = Undo(context.Background(), edition.Folder(filepath.Join(dir, "data")), id, Options{Now: sampleNow})
		}
	case "siege":
		err = besiege(dir, path)
	case "ingest":
		err = competeIngest(dir, "activity.csv", benchRows())
	case "xlsx":
		err = competeIngest(dir, workbook, workbookRows)
	case "iterator":
		err = competeIterator(dir)
	case "engine":
		err = competeEngine(dir)
	}
	if err != nil {
		return err
	}
	fmt.Printf("seconds %f\npeak %d\n", time.Since(start).Seconds(), peakKB())
	return nil
}

func competeIngest(dir, file string, rows int64) error {
	o := Options{MaxReject: DefaultMaxReject, Now: time.Date(2026, 11, 22, 12, 0, 0, 0, calendar.Zone)}
	report, err := Run(context.Background(), edition.Folder(filepath.Join(dir, "data")), []string{filepath.Join(dir, file)}, o)
	if err != nil {
		return err
	}
	if c := report.Files[0].Counts; report.Files[0].Status != Loaded || c.Read != rows || c.Quarantined == 0 {
		return fmt.Errorf("unexpected: %+v %v", report.Files[0].Counts, report.Files[0].Err)
	}
	return nil
}

// competeEngine is the engine's own typed reading of the same file, every column text or number as it stands.
func competeEngine(dir string) error {
	path := filepath.Join(dir, "engine.duckdb")
	os.Remove(path)
	db, err := engine.OpenWarehouse(path, engine.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec(`CREATE TABLE activity AS SELECT * FROM read_csv($file, header = true,
		columns = {'station': 'VARCHAR', 'week': 'VARCHAR', 'diagnosis_group': 'VARCHAR', 'visits': 'BIGINT', 'referrals': 'BIGINT'})`,
		warehouse.Params{"file": filepath.Join(dir, "activity.csv")}.Named("$file")...)
	return err
}

func peakKB() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.Atoi(strings.Fields(rest)[0])
			return kb
		}
	}
	return 0
}

// benchRows is the size of the generated file; LUANPHIEN_BENCH_ROWS makes it another.
func benchRows() int64 {
	if n, err := strconv.ParseInt(os.Getenv("LUANPHIEN_BENCH_ROWS"), 10, 64); err == nil {
		return n
	}
	return 5_000_000
}

// BenchmarkIngestActivity loads a large activity file with 1 % of bad rows, all checks on and the edition published,
// against the engine's CREATE TABLE AS … read_csv of the same file. ratio = rows a second over the engine's; cpu-ratio
// the same by processor time, which other work on the machine disturbs less.
func BenchmarkIngestActivity(b *testing.B) {
	dir := b.TempDir()
	writeBenchFiles(b, dir)
	compare(b, dir, benchRows(), "ingest", "engine")
}

// compare runs a load, into a folder that holds the stations alone, against another contender over the same rows.
func compare(b *testing.B, dir string, rows int64, load, other string) {
	b.Helper()
	var ours, theirs usage
	for b.Loop() {
		os.RemoveAll(filepath.Join(dir, "data"))
		if _, err := Run(context.Background(), edition.Folder(filepath.Join(dir, "data")), []string{filepath.Join(dir, "stations.csv")}, Options{}); err != nil {
			b.Fatal(err)
		}
		ours.add(runContender(b, load, dir))
		theirs.add(runContender(b, other, dir))
	}
	n := float64(rows) * float64(b.N)
	b.ReportMetric(n/ours.seconds, "rows/s")
	b.ReportMetric(n/theirs.seconds, other+"-rows/s")
	b.ReportMetric(theirs.seconds/ours.seconds, "ratio")
	b.ReportMetric(theirs.cpu/ours.cpu, "cpu-ratio")
	b.ReportMetric(ours.peakKB/1024, "peak-MB")
	b.ReportMetric(theirs.peakKB/1024, other+"-peak-MB")
}

// usage is what contenders took: seconds on the clock and of the processor, together, and the highest peak of memory.
type usage struct{ seconds, cpu, peakKB float64 }

func (u *usage) add(v usage) {
	u.seconds, u.cpu, u.peakKB = u.seconds+v.seconds, u.cpu+v.cpu, max(u.peakKB, v.peakKB)
}

func runContender(b *testing.B, what, dir string) (u usage) {
	b.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), contender+"="+what, "LUANPHIEN_BENCH_DIR="+dir)
	out, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("%s: %v\n%s", what, err, out)
	}
	if _, err := fmt.Sscanf(string(out), "seconds %f\npeak %f", &u.seconds, &u.peakKB); err != nil {
		b.Fatalf("%s: %q", what, out)
	}
	u.cpu = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	return u
}

// benchStations is the number of stations of the benchmarks: about the communes of the country.
const benchStations = 3312

// writeBenchFiles writes the stations and their activity by week and group, a row in a hundred bad.
func writeBenchFiles(b *testing.B, dir string) {
	b.Helper()
	writeBenchStations(b, dir)
	writeLines(b, filepath.Join(dir, "activity.csv"), func(w *bufio.Writer) { writeActivity(w, benchStations, benchRows()) })
}

func writeBenchStations(b *testing.B, dir string) {
	b.Helper()
	writeLines(b, filepath.Join(dir, "stations.csv"), func(w *bufio.Writer) {
		fmt.Fprintln(w, "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở")
		for s := range benchStations {
			fmt.Fprintf(w, "%05d,Trạm %d,xã,Trung tâm Y tế %d,01/01/1990\n", 10000+s, s, s/20)
		}
	})
}

func writeLines(b *testing.B, path string, body func(*bufio.Writer)) {
	b.Helper()
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	body(w)
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
}

var benchGroups = []string{"hô hấp", "tiêu hóa", "tim mạch - tăng huyết áp", "đái tháo đường", "nhi khoa", "sản phụ khoa",
	"chấn thương", "truyền nhiễm", "da liễu", "khác"}

// lastBenchWeek is the last whole week before the moment at which the benchmarks load.
var lastBenchWeek = calendar.Week{Year: 2026, Number: 46}

func writeActivity(w *bufio.Writer, stations int, rows int64) {
	random := rand.New(rand.NewPCG(1, 2))
	fmt.Fprintln(w, "Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến")
	n := int64(0)
	weekly := int64(stations * len(benchGroups))
	first := lastBenchWeek.Add(-int((rows - 1) / weekly)) // a week to come would be refused
	for week := 0; n < rows; week++ {
		text := first.Add(week).String()
		for s := 0; s < stations && n < rows; s++ {
			for _, group := range benchGroups {
				station, visits := fmt.Sprintf("%05d", 10000+s), random.IntN(120)
				referrals := random.IntN(visits/5 + 1)
				if random.IntN(100) == 0 {
					switch random.IntN(4) {
					case 0:
						referrals = visits + 5
					case 1:
						station = "99999"
					case 2:
						group = "không rõ"
					case 3:
						visits = -3
					}
				}
				fmt.Fprintf(w, "%s,%s,%s,%d,%d\n", station, text, group, visits, referrals)
				n++
			}
		}
	}
}
