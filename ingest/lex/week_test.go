package lex

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"luanphien/ingest/rule"
	"luanphien/queries/calendar"
)

func TestWeek(t *testing.T) {
	for cell, want := range map[string]string{
		"2026-W07": "2026-W07", "2026-w7": "2026-W07", "2026W07": "2026-W07", "2026 W 7": "2026-W07", " 2026-W46 ": "2026-W46",
		"Tuần 46/2026": "2026-W46", "tuan 46-2026": "2026-W46", "TUẦN 46 NĂM 2026": "2026-W46", "Tuần thứ 46 năm 2026": "2026-W46",
		"Tuần 51 năm 2025 (từ 15/12/2025 đến 21/12/2025)": "2025-W51", "Tuần 51 (15/12/2025 - 21/12/2025)": "2025-W51",
		"Tuần 1 năm 2026 (từ ngày 29/12 đến ngày 04/01/2026)": "2026-W01", "Tuần 51 năm 2025 (15/12-21/12/2025)": "2025-W51",
		"T46/2026": "2026-W46", "W07 2026": "2026-W07", "W07/2026": "2026-W07", "Tua\u0302\u0300n 46/2026": "2026-W46",
		"09/11/2026": "2026-W46", "15/11/2026": "2026-W46", "2026-11-11": "2026-W46", "9.11.2026": "2026-W46",
		"2026-11-09 00:00:00": "2026-W46", "01/01/2027": "2026-W53", "2026-W53": "2026-W53",
		"2026-W54": string(rule.WeekImpossible), "2025-W53": string(rule.WeekImpossible), "2026-W00": string(rule.WeekImpossible),
		"Tuần 54/2026": string(rule.WeekImpossible), "31/02/2026": string(rule.WeekImpossible), "0001-W01": string(rule.WeekImpossible),
		"46/2026": string(rule.WeekUnparsable), "46": string(rule.WeekUnparsable), "Tuần 46": string(rule.WeekUnparsable),
		"Tuần 51 năm 2025 (từ 08/12/2025 đến 14/12/2025)": string(rule.WeekDays), "W": string(rule.WeekUnparsable),
		"15/12/2025 - 21/12/2025": "2025-W51", "từ 15/12 đến 21/12/2025": "2025-W51", "15-21/12/2025": "2025-W51", "2025-12-15 – 2025-12-21": "2025-W51",
		"29/12/2025 - 04/01/2026": "2026-W01", "15/12/2025 - 19/12/2025": "2025-W51", "15/12/2025 - 28/12/2025": string(rule.WeekSpan),
		"16/12/2025 - 22/12/2025": string(rule.WeekSpan), "15/12/2025 - 17/12/2025": string(rule.WeekSpan), "15/12 - 21/12": string(rule.WeekUnparsable),
		"Tuần 13/2026 (23/3-29/3)": "2026-W13", "Tuần 13 năm 2026 (23-29/3)": "2026-W13", "Tuần 1/2026 (29/12 - 4/1)": "2026-W01",
		"Tuần 53/2026 (từ 28/12 đến 03/01)": "2026-W53", "Tuần 13/2026 (16/3-22/3)": string(rule.WeekDays), "Tuần 13/2026 (23/3-29/4)": string(rule.WeekDays),
		"Tuần 13/2026 (23/3)": string(rule.WeekUnparsable), "Tuần 13/2026 (31/2-1/3)": string(rule.WeekUnparsable),
		"tháng 11/2026": string(rule.WeekUnparsable), "2026-W7x": string(rule.WeekUnparsable), "?": string(rule.WeekUnparsable),
		"Tuần 46/2026 và 47": string(rule.WeekUnparsable), "#REF!": string(rule.CellError), "": "missing", "KBC": "missing",
	} {
		week, missing, r := Week(cell)
		got := string(r)
		if missing {
			got = "missing"
		} else if r == "" {
			got = week.String()
		}
		if got != want {
			t.Errorf("Week(%q) = %s, want %s", cell, got, want)
		}
	}
}

