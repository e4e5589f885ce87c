// Package rule names the reasons for which a row goes to the quarantine, and says each in two languages.
package rule

import "fmt"

// Rule is the name of a check that a row failed. Empty = none.
type Rule string

// What a cell says cannot be read.
const (
	None               Rule = ""
	MissingRequired    Rule = "missing_required"
	CountUnparsable    Rule = "count_unparsable"
	CountNegative      Rule = "count_negative"
	CountFractional    Rule = "count_fractional"
	DecimalUnparsable  Rule = "decimal_unparsable"
	WeekUnparsable     Rule = "week_unparsable"
	WeekImpossible     Rule = "week_impossible"
	WeekDays           Rule = "week_days"
	WeekSpan           Rule = "week_span"
	DateUnparsable     Rule = "date_unparsable"
	DateImpossible     Rule = "date_impossible"
	DateBeyond         Rule = "date_beyond"
	DateOpen           Rule = "date_open"
	DateTimeUnparsable Rule = "datetime_unparsable"
	MonthUnparsable    Rule = "month_unparsable"
	MonthImpossible    Rule = "month_impossible"
	ProvinceCode       Rule = "province_code"
	CellError          Rule = "cell_error"
	LettersBroken      Rule = "letters_broken"
	FormulaUnsaved     Rule = "formula_unsaved"
	CellUnusable       Rule = "cell_unusable"
	CellMerged         Rule = "cell_merged"
	ValueContradicted  Rule = "value_contradicted"
	PeriodNotWeek      Rule = "period_not_week"
	PartsMissing       Rule = "parts_missing"
	NumberAmbiguous    Rule = "number_ambiguous"
	PercentUnexpected  Rule = "percent_unexpected"
	RowLength          Rule = "row_length"
)

// A name or code that is in no list.
const (
	StationUnknown   Rule = "station_unknown"
	StationAmbiguous Rule = "station_ambiguous"
	StationTrap      Rule = "station_name_trap"
	StationFormer    Rule = "station_name_former"
	UnitUnknown      Rule = "unit_unknown"
	WorkerUnknown    Rule = "worker_unknown"
	CodeUnknown      Rule = "code_unknown" // not in a list that the department extends
	WordUnknown      Rule = "word_unknown" // not one of the words that the program knows
	CodeNameDisagree Rule = "code_name_disagree"
	StationElsewhere Rule = "station_elsewhere" // of another province than the load
	OtherProvince    Rule = "other_province"    // the row names another province than the load's
	OutsideArea      Rule = "outside_area"      // not of those that who loads works for
)

// What a row says cannot be so. The rules themselves are SQL, in queries/checks.
const (
	DuplicateKey           Rule = "duplicate_key"
	KeyContradicted        Rule = "key_contradicted"
	KeyDiffers             Rule = "key_differs" // from an earlier row, which stands
	WeekFuture             Rule = "week_future"
	MomentFuture           Rule = "moment_future"
	BeforeOpening          Rule = "before_opening"
	AfterClosing           Rule = "after_closing"
	Implausible            Rule = "implausible"
	ReferralsExceedVisits  Rule = "referrals_exceed_visits"
	FilledExceedRequired   Rule = "filled_exceed_required"
	EndBeforeStart         Rule = "end_before_start"
	PostingTooLong         Rule = "posting_too_long"
	LeftBeforeStart        Rule = "left_before_start"
	LeftUnknown            Rule = "left_unknown"
	ResolvedBeforeReported Rule = "resolved_before_reported"
	FTEOutOfRange          Rule = "fte_out_of_range"
	CoordinateImpossible   Rule = "coordinate_impossible"
	MonthFuture            Rule = "month_future"
	MonthBeforeOpening     Rule = "month_before_opening"
	MonthAfterClosing      Rule = "month_after_closing"
	ShareUnclear           Rule = "share_unclear"
	OnePlace               Rule = "one_place"
	CodeZerosLost          Rule = "code_zeros_lost"
	WeekFromMonth          Rule = "week_from_month"
	DecisionConverted      Rule = "decision_converted"
)

