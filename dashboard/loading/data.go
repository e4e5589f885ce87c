package loading

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"slices"
	"strconv"

	"luanphien/dashboard/account"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/dashboard/upload"
	"luanphien/queries/province"
)

const (
	loadsShown   = 200
	shortSum     = 12 // letters of a SHA-256 that tell files apart for people
	workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

type dataBody struct {
	Lead     string
	Message  string
	Loads    []loadLine // newest first
	More     int        // loads that are not shown
	Kinds    []upload.TableKind
	Refused  refusedBody
	OfArea   bool // who asks knows the loads of some stations only
	Invented bool // the folder holds the demo, and every edition says so
}

type loadLine struct {
	upload.Load
	Sum      string
	At       string
	UndoneOn string // "" = in force
	Of       string // the province that it was said to be of
}

// dataPage lists what was loaded and what was refused, and offers the templates.
func dataPage(d *visit) error {
	b := dataBody{Kinds: d.loader().Kinds(), OfArea: d.Area != ""}
	loads, err := d.loader().Loads(d.Question.Ctx)
	if err != nil {
		var other error
		if b.Message, other = d.Refuse(err); other != nil {
			return other
		}
	}
	for i, l := range slices.Backward(loads) {
		if len(b.Loads) == loadsShown {
			b.More = i + 1
			break
		}
		b.Loads = append(b.Loads, d.loadLine(l))
	}
	if b.Refused, err = d.refused(0); err != nil {
		return err
	}
	if m, err := question.Newest(d.room.Shelf); err == nil {
		b.Invented = m.Illustrative
	}
	b.Lead = d.dataLead(loads, int(b.Refused.Open))
	return d.Show("data", "data.title", b)
}

// dataLead says what was loaded last and what waits to be mended.
func (d *visit) dataLead(loads []upload.Load, waiting int) string {
	inForce := slices.DeleteFunc(slices.Clone(loads), func(l upload.Load) bool { return !l.UndoneAt.IsZero() })
	if len(inForce) == 0 {
		return d.Words.T("lead.data")
	}
	last := slices.MaxFunc(inForce, func(a, b upload.Load) int { return a.LoadedAt.Compare(b.LoadedAt) })
	return d.Words.T("data.said", "loads", d.Words.N("count.loads", len(inForce)), "moment", d.Words.Moment(last.LoadedAt),
		"waiting", d.Words.N("data.waiting", waiting))
}

func (d *visit) loadLine(l upload.Load) loadLine {
	line := loadLine{Load: l, Sum: l.SHA256[:min(shortSum, len(l.SHA256))], At: d.Words.Moment(l.LoadedAt)}
	if l.Province != "" {
		line.Of = province.Of(l.Province).String()
	}
	if !l.UndoneAt.IsZero() {
		line.UndoneOn = d.Words.Moment(l.UndoneAt)
	}
	return line
}

func (d *visit) parts() (*multipart.Reader, bool) {
	parts, ok := d.Locals(upload.PartsKey).(*multipart.Reader)
	return parts, ok
}

// loadOf is the load of the address.
func (d *visit) loadOf() (upload.Load, error) {
	loads, err := d.loader().Loads(d.Question.Ctx)
	if err != nil {
		return upload.Load{}, err
	}
	id, err := strconv.Atoi(d.Vars["id"])
	if err == nil {
		for _, l := range loads {
			if l.ID == id {
				return l, nil
			}
		}
	}
	return upload.Load{}, problem.NotFound("loading.problem.no_load")
}

// undoPage asks whether a load is really to be taken back.
func undoPage(d *visit) error {
	l, err := d.loadOf()
	if err != nil {
		return err
	}
	return d.Show("undo", "undo.title", d.loadLine(l))
}

func undoLoad(d *visit) error {
	s := d.room
	l, err := d.loadOf()
	if err != nil {
		return err
	}
	published, err := d.loader().Undo(d.Question.Ctx, l.ID, d.Session.Login)
	if err != nil {
		return err
	}
	s.awaitEdition(published)
	detail := fmt.Sprintf("load %d; edition %d", l.ID, published)
	if err := d.Audit(account.ActionUndo, l.FileName, detail); err != nil {
		return err
	}
	return d.Leave(d.View.Link("/data"))
}

// refusedBook gives the refused rows of a load as a workbook that loads again once mended.
func refusedBook(d *visit) error {
	l, err := d.loadOf()
	if err != nil {
		return err
	}
	return d.workbook(fmt.Sprintf("bi-tu-choi-%d.xlsx", l.ID), func(w io.Writer) error { return d.loader().Refused(d.Question.Ctx, l.ID, w) })
}

func templateBook(d *visit) error {
	for _, k := range d.loader().Kinds() {
		if k.Name == d.Vars["kind"] {
			return d.workbook("mau-"+k.Name+".xlsx", func(w io.Writer) error { return d.loader().Template(d.Question.Ctx, k.Name, w) })
		}
	}
	return problem.NotFound("loading.problem.no_template")
}

func (d *visit) workbook(name string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	d.Set("Content-Type", workbookType)
	d.Attachment(name)
	d.Set("Content-Type", workbookType)
	return d.Send(b.Bytes())
}
