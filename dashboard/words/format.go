package words

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"luanphien/queries/calendar"
)

// NoValue stands where a figure is not applicable (methods.md §1).
const NoValue = "–"

// Nbsp keeps a number and its unit on one line.
const Nbsp = "\u00a0"

// Decimal writes v with a fixed number of decimals, rounded half away from zero, in the language's form:
// 1.234,5 or 1,234.5. The minus sign is the true one.
func (w *Words) Decimal(v float64, places int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return NoValue
	}
	scale := math.Pow(10, float64(places))
	v = math.Round(v*scale) / scale
	text := strconv.FormatFloat(math.Abs(v), 'f', places, 64)
	whole, fraction, _ := strings.Cut(text, ".")
	thousands, point := ".", ","
	if w.Lang == English {
		thousands, point = ",", "."
	}
	var b strings.Builder
	if v < 0 {
		b.WriteString("−")
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(thousands)
		}
		b.WriteRune(digit)
	}
	if fraction != "" {
		b.WriteString(point + fraction)
	}
	return b.String()
}

// Int writes a whole number.
func (w *Words) Int(v float64) string { return w.Decimal(v, 0) }

// Signed writes a change: with a + where it is one upwards.
func (w *Words) Signed(v float64, places int) string {
	text := w.Decimal(v, places)
	if v > 0 {
		text = "+" + text
	}
	return text
}

// Estimate writes an estimate as an integer, or to two significant figures when its interval is wider than the
// estimate itself (methods.md §4.6).
func (w *Words) Estimate(v, estimate, low, high float64) string {
	return w.Int(EstimateTold(v, estimate, low, high))
}

// EstimateTold is the number that Estimate writes, but for its being an integer.
func EstimateTold(v, estimate, low, high float64) float64 {
	if high-low > math.Abs(estimate) {
		return twoFigures(v)
	}
	return v
}

func twoFigures(v float64) float64 {
	if v == 0 {
		return 0
	}
	step := math.Pow(10, math.Floor(math.Log10(math.Abs(v)))-1)
	return math.Round(v/step) * step
}

// Percent writes a proportion: one decimal, none below a denominator of 100, – for a denominator of 0.
func (w *Words) Percent(numerator, denominator float64) string {
	if denominator == 0 {
		return NoValue
	}
	places := 1
	if denominator < 100 {
		places = 0
	}
	sign := Nbsp + "%"
	if w.Lang == English {
		sign = "%"
	}
	return w.Decimal(100*numerator/denominator, places) + sign
}

// Date writes a date: 15/12/2025 or 15 Dec 2025.
func (w *Words) Date(d time.Time) string {
	if d.IsZero() {
		return NoValue
	}
	if w.Lang == English {
		return strings.ReplaceAll(d.Format("2 Jan 2006"), " ", Nbsp)
	}
	return d.Format("02/01/2006")
}

// ShortDate writes a date without its year: 15/12 or 15 Dec.
func (w *Words) ShortDate(d time.Time) string {
	if w.Lang == English {
		return strings.ReplaceAll(d.Format("2 Jan"), " ", Nbsp)
	}
	return d.Format("02/01")
}

// Period writes a closed interval of dates.
func (w *Words) Period(from, to time.Time) string {
	if from.Equal(to) {
		return w.Date(from)
	}
	if from.Year() == to.Year() {
		return w.ShortDate(from) + "–" + w.Date(to)
	}
	return w.Date(from) + "–" + w.Date(to)
}

// Moment writes a moment on the local clock.
func (w *Words) Moment(t time.Time) string {
	local := t.In(calendar.Zone)
	if local.Hour() == 0 && local.Minute() == 0 {
		// The end of a day, not the start of the next one.
		return w.T("moment.end_of", "date", w.Date(calendar.LastFullDay(t)))
	}
	return w.T("moment.at", "time", local.Format("15:04"), "date", w.Date(calendar.Date(t)))
}

// Week writes a week with its dates, as it is always printed: Tuần 51 (15/12–21/12/2025).
func (w *Words) Week(week calendar.Week) string {
	return w.T("week.long", "number", week.Number, "dates", w.Period(week.Monday(), week.Sunday()))
}

// Month is a month as an axis label: Th12, Th12/2025; Dec, Dec 2025.
func (w *Words) Month(d time.Time, withYear bool) string {
	switch {
	case w.Lang == English && withYear:
		return d.Format("Jan 2006")
	case w.Lang == English:
		return d.Format("Jan")
	case withYear:
		return d.Format("Th1/2006")
	}
	return d.Format("Th1")
}

// ShortWeek is a week as an axis label: T51, W51.
func (w *Words) ShortWeek(week calendar.Week) string {
	return w.T("week.short", "number", week.Number)
}

// Tidy takes off the last digits of a step's multiple, so that 0.30000000000000004 is 0.3.
func Tidy(v float64) float64 { return math.Round(v*1e6) / 1e6 }

// Share writes a proportion that is no count over another, such as a limit: always with one decimal.
func (w *Words) Share(v float64) string { return w.Percent(v*1000, 1000) }

// Level writes a round proportion, such as a confidence level: 95 %, 99,8 %.
func (w *Words) Level(v float64) string {
	if percent := Tidy(v * 100); percent == math.Trunc(percent) {
		return w.Percent(v*99, 99) // no decimal below 100
	}
	return w.Share(v)
}

// Sentence makes a sentence of words.
func Sentence(words string) string { return Capital(words) + "." }

// Capital gives words as they stand at the beginning of a line.
func Capital(words string) string {
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + words[size:]
}

// Bytes writes the size of a file: 12 KB, 3,4 MB.
func (w *Words) Bytes(n int64) string {
	if n < 1<<20 {
		return w.Int(math.Ceil(float64(n)/(1<<10))) + Nbsp + "KB"
	}
	return w.Decimal(float64(n)/(1<<20), 1) + Nbsp + "MB"
}

func Float(v any) float64 {
	switch n := v.(type) {
	case int:
		return float64(n)
	case int64:
		return float64(n)
	case float64:
		return n
	}
	return 0
}
