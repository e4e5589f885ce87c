package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"luanphien/queries/edition"
)

// libraryText is what the libraries say to programmers, or what a number or address that is not there is printed as.
var libraryText = regexp.MustCompile(`strconv\.|arg\(s\)|%!|invalid syntax|<nil>|pattern matches|no such host`)

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
		{"serve --strange", exitUsage, "không có tùy chọn --strange", "there is no flag --strange"},
		{"serve -x", exitUsage, "không có tùy chọn -x", "there is no flag -x"},
		{"serve --listen", exitUsage, "--listen cần một giá trị", "the flag --listen needs a value"},
		{"user reset", exitUsage, "lệnh cần: 1, nhận được: 0", "the command needs: 1, given: 0"},
		{"aliases import", exitUsage, "lệnh cần: ít nhất 1, nhận được: 0", "the command needs: 1 at least, given: 0"},
		{"query a b", exitUsage, "lệnh nhận: nhiều nhất 1, nhận được: 2", "the command takes: 1 at most, given: 2"},
		{"query strange", exitUsage, "không có truy vấn «strange»; xem", "there is no query “strange”; luanphien query lists them"},
		{"query stations --edition z", exitUsage, "giá trị \"z\" không hợp với tùy chọn --edition", "the value \"z\" does not fit the flag --edition"},
		{"serve --data " + t.TempDir() + " --listen 127.0.0.1:99999", exitFailed, "\"127.0.0.1:99999\" không đúng dạng", "\"127.0.0.1:99999\" is not of the form"},
		{"serve --data " + t.TempDir() + " --listen 127.0.0.1:nowhere", exitFailed, "\"127.0.0.1:nowhere\" không đúng dạng", "\"127.0.0.1:nowhere\" is not of the form"},
		{"serve --data " + t.TempDir() + " --listen 192.0.2.1:8080 --behind-proxy 192.0.2.2", exitFailed, "Máy này không có địa chỉ 192.0.2.1:8080", "does not have the address 192.0.2.1:8080"},
		{"serve --data " + t.TempDir() + " --listen nobody.invalid:8080 --behind-proxy 192.0.2.2", exitFailed, "Không tìm thấy máy nào có tên trong địa chỉ \"nobody.invalid:8080\"", "No machine is known by the name"},
		{"serve --data " + t.TempDir() + " --listen 127.0.0.1:0 --dev", exitUsage, "hãy chạy chương trình trong thư mục gốc", "in the root of that tree"},
		{"serve --data " + t.TempDir() + " --listen 127.0.0.1:0 --audit-copy sylog://log:514", exitFailed, "Nơi chép nhật ký cần là", "is copied to syslog"},
		{"ingest --data " + file + " a.csv", exitFailed, "là tệp hoặc nằm dưới một tệp", "is a file or lies below one"},
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
		if libraryText.MatchString(said) {
			t.Errorf("%s says in a library's words\n%s", c.args, said)
		}
	}
}
