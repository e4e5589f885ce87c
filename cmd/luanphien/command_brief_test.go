package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/attention"
	"luanphien/analytics/editiontest"
	"luanphien/dashboard/followup"
	"luanphien/queries/edition"
)

// The command writes a brief that pins its edition, and refuses what it cannot do in both languages.
func TestBriefCommand(t *testing.T) {
	data, dir := demoData(t), t.TempDir()
	args := func(out string, more ...string) []string {
		return append([]string{"brief", "--data", data, "--out", filepath.Join(dir, out)}, more...)
	}
	expectRun(t, exitDone, []string{"Đã ghi", "is written"}, args("a.docx", "--week", "2026-W24")...)
	expectRun(t, exitDone, []string{"Đã ghi", "is written"}, args("a.html", "--week", "2026-W24", "--format", "html", "--lang", "en")...)
	word, err := os.ReadFile(filepath.Join(dir, "a.docx"))
	if err != nil || !strings.HasPrefix(string(word), "PK") {
		t.Error("a.docx is no document", err)
	}
	page, err := os.ReadFile(filepath.Join(dir, "a.html"))
	if err != nil || !strings.Contains(string(page), "Weekly brief – Week 24") || !strings.Contains(string(page), "as_of=2026-06-14") {
		t.Error("a.html is no brief of week 24", err)
	}
	if _, err := edition.Folder(data).Pinned(1); err != nil {
		t.Error("the edition that it cites is not pinned:", err)
	}
	expectRun(t, exitFailed, []string{"đã có tệp", "not overwritten"}, args("a.docx", "--week", "2026-W24")...)
	expectRun(t, exitFailed, []string{"Không có bản tin", "no brief of"}, args("b.docx", "--week", "2030-W01")...)
	expectRun(t, exitFailed, []string{"không có ấn bản số 7", "no edition 7"}, args("b.docx", "--week", "2026-W24", "--edition", "7")...)
	for flag, said := range map[string]string{"--week=24": "--week 24", "--week=2026-W24 --format=pdf": "docx or html only", "--week=2026-W24 --lang=fr": "--lang fr", "--format=docx": "--week"} {
		expectRun(t, exitUsage, []string{said}, args("c", strings.Fields(flag)...)...)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "[bc]*")); err != nil || len(left) > 0 {
		t.Error("a refused brief left", left, err)
	}
}

// keysOf are the items of the attention list of a station, by its name, at the end of the demo's last week.
func keysOf(t *testing.T, data, station string) (keys []string) {
	t.Helper()
	e, err := analytics.OpenEdition(edition.Folder(data), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	names := map[string]string{}
	stations, err := e.Stations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range stations {
		names[s.Code] = s.Name
	}
	items, err := attention.Items(t.Context(), e, analytics.Scope{From: editiontest.Day("2025-12-15"), To: editiontest.Day("2026-11-15"), AsOf: editiontest.Day("2026-11-16").Add(-7 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range items {
		if names[item.Station] == station {
			keys = append(keys, item.Key())
		}
	}
	return keys
}

// What was closed on the pages is not in the command's brief either.
func TestBriefCommandKnowsWhatIsClosed(t *testing.T) {
	data := t.TempDir()
	if err := os.CopyFS(data, os.DirFS(demoData(t))); err != nil {
		t.Fatal(err)
	}
	page := func(name string) string {
		out := filepath.Join(t.TempDir(), name)
		expectRun(t, exitDone, nil, "brief", "--data", data, "--week", "2026-W46", "--format", "html", "--out", out)
		body, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	before := page("before.html")
	if !strings.Contains(before, `<th scope="row">Mường Ảng `) {
		t.Fatal("the demo does not name Mường Ảng")
	}
	store, err := followup.Open(edition.Folder(data).FollowUps(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range keysOf(t, data, "Mường Ảng") {
		if err := store.Add(t.Context(), key, followup.Event{Login: "an", Action: followup.Close, Text: "đã cử người"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if after := page("after.html"); strings.Contains(after, `<th scope="row">Mường Ảng `) {
		t.Error("a station whose items are closed is called all the same")
	}
}
