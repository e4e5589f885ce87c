package dashboard

import (
	"os/exec"
	"slices"
	"testing"

	"luanphien/dashboard/browsertest"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// slowdown is how many times slower than this machine the processor of the reader is taken to be.
const slowdown = 4

const paints = `performance.getEntriesByName('first-contentful-paint').map(e => e.startTime)`

// BenchmarkFirstPaint opens the overview in Chromium with a slowed processor: the median time to the first contentful
// paint, with nothing in the browser's cache and with scripts, styles and fonts there.
func BenchmarkFirstPaint(b *testing.B) {
	if _, err := exec.LookPath("chromium"); err != nil {
		b.Skip("chromium is not installed")
	}
	base := benchServer(b, nil)
	if status, _, err := fetch(base + "/"); err != nil || status != 200 {
		b.Fatal(status, err)
	}
	tab := openTab(b)
	tab.Begin(b, base)
	tab.signIn(b, base)
	if _, err := chromedp.Call(tab.Ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: slowdown}); err != nil {
		b.Fatal(err)
	}
	var cold, warm []float64
	for b.Loop() {
		if _, err := chromedp.Call(tab.Ctx, network.ClearBrowserCache, cdp.Empty{}); err != nil {
			b.Fatal(err)
		}
		for _, list := range []*[]float64{&cold, &warm} {
			if err := chromedp.Do(tab.Ctx, chromedp.Navigate(base+"/")); err != nil {
				b.Fatal(err)
			}
			if err := browsertest.Until(tab.Ctx, paints+`.length > 0 && `+settled); err != nil {
				b.Fatal(err)
			}
			seen, err := chromedp.Run(tab.Ctx, chromedp.Evaluate[[]float64](paints))
			if err != nil {
				b.Fatal(err)
			}
			*list = append(*list, seen[0])
		}
	}
	b.ReportMetric(median(cold), "cold-ms")
	b.ReportMetric(median(warm), "warm-ms")
	b.ReportMetric(0, "ns/op")
}

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}
