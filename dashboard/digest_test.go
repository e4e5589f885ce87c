package dashboard

import (
	"bytes"
	"fmt"
	"html"
	"mime"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"luanphien/dashboard/account"
	"luanphien/dashboard/digest"
)

// A person turns the digest on; it comes on Monday from six o'clock on, once, whoever starts the program anew; it says the
// brief, what the person is to see to and the saved pages.
func TestDigest(t *testing.T) {
	d := newDigestSite(t)
	an := d.person(account.NewUser{Login: "an", Name: "Lò Thị An", Roles: account.Director})
	if status := savedFrom(an, "/coverage?area=Trung+t%C3%A2m+Y+t%E1%BA%BF+M%C6%B0%E1%BB%9Dng+Nh%C3%A9", "Nhé của tôi"); status != 303 {
		t.Fatal(status)
	}
	an.see("/account", "Bản tin tuần qua thư điện tử", "Đang tắt", "Nhé của tôi")
	for _, bad := range []string{"", "an", "an@", "An <an@example.vn>", "an@example.vn, b@example.vn", "an@example.vn\r\nBcc: b@example.vn"} {
		if status, _ := an.send(post, "/account/digest", "email", bad, "view", "0"); status != 422 {
			t.Errorf("the address %q answers %d", bad, status)
		}
	}
	if status, _ := an.send(post, "/account/digest", "email", "an@example.vn", "view", "99"); status != 422 {
		t.Error("somebody else's page answers", status)
	}
	if status, _ := an.send(post, "/account/digest", "email", "an@example.vn", "view", "0"); status != 200 {
		t.Fatal("turning it on answers", status)
	}
	an.see("/account", "gửi đến an@example.vn")
	item := d.give(t, "an", "2026-11-10")

	director := d.as(account.Director)
	director.see("/brief.html", "data:image/png") // which letters share their page with
	*d.now = monday.Add(-time.Minute)
	d.sends(t, d.site, 0, 0)
	*d.now = monday
	d.sends(t, d.site, 1, 0)
	d.sends(t, d.site, 0, 0)
	again := d.start(t, &digest.Server{Host: "127.0.0.1", Port: d.box.port, Sender: "luanphien@syt.example.vn"})
	d.sends(t, again, 0, 0)
	*d.now = monday.AddDate(0, 0, 6)
	d.sends(t, again, 0, 0)
	*d.now = monday

	letters := d.box.all()
	if len(letters) != 1 || letters[0].to != "an@example.vn" || letters[0].from != "luanphien@syt.example.vn" {
		t.Fatalf("%d letters", len(letters))
	}
	l := openLetter(t, letters[0].data)
	subject, err := new(mime.WordDecoder).DecodeHeader(l.Get("Subject"))
	if err != nil || !strings.HasPrefix(subject, "Bản tin tuần – ") {
		t.Error(subject, err)
	}
	shown := cids.FindAllStringSubmatch(l.page, -1)
	if len(shown) != 4 || len(l.pictures) != 4 || strings.Contains(l.page, "data:image") {
		t.Errorf("%d pictures are shown, %d go with the letter", len(shown), len(l.pictures))
	}
	for _, m := range shown {
		if !bytes.HasPrefix(l.pictures[m[1]], []byte("\x89PNG")) {
			t.Errorf("%s is no picture", m[1])
		}
	}
	director = d.as(account.Director)
	lead := overviewLead.FindStringSubmatch(director.see("/?as_of=2026-11-15"))
	link := digestBase + "/attention/item?item="
	for format, said := range map[string]string{"text": l.text, "page": html.UnescapeString(l.page)} {
		for _, want := range []string{html.UnescapeString(lead[1]), "Nội bộ – không công bố", "Việc của bạn", "Bạn phụ trách 1 việc còn mở. 1 việc quá hạn.", "quá hạn 10/11/2026", "Nhé của tôi", digestBase + "/views/", link, digestBase + "/digest/end/"} {
			if !strings.Contains(said, want) {
				t.Errorf("the %s of the letter lacks %q", format, want)
			}
		}
		if strings.Contains(said, "⟨") {
			t.Errorf("the %s of the letter asks for a message that does not exist", format)
		}
	}
	at := regexp.MustCompile(`/attention/item\?item=[^\s"]+`).FindString(l.text)
	director.see(at, item)
	if log := d.log.String(); strings.Contains(log, "example.vn") || strings.Contains(log, "An") {
		t.Error("the log names a person:", log)
	}
	trail, err := d.Server.accounts.Trail(t.Context(), account.Filter{Login: "an", Limit: 3})
	if err != nil || len(trail) < 2 || trail[0].Action != account.ActionDigestSent || trail[0].Subject != "2026-W47" || trail[1].Action != account.ActionDigestSet || trail[1].Detail != "@example.vn" {
		t.Errorf("%+v %v", trail, err)
	}

	*d.now = monday.AddDate(0, 0, 8) // a Monday on which the program did not run
	d.sends(t, again, 1, 0)
	if second := openLetter(t, d.box.all()[1].data); second.Get("Message-Id") == l.Get("Message-Id") {
		t.Error("letters of two weeks have one number")
	}
}

