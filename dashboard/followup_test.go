package dashboard

import (
	"encoding/json"
	"html"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/dashboard/account"
	"luanphien/dashboard/following"
	"luanphien/dashboard/followup"
	"luanphien/dashboard/question"
	"luanphien/queries/edition"
)

// stationForFollowUps publishes a station whose doctor left long ago, so that the list has something to follow up.
func stationForFollowUps(t *testing.T) *site {
	t.Helper()
	folder := edition.Folder(t.TempDir())
	oneStation(t, folder)
	return open(t, folder, day("2026-02-20"))
}

var itemLink = regexp.MustCompile(`href="(/attention/item\?[^"]+)"`)

func firstItem(t *testing.T, body string) string {
	t.Helper()
	found := itemLink.FindStringSubmatch(body)
	if found == nil {
		t.Fatal("no item of the attention list leads to its follow-up")
	}
	return html.UnescapeString(found[1])
}

func TestAnItemIsFollowedUpOnThePages(t *testing.T) {
	s := stationForFollowUps(t)
	address := firstItem(t, s.see("/attention"))
	s.see("/", strings.ReplaceAll(address, "&", "&amp;"))
	s.see(address, "Chưa ai nhận", "Nhận việc này")

	do := func(who *site, action, text string) int {
		status, _ := who.send(post, address, "action", action, "text", url.QueryEscape(text))
		return status
	}
	if status := do(s, "close", ""); status != 422 {
		t.Error("closing without a reason answers", status)
	}
	if status := do(s, "take", ""); status != 303 {
		t.Error("taking answers", status)
	}
	other := s.as(account.DataOfficer)
	if status := do(other, "note", "gọi trạm <b>chiều nay</b>"); status != 303 {
		t.Error("noting answers", status)
	}
	// A kept page tells at once, to a person of another role as well.
	other.see("/", "Người thử đã nhận", "1 ghi chép")
	s.see(address, "gọi trạm &lt;b&gt;chiều nay&lt;/b&gt;")
	if status := do(other, "close", "đã cử người"); status != 303 {
		t.Error("closing answers", status)
	}
	if body := s.see("/", "1 việc đã đóng"); strings.Contains(body, strings.ReplaceAll(address, "&", "&amp;")) {
		t.Error("a closed item stays on the overview")
	}
	s.see("/attention", "đã cử người")
	s.see(with(address, "lang=en"), "Reopen it", "closed it")
	trail, err := s.accounts.Trail(t.Context(), account.Filter{Action: account.ActionFollowUp, Limit: 10})
	if err != nil || len(trail) != 3 || trail[0].Detail != "close" {
		t.Error(trail, err)
	}
	if status := do(s, "shout", ""); status != 400 {
		t.Error("an action that does not exist answers", status)
	}
	if status, _ := s.get("/attention/item?item=" + url.QueryEscape("reports_missing|S1|2026-01-05")); status != 404 {
		t.Error("an item that never was answers", status)
	}
	if status, _ := s.get("/attention/item?item=nonsense"); status != 400 {
		t.Error("a key that is none answers", status)
	}
}

// followedStation is a server of one station's data on 20 February 2026, with a store of what is done about its items.
func followedStation(t *testing.T) (*site, edition.Folder, *followup.Store) {
	t.Helper()
	dir := t.TempDir()
	folder := edition.Folder(filepath.Join(dir, "data"))
	oneStation(t, folder)
	s := open(t, folder, day("2026-02-20"))
	s.shared.FollowUps = followUpsIn(t, dir)
	return s, folder, s.shared.FollowUps
}

