package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/xuri/excelize/v2"

	"luanphien/dashboard/account"
	"luanphien/dashboard/browsertest"
)

// desk is a tab in which a person loads files.
type desk struct {
	*browser
	*reader
	ctx context.Context
}

// deskOf opens a tab of a browser for a person.
func deskOf(t *testing.T, b *browser, r *reader, options ...chromedp.ContextOption) *desk {
	t.Helper()
	own := &browser{b.Beside(t, options...)}
	ctx, cancel := context.WithTimeout(own.Ctx, 2*browsertest.Patience)
	t.Cleanup(cancel)
	d := &desk{own, r, ctx}
	d.Cookie(t, r.base, r.cookie)
	return d
}

func (d *desk) act(what string, actions ...chromedp.Action[chromedp.Void]) {
	d.t.Helper()
	if err := chromedp.Do(d.ctx, actions...); err != nil {
		d.t.Fatalf("%s: %v", what, err)
	}
}

// wait waits until the page has come and the expression holds in it.
func (d *desk) wait(expression string) {
	d.t.Helper()
	if err := browsertest.Until(d.ctx, `document.readyState === 'complete' && (`+expression+`)`); err != nil {
		text, _ := chromedp.Run(d.ctx, chromedp.Evaluate[string](`location.href + '\n' + document.body.innerText`))
		d.t.Fatalf("%s: %v; the page is %s", expression, err, text)
	}
}

// shows waits for words on the page.
func (d *desk) shows(words string) {
	d.t.Helper()
	d.wait(fmt.Sprintf(`document.querySelector('main').innerText.includes(%q)`, words))
}

func (d *desk) open(path string) {
	d.t.Helper()
	d.act(path, chromedp.Navigate(d.base+path))
}

// choose uploads files by the form, and gives the address of their preview.
func (d *desk) choose(paths ...string) string {
	d.t.Helper()
	d.open("/data/upload")
	d.wait(`document.querySelector('.drop.ready') !== null`)
	d.act("choose", chromedp.SetUploadFiles(`input[type="file"]`, paths), chromedp.Click(`form[data-upload] button`))
	return d.previewed()
}

// drop lets go of files over the form, and gives the address of their preview.
func (d *desk) drop(paths ...string) string {
	d.t.Helper()
	d.open("/data/upload")
	d.wait(`document.querySelector('.drop.ready') !== null`)
	data := &input.DragData{Items: []*input.DragDataItem{}, Files: paths, DragOperationsMask: 1}
	at, err := chromedp.Run(d.ctx, chromedp.Evaluate[[]float64](`(b => [b.x + b.width / 2, b.y + 4])(document.querySelector('.drop').getBoundingClientRect())`))
	for _, step := range []input.DispatchDragEventType{"dragEnter", "dragOver", "drop"} {
		if err == nil {
			_, err = chromedp.Call(d.ctx, input.DispatchDragEvent, input.DispatchDragEventParams{Type: step, X: at[0], Y: at[1], Data: data})
		}
	}
	if err != nil {
		d.t.Fatal(err)
	}
	return d.previewed()
}

func (d *desk) previewed() string {
	d.t.Helper()
	d.wait(`document.querySelector('.one-file') !== null && document.querySelector('form.agree, .buttons') !== null`)
	at, err := chromedp.Run(d.ctx, chromedp.Evaluate[string](`location.pathname`))
	if err != nil {
		d.t.Fatal(err)
	}
	return at
}

const (
	loadButton = `form.agree button`
	onceLoaded = "Kết quả nạp"
)

// loads is how many loads the folder knows.
func (d *desk) loads() int {
	d.t.Helper()
	return strings.Count(d.see("/data"), `/undo"`)
}

// What people do with a browser while they load: files dropped together, a double click, the way back, the same preview in
// two tabs, two people at once, a bad row accepted and mended. Nothing loads twice and nothing is overwritten unseen.
func TestLoadingAsPeopleDo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	who := peopleIn(t, dir, account.DataOfficer, account.Administrator)
	base, _ := serveAndRead(t, dir)
	who[0].base, who[1].base = base, base
	b := openBrowser(t, base)
	mine := deskOf(t, b, who[0])
	second := deskOf(t, b, who[0])
	theirs := deskOf(t, b, who[1], chromedp.WithNewBrowserContext())

	droppedTogether(t, mine)
	thereAndBack(t, mine)
	inTwoTabs(t, mine, second)
	mended(t, mine)
	twoAtOnce(t, mine, theirs)
}

// droppedTogether drops weeks and their stations in the wrong order, and presses the button twice.
func droppedTogether(t *testing.T, d *desk) {
	t.Helper()
	d.drop(textFile(t, "a-hd.csv", twoWeeks), textFile(t, "b-tram.csv", twoStations))
	d.shows("2 tệp, nạp cùng nhau")
	d.shows("Nếu nạp: 4 mới, 0 đính chính, 0 không đổi, 0 bị từ chối")
	d.act("press twice", chromedp.DoubleClick(loadButton))
	d.shows(onceLoaded)
	d.shows("Đã công bố ấn bản 1")
	if n := d.loads(); n != 2 {
		t.Errorf("two files, pressed twice, are %d loads", n)
	}
	d.Calm(t, "dropped together")
}

