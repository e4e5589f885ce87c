package ledger

// Reason is why a row was passed over.
type Reason string

// The reasons. Their words for people are in Words.
const (
	Empty         Reason = "empty"          // a running number, or signs that say «nothing», and no more
	Subtotal      Reason = "subtotal"       // adds up rows above it or below it
	CarriedOver   Reason = "carried_over"   // the sum of another page
	Heading       Reason = "heading"        // heads the rows of an area; names no station
	Title         Reason = "title"          // of a further table on the sheet
	Header        Reason = "header"         // of a further table, or the same once more on a new page
	ColumnNumbers Reason = "column_numbers" // 1 2 3 … under the header
	Signature     Reason = "signature"      // who made and who signs, place and date, whom it is sent to
	NotReported   Reason = "not_reported"   // says that the station did not report
	Note          Reason = "note"           // a sentence beside or between the rows
	OtherSheet    Reason = "other_sheet"    // stands on a sheet that was not read, hidden or without a header, or in such a file of an archive
	OtherKind     Reason = "other_kind"     // DHIS2: is of another kind than the one asked for
	Unmapped      Reason = "unmapped"       // DHIS2: its data element is not in the mapping
	Deleted       Reason = "deleted"        // DHIS2: is marked as deleted
	Repeated      Reason = "repeated"       // DHIS2: says the same as a value before it
)

// Reasons lists them in the order in which they are shown.
func Reasons() []Reason {
	return []Reason{Title, Header, ColumnNumbers, Heading, Subtotal, CarriedOver, NotReported, Empty, Note, Signature,
		OtherSheet, OtherKind, Unmapped, Deleted, Repeated}
}

var words = map[Reason][2]string{
	Empty:         {"không có số liệu", "holds no figures"},
	Subtotal:      {"dòng cộng", "subtotal"},
	CarriedOver:   {"số mang sang", "carried over from a page"},
	Heading:       {"tên nhóm, không phải tên trạm", "group heading"},
	Title:         {"tiêu đề giữa trang", "title of a further table"},
	Header:        {"dòng tên cột nhắc lại", "header repeated"},
	ColumnNumbers: {"số thứ tự của cột", "numbers of the columns"},
	Signature:     {"phần ký tên, nơi nhận", "signatures"},
	NotReported:   {"ghi không báo cáo", "says that nothing was reported"},
	Note:          {"ghi chú", "note"},
	OtherSheet:    {"ở trang hoặc tệp không được đọc", "on a sheet or in a file that was not read"},
	OtherKind:     {"thuộc loại khác", "of another kind"},
	Unmapped:      {"không có trong tệp ánh xạ", "not in the mapping"},
	Deleted:       {"đã xóa trong DHIS2", "deleted in DHIS2"},
	Repeated:      {"trùng một giá trị trước", "the same as a value before"},
}

// Words is what people call the reason, in each language: a short phrase to follow the row's text.
func (r Reason) Words() (vi, en string) { return words[r][0], words[r][1] }
