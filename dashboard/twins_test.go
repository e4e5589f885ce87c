package dashboard

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"

	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure/maps"
	"luanphien/dashboard/figure/referrals"
)

// script runs what a script exports, without a browser.
type script struct {
	vm      *goja.Runtime
	exports *goja.Object
}

func openScript(t *testing.T, name string) *script {
	t.Helper()
	built := api.Build(api.BuildOptions{EntryPoints: []string{"web/scripts/" + name}, Bundle: true, Format: api.FormatIIFE, GlobalName: "exported",
		Target: api.ES2017, LogLevel: api.LogLevelSilent})
	if len(built.Errors) > 0 {
		t.Fatal(api.FormatMessages(built.Errors, api.FormatMessagesOptions{}))
	}
	vm := goja.New()
	if _, err := vm.RunScript(name, string(built.OutputFiles[0].Contents)); err != nil {
		t.Fatal(err)
	}
	return &script{vm, vm.Get("exported").ToObject(vm)}
}

// call calls an exported function; an argument that is not plain goes as the JSON that a page gets.
func (s *script) call(t *testing.T, name string, args ...any) goja.Value {
	t.Helper()
	function, ok := goja.AssertFunction(s.exports.Get(name))
	if !ok {
		t.Fatalf("the script exports no %s", name)
	}
	values := make([]goja.Value, len(args))
	for i, arg := range args {
		b, err := json.Marshal(arg)
		if err != nil {
			t.Fatal(err)
		}
		var plain any
		if err := json.Unmarshal(b, &plain); err != nil {
			t.Fatal(err)
		}
		values[i] = s.vm.ToValue(plain)
	}
	result, err := function(goja.Undefined(), values...)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// The server reserves the height that the script then draws in: both compute it, and agree at every width.
func TestHeightsAreTheScripts(t *testing.T) {
	list, tiles := openScript(t, "figures/series/station_list.js"), openScript(t, "figures/series/tile.js")
	random := rand.New(rand.NewPCG(12, 7))
	for range 300 {
		l := maps.ListLayout{Least: 150 + random.IntN(71), Height: 18 + random.IntN(10), Above: random.IntN(60)}
		for range 1 + random.IntN(12) {
			l.Sizes = append(l.Sizes, random.IntN(15))
		}
		small := referrals.TileLayout{Count: random.IntN(130), Least: 158, Height: 80 + random.IntN(50)}
		for _, width := range []int{100, 320, 390, 700, chart.PictureWidth, 1200 + random.IntN(400)} {
			if got, want := list.call(t, "heightOfList", l, width).ToInteger(), int64(l.HeightAt(width)); got != want {
				t.Fatalf("a list %+v at %d px: %d in the script, %d on the server", l, width, got, want)
			}
			if got, want := tiles.call(t, "heightOfTiles", small, width).ToInteger(), int64(small.HeightAt(width)); got != want {
				t.Fatalf("small charts %+v at %d px: %d in the script, %d on the server", small, width, got, want)
			}
		}
	}
}

// What the demo's own layouts say is drawn in the height that is sent with them.
func TestHeightsOfTheDemo(t *testing.T) {
	tiles := openScript(t, "figures/series/tile.js")
	var sent struct {
		Chart struct {
			Height int64
			Meta   struct{ Tiles json.RawMessage }
		}
	}
	if err := json.Unmarshal([]byte(openDemo(t).see("/figures/referral_multiples.json")), &sent); err != nil {
		t.Fatal(err)
	}
	if got := tiles.call(t, "heightOfTiles", sent.Chart.Meta.Tiles, chart.PictureWidth).ToInteger(); got != sent.Chart.Height || got == 0 {
		t.Errorf("%d px in the script, %d sent", got, sent.Chart.Height)
	}
}

// The sign of a heading among the names of rows is one.
func TestHeadingsAreTheScripts(t *testing.T) {
	s := openScript(t, "figures/layout/heading.js")
	for _, name := range []string{chart.HeaderMark + "TTYT Mường Ảng", "Trạm Nà Tấu", ""} {
		plain, heading := strings.CutPrefix(name, chart.HeaderMark)
		if got := s.call(t, "isHeading", name).ToBoolean(); got != heading {
			t.Errorf("%q: a heading: %v in the script", name, got)
		}
		if got := s.call(t, "plainName", name).String(); got != plain {
			t.Errorf("%q is shown as %q in the script", name, got)
		}
	}
}