// What cannot be sent is told the administrator in a sentence, tried again, and in a week no more than five times.
func TestDigestThatCannotBeSent(t *testing.T) {
	d := newDigestSite(t)
	an := d.person(account.NewUser{Login: "an", Name: "Lò Thị An", Roles: account.Director})
	if status, _ := an.send(post, "/account/digest", "email", "an@example.vn", "view", "0"); status != 200 {
		t.Fatal(status)
	}
	d.box.answers(&smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "not now, an@example.vn"})
	*d.now = monday.Add(time.Hour)
	d.sends(t, d.site, 0, 1)
	d.sends(t, d.site, 0, 0) // not at once
	users := d.as(account.Administrator).see("/users", "Máy chủ thư «127.0.0.1» từ chối thư (mã 451).", "Thử lại lúc")
	if strings.Contains(users, "not now") {
		t.Error("the words of the server are on the page")
	}
	d.box.answers(nil)
	*d.now = monday.Add(time.Hour + 5*time.Minute)
	d.sends(t, d.start(t, &digest.Server{Host: "127.0.0.1", Port: d.box.port, Sender: "luanphien@syt.example.vn"}), 1, 0)
	if users := d.as(account.Administrator).see("/users"); strings.Contains(users, "mã 451") || len(d.box.all()) != 1 {
		t.Error("what went out in the end is still told")
	}

	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := closed.Addr().(*net.TCPAddr).Port
	_ = closed.Close()
	nobody := d.start(t, &digest.Server{Host: "127.0.0.1", Port: port, Sender: "luanphien@syt.example.vn"})
	*d.now = monday.AddDate(0, 0, 7)
	for range account.DigestAttempts {
		d.sends(t, nobody, 0, 1)
		*d.now = d.now.Add(6 * time.Hour)
	}
	d.sends(t, nobody, 0, 0)
	d.as(account.Administrator).see("/users", fmt.Sprintf("Không kết nối được tới máy chủ thư «127.0.0.1», cổng %d.", port), "Tuần này không thử lại nữa")
	if log := d.log.String(); !strings.Contains(log, "a digest was not sent") || strings.Contains(log, "example.vn") || strings.Contains(log, "Lò") {
		t.Error("the log says", log)
	}
}

