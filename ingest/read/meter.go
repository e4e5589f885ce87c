package read

import "archive/zip"

// meter tells how far a file is read where its bytes are not read from the first to the last: what is unpacked from it
// counts in proportion.
type meter struct {
	report func(bytesRead int64) // may be nil
	done   int64                 // bytes of the file

	unpacked     uint64 // bytes of a workbook's parts
	rows, passed int64  // of a workbook's sheets: all that were counted, and those read so far
}

// checkShare is the part of a workbook's reading that goes into looking through its parts before they are opened.
const checkShare = 0.25

// everyRows is after how many rows of a workbook its progress is told.
const everyRows = 256

func (m *meter) tell(done int64) {
	if m.report != nil && done > m.done {
		m.done = done
		m.report(done)
	}
}

// share makes the meter of a part of an archive: of its bytes, unpacked, which stand for those that are packed.
func (m *meter) share(packed, unpacked int64) func(bytesRead int64) {
	told := int64(0)
	return func(read int64) {
		stands := packed
		if unpacked > 0 {
			stands = int64(float64(packed) * min(1, float64(read)/float64(unpacked)))
		}
		m.tell(m.done + stands - told)
		told = max(told, stands)
	}
}

// checkedPart notes that a part of a workbook was looked through: so many of all its unpacked bytes, and so many rows that hold anything.
func (f *File) checkedPart(part *zip.File, rows int64) {
	f.meter.rows += rows
	if all := f.meter.unpacked; all > 0 {
		f.meter.tell(f.meter.done + int64(checkShare*float64(f.Size)*float64(part.UncompressedSize64)/float64(all)))
	}
}

// passRow notes that a row of a workbook was read.
func (f *File) passRow() {
	if f.meter.passed++; f.meter.rows > 0 && (f.meter.passed%everyRows == 0 || f.meter.passed == f.meter.rows) {
		share := checkShare + (1-checkShare)*min(1, float64(f.meter.passed)/float64(f.meter.rows))
		f.meter.tell(int64(share * float64(f.Size)))
	}
}
