package loading

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/account"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/question"
	"luanphien/dashboard/upload"
)

// takeUpTime is within which the pages follow a new edition.
const takeUpTime = 3 * time.Second

type uploadForm struct {
	Limit     int64 // bytes
	Megabytes int64
	Province  *provinceAsked
}

func uploadPage(d *visit) error {
	limit := d.room.Uploads.Limit
	asked, err := d.provinceAsked("")
	if err != nil {
		return err
	}
	return d.Show("upload", "upload.title", uploadForm{limit, limit >> 20, asked})
}

// takeUpload keeps the files that come in and leads on to their preview.
func takeUpload(d *visit) error {
	s := d.room
	parts, ok := d.parts()
	if !ok {
		return upload.ErrNoFile
	}
	u, err := s.Uploads.Take(parts, d.Session.Login)
	if err != nil {
		return err
	}
	if err := d.Audit(account.ActionUpload, names(u), sizes(u)); err != nil {
		return err
	}
	return d.Leave(d.View.Link(upload.UploadPath + "/" + u.ID))
}

func names(u *upload.Upload) string {
	var names []string
	for _, f := range u.Files {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

func sizes(u *upload.Upload) string {
	var sizes []string
	for _, f := range u.Files {
		sizes = append(sizes, fmt.Sprintf("%d B", f.Size))
	}
	return strings.Join(sizes, ", ")
}

// opened is the upload of the address, where it belongs to who asks.
func (d *visit) opened() (*upload.Upload, error) {
	return d.room.Uploads.Open(d.Vars["id"], d.Session.Login)
}

type previewBody struct {
	*upload.LoadReport
	ID       string
	Lead     string
	Message  string // why there is no preview
	News     string // why this preview is shown once more
	Loadable bool   // whether loading would change anything
	Asked    []askedFile
	Province *provinceAsked
	Of       string // code of the province that this preview is for, as it was chosen
}

// askedFile is a file that loads only if its user accepts what is held against it.
type askedFile struct {
	Place int // among the files
	*upload.FileReport
	Alone bool // nothing else is there to load
}

// Passing is how many rows would load.
func (f askedFile) Passing() int64 { return f.Read - f.Quarantined }

// previewPage says what loading an upload would do or, once it is loaded, what became of it. While that is not known yet
// it says how far the work is.
func previewPage(d *visit) error {
	j, err := d.jobOf()
	if err != nil {
		return err
	}
	j.await(d.Question.Ctx)
	if j.running() {
		return d.workingPage(j)
	}
	err = d.outcome(j)
	if err == nil && j.loads {
		return d.Show("loaded", "loaded.title", j.result.Bounded())
	}
	b := previewBody{ID: j.upload.ID, Of: j.upload.Province, LoadReport: &upload.LoadReport{}}
	if err != nil && j.loads && answer.ProblemOf(err).Code == fiber.StatusConflict {
		d.previewJob(j.upload, answer.ProblemOf(err))
		return previewPage(d)
	}
	if err != nil {
		if j.loads {
			return err
		}
		if b.Message, err = d.Refuse(err); err != nil {
			return err
		}
		d.Status(fiber.StatusOK) // the upload is there, and the page asks to try again
	} else {
		b.LoadReport, b.Lead = j.result.Bounded(), d.previewLead(j.result)
	}
	if j.news != nil {
		b.News = j.news.Sentence(d.View.Lang)
	}
	b.ask()
	if b.Province, err = d.provinceAsked(b.Of); err != nil {
		return err
	}
	return d.Show("preview", "preview.title", b)
}

// ask tells what may be loaded, and for which files that has to be asked.
func (b *previewBody) ask() {
	for i := range b.Files {
		f := &b.Files[i]
		b.Loadable = b.Loadable || f.Status == "loaded"
		if f.Askable && f.Read > f.Quarantined || len(f.Doubts) > 0 && f.Status == "loaded" {
			b.Asked = append(b.Asked, askedFile{Place: i, FileReport: f})
		}
	}
	if len(b.Asked) == 1 && len(b.Files) == 1 {
		b.Asked[0].Alone = true
	}
	b.Loadable = b.Loadable || len(b.Asked) > 0
}

// previewLead sums up what loading would do.
func (d *visit) previewLead(r *upload.LoadReport) string {
	var sum upload.RowCounts
	refused := 0
	for _, f := range r.Files {
		if f.Status == "refused" {
			refused++
			continue
		}
		sum.Loaded += f.Loaded
		sum.Corrected += f.Corrected
		sum.Unchanged += f.Unchanged
		sum.Quarantined += f.Quarantined
	}
	number := func(n int64) string { return d.Words.Int(float64(n)) }
	said := d.Words.T("preview.said", "loaded", number(sum.Loaded), "corrected", number(sum.Corrected),
		"unchanged", number(sum.Unchanged), "refused", number(sum.Quarantined))
	if refused > 0 {
		said += " " + d.Words.N("preview.refused", refused)
	}
	if r.Resolved > 0 {
		said += " " + d.Words.T("preview.resolved", "n", number(r.Resolved))
	}
	return said
}

// loadUpload loads an upload that its user has seen the preview of, and leads on to what becomes of it.
func loadUpload(d *visit) error {
	s := d.room
	if j := s.jobs.find(d.Vars["id"], d.Session.Login, d.Area); j == nil || !j.loads {
		u, err := d.opened()
		if err != nil {
			return err
		}
		agreed, ok := d.agreed(u)
		if !ok { // there is nothing that was seen
			return d.Leave(d.View.Link(upload.UploadPath + "/" + u.ID))
		}
		by, err := d.Actor()
		if err != nil {
			return err
		}
		d.loadJob(u, agreed, func(r *upload.LoadReport) error { return s.recordLoad(by, r) })
	}
	return d.Leave(d.View.Link(upload.UploadPath + "/" + d.Vars["id"]))
}

// agreed is what the form of a preview says.
func (d *visit) agreed(u *upload.Upload) (a upload.Agreed, ok bool) {
	a = upload.Agreed{User: u.Login, Seen: d.FormValue("seen")}
	for _, place := range d.Request().PostArgs().PeekMulti("accept") {
		if i, err := strconv.Atoi(string(place)); err == nil && i >= 0 && i < len(u.Files) {
			a.Accepted = append(a.Accepted, i)
		}
	}
	return a, seenForm.MatchString(a.Seen) && d.FormValue(upload.ProvinceField) == u.Province // another tab may have chosen another one
}

// seenForm is what the field of a preview's form holds.
var seenForm = regexp.MustCompile(`^\d{1,9}\.\d{1,9}\.\d{1,9}$`)

// recordLoad writes a load into the audit trail, file by file.
func (s *Room) recordLoad(by account.Actor, report *upload.LoadReport) error {
	for _, f := range report.Files {
		detail := fmt.Sprintf("%s; load %d; read %d, loaded %d, unchanged %d, corrected %d, quarantined %d", f.Status, f.LoadID, f.Read, f.Loaded, f.Unchanged, f.Corrected, f.Quarantined)
		entry := account.Entry{Login: by.Login, Action: account.ActionLoad, Subject: f.Name, Detail: detail, Address: by.Address}
		if err := s.Accounts.Audit(context.Background(), entry); err != nil { // what was loaded is recorded even while the server stops
			return err
		}
	}
	return nil
}

// awaitEdition waits, not for ever, until the pages are served from an edition that was just published, so that whoever
// loaded finds what was loaded.
func (s *Room) awaitEdition(number int) {
	for end := time.Now().Add(takeUpTime); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if m, err := question.Newest(s.Shelf); err != nil || m.Number >= number {
			return
		}
	}
}

// discardUpload removes an upload that its user does not want to load.
func discardUpload(d *visit) error {
	j := d.room.jobs.find(d.Vars["id"], d.Session.Login, d.Area)
	if j != nil && j.loads && j.running() {
		return errNotNow
	}
	if j != nil && j.loads && j.err == nil { // it was loaded from another tab, as its page says
		return d.Leave(d.View.Link(upload.UploadPath + "/" + j.upload.ID))
	}
	u, err := d.opened()
	if err == nil {
		err = d.room.Uploads.Remove(u)
	}
	if err != nil {
		return err
	}
	if j != nil {
		d.room.jobs.forget(j)
	}
	return d.Leave(d.View.Link(upload.UploadPath))
}
