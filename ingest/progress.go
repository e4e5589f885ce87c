package ingest

// Step is what a run is doing with a file.
type Step string

// The steps of a run, in their order. Those of the files alternate; publishing comes once, at the end.
const (
	Reading    Step = "read"
	Checking   Step = "check"
	Writing    Step = "write"
	Publishing Step = "publish"
)

// Progress is how far a run is.
type Progress struct {
	Path string // of the file; the last one's while publishing
	Step Step
	Done int64 // bytes of the file read so far; what is packed counts in proportion
}

// enter tells whoever watches that the next step of the current file begins.
func (r *runner) enter(s Step) {
	if r.options.Progress != nil {
		r.options.Progress(Progress{Path: r.path, Step: s})
	}
}
