package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"regexp"
	"strings"
	"syscall"
	"time"
	"unicode"

	"luanphien/queries/calendar"
	"luanphien/queries/edition"
)

// What the system and the library of the command line say in English only is told in both languages here.

// systemSentences tells why an address or a file cannot be used, and what to do; ok is false for other errors.
func systemSentences(err error) (vi, en string, ok bool) {
	var version *edition.VersionError
	if errors.As(err, &version) {
		vi, en = version.Sentences()
		return vi, en, true
	}
	var address *net.OpError
	if errors.As(err, &address) && address.Op == "listen" {
		vi, en = addressSentences(address)
		return vi, en, true
	}
	var file *fs.PathError
	if errors.As(err, &file) && !vietnamese(strings.ReplaceAll(err.Error(), file.Path, "")) {
		vi, en = fileSentences(file)
		return vi, en, true
	}
	return "", "", false
}

func addressSentences(err *net.OpError) (vi, en string) {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Sprintf("Địa chỉ %s đang có chương trình khác dùng. Hãy dừng chương trình đó, hoặc chọn cổng khác, ví dụ --listen 127.0.0.1:8081.", err.Addr),
			fmt.Sprintf("The address %s is used by another program. Stop that program, or choose another port, such as --listen 127.0.0.1:8081.", err.Addr)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf("Không có quyền mở địa chỉ %s: cổng dưới 1024 thường chỉ dành cho quản trị viên của máy. Hãy chọn cổng khác, ví dụ --listen 127.0.0.1:8080.", err.Addr),
			fmt.Sprintf("The address %s may not be opened by this user: ports below 1024 are mostly for the machine's administrator. Choose another port, such as --listen 127.0.0.1:8080.", err.Addr)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return fmt.Sprintf("Máy này không có địa chỉ %s. Hãy nêu một địa chỉ của máy này bằng --listen.", err.Addr),
			fmt.Sprintf("This machine does not have the address %s. Name one of its own with --listen.", err.Addr)
	}
	return fmt.Sprintf("Không mở được địa chỉ %s (%v). Hãy chọn địa chỉ khác bằng --listen.", err.Addr, err.Err),
		fmt.Sprintf("The address %s cannot be opened (%v). Choose another one with --listen.", err.Addr, err.Err)
}

// vietnamese tells whether a text holds letters that English lacks: then the command has said it in both languages.
func vietnamese(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII && unicode.IsLetter(r) })
}

func fileSentences(err *fs.PathError) (vi, en string) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("Không có tệp hay thư mục «%s». Hãy kiểm tra đường dẫn.", err.Path),
			fmt.Sprintf("There is no file or folder “%s”. Check the path.", err.Path)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf("Không có quyền mở hoặc tạo «%s». Hãy kiểm tra quyền, hoặc chạy bằng người dùng khác.", err.Path),
			fmt.Sprintf("“%s” may not be opened or made by this user. Check its permissions, or run as another user.", err.Path)
	case errors.Is(err, syscall.ENOTDIR):
		return fmt.Sprintf("«%s» là tệp hoặc nằm dưới một tệp, không phải thư mục. Hãy chọn đường dẫn khác.", err.Path),
			fmt.Sprintf("“%s” is a file or lies below one, and no folder. Choose another path.", err.Path)
	case errors.Is(err, syscall.EROFS):
		return fmt.Sprintf("«%s» nằm trên ổ đĩa chỉ đọc. Hãy chọn đường dẫn trên ổ đĩa ghi được.", err.Path),
			fmt.Sprintf("“%s” lies on a disk that may only be read. Choose a path on one that can be written to.", err.Path)
	case errors.Is(err, syscall.EISDIR):
		return fmt.Sprintf("«%s» là thư mục, không phải tệp. Hãy nêu một tệp.", err.Path),
			fmt.Sprintf("“%s” is a folder, and no file. Name a file.", err.Path)
	}
	return fmt.Sprintf("Không mở hoặc không tạo được «%s» (%v). Hãy kiểm tra đường dẫn và ổ đĩa.", err.Path, err.Err),
		fmt.Sprintf("“%s” cannot be opened or made (%v). Check the path and the disk.", err.Path, err.Err)
}

