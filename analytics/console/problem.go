package console

import (
	"regexp"
	"strconv"
	"strings"
)

// Code says why a statement gave no rows.
type Code string

// Codes of problems.
const (
	CodeRefused   Code = "refused"   // neither a reading statement nor EXPLAIN
	CodeSeveral   Code = "several"   // more than one statement
	CodeEmpty     Code = "empty"     // no statement
	CodeForbidden Code = "forbidden" // it asks for files, networks or extensions
	CodeStatement Code = "statement" // the engine does not understand it, or fails on its values
	CodeParameter Code = "parameter" // a parameter was not given
	CodeTime      Code = "time"      // not done at its deadline
	CodeCancelled Code = "cancelled" // broken off by who asked
	CodeMemory    Code = "memory"    // more memory than allowed
	CodeQueue     Code = "queue"     // too many of who asks wait already
	CodeLarge     Code = "large"     // a row, or the names of the columns, are larger than may cross to the program
	CodeCrashed   Code = "crashed"   // the process ended without an answer
)

// Problem says in both languages why a statement gave no rows, or not all.
type Problem struct {
	Code   Code   `json:"code"`
	VI     string `json:"vi"`
	EN     string `json:"en"`
	Detail string `json:"detail,omitempty"` // the engine's own words, without paths
	// Line and Column of the mistake in the statement, from 1; 0 where not known.
	Line   int `json:"line,omitempty"`
	Column int `json:"column,omitempty"`
	// internal is for the log, never for people.
	internal string
}

// Error is the English sentence.
func (p *Problem) Error() string {
	if p.Detail != "" {
		return p.EN + " " + p.Detail
	}
	return p.EN
}

// Internal is what the log may know beside: what the process said before it ended.
func (p *Problem) Internal() string { return p.internal }

// sentences are the words for each code.
var sentences = map[Code][2]string{
	CodeRefused: {"Trang này chỉ chạy câu «select» hoặc «explain»; dữ liệu và thiết lập không thể thay đổi ở đây.",
		"This page runs “select” or “explain” only; data and settings cannot be changed here."},
	CodeSeveral: {"Chỉ chạy một câu lệnh mỗi lần; hãy bỏ các câu sau dấu chấm phẩy.",
		"One statement is run at a time; take out those after the semicolon."},
	CodeEmpty: {"Chưa có câu lệnh nào.", "There is no statement."},
	CodeForbidden: {"Câu lệnh chỉ được đọc các bảng của ấn bản này; tệp, mạng và phần mở rộng đều bị khóa.",
		"A statement may read the tables of this edition only; files, networks and extensions are locked away."},
	CodeStatement: {"Câu lệnh không chạy được.", "The statement cannot be run."},
	CodeParameter: {"Còn thiếu giá trị của tham số.", "A parameter has no value."},
	CodeTime: {"Câu lệnh chạy quá thời gian cho phép và đã bị dừng. Hãy thu hẹp kỳ, bớt bảng hoặc bớt dòng.",
		"The statement took longer than allowed and was stopped. Narrow the period, or use fewer tables or rows."},
	CodeCancelled: {"Câu lệnh đã được dừng.", "The statement was stopped."},
	CodeMemory: {"Câu lệnh cần nhiều bộ nhớ hơn mức cho phép. Hãy lọc hoặc gộp bớt dòng.",
		"The statement needs more memory than allowed. Filter or aggregate to fewer rows."},
	CodeQueue: {"Bạn đã có 4 câu lệnh đang đợi. Hãy đợi chúng xong, hoặc dừng bớt.",
		"Four of your statements are waiting already. Wait for them to end, or stop some."},
	CodeLarge: {"Một dòng của kết quả lớn hơn 16 MB, hoặc tên và kiểu của các cột dài hơn 1 MB. Hãy tách thành nhiều dòng, nhiều câu lệnh, hoặc rút gọn bằng left().",
		"A row of the result is larger than 16 MB, or the names and types of its columns are longer than 1 MB. Split it into several rows or statements, or shorten it by left()."},
	CodeCrashed: {"Tiến trình chạy câu lệnh đã dừng bất thường; các trang khác không bị ảnh hưởng. Hãy thử lại.",
		"The process that ran the statement ended unexpectedly; no other page is affected. Try again."},
}

func problem(code Code) *Problem {
	return &Problem{Code: code, VI: sentences[code][0], EN: sentences[code][1]}
}

// Stopped is the problem of a statement that was broken off by who asked.
func Stopped() *Problem { return problem(CodeCancelled) }

// explained is a problem with the engine's own words.
func explained(code Code, message string) *Problem {
	p := problem(code)
	message = brief(message)
	p.Detail = firstLine(message)
	p.Line, p.Column = place(message)
	return p
}

// absolute finds paths, of which nobody outside needs to know.
var absolute = regexp.MustCompile(`(^|[\s"'(=:])((?:/[\w.@+~-]+){2,}/?|[A-Za-z]:\\[^\s"']+)`)

// firstLine is the first line of a message without paths.
func firstLine(message string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(message), "\n")
	line = absolute.ReplaceAllString(line, "$1…")
	if len(line) > longestWords {
		line = headOf(line, longestWords) + "…"
	}
	return line
}

// lineMark finds the line of the statement that the engine shows, and the sign below it that points at the mistake.
var lineMark = regexp.MustCompile(`(?m)^(LINE (\d+): )(.*)\n(\s*)\^`)

// place reads line and column of a mistake from the engine's message.
func place(message string) (line, column int) {
	m := lineMark.FindStringSubmatch(message)
	if m == nil {
		return 0, 0
	}
	line, err := strconv.Atoi(m[2])
	if err != nil {
		return 0, 0
	}
	if strings.HasPrefix(m[3], "...") { // cut at the left: the column is lost
		return line, 0
	}
	return line, max(1, len(m[4])-len(m[1])+1)
}

// readOnly finds what the engine says of statements that would write, where it looks at what they write to before their
// kind can be asked. They are refused either way; this only chooses the sentence.
var readOnly = regexp.MustCompile(`(?i)read-only mode|configuration has been locked|cannot be (prepared|executed) |` +
	`can only (delete from|update|insert into) base table|is not an? table|secret (type|provider)`)
