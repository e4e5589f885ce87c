package dashboard

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"luanphien/dashboard/account"
	"luanphien/dashboard/browsertest"
)

var (
	slideOf    = regexp.MustCompile(`<span>(\d+)/(\d+)</span>`)
	slideOn    = regexp.MustCompile(`<a rel="next" href="([^"]+)">`)
	slideBack  = regexp.MustCompile(`<a rel="prev" href="([^"]+)">`)
	slideImage = regexp.MustCompile(`<img src="([^"]+)"`)
)

// slidesSeen goes through the slides by their links, and gives their addresses and bodies.
func slidesSeen(t *testing.T, s *site, address string) (addresses, bodies []string) {
	t.Helper()
	for address != "" {
		body := s.see(address, `class="meeting"`)
		addresses, bodies = append(addresses, address), append(bodies, body)
		found := slideOf.FindStringSubmatch(body)
		if found == nil || found[1] != fmt.Sprint(len(bodies)) {
			t.Fatalf("%s is slide %q, want %d", address, found, len(bodies))
		}
		address = ""
		if on := slideOn.FindStringSubmatch(body); on != nil {
			address = html.UnescapeString(on[1])
		} else if found[1] != found[2] {
			t.Errorf("slide %s of %s leads nowhere", found[1], found[2])
		}
		if strings.Contains(body, `id="nav"`) || strings.Contains(body, `id="period"`) {
			t.Errorf("slide %s has a menu", found[1])
		}
	}
	return addresses, bodies
}

// The slides say what the overview says, one figure each with its sentence and its picture, in both languages and of the area
// that was chosen; links alone lead through them and back.
func TestSlidesOfAMeeting(t *testing.T) {
	s := openDemo(t).as(account.Director)
	s.see("/", `href="/meeting"`)
	addresses, slides := slidesSeen(t, s, "/meeting")
	if len(slides) < 8 {
		t.Fatal("slides:", len(slides))
	}
	overview := s.see("/")
	for _, want := range []*regexp.Regexp{overviewLead, overviewNumbers, overviewBeside} {
		for _, m := range want.FindAllStringSubmatch(overview, -1) {
			if !strings.Contains(slides[0], m[1]) {
				t.Errorf("the first slide lacks %q", m[1])
			}
		}
	}
	whom := overviewWhom.FindAllStringSubmatch(overview, -1)
	for _, m := range whom[:meetingRows] {
		if !strings.Contains(slides[1], ">"+m[1]+"</a>") {
			t.Errorf("the second slide does not name %s", m[1])
		}
	}
	pictures := 0
	for i, body := range slides {
		back := slideBack.FindStringSubmatch(body)
		if i == 0 && back != nil || i > 1 && (back == nil || html.UnescapeString(back[1]) != addresses[i-1]) {
			t.Errorf("slide %d leads back to %q", i+1, back)
		}
		if image := slideImage.FindStringSubmatch(body); image != nil {
			pictures++
			if status, svg := s.get(html.UnescapeString(image[1])); status != 200 || !strings.HasPrefix(svg, "<svg") {
				t.Errorf("the picture of slide %d answers %d", i+1, status)
			}
		}
	}
	if pictures < 5 {
		t.Error("pictures:", pictures)
	}
	s.see("/meeting?step=3&lang=en", "Next", "Close", `href="/?lang=en"`)
	area := "area=Trung+t%C3%A2m+Y+t%E1%BA%BF+M%C6%B0%E1%BB%9Dng+Nh%C3%A9"
	_, slides = slidesSeen(t, s, "/meeting?"+area)
	if !strings.Contains(html.UnescapeString(slides[2]), area) {
		t.Error("the slides of an area lose it")
	}
	for _, bad := range []string{"0", "99", "x", "-1"} {
		if status, _ := s.get("/meeting?step=" + bad); status != 400 {
			t.Errorf("step %s answers %d", bad, status)
		}
	}
}

// The press is shown slides of the province, and who works for an area no other station.
func TestSlidesOfAMeetingAreForTheirReader(t *testing.T) {
	press := openDemo(t).as(account.PressOfficer)
	press.see("/", `href="/meeting"`)
	_, slides := slidesSeen(t, press, "/meeting")
	for i, body := range slides {
		if strings.Contains(body, "/stations/") || strings.Contains(body, "map_") {
			t.Errorf("slide %d of the press names stations", i+1)
		}
		if image := slideImage.FindStringSubmatch(body); image != nil {
			press.see(html.UnescapeString(image[1]))
		}
	}
	if len(slides) < 3 {
		t.Error("slides of the press:", len(slides))
	}
	s, _, others := ofArea(t)
	addresses, slides := slidesSeen(t, s, "/meeting")
	for i, body := range slides {
		s.lacks(others, addresses[i], body)
	}
}

// Keys and buttons turn the slides; what is on one is on the screen of a projector, and fits a telephone.
func TestSlidesInTheBrowser(t *testing.T) {
	axe := axeSource(t)
	b := openTab(t)
	base, _ := start(t, demoFolder(t))
	_, slides := slidesSeen(t, openDemo(t).as(account.Director), "/meeting")
	b.visit(t, base, "/", 1440)
	ctx, cancel := b.within(t)
	defer cancel()
	on := func(step int) {
		t.Helper()
		browsertest.Holds(t, ctx, fmt.Sprintf(`Boolean(document.querySelector('.steps-of > span:not([aria-hidden])')?.innerText.startsWith('%d/')) && %s`, step, settled))
	}
	browsertest.Evaluate[bool](t, ctx, `(setTimeout(() => document.querySelector('a[href="/meeting"]').click()), true)`)
	on(1)
	press(t, ctx, "ArrowRight", 39, 0)
	on(2)
	press(t, ctx, "ArrowRight", 39, 0)
	on(3)
	press(t, ctx, "ArrowLeft", 37, 0)
	on(2)
	browsertest.Evaluate[bool](t, ctx, `(setTimeout(() => document.querySelector('a[rel=next]').click()), true)`)
	on(3)
	press(t, ctx, "Escape", 27, 0)
	browsertest.Holds(t, ctx, `location.pathname === '/'`)
	for step := range slides {
		address := fmt.Sprintf("/meeting?step=%d", step+1)
		b.visit(t, base, address, 1920)
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(1920, 1080)); err != nil {
			t.Fatal(err)
		}
		on(step + 1)
		for what, holds := range map[string]string{
			"is higher than the screen":  `document.documentElement.scrollHeight <= 1081`,
			"has small letters":          `[...document.querySelectorAll('.meeting h1, .meeting td, .meeting li, .slide p')].every(e => parseFloat(getComputedStyle(e).fontSize) >= 20)`,
			"has a picture without size": `[...document.querySelectorAll('.slide img')].every(e => e.complete && e.naturalWidth > 0 && e.getBoundingClientRect().width > 900)`,
		} {
			if !browsertest.Evaluate[bool](t, ctx, holds) {
				t.Errorf("%s %s: %s", address, what, browsertest.Evaluate[string](t, ctx, `document.documentElement.scrollHeight + ' ' + [...document.querySelectorAll('.slide img')].map(e => e.getBoundingClientRect().width + 'x' + e.getBoundingClientRect().height)`))
			}
		}
		b.save(t, ctx, address, 1920)
		b.visit(t, base, address, 390)
		b.fits(t, ctx, address, 390)
		b.accessible(t, axe, address)
		b.save(t, ctx, address, 390)
	}
}