// usageWords are the library's sentences about flags and arguments, and what is said in their place.
var usageWords = []struct {
	of     *regexp.Regexp
	vi, en string
}{
	{regexp.MustCompile(`^unknown flag: (\S+)`), "không có tùy chọn $1", "there is no flag $1"},
	{regexp.MustCompile(`^unknown shorthand flag: '(.)' in (\S+)`), "không có tùy chọn -$1 (trong $2)", "there is no flag -$1 (in $2)"},
	{regexp.MustCompile(`^flag needs an argument: (?:'.' in )?(\S+)`), "tùy chọn $1 cần một giá trị", "the flag $1 needs a value"},
	{regexp.MustCompile(`^invalid argument (".*") for "(?:-., )?(\S+)" flag.*`), "giá trị $1 không hợp với tùy chọn $2", "the value $1 does not fit the flag $2"},
	{regexp.MustCompile(`^bad flag syntax: (\S+)`), "tùy chọn viết sai: $1", "the flag is written wrongly: $1"},
	{regexp.MustCompile(`^accepts (\d+) arg\(s\), received (\d+)`), "số tham số mà lệnh cần: $1, nhận được: $2", "arguments that the command needs: $1, given: $2"},
	{regexp.MustCompile(`^accepts at most (\d+) arg\(s\), received (\d+)`), "số tham số mà lệnh nhận: nhiều nhất $1, nhận được: $2", "arguments that the command takes: $1 at most, given: $2"},
	{regexp.MustCompile(`^accepts between (\d+) and (\d+) arg\(s\), received (\d+)`), "số tham số mà lệnh nhận: từ $1 đến $2, nhận được: $3", "arguments that the command takes: $1 to $2, given: $3"},
	{regexp.MustCompile(`^requires at least (\d+) arg\(s\), only received (\d+)`), "số tham số mà lệnh cần: ít nhất $1, nhận được: $2", "arguments that the command needs: $1 at least, given: $2"},
	{regexp.MustCompile(`^unknown command "(.*?)" for "(.*?)"`), "lệnh «$2» không có phần «$1»", "the command “$2” has no part “$1”"},
}

// usageSentence is why a command line was not understood, in both languages where the library says it in English only.
func usageSentence(err error) string {
	text := err.Error()
	for _, w := range usageWords {
		if at := w.of.FindStringSubmatchIndex(text); at != nil {
			return fmt.Sprintf("%s; xem --help\n%s; see --help", w.of.ExpandString(nil, w.vi, text, at), w.of.ExpandString(nil, w.en, text, at))
		}
	}
	return text
}

// wrongWeek and wrongMoment tell of a flag that takes another thing than was given; why is what the calendar says.
func wrongWeek(flag, given string, why error) error {
	return usagef("--%s «%s»: không phải là một tuần ISO có trên lịch; hãy ghi như 2026-W07 (%w)", flag, given, why)
}

// beyondCalendar refuses what no figure counts, rather than count a part of it without a word.
func beyondCalendar(flag, given string) error {
	return usagef("--%s «%s»: nằm ngoài lịch từ %s đến %s (lies outside the calendar)", flag, given,
		calendar.FirstDay.Format(time.DateOnly), calendar.LastDay.Format(time.DateOnly))
}

// aheadOfNow says what a moment that has not come does to the figures, which are not refused: a clock may be behind.
func aheadOfNow(asOf time.Time) string {
	return fmt.Sprintf("--as-of %s chưa đến: các ngày và báo cáo đến lúc đó được tính theo những gì biết hôm nay, kể cả là chưa có ai và còn thiếu\n"+
		"--as-of %[1]s is ahead: days and reports up to it are counted by what is known today, as without anybody and missing, too", asOf.In(calendar.Zone).Format(time.RFC3339))
}

func wrongMoment(flag, given string, why error) error {
	return usagef("--%s «%s»: không phải là ngày (2026-04-01) hay thời điểm (2026-04-01T08:00:00+07:00) (%w)", flag, given, why)
}