// Text says what a rule means and how to mend the row. %s stands for the column's title.
type Text struct {
	VI, EN string
	// Waits: the row is tried again by itself at each later load, since what it lacks may still come.
	Waits bool
	// Option of the command line that lets the row pass as it is; "" = none.
	Option string
}

var texts = map[Rule]Text{
	MissingRequired: {VI: "Cột «%s» để trống. Hãy điền giá trị rồi nạp lại.",
		EN: "Column “%s” is blank. Fill it in and load the row again."},
	CountUnparsable: {VI: "Cột «%s» không phải là một số đếm. Hãy ghi một số nguyên, chẳng hạn 12 hoặc 1.234; để trống nếu không có số liệu.",
		EN: "Column “%s” is not a count. Write a whole number such as 12 or 1.234; leave it blank if there is no figure."},
	CountNegative: {VI: "Cột «%s» là số âm. Giá trị ở đây không thể nhỏ hơn 0: hãy sửa, hoặc để trống nếu không có số liệu.",
		EN: "Column “%s” is negative. What stands here cannot be below 0: mend it, or leave it blank if there is no figure."},
	CountFractional: {VI: "Cột «%s» có phần lẻ. Hãy ghi một số nguyên, chẳng hạn 12 hoặc 1234.",
		EN: "Column “%s” has a fraction. Write a whole number such as 12 or 1234."},
	DecimalUnparsable: {VI: "Cột «%s» không phải là một số. Hãy ghi một số, chẳng hạn 21,5; để trống nếu không có số liệu.",
		EN: "Column “%s” is not a number. Write one such as 21.5; leave it blank if there is no figure."},
	NumberAmbiguous: {VI: "Cột «%s»: dấu chấm hoặc dấu phẩy ở đây có thể là dấu phần nghìn hoặc dấu phần lẻ. Chỉ số này nhận số thập phân: hãy ghi 1234 hoặc 1,2340 cho rõ.",
		EN: "Column “%s”: the dot or comma may part thousands or a fraction. This indicator takes decimals: write 1234 or 1.2340 to be clear."},
	PercentUnexpected: {VI: "Cột «%s» ghi theo phần trăm, nhưng đơn vị tính của chỉ số này trong danh mục không phải là %%. Hãy ghi số không có dấu %% (ô định dạng phần trăm: đổi sang định dạng số), hoặc sửa đơn vị tính của chỉ số rồi nạp lại dòng này.",
		EN: "Column “%s” is written in per cent, but that is not the unit of this indicator in its list. Write the number without the sign (format a cell of per cent as a number), or mend the indicator's unit, and load the row again."},
	WeekUnparsable: {VI: "Cột «%s» không phải là một tuần, hoặc thiếu năm. Hãy ghi theo mẫu 2026-W07 hoặc Tuần 7/2026.",
		EN: "Column “%s” is not a week, or lacks its year. Write it as 2026-W07 or Tuần 7/2026."},
	WeekImpossible: {VI: "Cột «%s» ghi một tuần hoặc một ngày không có trên lịch. Một năm có 52 tuần, một số năm có 53 tuần: hãy sửa số tuần, ngày hoặc năm.",
		EN: "Column “%s” names a week or a day that is not in the calendar. A year has 52 weeks, some have 53: mend the week, the day or the year."},
	DateUnparsable: {VI: "Cột «%s» không phải là một ngày. Hãy ghi ngày trước, năm đủ bốn chữ số: 15/12/2025.",
		EN: "Column “%s” is not a date. Write the day first, the year in four digits: 15/12/2025."},
	DateOpen: {VI: "Cột «%s» ghi rằng chưa biết ngày. Hãy ghi ngày dự kiến, chẳng hạn 15/12/2025; khi có quyết định mới thì ghi lại ngày ấy và nạp lại. Cột không bắt buộc thì để trống.",
		EN: "Column “%s” says that the day is not known yet. Write the day expected, such as 15/12/2025; with the new decision write its day and load the row again. A column that is not required is left blank."},
	DateImpossible: {VI: "Cột «%s» ghi một ngày không có trên lịch, hoặc một năm ngoài 1900–2199. Hãy ghi ngày trước, rồi tháng và năm: 15/12/2025.",
		EN: "Column “%s” names a day that is not in the calendar, or a year outside 1900 to 2199. Write the day first, then the month and the year: 15/12/2025."},
	DateBeyond: {VI: "Cột «%s» ghi thời gian ngoài các năm 2000–2060 mà chương trình tính. Hãy kiểm tra năm.",
		EN: "Column “%s” names a time outside the years 2000 to 2060, which the program covers. Check the year."},
	DateTimeUnparsable: {VI: "Cột «%s» không phải là ngày và giờ. Hãy ghi theo mẫu 21/12/2025 16:05.",
		EN: "Column “%s” is not a date and time. Write it as 21/12/2025 16:05."},
	CellError: {VI: "Cột «%s» chứa lỗi của bảng tính (chẳng hạn #REF!). Hãy sửa công thức hoặc ghi giá trị.",
		EN: "Column “%s” holds a spreadsheet error (such as #REF!). Mend the formula or type the value."},
	LettersBroken: {VI: "Cột «%s» có chữ bị hỏng: dòng này dùng bảng mã khác với phần còn lại của tệp, có lẽ được ghép từ tệp khác. Hãy gõ lại dòng này, hoặc lưu cả tệp thành CSV UTF-8, rồi nạp lại.",
		EN: "Column “%s” holds broken letters: the row is in another encoding than the rest of the file, perhaps pasted from another one. Type it again, or save the whole file as CSV UTF-8, and load it again."},
	FormulaUnsaved: {VI: "Cột «%s» là công thức mà tệp không lưu kết quả. Hãy mở tệp bằng Excel, chờ tính xong, lưu lại rồi nạp lại, hoặc gõ giá trị vào ô.",
		EN: "Column “%s” is a formula whose result the file does not hold. Open the file in a spreadsheet program, let it calculate, save and load again, or type the value."},
	ValueContradicted: {VI: "Cột «%s»: tệp DHIS2 có hai giá trị khác nhau cho cùng một khóa (số trong ngoặc là thứ tự của giá trị trong tệp). Hãy giữ một giá trị.",
		EN: "Column “%s”: the DHIS2 file has two different values of one key (the number in brackets is the value's place in the file). Keep one of them."},
	PeriodNotWeek: {VI: "Cột «%s»: kỳ báo cáo không phải là một tuần, và không chia ra tuần được. Hãy xuất số liệu theo tuần từ DHIS2.",
		EN: "Column “%s”: the period is not a week, and is not spread over weeks. Export weekly data from DHIS2."},
	PartsMissing: {VI: "Cột «%s»: tệp DHIS2 này chỉ có một phần của số liệu: thiếu phân tổ (phần tử dữ liệu, categoryOptionCombo hoặc attributeOptionCombo) mà lần nạp trước đã có, nên không thay được số đang có. Hãy xuất lại từ DHIS2 một tệp có đủ các phân tổ.",
		EN: "Column “%s”: this DHIS2 file has only a part of the figure. It lacks data elements or categories (categoryOptionCombo, attributeOptionCombo) that an earlier load had, and cannot stand in its place. Export all of the parts from DHIS2 in one file."},
	CellUnusable: {VI: "Ô ở cột «%s» bị hỏng trong tệp: nội dung của ô không đọc được. Hãy gõ lại giá trị vào ô đó, lưu rồi nạp lại.",
		EN: "The cell in column “%s” is damaged in the file: what it holds cannot be read. Type its value again, save and load again."},
	CellMerged: {VI: "Ô ở cột «%s» thuộc một ô gộp: không biết giá trị là của ô nào, hoặc giá trị bị ô gộp che. Hãy bỏ gộp ô, ghi giá trị vào từng ô rồi nạp lại.",
		EN: "The cell in column “%s” belongs to a merged cell: it is not known which of the cells its value is of, or the merged cell hides it. Unmerge it, write a value into each cell and load again."},
	RowLength: {VI: "Dòng có nhiều hoặc ít ô hơn dòng tiêu đề. Hãy kiểm tra dấu phân cách và dấu ngoặc kép.",
		EN: "The row has more or fewer cells than the header. Check its separators and quotation marks."},
	StationUnknown: {VI: "Cột «%s»: chưa có trạm nào mang mã hoặc tên này. Hãy sửa lại, hoặc nạp danh sách trạm; dòng này sẽ được thử lại ở mỗi lần nạp sau.",
		EN: "Column “%s”: no station has this code or name yet. Mend it, or load the list of stations; the row is tried again at each later load.", Waits: true},
	StationAmbiguous: {VI: "Cột «%s»: có nhiều trạm mang tên này. Hãy ghi mã trạm; dòng này sẽ được thử lại ở mỗi lần nạp sau.",
		EN: "Column “%s”: several stations bear this name. Write the station's code; the row is tried again at each later load.", Waits: true},
	StationTrap: {VI: "Cột «%s»: vào thời gian của dòng này, tên này thuộc về một đơn vị khác với đơn vị mang tên đó hiện nay. Hãy ghi mã trạm; dòng này sẽ được thử lại ở mỗi lần nạp sau.",
		EN: "Column “%s”: at the time of the row this name belonged to another unit than the one that bears it now. Write the station's code; the row is tried again at each later load.", Waits: true},
	StationFormer: {VI: "Cột «%s»: vào thời gian của dòng này, tên cũ này không còn dùng. Hãy ghi tên hoặc mã của trạm hiện nay; dòng này sẽ được thử lại ở mỗi lần nạp sau.",
		EN: "Column “%s”: at the time of the row this former name no longer held. Write the present station's name or code; the row is tried again at each later load.", Waits: true},
	UnitUnknown: {VI: "Cột «%s»: chưa có đơn vị nào mang mã hoặc tên này. Hãy sửa lại, hoặc nạp danh sách đơn vị; dòng này sẽ được thử lại ở mỗi lần nạp sau.",
		EN: "Column “%s”: no unit has this code or name yet. Mend it, or load the list of units; the row is tried again at each later load.", Waits: true},
	WorkerUnknown: {VI: "Cột «%s»: chưa có cán bộ nào mang mã này. Hãy sửa lại, hoặc nạp danh sách cán bộ; dòng này sẽ được thử lại ở mỗi lần nạp sau.",
		EN: "Column “%s”: no worker has this code yet. Mend it, or load the list of workers; the row is tried again at each later load.", Waits: true},
	CodeUnknown: {VI: "Cột «%s»: giá trị không có trong danh mục. Hãy dùng một giá trị của danh mục, hoặc nạp danh mục mới; dòng này sẽ được thử lại ở mỗi lần nạp sau.",
		EN: "Column “%s”: the value is not in its list. Use a value of the list, or load an extended list; the row is tried again at each later load.", Waits: true},
	WordUnknown: {VI: "Cột «%s»: không hiểu giá trị này. Hãy dùng một trong các giá trị trong mẫu của loại bảng này.",
		EN: "Column “%s”: the value is not understood. Use one of those in the template of this kind of table.", Option: "luanphien template"},
	CodeNameDisagree: {VI: "Cột «%s»: mã và tên trong cùng một dòng không chỉ cùng một nơi hoặc một người. Hãy sửa mã hoặc tên cho khớp nhau.",
		EN: "Column “%s”: the code and the name of the row do not mean the same place or person. Mend the one or the other."},
	DuplicateKey: {VI: "Dòng này lặp lại khóa của một dòng trước trong cùng tệp. Hãy giữ một dòng.",
		EN: "The row repeats the key of an earlier row of the same file. Keep one of them."},
	KeyContradicted: {VI: "Hai dòng của tệp có cùng khóa nhưng giá trị khác nhau (trong ngoặc là số dòng): không biết dòng nào đúng. Hãy giữ một dòng rồi nạp lại.",
		EN: "Two rows of the file have one key and different values (their lines in brackets): it is not known which is right. Keep one of them and load again."},
	KeyDiffers: {VI: "Dòng này có cùng khóa với một dòng trước trong tệp nhưng giá trị khác (trong ngoặc là số dòng); dòng trước được giữ. Nếu dòng này mới đúng, hãy xóa dòng trước rồi nạp lại.",
		EN: "The row has the key of an earlier row of the file and different values (their lines in brackets); the earlier row stands. If this one is right, delete the other and load again."},
	WeekFuture: {VI: "Cột «%s» ghi một tuần chưa đến. Nếu sai, hãy sửa; dòng này sẽ được thử lại ở mỗi lần nạp sau.",
		EN: "Column “%s” names a week that has not begun. Mend it if it is wrong; the row is tried again at each later load.", Waits: true},
	MomentFuture: {VI: "Cột «%s» ghi một thời điểm chưa đến. Nếu sai, hãy sửa; dòng này sẽ được thử lại ở mỗi lần nạp sau.",
		EN: "Column “%s” names a moment that has not come. Mend it if it is wrong; the row is tried again at each later load.", Waits: true},
	BeforeOpening: {VI: "Cột «%s» ghi một tuần trước ngày trạm mở. Hãy sửa tuần, hoặc nạp danh sách trạm với ngày mở đúng; dòng này sẽ được thử lại ở mỗi lần nạp sau.",
		EN: "Column “%s” names a week before the station opened. Mend it, or load the list of stations with the right date; the row is tried again at each later load.", Waits: true},
	AfterClosing: {VI: "Cột «%s» ghi một tuần sau ngày trạm đóng. Hãy sửa tuần, hoặc nạp danh sách trạm với ngày đóng đúng; dòng này sẽ được thử lại ở mỗi lần nạp sau.",
		EN: "Column “%s” names a week after the station closed. Mend it, or load the list of stations with the right date; the row is tried again at each later load.", Waits: true},
	Implausible: {VI: "Cột «%s» lớn hơn giới hạn hợp lý. Hãy kiểm tra; nếu đúng, nhờ người quản trị nạp lại với giới hạn cao hơn; dòng này sẽ được thử lại ở mỗi lần nạp sau.",
		EN: "Column “%s” is above the plausible limit. Check it; if it is right, ask the administrator to load it again with a higher limit; the row is tried again at each later load.", Waits: true, Option: "--max-count"},
	ReferralsExceedVisits: {VI: "Số chuyển tuyến (cột «%s») lớn hơn số lượt khám. Hãy sửa một trong hai số.",
		EN: "Referrals (column “%s”) exceed visits. Mend one of the two."},
	FilledExceedRequired: {VI: "Số mục đã điền (cột «%s») lớn hơn số mục bắt buộc. Hãy sửa một trong hai số.",
		EN: "Fields filled (column “%s”) exceed the fields required. Mend one of the two."},
	EndBeforeStart: {VI: "Ngày kết thúc hoặc đóng (cột «%s») trước ngày bắt đầu hoặc mở. Hãy sửa một trong hai ngày.",
		EN: "The last day or the closing (column “%s”) is before the first or the opening. Mend one of the two."},
	PostingTooLong: {VI: "Đợt luân phiên dài hơn 366 ngày (cột «%s»). Hãy kiểm tra năm.",
		EN: "The posting is longer than 366 days (column “%s”). Check the year."},
	LeftBeforeStart: {VI: "Ngày về thực tế (cột «%s») sớm hơn một ngày trước ngày bắt đầu. Nếu cán bộ không đến, hãy ghi đúng ngày liền trước ngày bắt đầu.",
		EN: "The actual end (column “%s”) is earlier than the day before the start. If the worker never arrived, write exactly the day before the start."},
	LeftUnknown: {VI: "Trạng thái ghi cán bộ đã về trong khi đợt luân phiên chưa hết, nhưng cột «%s» để trống. Hãy ghi ngày về thực tế; dòng này sẽ được thử lại ở mỗi lần nạp sau.",
		EN: "The status says that the worker has returned while the posting is not over, but column “%s” is blank. Write the day of the return; the row is tried again at each later load.", Waits: true},
	ResolvedBeforeReported: {VI: "Thời điểm ở cột «%s» trước thời điểm báo. Hãy sửa một trong hai.",
		EN: "The moment in column “%s” is before the report. Mend one of the two."},
	FTEOutOfRange: {VI: "Cột «%s» phải lớn hơn 0 và không quá 1, chẳng hạn 0,5 cho nửa thời gian.",
		EN: "Column “%s” must be above 0 and at most 1, such as 0.5 for half of the time."},
	MonthUnparsable: {VI: "Cột «%s» không phải là một tháng. Hãy ghi theo mẫu 2026-02 hoặc 02/2026.",
		EN: "Column “%s” is not a month. Write it as 2026-02 or 02/2026."},
	MonthImpossible: {VI: "Cột «%s» ghi một tháng không có trên lịch, hoặc một năm ngoài 1900–2199. Hãy ghi theo mẫu 2026-02 hoặc 02/2026.",
		EN: "Column “%s” names a month that is not in the calendar, or a year outside 1900 to 2199. Write it as 2026-02 or 02/2026."},
	MonthFuture: {VI: "Cột «%s» ghi một tháng chưa đến. Nếu sai, hãy sửa; dòng này sẽ được thử lại ở mỗi lần nạp sau.",
		EN: "Column “%s” names a month that has not begun. Mend it if it is wrong; the row is tried again at each later load.", Waits: true},
	MonthBeforeOpening: {VI: "Cột «%s» ghi một tháng trước ngày trạm mở. Hãy sửa tháng, hoặc nạp danh sách trạm với ngày mở đúng; dòng này sẽ được thử lại ở mỗi lần nạp sau.",
		EN: "Column “%s” names a month before the station opened. Mend it, or load the list of stations with the right date; the row is tried again at each later load.", Waits: true},
	MonthAfterClosing: {VI: "Cột «%s» ghi một tháng sau ngày trạm đóng. Hãy sửa tháng, hoặc nạp danh sách trạm với ngày đóng đúng; dòng này sẽ được thử lại ở mỗi lần nạp sau.",
		EN: "Column “%s” names a month after the station closed. Mend it, or load the list of stations with the right date; the row is tried again at each later load.", Waits: true},
	ShareUnclear: {VI: "Cột «%s»: chỉ tiêu của một tỷ lệ ghi theo phần trăm, tối đa 100. Hãy ghi 5,5 hoặc 5,5 %% cho năm phẩy năm phần trăm.",
		EN: "Column “%s”: the target of a proportion is written in per cent, 100 at most. Write 5.5 or 5.5 %% for five and a half per cent."},
	OnePlace: {VI: "Mỗi dòng liên hệ là của một trạm hoặc của một đơn vị. Hãy ghi mã trạm hoặc mã đơn vị, không ghi cả hai.",
		EN: "Each contact is that of a station or of a unit. Write the station's code or the unit's, not both."},
	CodeZerosLost: {VI: "Cột «%s»: mã này ngắn hơn năm chữ số, còn các xã, phường khác của tệp có mã năm chữ số; có lẽ bảng tính đã bỏ số 0 ở đầu. Hãy đặt định dạng cột là Văn bản (Text), ghi đủ mã, chẳng hạn 03172, rồi nạp lại.",
		EN: "Column “%s”: this code is shorter than five digits, while other communes and wards of the file have five; a spreadsheet may have dropped its leading zeros. Format the column as text, write the code in full, such as 03172, and load the row again."},
	WeekDays: {VI: "Cột «%s»: số tuần không khớp với các ngày ghi kèm. Tuần ISO đi từ thứ Hai đến Chủ nhật: hãy sửa số tuần hoặc các ngày.",
		EN: "Column “%s”: the week's number does not fit the days beside it. An ISO week runs from Monday to Sunday: mend the number or the days."},
	WeekSpan: {VI: "Cột «%s»: các ngày ghi trong ô không phải là một tuần từ thứ Hai đến Chủ nhật. Hãy ghi tuần theo mẫu 2026-W10, hoặc đúng ngày thứ Hai và Chủ nhật của tuần.",
		EN: "Column “%s”: the days in the cell are not one week from Monday to Sunday. Write the week as 2026-W10, or the Monday and the Sunday of the week."},
	WeekFromMonth: {VI: "Cột «%s»: ô này là một tháng; có lẽ bảng tính đã đổi tuần ghi kiểu 10/2026 thành tháng. Hãy đặt định dạng cột là Văn bản (Text), ghi tuần theo mẫu 2026-W10 rồi nạp lại.",
		EN: "Column “%s”: the cell is a month; a spreadsheet may have turned a week written as 10/2026 into one. Format the column as text, write the week as 2026-W10, and load the row again."},
	DecisionConverted: {VI: "Cột «%s»: ô này là một ngày hoặc một số lẻ; có lẽ bảng tính đã đổi số quyết định. Hãy đặt định dạng cột là Văn bản (Text), ghi lại số quyết định, chẳng hạn 012/QĐ-SYT, rồi nạp lại.",
		EN: "Column “%s”: the cell is a day or a fraction; a spreadsheet may have changed the decision's number. Format the column as text, write the number again, such as 012/QĐ-SYT, and load the row again."},
	ProvinceCode: {VI: "Cột «%s» không phải là mã tỉnh. Mã tỉnh có hai chữ số, ví dụ 11.",
		EN: "Column “%s” is not a province's code. It has two digits, such as 11."},
	StationElsewhere: {VI: "Cột «%s»: trạm này thuộc tỉnh khác với tỉnh của tệp. Hãy sửa mã, hoặc nạp tệp với mã tỉnh của trạm.",
		EN: "Column “%s”: this station is of another province than the file. Mend the code, or load the file under the station's province.", Option: "--province-code"},
	OtherProvince: {VI: "Cột «%s» ghi tỉnh khác với tỉnh của tệp. Hãy nạp các dòng của tỉnh đó riêng, với mã của tỉnh.",
		EN: "Column “%s” names another province than that of the file. Load the rows of that province by themselves, with its code.", Option: "--province-code"},
	OutsideArea: {VI: "Cột «%s»: trạm này không thuộc phạm vi của người nạp. Hãy bỏ dòng này, hoặc gửi cho người phụ trách trạm.",
		EN: "Column “%s”: this station is not one of those that the person who loads works for. Leave the row out, or hand it to who is in charge of the station."},
	CoordinateImpossible: {VI: "Cột «%s» không phải là một tọa độ. Vĩ độ từ −90 đến 90, kinh độ từ −180 đến 180.",
		EN: "Column “%s” is not a coordinate. Latitude runs from −90 to 90, longitude from −180 to 180."},
}

// All lists every rule that has a text.
func All() map[Rule]Text { return texts }

// Option is the option of the command line that lets a row refused by this rule pass as it is; "" = none.
func (r Rule) Option() string { return texts[r].Option }

// Waits tells whether a row refused by this rule is tried again at later loads.
func (r Rule) Waits() bool { return texts[r].Waits }

// Say gives the sentences of a rule for a column (its title in the file; "" where the whole row is at fault).
func (r Rule) Say(column string) (vi, en string) {
	t, ok := texts[r]
	if !ok {
		return string(r), string(r)
	}
	return fill(t.VI, column), fill(t.EN, column)
}

func fill(sentence, column string) string {
	for i := 0; i+1 < len(sentence); i++ {
		if sentence[i] == '%' && sentence[i+1] == 's' {
			return fmt.Sprintf(sentence, column)
		}
	}
	return sentence
}

// Twins tells whether the rule names, as the value at fault, what two rows of one key say.
func (r Rule) Twins() bool { return r == KeyContradicted || r == KeyDiffers }