// What people noted outlives the editions: an item that no longer arises keeps its history, one that still does its state.
func TestFollowUpsSurviveNewEditions(t *testing.T) {
	before, folder, store := followedStation(t)
	address := firstItem(t, before.see("/attention"))
	key := mustQuery(t, address).Get("item")
	if err := store.Add(t.Context(), key, followup.Event{Login: "an", Action: followup.Take}); err != nil {
		t.Fatal(err)
	}
	oneStation(t, folder) // the same again, as the next edition
	after := open(t, folder, day("2026-02-27"))
	after.shared.FollowUps = store
	if n, err := question.Newest(after.shelf); err != nil || n.Number != 2 {
		t.Fatal(n.Number, err)
	}
	after.see("/attention", "an đã nhận")
	editiontest.In(t, folder).
		Add("stations_history", "S1", "Nà Hỳ", "commune", "Trung tâm Y tế Nậm Pồ", nil, nil, nil, day("2025-06-02"), nil).
		Worker("CB1", "doctor", "nội khoa", 1).
		Posting("001", "CB1", "S1", "2025-12-15", "2026-03-28", "").
		Publish()
	mended := open(t, folder, day("2026-02-27"))
	mended.shared.FollowUps = store
	mended.see(address, "không còn trong danh sách", "nhận việc")
}

// A remark and an item of the attention list stand on the axis of the station's chart that they belong to, on the page only.
func TestWhatWasSaidMarksTheStationsCharts(t *testing.T) {
	dir := t.TempDir()
	s := openWith(t, demoFolder(t), Options{FollowUps: followUpsIn(t, dir)})
	if status, _ := s.send(post, "/stations/03160/remarks", "week", "2026-W30", "text", url.QueryEscape("mưa lũ")); status != 303 {
		t.Fatal(status)
	}
	var chart struct {
		Marks []struct {
			Column int
			Kind   string
			Text   string
		}
		Chart struct{ Meta struct{ Columns []string } }
	}
	if err := json.Unmarshal([]byte(s.see("/figures/station_xmr.json?station=03160")), &chart); err != nil {
		t.Fatal(err)
	}
	at := map[string]string{}
	for _, m := range chart.Marks {
		at[m.Kind] = chart.Chart.Meta.Columns[m.Column] + " " + m.Text
	}
	if !strings.Contains(at["remark"], "Tuần 30") || !strings.Contains(at["remark"], "mưa lũ") || !strings.Contains(at["item"], "tỷ lệ chuyển tuyến") {
		t.Error(at)
	}
	s.see("/stations/03160", "Dưới trục", "mưa lũ")
	if body := s.see("/figures/station_xmr.csv?station=03160") + s.see("/figures/station_xmr.svg?station=03160"); strings.Contains(body, "mưa lũ") {
		t.Error("a remark is in a file to take away")
	}
}

// An item is given to somebody with a day; when that has passed it stands first, is marked and counted.
func TestAnItemIsGivenAndBecomesOverdue(t *testing.T) {
	s, folder, store := followedStation(t)
	s.person(account.NewUser{Login: "mai", Name: "Lò Thị Mai", Roles: account.DataOfficer})
	const login = "mai"
	address := firstItem(t, s.see("/attention"))
	s.see(address, "Người làm", "Lò Thị Mai")
	give := func(who, due string) int {
		status, _ := s.send(post, address, "action", "assign", "who", who, "due", due)
		return status
	}
	for _, wrong := range [][2]string{{"", ""}, {"nobody", "2026-02-27"}, {login, "2026-02-19"}, {login, "2027-02-21"}} {
		if status := give(wrong[0], wrong[1]); status != 422 {
			t.Error(wrong, "answers", status)
		}
	}
	if status := give(login, "hôm nay"); status != 400 {
		t.Error("a day that is none answers", status)
	}
	if status := give(login, "2026-02-24"); status != 303 {
		t.Error("giving answers", status)
	}
	s.see(address, "giao cho Lò Thị Mai", "đặt hạn 24/02/2026", "hạn 24/02/2026")
	if body := s.see("/"); strings.Contains(body, "quá hạn") {
		t.Error("what is not yet due is said to be overdue")
	}
	later := open(t, folder, day("2026-02-27"))
	later.shared.FollowUps = store
	body := later.see("/", "1 việc quá hạn", "quá hạn 24/02/2026")
	key := mustQuery(t, address).Get("item")
	if first := mustQuery(t, firstItem(t, body)).Get("item"); first != key {
		t.Error("the first on the list is", first, "and not what is overdue")
	}
	later.see("/?reason=overdue", "quá hạn 24/02/2026")
	if body := later.see("/attention?taker=" + login); strings.Count(body, "severity-") != 1 {
		t.Error("the list of one person holds others' items")
	}
}

