package dashboard

import (
	"encoding/csv"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/account"
	"luanphien/dashboard/account/auditcopy"
	"luanphien/dashboard/export"
	"luanphien/ingest/demo"
)

// A long trail is read page by page, filtered by who, what, how it ended and when, and taken away whole.
func TestAuditPagesAndFile(t *testing.T) {
	s := open(t, demoFolder(t), demo.AsOf).as(account.Administrator)
	login := "keo-" + filepath.Base(t.TempDir())
	for i := range 450 {
		e := account.Entry{Login: login, Action: account.ActionSQL, Subject: fmt.Sprintf("=SELECT %d", i), Detail: "<b>"}
		if i%3 == 0 {
			e.Action, e.Outcome = account.ActionDenied, account.Refused
		}
		if err := s.accounts.Audit(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	seen, pages := 0, 0
	for address := "/audit?lang=en&login=" + login; address != ""; pages++ {
		status, body := s.get(address)
		if status != 200 || strings.Contains(body, "<b>") {
			t.Fatal(status, body)
		}
		seen += strings.Count(body, "=SELECT ")
		address = linkTo(body, "Older entries")
	}
	if seen != 450 || pages != 3 {
		t.Errorf("%d entries on %d pages", seen, pages)
	}
	if _, body := s.get("/audit?outcome=refused&login=" + login); strings.Count(body, "=SELECT ") != 150 || !strings.Contains(body, "bị từ chối") {
		t.Error(strings.Count(body, "=SELECT "))
	}
	tomorrow := time.Now().AddDate(0, 0, 2).Format(time.DateOnly)
	if _, body := s.get("/audit?from=" + tomorrow + "&login=" + login); !strings.Contains(body, "Không có dòng nào khớp.") {
		t.Error("the filter by day does nothing")
	}
	status, body, header := s.ask("/audit.csv?outcome=refused&login=" + login)
	if status != 200 || !strings.HasPrefix(strings.Join(header["Content-Type"], ""), "text/csv") {
		t.Fatal(status, header)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, export.ByteOrderMark))).ReadAll()
	if err != nil || len(rows) != 151 || rows[1][4] != "'=SELECT 447" || rows[1][7] != "refused" || len(rows[1][8]) != 64 {
		t.Fatal(len(rows), err, rows[1])
	}
	trail, err := s.accounts.Trail(t.Context(), account.Filter{Action: account.ActionDownload, Limit: 1})
	if err != nil || len(trail) != 1 || !strings.HasPrefix(trail[0].Subject, "/audit.csv?") {
		t.Error("who took the trail away is not in it", trail, err)
	}
	if status, _ := s.as(account.Analyst).get("/audit.csv"); status != 403 {
		t.Error("an analyst gets the trail:", status)
	}
}

func linkTo(body, text string) string {
	before, _, found := strings.Cut(body, `">`+text+"</a>")
	if !found {
		return ""
	}
	return strings.ReplaceAll(before[strings.LastIndex(before, `href="`)+6:], "&amp;", "&")
}

// What a role does not open is recorded where a person asked for it.
func TestDeniedIsRecorded(t *testing.T) {
	s := open(t, demoFolder(t), demo.AsOf)
	press := s.as(account.PressOfficer)
	for _, address := range []string{"/users", "/newest.json", "/figures/coverage_by_station.json", "/audit"} {
		press.get(address)
	}
	trail, err := s.accounts.Trail(t.Context(), account.Filter{Action: account.ActionDenied, Outcome: account.Refused, Limit: 3})
	if err != nil || len(trail) < 2 || trail[0].Subject != "GET /audit" || trail[1].Subject != "GET /users" || trail[0].Login == "" {
		t.Error(trail, err)
	}
}

// The administrator sees on the page that the copy fails, since when and how much waits.
func TestAuditPageTellsOfItsCopy(t *testing.T) {
	status := auditcopy.Status{Target: "/mnt/dia/audit.jsonl"}
	s := openWith(t, demoFolder(t), Options{Now: func() time.Time { return demo.AsOf }, Copied: func() auditcopy.Status { return status }}).as(account.Administrator)
	if _, body := s.get("/audit?lang=en"); !strings.Contains(body, "copied continuously to /mnt/dia/audit.jsonl") || strings.Contains(body, `role="alert"`) {
		t.Error(body)
	}
	status.Failed, status.Behind, status.VI, status.EN = demo.AsOf, 12, "đĩa đầy", "the disk is full"
	if _, body := s.get("/audit"); !strings.Contains(body, `role="alert"`) || !strings.Contains(body, "đĩa đầy. 12 dòng") {
		t.Error(body)
	}
	head, err := s.accounts.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, body := s.get("/audit"); !strings.Contains(body, fmt.Sprintf("%d:%x", head.ID, head.Hash)) {
		t.Error("the end of the chain is not shown")
	}
}
