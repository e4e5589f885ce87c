package engine

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func sampleParquet() Parquet {
	day := time.Date(2026, 2, 15, 0, 0, 0, 0, time.UTC)
	return Parquet{
		Columns: []ParquetColumn{{"tên \"trạm\"", "VARCHAR"}, {"n", "BIGINT"}, {"share", "DOUBLE"}, {"day", "DATE"}, {"at", "TIMESTAMP"}},
		Rows:    [][]any{{"Mường Nhà; 'x'", int64(7), 0.1 + 0.2, day, day.Add(5 * time.Hour)}, {nil, nil, nil, nil, nil}, {"", int64(-1), -2.5, day.AddDate(0, 0, 1), day}},
		Said:    [][2]string{{"title", "Độ bao phủ: 'một' \"hai\" {ba}; bốn"}, {"empty", ""}, {"citation", "edition 1 · x"}},
	}
}

// What is written is read again, value by value, and always in the same bytes.
func TestParquetReadsBack(t *testing.T) {
	want := sampleParquet()
	file, err := WriteParquet(t.Context(), want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ReadParquet(t.Context(), file)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v\nwant %+v", got, err, want)
	}
	if text, ok := got.Text("citation"); text != "edition 1 · x" || !ok {
		t.Errorf("it cites %q", text)
	}
	if again, err := WriteParquet(t.Context(), want); err != nil || !bytes.Equal(again, file) {
		t.Error("written again, it has other bytes", err)
	}
	empty, err := WriteParquet(t.Context(), Parquet{Columns: want.Columns, Said: want.Said})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ReadParquet(t.Context(), empty); err != nil || len(got.Rows) != 0 || !reflect.DeepEqual(got.Columns, want.Columns) {
		t.Errorf("without rows: %+v, %v", got, err)
	}
}

// What is no such file, or half of one, is told as that.
func TestBrokenParquet(t *testing.T) {
	file, err := WriteParquet(t.Context(), sampleParquet())
	if err != nil {
		t.Fatal(err)
	}
	for what, broken := range map[string][]byte{"nothing": nil, "a text": []byte("a,b\n1,2\n"), "half": file[:len(file)/2], "its marks only": []byte("PAR1PAR1")} {
		if p, err := ReadParquet(t.Context(), broken); !errors.Is(err, ErrParquet) {
			t.Errorf("%s: %+v, %v", what, p, err)
		}
	}
}

// The instance that writes a file reaches its own folder only and keeps its settings, and others are opened as before.
func TestParquetOpensNoFilesForOthers(t *testing.T) {
	other := filepath.Join(t.TempDir(), "other.csv")
	if err := os.WriteFile(other, []byte("a\n1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	g := guarded(t)
	err := beside(t.Context(), func(conn *sql.Conn, path string) error {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			return err
		}
		for _, statement := range []string{"FROM read_csv('" + other + "')", "COPY (SELECT 1) TO '" + other + "'", "SET enable_external_access = true", "SET allowed_directories = ['/']",
			"COPY (SELECT 1) TO '" + path + "/../../x.csv'"} {
			if _, err := conn.ExecContext(t.Context(), statement); err == nil {
				t.Errorf("%s: done", statement)
			} else if FaultOf(err) == FaultNone {
				t.Errorf("%s: %v", statement, err)
			}
		}
		if got := first(t, g, "FROM read_csv('"+path+"')"); !strings.Contains(got, "disabled") {
			t.Errorf("a guarded instance reads the folder: %s", got)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := first(t, g, "FROM read_csv('"+other+"')"); !strings.Contains(got, "disabled") {
		t.Errorf("a guarded instance reads files afterwards: %s", got)
	}
}
