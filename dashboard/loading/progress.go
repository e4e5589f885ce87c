package loading

import (
	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/upload"
)

// Progress is how far a job is, for its page and for the script that follows it.
type Progress struct {
	ID    string         `json:"-"`
	Loads bool           `json:"-"`
	Ready bool           `json:"ready"`
	Text  string         `json:"text"`
	Done  int64          `json:"done"`  // bytes read of all files
	Total int64          `json:"total"` // bytes of all files
	Step  upload.Step    `json:"step"`
	Steps []progressStep `json:"-"`
}

type progressStep struct {
	Step  upload.Step
	State string // done, now or ahead
}

var stepsOf = map[bool][]upload.Step{
	false: {upload.StepRead, upload.StepCheck},
	true:  {upload.StepRead, upload.StepCheck, upload.StepWrite, upload.StepPublish},
}

// progressOf says how far a job is, in the words of who asks.
func (d *visit) progressOf(j *job) Progress {
	j.mu.Lock()
	defer j.mu.Unlock()
	b := Progress{ID: j.upload.ID, Loads: j.loads, Ready: !j.running(), Step: j.step}
	for i, f := range j.upload.Files {
		b.Total += f.Size
		if i < j.file || i == j.file && j.step != upload.StepRead && j.step != upload.StepWait {
			b.Done += f.Size
		}
	}
	if j.step == upload.StepRead {
		b.Done += min(j.read, j.upload.Files[j.file].Size)
	}
	b.Text = d.Words.T("progress."+string(j.step), "file", j.upload.Files[j.file].Name, "n", j.file+1, "of", len(j.upload.Files))
	if j.step == upload.StepRead && b.Total > 0 {
		b.Text += " " + d.Words.T("progress.bytes", "share", d.Words.Percent(float64(b.Done), float64(b.Total)), "total", d.Words.Bytes(b.Total))
	}
	state := "done"
	for _, step := range stepsOf[j.loads] {
		switch {
		case step == j.step:
			b.Steps, state = append(b.Steps, progressStep{step, "now"}), "ahead"
		case j.step == upload.StepWait:
			b.Steps = append(b.Steps, progressStep{step, "ahead"})
		default:
			b.Steps = append(b.Steps, progressStep{step, state})
		}
	}
	return b
}

// progressJSON is what the script of the page asks for.
func progressJSON(d *visit) error {
	j := d.room.jobs.find(d.Vars["id"], d.Session.Login, d.Area)
	if j == nil {
		return upload.ErrNoUpload
	}
	return d.JSON(d.progressOf(j))
}

// workingPage says that a job goes on, and how far it is.
func (d *visit) workingPage(j *job) error {
	title := "progress.reading"
	if j.loads {
		title = "progress.loading"
	}
	d.Status(fiber.StatusOK)
	return d.Show("working", title, d.progressOf(j))
}
