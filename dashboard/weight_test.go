package dashboard

import (
	"html"
	"strings"
	"testing"

	"luanphien/dashboard/answer"
)

// pageRoom is the size, in bytes and compressed, that a page with its figures may have when scripts, styles and fonts
// are known to the browser.
const pageRoom = 150_000

func TestPagesAreLight(t *testing.T) {
	s := openDemo(t)
	weigh := func(address string) int {
		status, body, header := s.ask(address, "Accept-Encoding", "br")
		if status != 200 || len(body) > 4*answer.Smallest && strings.Join(header["Content-Encoding"], "") != "br" {
			t.Errorf("%s answers %d, encoded %v", address, status, header["Content-Encoding"])
		}
		return len(body)
	}
	for _, address := range pages {
		sum := weigh(address)
		for _, found := range link.FindAllStringSubmatch(s.see(address), -1) {
			target := html.UnescapeString(found[1])
			if strings.HasPrefix(found[0], "data-src") {
				sum += weigh(target)
			}
		}
		if t.Logf("%7d bytes: %s", sum, address); sum > pageRoom {
			t.Errorf("%s weighs %d bytes", address, sum)
		}
	}
}
