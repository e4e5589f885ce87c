package account

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// What people type first when a password must be long, in both languages, is refused; sentences that nobody tries are
// taken, with marks and without.
func TestEasyPasswords(t *testing.T) {
	for _, password := range []string{
		"matkhau123456", "Mật khẩu 123456", "mậtkhẩumới2026", "matkhaumatkhau", "Anhyeuem123456", "emyeuanh@2026", "vietnamvodich2026",
		"nguyenvanan1990", "Nguyễn Văn An 1990", "tranthibinh123", "soytedienbien", "Sở Y tế Lào Cai", "soytelaocai@2026", "tramyte123456", "benhvien123456", "luanphien2026",
		"LuanPhien@2026", "quantri123456", "Administrator1", "Administrator@2026", "bacsi123456789", "qwertyuiop123", "1qaz2wsx3edc", "123456789012", "password1234", "P@ssw0rd2026",
		"đăngnhậpvàohệthống", "chienthangdienbien", "Sothich2026@@@", "aaaaaaaaaaaa", "abcabcabcabc", "qwerqwerqwer", "19901990199019", "dienbienphu1954", "doclaptudohanhphuc", "0912345678901",
		"syt.dienbien.2026", "syt-caobang-2026", "SYT.TuyenQuang@2026", "soyte_quangtri_2025", "Sở Y tế Cà Mau 2026", "soyte.daklak.1975",
		"lovanthanh2026", "Lò Văn Thanh 2026", "thanh.lo@2026", // of the name below
	} {
		if err := checkPassword("thanh.lo", "Lò Văn Thanh", password); err == nil {
			t.Errorf("%q is taken", password)
		}
	}
	for _, password := range []string{
		"ba con mèo ngồi học bài", "ba con meo ngoi hoc bai", "một câu khác hẳn câu kia", "chiều nay mưa ướt hết thóc ngoài sân", "xe đạp cũ dựng cạnh bờ rào tre",
		"correct horse battery staple", "correct-horse-battery-staple", "k!T7#q%v9&2(L)m", "ba.con.mèo.ngồi.học.bài", "kT7#vq92LmZx", "trâu đen ăn cỏ bờ ao sâu",
	} {
		if err := checkPassword("thanh.lo", "Lò Văn Thanh", password); err != nil {
			t.Errorf("%q: %v", password, err)
		}
	}
}

// Every way to a password asks the same: adding, a link, a change.
func TestEasyPasswordsOnEveryWay(t *testing.T) {
	s, _ := fresh(t)
	const bad = "Sở Y tế Điện Biên"
	u := add(t, s, "an", Analyst)
	link, err := s.FirstLink(t.Context())
	if err != nil || link != "" {
		t.Fatal(link, err)
	}
	token, err := s.Invite(t.Context(), u)
	must(t, err)
	_, added := s.AddUser(t.Context(), NewUser{Login: "binh", Roles: Analyst, Password: bad}, Actor{})
	_, redeemed := s.Redeem(t.Context(), token, NewUser{Password: bad}, "")
	_, changed := s.ChangePassword(t.Context(), u.ID, secret, bad, "")
	for way, err := range map[string]error{"adding": added, "a link": redeemed, "a change": changed, "setting": s.SetPassword(t.Context(), u, bad, Actor{})} {
		var r *Refusal
		if !errors.As(err, &r) || !strings.Contains(r.EN, "easy to guess") {
			t.Errorf("%s: %v", way, err)
		}
	}
}

// No password keeps the server busy, however long or odd.
func TestJudgingAPasswordIsQuick(t *testing.T) {
	for _, password := range []string{strings.Repeat("ab1!", 256), strings.Repeat("matkhau", 140), strings.Repeat("ắ", 340), strings.Repeat("1qaz", 250), "\x00" + strings.Repeat("\xff", 500)} {
		begun := time.Now()
		easy(password, "an", strings.Repeat("Nguyễn ", 14))
		if took := time.Since(begun); took > 2*time.Second {
			t.Errorf("%.20q takes %s", password, took)
		}
	}
}
