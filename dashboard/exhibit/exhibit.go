// Package exhibit shows a figure on a page: with its picture for readers without script, its remarks, the rows behind it and
// its addresses.
package exhibit

import (
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
)

// Shown is a drawing on a page, with its addresses.
type Shown struct {
	*figure.Figure
	*figure.Drawing
	Source     string
	Citation   string // by which the figure is computed again; on a page of several it is shown on paper
	DataURL    string // of the JSON that the script draws
	PageURL    string // of the figure's own page
	CSVURL     string
	XLSXURL    string
	ParquetURL string
	Picture    *pagePicture // for readers without script; nil where there is no chart
	SVGURL     string       // with PNGURL and PDFURL "" where there is no chart
	PNGURL     string
	PDFURL     string
	Sizes      []sizeLink // of PNGs for where they go; empty where there is no chart
	// TableRows is the table as shown on a page beside other figures: nil when it is too long for that.
	TableRows *table.Table
	Failed    string // sentence, when the figure could not be computed
	Remarks   []RemarkLine
	Marked    bool // its chart has marks of what was said
	Behind    []rowsLink
	Class     string
	// Unfiltered says that the figure is of all specialties although the page is of one; "" = it is not so.
	Unfiltered string
}

// sizeLink leads to a figure's PNG in one size.
type sizeLink struct{ Text, URL string }

// tableLimit is the number of cells above which a table is shown on the figure's own page only.
const tableLimit = 1200

// Show makes a figure for a page. Its failure becomes its own message: the page around it stands.
func Show(r *question.Question, id string) *Shown {
	f := catalogue.All.ByID[id]
	s := &Shown{Figure: f, DataURL: figure.AddressOf(r, "/figures/"+f.ID+".json", f, "made", r.EditionNumber()), PageURL: figure.URL(r, f, ""), CSVURL: figure.URL(r, f, ".csv"),
		XLSXURL: figure.URL(r, f, ".xlsx"), ParquetURL: figure.URL(r, f, ".parquet")}
	d, err := figure.DrawSafely(r, f)
	if err != nil {
		r.Without("a figure", id, err)
		s.Failed = r.Words.T("figure.failed")
		s.Drawing = &figure.Drawing{Title: r.Words.T("figure." + f.ID)}
		return s
	}
	s.Drawing = d
	if r.View.Specialty != "" && !figure.Specialises(r, f) {
		s.Unfiltered = r.Words.T("specialty.unfiltered")
	}
	s.Source = figure.Source(r, d.Scope)
	if r.Edition != nil {
		if s.Citation, err = export.Citation(r, f, d); err != nil {
			r.Without("a citation", id, err)
		}
		s.Remarks, s.Behind = remarksOn(r, f, d), behind(r, f, d)
	}
	s.Marked = r.Edition != nil && len(Marks(r, f, d)) > 0
	if d.Drawn() {
		s.Picture = PictureOf(r, f, d, export.SizeWide)
		s.SVGURL, s.PNGURL, s.PDFURL = figure.URL(r, f, ".svg"), figure.URL(r, f, ".png"), figure.URL(r, f, ".pdf")
		for _, p := range export.Papers {
			if p.Offers(d) {
				s.Sizes = append(s.Sizes, sizeLink{r.Words.T("figure.size." + p.Name), figure.AddressOf(r, "/figures/"+f.ID+".png", f, "size", p.Name)})
			}
		}
	}
	if d.Table != nil && len(d.Table.Rows())*len(d.Table.Columns) <= tableLimit {
		s.TableRows = d.Table
	}
	return s
}
