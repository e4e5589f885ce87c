package dashboard

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"luanphien/dashboard/account"
	"luanphien/dashboard/export"
)

// A figure of the press is there in each size of where it goes, to the pixel, and each is verified; what cannot be read at
// a size is refused.
func TestPicturesOfEverySize(t *testing.T) {
	s := openDemo(t).as(account.PressOfficer)
	for size, want := range map[string][2]int{"social": {1200, 628}, "square": {1080, 1080}, "web": {1400, 1000}, "wide": {1920, 1080}, "print": {1323, 0}} {
		status, body := s.get("/figures/referrals_by_week.png?size=" + size)
		if status != 200 {
			t.Fatal(size, status, body)
		}
		config, err := png.DecodeConfig(strings.NewReader(body))
		if err != nil || config.Width != want[0] || config.Height != want[1] && want[1] > 0 {
			t.Errorf("%s is %d × %d, want %v: %v", size, config.Width, config.Height, want, err)
		}
		picture, err := png.Decode(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		colours := map[uint32]bool{}
		for y := 0; y < config.Height; y += 5 {
			for x := 0; x < config.Width; x += 5 {
				r, g, b, _ := picture.At(x, y).RGBA()
				colours[r<<16|g<<8|b] = true
			}
		}
		if len(colours) < 10 {
			t.Errorf("%s shows %d colours", size, len(colours))
		}
		if v, err := s.VerifyFile([]byte(body)); err != nil || !v.Equal() {
			t.Errorf("%s is not verified: %v %+v", size, err, v)
		}
		if dense := bytes.Contains([]byte(body), []byte("pHYs\x00\x00\x2e\x24\x00\x00\x2e\x24\x01")); dense != (size == "print") {
			t.Errorf("%s says how large it is on paper: %v", size, dense)
		}
	}
	s.see("/figures/referrals_by_week", "referrals_by_week.png?size=social", "size=print", "in rộng 112 mm")
	director := openDemo(t)
	for address, status := range map[string]int{"/figures/referrals_by_week.png?size=huge": 400, "/figures/coverage_by_station.png?size=social": 400, "/figures/attention.png?size=web": 404} {
		if got, body := director.get(address); got != status {
			t.Errorf("%s answers %d: %.200s", address, got, body)
		}
	}
	page := director.see("/figures/coverage_by_station", "coverage_by_station.png?size=print")
	if strings.Contains(page, "size=social") {
		t.Error("a link leads to a size at which the figure cannot be read")
	}
	for _, p := range export.Papers {
		if width, _ := p.Pixels(); width >= export.PictureScale*(export.PictureSizes[export.SizeWide]+40) {
			t.Errorf("%s could be taken for an ordinary picture", p.Name)
		}
	}
}