// thereAndBack goes back from the result, to the form, and reloads: nothing loads again, and each page is of use.
func thereAndBack(t *testing.T, d *desk) {
	t.Helper()
	d.act("reload the result", chromedp.Reload())
	d.shows(onceLoaded)
	d.act("back", chromedp.NavigateBack())
	d.wait(`document.querySelector('form.agree') === null`)
	d.open("/data/upload")
	d.wait(`document.querySelector('.drop.ready') !== null`)
	at := d.choose(textFile(t, "tuan-11.csv", strings.ReplaceAll(twoWeeks, "W10", "W11")))
	d.act("load", chromedp.Click(loadButton))
	d.shows(onceLoaded)
	for steps := 0; ; steps++ {
		d.act("back", chromedp.NavigateBack())
		d.wait(`true`)
		path, err := chromedp.Run(d.ctx, chromedp.Evaluate[string](`location.pathname`))
		if err != nil {
			t.Fatal(err)
		}
		if path == "/data/upload" {
			break
		}
		if path != at || steps > 2 {
			t.Fatalf("back leads to %s", path)
		}
		d.wait(`document.querySelector('form.agree') === null`)
	}
	d.wait(`document.querySelector('form[data-upload] button').disabled === false && document.querySelector('form[data-upload] progress').hidden && document.querySelector('form[data-upload] [role=status]').hidden`)
	d.act("forward", chromedp.NavigateForward())
	d.shows(onceLoaded)
	if n := d.loads(); n != 3 {
		t.Errorf("after going back and forth: %d loads", n)
	}
	d.Calm(t, "there and back")
}

// inTwoTabs looks at a file with one bad row in two tabs, and loads its good row in both.
func inTwoTabs(t *testing.T, d, second *desk) {
	t.Helper()
	at := d.choose(textFile(t, "tuan-12.csv", strings.NewReplacer("W10", "W12", "7,0", "7,9").Replace(twoWeeks)))
	d.shows("Nạp 1 dòng đạt của «tuan-12.csv»; 1 dòng bị từ chối được giữ lại để sửa")
	second.open(at)
	second.shows("Nạp 1 dòng đạt")
	d.act("press without the tick", chromedp.Click(loadButton))
	d.wait(`document.querySelector('.agree input:invalid') !== null`)
	for _, tab := range []*desk{d, second} {
		tab.act("agree", chromedp.Click(`.agree input[name="accept"]`), chromedp.Click(loadButton))
		tab.shows(onceLoaded)
		tab.shows("1 mới, 0 đính chính, 0 không đổi, 1 bị từ chối")
	}
	if n := d.loads(); n != 4 {
		t.Errorf("one preview in two tabs: %d loads", n)
	}
	at = d.choose(textFile(t, "tuan-13.csv", strings.ReplaceAll(twoWeeks, "W10", "W13")))
	second.open(at)
	second.wait(`document.querySelector('form.agree') !== null`)
	d.act("load", chromedp.Click(loadButton))
	d.shows(onceLoaded)
	second.act("discard what was loaded", chromedp.Click(`.buttons button.quiet`))
	second.shows(onceLoaded)
	d.Calm(t, "two tabs")
	second.Calm(t, "two tabs")
}

// mended sends the refused row again as the workbook of refused rows gives it, mended: it leaves the list.
func mended(t *testing.T, d *desk) {
	t.Helper()
	d.open("/data")
	d.wait(`document.querySelectorAll('#refused .refusals tbody tr').length === 1`)
	book, err := excelize.OpenReader(strings.NewReader(d.see("/data/loads/4/refused.xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if err := book.SetCellValue(book.GetSheetName(0), "E2", 2); err != nil {
		t.Fatal(err)
	}
	var mended bytes.Buffer
	if err := book.Write(&mended); err != nil {
		t.Fatal(err)
	}
	d.choose(textFile(t, "sua.xlsx", mended.String()))
	d.act("load", chromedp.Click(loadButton))
	d.shows(onceLoaded)
	d.open("/data")
	d.wait(`document.querySelector('.loads') !== null && document.querySelector('#refused .refusals') === null`)
	d.Calm(t, "mended")
}

// twoAtOnce lets two people correct the same week and press at once: one loads, the other is told and shown what would now
// be corrected, and loads by pressing again.
func twoAtOnce(t *testing.T, mine, theirs *desk) {
	t.Helper()
	before := mine.loads()
	for i, d := range []*desk{mine, theirs} {
		d.choose(textFile(t, fmt.Sprintf("cua-%d.csv", i), strings.ReplaceAll(twoWeeks, "hô hấp,5", fmt.Sprintf("hô hấp,%d", 8+i))))
		d.wait(`document.querySelector('.corrections ins') !== null`)
	}
	pressed := make(chan error, 2)
	for _, d := range []*desk{mine, theirs} {
		go func() { pressed <- chromedp.Do(d.ctx, chromedp.Click(loadButton)) }()
	}
	for range 2 {
		if err := <-pressed; err != nil {
			t.Fatal(err)
		}
	}
	told := 0
	for _, d := range []*desk{mine, theirs} {
		d.wait(`document.querySelector('h1').innerText === 'Kết quả nạp' || document.querySelector('[role=alert]') !== null`)
		loser, err := chromedp.Run(d.ctx, chromedp.Evaluate[bool](`document.querySelector('[role=alert]') !== null`))
		if err != nil {
			t.Fatal(err)
		}
		if !loser {
			continue
		}
		told++
		if n := mine.loads(); n != before+1 {
			t.Errorf("%d loads before, %d once one of two was made", before, n)
		}
		d.shows("Dữ liệu đã đổi từ lúc xem trước: lần nạp")
		d.wait(`/^[89]$/.test(document.querySelector('.corrections del').innerText) && /^[89]$/.test(document.querySelector('.corrections ins').innerText)`)
		d.act("load in spite of it", chromedp.Click(loadButton))
		d.shows(onceLoaded)
	}
	if n := mine.loads(); told != 1 || n != before+2 {
		t.Errorf("%d of two were told; %d loads before, %d after", told, before, n)
	}
	mine.Calm(t, "two at once")
	theirs.Calm(t, "two at once")
}
