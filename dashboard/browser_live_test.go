package dashboard

import (
	"context"
	"strings"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
	"luanphien/dashboard/browsertest"
	"luanphien/queries/edition"
)

// When an edition is published, each open page says so and offers it; what it shows stays as it was until the reader
// asks, and a reader who asks gets the new one.
func TestNewEditionIsOffered(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	oneStation(t, folder)
	base, _ := start(t, folder)
	first, second := openTab(t), openTab(t)
	first.visit(t, base, "/coverage", 1440)
	second.visit(t, base, "/stations/S1?lang=en", 390)
	ctx, cancel := context.WithTimeout(first.Ctx, 60*time.Second)
	defer cancel()
	other, cancelOther := context.WithTimeout(second.Ctx, 60*time.Second)
	defer cancelOther()
	const look = `document.dispatchEvent(new Event('visibilitychange'))` // as when the reader comes back to the tab
	shows := `document.querySelector('main').textContent`
	before := browsertest.Evaluate[string](t, ctx, shows)
	browsertest.Evaluate[bool](t, ctx, look)
	editiontest.In(t, folder).
		Add("stations_history", "S1", "Nà Hỳ mới", "commune", "Trung tâm Y tế Nậm Pồ", nil, nil, nil, day("2025-06-02"), nil).
		Publish()
	for _, tab := range []struct {
		ctx   context.Context
		words string
	}{{ctx, "Đã có ấn bản 2; trang này vẫn là ấn bản cũ hơn. Xem ấn bản mới"}, {other, "Edition 2 has appeared"}} {
		browsertest.Holds(t, tab.ctx, `(`+look+`, document.querySelector('#news a') !== null)`)
		if said := browsertest.Evaluate[string](t, tab.ctx, `document.getElementById('news').textContent`); !strings.Contains(said, tab.words) {
			t.Errorf("the page says %q", said)
		}
	}
	if after := browsertest.Evaluate[string](t, ctx, shows); after != before {
		t.Error("the page changed under the reader's eyes")
	}
	if role := browsertest.Evaluate[string](t, ctx, `document.getElementById('news').getAttribute('role')`); role != "status" {
		t.Errorf("the offer is a %q", role)
	}
	browsertest.Evaluate[bool](t, other, `(document.querySelector('#news a').click(), true)`)
	browsertest.Holds(t, other, `document.readyState === 'complete' && document.body.dataset.newest === '2' && document.querySelector('h1').textContent === 'Nà Hỳ mới'`)
	if !browsertest.Evaluate[bool](t, other, `location.search === '?lang=en' && !document.querySelector('#news a')`) {
		t.Error("the new edition's page is not the same page")
	}
	first.Calm(t, "live")
	second.Calm(t, "live")
}

// Asking for the newest edition needs no session, and an answer that is known is not sent again.
func TestNewestEditionAsksNobody(t *testing.T) {
	s := openDemo(t).as(0)
	status, body, header := s.ask("/newest.json")
	if status != 200 || body != `{"edition":1}` || header["Set-Cookie"] != nil {
		t.Error(status, body, header)
	}
	if status, _ := s.get("/newest.json", "If-None-Match", strings.Join(header["Etag"], "")); status != 304 {
		t.Error("a known answer is sent again:", status)
	}
	if body := s.see("/login"); strings.Contains(body, "data-newest") {
		t.Error("the log-in page asks for editions")
	}
}
