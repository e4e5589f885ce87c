package dashboard

import (
	"slices"
	"strconv"
	"strings"

	"luanphien/analytics"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/words"
)

// specialtyPages are the pages that a specialty narrows, or some figures of them. Elsewhere it only stays in the address.
var specialtyPages = map[string]bool{"/": true, "/coverage": true, "/needs": true, "/rotation": true, "/stations": true,
	attentionPath: true, "/compare": true, "/rows/postings": true, "/rows/absences": true, "/rows/needs": true, "/rows/weekly_reports": true}

// takesSpecialty tells whether a specialty changes what the address shows.
func (r *request) takesSpecialty() bool {
	path := r.view.Path
	if strings.HasPrefix(path, "/figures/") || strings.HasPrefix(path, "/pictures/") {
		f := figures.byID[r.params["id"]]
		return f != nil && r.specialises(f)
	}
	if path == "/reporting" || path == "/quality" {
		return r.byWorkers()
	}
	return specialtyPages[path] || strings.HasPrefix(path, "/stations/") && r.params["code"] != ""
}

// specialises tells whether a specialty changes the figure in the stream that is looked at.
func (r *request) specialises(f *Figure) bool {
	return f.Specialised && (!f.OfReports || r.byWorkers())
}

// byWorkers tells whether the stream is that of the rotated workers, who have specialties; the stations' own reports are
// nobody's.
func (r *request) byWorkers() bool { return r.stream() == analytics.StreamRotation }

// ofStream is the request for what is said of the stream's reports.
func (r *request) ofStream() *request {
	if r.byWorkers() {
		return r
	}
	return r.ofAllSpecialties()
}

// checkSpecialty refuses a specialty that neither the list nor a worker nor a need knows: a figure of it would look like
// nobody being there.
func (r *request) checkSpecialty() error {
	if r.view.Specialty == "" {
		return nil
	}
	list, err := r.specialties()
	if err == nil && !slices.Contains(list, r.view.Specialty) {
		err = problem.BadParameter("specialty", r.view.Specialty, "không có chuyên khoa này.", "there is no such specialty.")
	}
	return err
}

// specialties are those of the department's list, of its workers and of the needs, in Vietnamese order.
func (r *request) specialties() ([]string, error) {
	key := strconv.Itoa(r.edition.Manifest.Number) + " specialties"
	return remember(r.ctx, r.server.results, key, func() ([]string, error) {
		names, err := r.firstColumn("specialty_list")
		words.SortVietnamese(names)
		return names, err
	})
}

// firstColumn are the texts of the first column of a query without parameters.
func (r *request) firstColumn(query string) ([]string, error) {
	result, err := r.edition.Run(r.ctx, query, nil)
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, row := range result.Rows {
		if text, ok := row[0].(string); ok {
			texts = append(texts, text)
		}
	}
	return texts, nil
}

// ofAllSpecialties is the request for a figure that knows nothing of specialties.
func (r *request) ofAllSpecialties() *request {
	if r.scope.Specialty == "" {
		return r
	}
	all := *r
	all.scope.Specialty = ""
	return &all
}

// titled puts the specialty that narrows the view before a sentence.
func (r *request) titled(sentence string) string {
	if r.scope.Specialty == "" || sentence == "" {
		return sentence
	}
	name := r.words.Named(r.scope.Specialty)
	return r.words.T("specialty.titled", "specialty", words.Capital(name), "sentence", sentence)
}

// nameSpecialty says in the words of a drawing which specialty it is of.
func (r *request) nameSpecialty(d *Drawing) {
	if r.scope.Specialty == "" {
		return
	}
	d.Title, d.Alt = r.titled(d.Title), r.titled(d.Alt)
	if d.Subtitle != "" {
		d.Subtitle = r.words.T("specialty.subtitle", "subtitle", d.Subtitle, "specialty", r.words.Named(r.scope.Specialty))
	}
	if d.Reason != "" {
		d.Reason = r.words.T("specialty.reason", "reason", d.Reason, "specialty", r.words.Named(r.scope.Specialty))
	}
}

// specialtySaid is what the line of the period says of the address's specialty.
func (r *request) specialtySaid() string {
	if r.view.Specialty == "" || r.takesSpecialty() {
		return r.words.Named(r.view.Specialty)
	}
	return r.words.T("specialty.ignored", "specialty", r.words.Named(r.view.Specialty))
}