func TestDate(t *testing.T) {
	for cell, want := range map[string]string{
		"15/12/2025": "2025-12-15", "2025-12-15": "2025-12-15", "15-12-2025": "2025-12-15", "15.12.2025": "2025-12-15",
		"5/1/2026": "2026-01-05", "2026/1/5": "2026-01-05", " 15/12/2025 ": "2025-12-15", "29/02/2028": "2028-02-29",
		"2025-12-15 00:00:00": "2025-12-15", "2025-12-15T00:00": "2025-12-15", "03/04/2026": "2026-04-03",
		"ngày 15 tháng 12 năm 2025": "2025-12-15", "15 tháng 12 năm 2025": "2025-12-15", "Ngày 31 tháng 02 năm 2026": "date_impossible",
		"đến khi có quyết định mới": "date_open", "Khi có QĐ mới": "date_open", "chưa xác định": "date_open", "không thời hạn": "date_open",
		"Ngày 15/12/2025": "2025-12-15", "NGÀY 15-12-2025": "2025-12-15", "15 / 12 / 2025": "2025-12-15", "15/12/ 2025": "2025-12-15", "15/12/2025.": "2025-12-15",
		"nga\u0300y 15/12/2025": "2025-12-15", "ngày 31/02/2026": "date_impossible", "ngày 15/12/25": "date_unparsable", "ngày 15/12": "date_unparsable",
		"15 / 12 - 2025": "date_unparsable", "trước ngày 15/12/2025": "date_unparsable", "ngày 15/12/2025, 16/12/2025": "date_unparsable",
		"ngày 15 tháng 12": "date_unparsable", "15 tháng 12 năm 25": "date_unparsable",
		"31/02/2026": "date_impossible", "29/02/2026": "date_impossible", "12/15/2025": "date_impossible", "00/01/2026": "date_impossible",
		"15/12/0205": "date_impossible", "15/12/25": "date_unparsable", "15/12": "date_unparsable", "46006": "date_unparsable",
		"15/12-2025": "date_unparsable", "hôm qua": "date_unparsable", "2025-12-15 08:00": "date_unparsable",
		"15//2025": "date_unparsable", "-": "date_unparsable", "": "missing", "Không": "missing", "#VALUE!": "cell_error",
	} {
		date, missing, r := Date(cell)
		if got := shown(date, time.DateOnly, missing, r); got != want {
			t.Errorf("Date(%q) = %s, want %s", cell, got, want)
		}
	}
}