// When the cause of what is followed ends, the item closes by itself, says so, and opens again when the cause is back.
func TestAnItemClosesWhenItsCauseEnds(t *testing.T) {
	s, folder, store := followedStation(t)
	address := firstItem(t, s.see("/attention"))
	key := mustQuery(t, address).Get("item")
	if err := store.Add(t.Context(), key, followup.Event{Login: "an", Action: followup.Take}); err != nil {
		t.Fatal(err)
	}
	sweep := func(s *site) followup.State {
		t.Helper()
		for range 2 { // the second finds nothing to say
			if err := following.Sweep(t.Context(), s.shared, s.shelf, s.now()); err != nil {
				t.Fatal(err)
			}
		}
		states, err := store.States(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return states[key]
	}
	if state := sweep(s); !state.Ended.IsZero() {
		t.Error("an item whose cause goes on is closed")
	}
	editiontest.In(t, folder).
		Add("stations_history", "S1", "Nà Hỳ", "commune", "Trung tâm Y tế Nậm Pồ", nil, nil, nil, day("2025-06-02"), nil).
		Worker("CB1", "doctor", "nội khoa", 1).
		Posting("001", "CB1", "S1", "2025-12-15", "2026-03-28", "").
		Publish()
	mended := open(t, folder, day("2026-02-27"))
	mended.shared.FollowUps = store
	if state := sweep(mended); state.Ended.IsZero() || state.TakenBy != "an" {
		t.Errorf("%+v", state)
	}
	mended.see(address, "Hệ thống", "tự đóng: nguyên nhân đã hết (ấn bản 2)")
	mended.see("/attention", "Tự đóng vì nguyên nhân đã hết", "an đã nhận")
	mended.see("/attention?lang=en", "closed by itself at")
	oneStation(t, folder)
	back := open(t, folder, day("2026-02-27"))
	back.shared.FollowUps = store
	if state := sweep(back); !state.Ended.IsZero() {
		t.Errorf("%+v", state)
	}
	back.see(address, "mở lại: nguyên nhân lại có (ấn bản 3)")
}

func mustQuery(t *testing.T, address string) url.Values {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query()
}

// A remark on a station's week shows wherever that week is drawn on a page, and in no file.
func TestARemarkShowsWithItsWeek(t *testing.T) {
	s := stationForFollowUps(t)
	const text = "đường sạt lở, không đi lại được"
	before := s.see("/figures/presence_by_week.csv")
	status, target := s.send(post, "/stations/S1/remarks", "week", "2026-W02", "text", url.QueryEscape(text))
	if status != 303 || target != "/stations/S1/remarks" {
		t.Fatal(status, target)
	}
	for _, address := range []string{target, "/coverage", "/stations/S1", "/figures/presence_by_week", "/figures/station_postings?station=S1", "/"} {
		s.see(address, text, "Người thử")
	}
	s.see("/figures/presence_by_week.json", `"0|`, text)
	s.see("/coverage?from=2026-W02&to=2026-W02", text)
	if body := s.see("/coverage?from=2026-W03&to=2026-W04"); strings.Contains(body, text) {
		t.Error("a remark shows with weeks that it is not on")
	}
	if after := s.see("/figures/presence_by_week.csv"); after != before {
		t.Error("a remark changes a file to take away")
	}
	if status, _ := s.send(post, "/stations/S1/remarks", "week", "tuần tới", "text", "x"); status != 400 {
		t.Error("a week that is none answers", status)
	}
	if status, _ := s.send(post, "/stations/S9/remarks", "week", "2026-W02", "text", "x"); status != 404 {
		t.Error("a station that is none answers", status)
	}
	other := s.as(account.DataOfficer)
	if status, _ := other.send(post, "/stations/S1/remarks/1/withdraw"); status != 422 {
		t.Error("withdrawing somebody else's remark answers", status)
	}
	if status, _ := s.send(post, "/stations/S1/remarks/1/withdraw"); status != 303 {
		t.Error("withdrawing answers", status)
	}
	if body := other.see("/coverage"); strings.Contains(body, text) {
		t.Error("a withdrawn remark still shows")
	}
}