// An attempt that a kill interrupted is taken up again, after the time that one may take; two programs do not send one letter
// twice.
func TestDigestAfterAKill(t *testing.T) {
	d := newDigestSite(t)
	an := d.person(account.NewUser{Login: "an", Roles: account.Director})
	if status, _ := an.send(post, "/account/digest", "email", "an@example.vn", "view", "0"); status != 200 {
		t.Fatal(status)
	}
	u, err := d.Server.accounts.User(t.Context(), "an")
	if err != nil {
		t.Fatal(err)
	}
	*d.now = monday
	if claimed, err := d.Server.accounts.ClaimDigest(t.Context(), u.ID, "2026-W47", *d.now); !claimed || err != nil {
		t.Fatal(claimed, err) // and here the program ends
	}
	again := d.start(t, &digest.Server{Host: "127.0.0.1", Port: d.box.port, Sender: "luanphien@syt.example.vn"})
	d.sends(t, again, 0, 0)
	d.as(account.Administrator).see("/users", "bị dừng giữa chừng")
	*d.now = monday.Add(account.DigestLease)
	var wait sync.WaitGroup
	for _, s := range []*site{d.site, again} {
		wait.Go(func() {
			if _, err := s.SendDigests(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if n := len(d.box.all()); n != 1 {
		t.Errorf("%d letters went out", n)
	}
}

// The link of a letter ends it without a log-in; looking at the link does not.
func TestDigestEndsByItsLink(t *testing.T) {
	d := newDigestSite(t)
	an := d.person(account.NewUser{Login: "an", Roles: account.Director})
	if status, _ := an.send(post, "/account/digest?lang=en", "email", "an@example.vn", "view", "0"); status != 200 {
		t.Fatal(status)
	}
	*d.now = monday
	d.sends(t, d.site, 1, 0)
	l := openLetter(t, d.box.all()[0].data)
	if !strings.Contains(l.text, "Weekly brief – ") || l.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" {
		t.Error(l.text[:80], l.Get("List-Unsubscribe-Post"))
	}
	link := strings.TrimPrefix(strings.Trim(strings.Join(strings.Fields(l.Get("List-Unsubscribe")), ""), "<>"), digestBase)
	nobody := d.as(0)
	nobody.see(link, "Turn the weekly digest off", `<form method="post" action="`+link+`"><button type="submit">`)
	if page := d.person(account.NewUser{Login: "binh", Roles: account.Director}).see("/account"); strings.Contains(page, "an@example.vn") {
		t.Error("another person sees the address")
	}
	path, _, _ := strings.Cut(link, "?")
	for _, wrong := range []string{path[:len(path)-2] + "xx", "/digest/end/1", "/digest/end/999.x", strings.Replace(path, "/end/", "/end/9", 1)} {
		if status, _ := nobody.get(wrong); status != 422 {
			t.Errorf("%s answers %d", wrong, status)
		}
		if status := oneClick(nobody, wrong); status != 422 {
			t.Errorf("sent to %s answers %d", wrong, status)
		}
	}
	if now, err := d.Server.accounts.DigestOf(t.Context(), idOf(t, d, "an")); err != nil || !now.On() {
		t.Fatal("it is off before the button is pressed", err)
	}
	if status := oneClick(nobody, link); status != 200 {
		t.Fatal("the program for mail is answered", status)
	}
	nobody.see(link, "The weekly digest is off")
	*d.now = monday.AddDate(0, 0, 7)
	d.sends(t, d.site, 0, 0)
	trail, err := d.Server.accounts.Trail(t.Context(), account.Filter{Action: account.ActionDigestEnded, Limit: 3})
	if err != nil || len(trail) != 1 || trail[0].Login != "an" || trail[0].Detail != "link" {
		t.Errorf("%+v %v", trail, err)
	}
}

// The press gets nothing internal and is not offered it, whatever it was before; who works for an area is sent that area's
// numbers, whatever the saved page says.
func TestDigestIsOfWhatTheReceiverMaySee(t *testing.T) {
	_, stations, others := ofArea(t)
	d := newDigestSite(t)
	press := d.person(account.NewUser{Login: "bao", Roles: account.PressOfficer})
	if page := press.see("/account"); strings.Contains(page, "/account/digest") {
		t.Error("the press is offered the digest")
	}
	if status, _ := press.send(post, "/account/digest", "email", "bao@example.vn", "view", "0"); status != 403 {
		t.Error("the press turns it on:", status)
	}
	var codes []string
	for _, s := range stations {
		codes = append(codes, s.Code)
	}
	area := d.person(account.NewUser{Login: "vung", Roles: account.Director, Stations: strings.Join(codes, " ")})
	was := d.person(account.NewUser{Login: "chi", Roles: account.Director})
	for _, s := range []*site{area, was} {
		if status, _ := s.send(post, "/account/digest", "email", "x@example.vn", "view", "0"); status != 200 {
			t.Fatal(status)
		}
	}
	chi, err := d.Server.accounts.User(t.Context(), "chi")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Server.accounts.SetRoles(t.Context(), chi, account.PressOfficer, account.Actor{}); err != nil {
		t.Fatal(err)
	}
	*d.now = monday
	d.sends(t, d.site, 1, 1)
	*d.now = monday.Add(12 * time.Hour)
	d.sends(t, d.site, 0, 0) // the role does not change by waiting
	letters := d.box.all()
	if len(letters) != 1 {
		t.Fatal(len(letters), "letters")
	}
	l := openLetter(t, letters[0].data)
	if !strings.Contains(l.text, stations[0].Name) && !strings.Contains(l.text, stations[1].Name) && !strings.Contains(l.text, stations[2].Name) {
		t.Error("the letter names no station of the area")
	}
	d.lacks(others, "the letter's text", l.text)
	d.lacks(others, "the letter's page", plainOf(l.page))
	d.as(account.Administrator).see("/users", "Tuần này không thử lại nữa")
}

// A digest of a saved page has its filters; where the page is gone it says so.
func TestDigestOfASavedPage(t *testing.T) {
	d := newDigestSite(t)
	an := d.person(account.NewUser{Login: "an", Roles: account.Director})
	if status := savedFrom(an, "/coverage?area=Trung+t%C3%A2m+Y+t%E1%BA%BF+M%C6%B0%E1%BB%9Dng+Nh%C3%A9&period=2026-W40", "Nhé"); status != 303 {
		t.Fatal(status)
	}
	id := strings.TrimPrefix(viewLink.FindStringSubmatch(an.see("/views"))[1], "/views/")
	if status, _ := an.send(post, "/account/digest", "email", "an@example.vn", "view", id); status != 200 {
		t.Fatal(status)
	}
	*d.now = monday
	folder := filepath.Join(t.TempDir(), "letters")
	files := d.start(t, digest.Folder{Path: folder, Sender: "luanphien@syt.example.vn"})
	d.sends(t, files, 1, 0)
	read := func(name string) opened {
		data, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		return openLetter(t, data)
	}
	uid := idOf(t, d, "an")
	l := read(fmt.Sprintf("luanphien-2026-W47-%d.eml", uid))
	if !strings.Contains(l.text, "Trung tâm Y tế Mường Nhé") || strings.Contains(l.text, "Trung tâm Y tế Nậm Pồ") || len(l.pictures) != 4 {
		t.Error("the letter is not of the saved page:", l.text)
	}
	if status, _ := d.person(account.NewUser{Login: "binh", Roles: account.Director}).send(post, "/account/digest", "email", "b@example.vn", "view", id); status != 422 {
		t.Error("somebody else's saved page answers", status)
	}
	if err := d.Server.accounts.EndView(t.Context(), uid, mustID(t, id), account.Actor{}); err != nil {
		t.Fatal(err)
	}
	*d.now = monday.AddDate(0, 0, 7)
	d.sends(t, files, 1, 0)
	if l := read(fmt.Sprintf("luanphien-2026-W48-%d.eml", uid)); !strings.Contains(l.text, "đã bị xóa") || !strings.Contains(l.text, "Trung tâm Y tế Nậm Pồ") {
		t.Error("a letter whose page is gone says", l.text)
	}
	list, err := os.ReadDir(folder)
	if err != nil || len(list) != 2 {
		t.Error(list, err)
	}
}
