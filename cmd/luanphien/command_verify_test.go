package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/verify"
	"luanphien/queries/edition"
)

// What was taken from a running server is verified from its data folder; a changed file or sum is told. The edition
// that the files cite is pinned.
func TestVerifyDownloads(t *testing.T) {
	data, base := demoData(t), serveDemo(t)
	var cited string
	for _, ending := range []string{".csv", ".xlsx", ".parquet", ".svg", ".png", ".pdf"} {
		status, body, err := fetch(base + "/figures/coverage_by_week" + ending + "?lang=en")
		if err != nil || status != http.StatusOK {
			t.Fatal(ending, status, err)
		}
		path := filepath.Join(t.TempDir(), "figure"+ending)
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		expectRun(t, exitDone, []string{"Như cũ", "equal", "coverage_by_week"}, "verify", path, "--data", data)
		changed := map[string]string{
			".csv": strings.Replace(body, "\n", "\n2", 1),
			".svg": strings.Replace(body, "<path d=\"M", "<path d=\"M1", 1),
		}[ending]
		if ending == ".csv" {
			cited, _ = verify.FindCitation(body)
		}
		if changed == "" {
			continue
		}
		if err := os.WriteFile(path, []byte(changed), 0o600); err != nil {
			t.Fatal(err)
		}
		where := map[string][]string{".csv": {"line 2, column “week”", "dòng 2, cột «week»"}, ".svg": {"<path>, d", "phần tử thứ"}}[ending]
		expectRun(t, exitFailed, append(where, "Khác", "not equal", "the figure's rows are as cited"), "verify", path, "--data", data)
	}
	expectRun(t, exitDone, []string{"equal"}, "verify", cited, "--data", data)
	expectRun(t, exitFailed, []string{"Khác", "not equal", cited}, "verify", cited[:len(cited)-64]+strings.Repeat("0", 64), "--data", data)
	expectRun(t, exitFailed, []string{"not kept"}, "verify", strings.Replace(cited, "edition 1", "edition 77", 1), "--data", data)
	expectRun(t, exitFailed, []string{"is no citation"}, "verify", "nothing", "--data", data)
	expectRun(t, exitUsage, nil, "verify", "--data", data)
	if at, err := edition.Folder(data).Pinned(1); err != nil || time.Since(at) > time.Minute {
		t.Error("the cited edition is not pinned:", at, err)
	}
}
