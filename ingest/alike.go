package ingest

import "fmt"

// shownShapes is how many tables of a file a preview describes.
const shownShapes = 30

// Shape is how a table of a file was understood, and how many more were understood just so.
type Shape struct {
	SheetShape
	Alike int
}

// Shapes tells how the tables of the file were understood: one by one where they are few, else the first of those that are
// alike. more is how many tables there are beyond those and their like.
func (f *FileReport) Shapes() (shapes []Shape, more int) {
	few, at := len(f.Sheets) <= shownShapes, map[string]int{}
	for _, s := range f.Sheets {
		key := fmt.Sprintf("%s %d %+v", s.Kind, s.Header, s.Columns)
		i, known := at[key]
		switch {
		case known && !few:
			shapes[i].Alike++
		case len(shapes) == shownShapes:
			more++
		default:
			at[key] = len(shapes)
			shapes = append(shapes, Shape{SheetShape: s})
		}
	}
	return shapes, more
}
