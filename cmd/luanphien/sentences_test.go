package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"luanphien/queries/edition"
)

// Whatever of the system or the command line stops a command is told in both languages, with what to do.
func TestErrorsOfTheSystemAreInBothLanguages(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	below := filepath.Join(file, "data")
	newer := &edition.VersionError{What: "data/warehouse.duckdb", Found: edition.SchemaVersion + 1}
	if vi, en, ok := systemSentences(fmt.Errorf("open: %w", newer)); !ok || !strings.Contains(vi, "phiên bản mới hơn") || !strings.Contains(en, "newer version") {
		t.Errorf("of a newer folder it is said %q, %q", vi, en)
	}
	for _, c := range []struct {
		args   string
		code   int
		vi, en string
	}{
		{"serve --data " + t.TempDir() + " --listen " + taken.Addr().String(), exitFailed, "đang có chương trình khác dùng", "is used by another program"},
		{"serve --data " + below + " --listen 127.0.0.1:0", exitFailed, "không phải thư mục", "no folder"},
		{"ingest --data " + below + " a.csv", exitFailed, "«" + below, "“" + below},
		{"template --data " + t.TempDir() + " --all " + below, exitFailed, "không phải thư mục", "no folder"},
		{"backup create " + below + " --data " + t.TempDir(), exitFailed, "«", "“"},
		{"serve --strange", exitUsage, "không có tùy chọn --strange", "unknown flag: --strange"},
		{"serve -x", exitUsage, "không có tùy chọn -x", "unknown shorthand flag"},
		{"serve --listen", exitUsage, "--listen cần một giá trị", "flag needs an argument: --listen"},
		{"user reset", exitUsage, "lệnh cần 1 tham số, nhưng nhận được 0", "accepts 1 arg(s), received 0"},
		{"strange", exitUsage, "không có lệnh «strange»; xem", "there is no command \"strange\"; see"},
		{"indicators --from 2026-99", exitUsage, "không phải là một tuần ISO", "is not an ISO week"},
		{"indicators --as-of today", exitUsage, "không phải là ngày", "is neither a date"},
		{"ingest --now today x.csv", exitUsage, "không phải là ngày", "is neither a date"},
		{"ingest --programme-start 2026-W54 x.csv", exitUsage, "không phải là một tuần ISO", "has no week 54"},
		{"user list --data " + file, exitFailed, "không phải thư mục", "no folder"},
		{"audit verify --copy " + file + ".none --data " + t.TempDir(), exitFailed, "không có nhật ký nào để kiểm tra", "there is no audit trail to check"},
		{"audit verify --data " + file + ".none", exitFailed, "không có thư mục dữ liệu", "there is no data folder"},
	} {
		code, said := runProgram(t, strings.Fields(c.args)...)
		if code != c.code || !strings.Contains(said, c.vi) || !strings.Contains(said, c.en) {
			t.Errorf("%s ends with %d and says\n%s", c.args, code, said)
		}
	}
}
