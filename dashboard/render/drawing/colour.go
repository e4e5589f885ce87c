package drawing

import (
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"
)

// parseColour reads a CSS colour in the forms that the charts use. ok is false for "none" and "transparent".
func parseColour(text string) (c color.NRGBA, ok bool, err error) {
	text = strings.TrimSpace(text)
	switch text {
	case "none", "transparent", "":
		return c, false, nil
	case "black":
		return color.NRGBA{A: 255}, true, nil
	case "white":
		return color.NRGBA{255, 255, 255, 255}, true, nil
	}
	if hex, found := strings.CutPrefix(text, "#"); found {
		return parseHex(hex)
	}
	inside, found := strings.CutPrefix(text, "rgba(")
	if !found {
		inside, found = strings.CutPrefix(text, "rgb(")
	}
	inside, closed := strings.CutSuffix(inside, ")")
	v, err := numbers(inside)
	if !found || !closed || err != nil || len(v) < 3 || len(v) > 4 {
		return c, false, fmt.Errorf("colour %q is not known", text)
	}
	c = color.NRGBA{level(v[0] / 255), level(v[1] / 255), level(v[2] / 255), 255}
	if len(v) == 4 {
		c.A = level(v[3])
	}
	return c, c.A > 0, nil
}

func parseHex(hex string) (c color.NRGBA, ok bool, err error) {
	if len(hex) == 3 || len(hex) == 4 {
		long := ""
		for _, r := range hex {
			long += string(r) + string(r)
		}
		hex = long
	}
	if len(hex) == 6 {
		hex += "ff"
	}
	v, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || len(hex) != 8 {
		return c, false, fmt.Errorf("colour #%s is not known", hex)
	}
	c = color.NRGBA{uint8(v >> 24), uint8(v >> 16), uint8(v >> 8), uint8(v)}
	return c, c.A > 0, nil
}

// level turns a share into a byte.
func level(share float64) uint8 { return uint8(math.Round(255 * math.Max(0, math.Min(1, share)))) }
