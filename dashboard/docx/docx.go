// Package docx writes word-processing documents (ISO/IEC 29500, transitional): paragraphs with styles, tables with repeated
// header rows, pictures with captions and cross-references, a table of contents, sections with their own paper and page
// numbers. The same document gives the same bytes each time.
package docx

import "time"

// Document is what is written.
type Document struct {
	Title, Subject, Author string // properties
	Lang                   string // BCP 47, such as vi-VN
	Made                   time.Time
	Sections               []Section
}

// Section is a run of pages on one paper.
type Section struct {
	Page   Page
	Blocks []Block
	// Anew numbers the pages from 1. The first page of a numbering shows no number; the others have it centred at the top.
	Anew bool
	// Foot stands at the foot of every page; "" = nothing.
	Foot string
}

// Page is the paper with its margins, in twentieths of a point (MM gives them). Head is the distance of the page number
// from the upper edge, Foot that of the foot's words from the lower.
type Page struct {
	Width, Height            int
	Top, Right, Bottom, Left int
	Head, Foot               int
}

// MM are millimetres in twentieths of a point.
func MM(mm float64) int { return int(mm*1440/25.4 + 0.5) }

// PT are points in twentieths of a point.
func PT(points float64) int { return int(points*20 + 0.5) }

// TextWidth is the width between the margins.
func (p Page) TextWidth() int { return p.Width - p.Left - p.Right }

// Block is a part of a section: a Paragraph, a Table, a Contents.
type Block interface{ write(*writer) }

// The styles of paragraphs.
const (
	StylePlain     = ""          // of the letterhead: no indent, no space after
	StyleBody      = "BodyText"  // justified, the first line indented
	StyleHeading1  = "Heading1"  // I. II. III.
	StyleHeading2  = "Heading2"  // 1. 2. 3.
	StyleHeading3  = "Heading3"  // not numbered
	StyleAppendix  = "Appendix"  // the title of an appendix, in the table of contents
	StyleCaption   = "Caption"   // of a figure, below it, or a table, above it
	StylePicture   = "Picture"   // the paragraph that holds a figure
	StyleNote      = "Note"      // below a figure or a table
	StyleTable     = "TableText" // in the cells of a table
	StyleNarrow    = "TableSmall"
	styleContents1 = "TOC1"
	styleContents2 = "TOC2"
)

// The alignments of a paragraph; "" is the style's.
const (
	AlignLeft, AlignCentre, AlignRight, AlignBoth = "left", "center", "right", "both"
)

// Paragraph is a line or more of text.
type Paragraph struct {
	Style, Align  string
	KeepNext      bool // on the page of what follows
	Before, After int  // space, in twentieths of a point; 0 = the style's
	// Indent and IndentRight narrow the paragraph from both sides, in twentieths of a point.
	Indent, IndentRight int
	// Rule draws a line along the upper edge of the paragraph, which is then one of 2 points without text.
	Rule bool
	// Boxed draws a frame around the paragraph.
	Boxed bool
	Runs  []Run
}

// Run is text in one look, or a field, or a picture.
type Run struct {
	Text         string // line breaks as \n
	Bold, Italic bool
	Size         float64 // points; 0 = the style's
	// Field is the instruction of a field, of which Text is what it gives.
	Field string
	// Begin is the name of a bookmark that begins before this run, End of one that ends after it.
	Begin, End string
	Picture    *Picture
}

// Text is a plain run.
func Text(text string) Run { return Run{Text: text} }

// Picture is a PNG in the line.
type Picture struct {
	PNG           []byte
	Width, Height int // twentieths of a point
	Name, Alt     string
}

// Table has a grid of cells; its first Header rows stand on top of each page that it goes over.
type Table struct {
	Widths []int // of the columns, twentieths of a point
	Header int
	Rows   [][]Cell
	// Open leaves out all lines.
	Open bool
	// Name and Alt say what the table holds, for those who do not see it.
	Name, Alt string
}

// Cell holds paragraphs, at least one.
type Cell struct {
	Span  int // columns; 0 = 1
	Paras []Paragraph
}

// Contents is the table of contents: the headings of two levels and the appendices. Word fills in the page numbers when it
// opens the document.
type Contents struct{ Title string }