// A place may be marked as one of old; the mark is no part of its name.
func TestCutFormer(t *testing.T) {
	for name, want := range map[string]string{
		"xã Sá Tổng (cũ)": "xã Sá Tổng true", "Sá Tổng cũ": "Sá Tổng true", "Sá Tổng ( Cũ )": "Sá Tổng true", "Sa\u0301 Tổng (cu\u0303)": "Sá Tổng true",
		"Sá Tổng": "Sá Tổng false", "Cũ": "Cũ false", "Bản Cứ": "Bản Cứ false", "": " false",
	} {
		own, old := CutFormer(name)
		if got := fmt.Sprint(own, " ", old); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestDateTime(t *testing.T) {
	for cell, want := range map[string]string{
		"21/12/2025 16:05": "2025-12-21T16:05:00", "21/12/2025 16:05:30": "2025-12-21T16:05:30", "21/12/2025  6:05": "2025-12-21T06:05:00",
		"2025-12-21T16:05:30": "2025-12-21T16:05:30", "2025-12-21 16:05:30": "2025-12-21T16:05:30",
		"2025-12-21T16:05:30Z": "2025-12-21T23:05:30", "2025-12-21T16:05:30+07:00": "2025-12-21T16:05:30",
		"2025-12-21T20:05:30.25-0500": "2025-12-22T08:05:30.25", "2025-12-21T16:05:30 +09": "2025-12-21T14:05:30",
		"21\u00a0/12/2025 16:05": "datetime_unparsable", "31/11/2025 16:05": "date_impossible", "31/11/2025 16:05:00": "date_impossible",
		"21/12/2025": "datetime_unparsable", "21/12/2025 24:00": "datetime_unparsable", "21/12/2025 16:60:00": "datetime_unparsable",
		"21/12/2025 16h05": "2025-12-21T16:05:00", "16h05 ngày 21/12/2025": "2025-12-21T16:05:00", "16 giờ 05 phút ngày 21/12/2025": "2025-12-21T16:05:00",
		"16:05 21/12/2025": "2025-12-21T16:05:00", "16h05, 21/12/2025": "2025-12-21T16:05:00", "21/12/2025 lúc 7 giờ": "2025-12-21T07:00:00",
		"21/12/2025, 16h": "2025-12-21T16:00:00", "24h00 ngày 21/12/2025": "datetime_unparsable", "16h60 ngày 21/12/2025": "datetime_unparsable",
		"21/12/2025 8:30 CH": "2025-12-21T20:30:00", "21/12/2025 8:30:05 SA": "2025-12-21T08:30:05", "21/12/2025 12:05 SA": "2025-12-21T00:05:00",
		"21/12/2025 12:05 CH": "2025-12-21T12:05:00", "8:30 PM 21/12/2025": "datetime_unparsable", "21/12/2025 8h30 ch": "2025-12-21T20:30:00",
		"21/12/2025 16:30 CH": "2025-12-21T16:30:00", "21/12/2025 16:30 SA": "datetime_unparsable", "21/12/2025 0:30 CH": "datetime_unparsable",
		"16h5 ngày 21/12/2025": "datetime_unparsable", "16h05 ngày 31/11/2025": "date_impossible", "16h05 ngày 21/12": "datetime_unparsable", "16h05": "datetime_unparsable",
		"16:05": "datetime_unparsable", "21/12/2025 16:05:3": "datetime_unparsable",
		"21/12/25 16:05": "datetime_unparsable", "": "missing", "x": "missing", "#NUM!": "cell_error", "2025-12-21T16:05:30+": "datetime_unparsable",
	} {
		moment, missing, r := DateTime(cell)
		if got := shown(moment, "2006-01-02T15:04:05.999", missing, r); got != want {
			t.Errorf("DateTime(%q) = %s, want %s", cell, got, want)
		}
	}
}

func shown(t time.Time, layout string, missing bool, r rule.Rule) string {
	if missing {
		return "missing"
	}
	if r != "" {
		return string(r)
	}
	return t.Format(layout)
}

func FuzzWeek(f *testing.F) {
	for _, s := range []string{"2026-W07", "Tuần 46/2026", "T46/2026", "W07 2026", "09/11/2026", "Tuần 51 năm 2025 (từ 15/12/2025 đến 21/12/2025)", "2026w7", "tuan 1 29 12 04 01 2026"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		WeekWords(strings.Split(Key(s), "_"))
		week, missing, r := Week(s)
		if missing || r != "" {
			if week != (calendar.Week{}) {
				t.Fatalf("Week(%q) gives %v beside %v, %q", s, week, missing, r)
			}
			return
		}
		again, missing, r := Week(week.String())
		if again != week || missing || r != "" {
			t.Fatalf("Week(%q) = %v, but that reads %v, %v, %q", s, week, again, missing, r)
		}
	})
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"15/12/2025", "2025-12-15", "15.12.2025", "31/02/2026", "2025-12-15 00:00:00", "5-1-2026"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		date, missing, r := Date(s)
		if missing || r != "" {
			return
		}
		for _, layout := range []string{time.DateOnly, "02/01/2006"} {
			again, missing, r := Date(date.Format(layout))
			if !again.Equal(date) || missing || r != "" {
				t.Fatalf("Date(%q) = %v, but that reads %v, %v, %q", s, date, again, missing, r)
			}
		}
	})
}

func FuzzDateTime(f *testing.F) {
	for _, s := range []string{"21/12/2025 16:05", "2025-12-21T16:05:30.5+07:00", "2025-12-21T16:05:30Z", "21/12/2025 16:05:30"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		moment, missing, r := DateTime(s)
		if missing || r != "" || moment.Year() < firstYear || moment.Year() > lastYear { // a zone may shift it over the edge
			return
		}
		again, missing, r := DateTime(moment.Format("2006-01-02T15:04:05.999999999"))
		if !again.Equal(moment) || missing || r != "" {
			t.Fatalf("DateTime(%q) = %v, but that reads %v, %v, %q", s, moment, again, missing, r)
		}
	})
}
