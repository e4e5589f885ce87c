package read

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A week that stands in two columns is read of both; one that has a year of its own must have the same.
func TestYearInAColumnOfItsOwn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "năm.csv")
	text := "Mã trạm,Năm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến,Tên trạm\n" +
		"03127,2025,51,hô hấp,1,0,\n03127,2025,Tuần 50,hô hấp,1,0,\n03127,2025,2025-W49,hô hấp,1,0,\n03127,2026,2025-W48,hô hấp,1,0,\n03127,,47,hô hấp,1,0,\n03127,2025,,hô hấp,1,0,\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var weeks []string
	for {
		row, err := f.Sheets[0].Next()
		if err != nil {
			break
		}
		weeks = append(weeks, string(row.Cells[2]))
	}
	if got := strings.Join(weeks, "|"); got != "Tuần 51/2025|Tuần 50/2025|2025-W49|2025-W48/2026|47|" {
		t.Error(got)
	}
	beside := f.Sheets[0].Beside()
	if !beside[1].Year || beside[1].Field.Name != "week" || beside[6].Year || beside[6].Field.Name != "station_code" || beside[4].Field.Name != "" {
		t.Errorf("%+v", beside)
	}
}
