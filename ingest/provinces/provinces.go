// Package provinces says of which province a folder and a file are.
package provinces

import (
	"fmt"
	"strings"

	"luanphien/ingest/lex"
)

// Code reads a province's code: two digits, of which a spreadsheet may have lost a zero before.
func Code(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if !lex.Digits(text) || len(text) > 2 {
		return "", false
	}
	return fmt.Sprintf("%02s", text), true
}

// Held is how much a folder holds of the lists to which everything else refers.
type Held struct{ Stations, Units, Workers int64 }

// Any tells whether there is anything.
func (h Held) Any() bool { return h.Stations+h.Units+h.Workers > 0 }

// nearlyAll is the share, in percent, of the stations of a folder that a list must name to say of which province they are.
const nearlyAll = 90

// SaidBy tells whether a list that names so many of the folder's stations is a list of them.
func (h Held) SaidBy(stations int64) bool { return 100*stations >= nearlyAll*h.Stations }

// Unsaid is why a file of a province does not load into a folder with lists of which nobody has said the province.
func (h Held) Unsaid(code string) (vi, en string) {
	return fmt.Sprintf("Tệp ghi tỉnh %s, còn thư mục này có sẵn %d trạm, %d đơn vị, %d cán bộ mà chưa ghi mã tỉnh: không nạp gì. Hãy nạp trước danh sách trạm y tế của thư mục, có đủ các trạm đang có và cột «Mã tỉnh»; hoặc nhờ người quản trị ghi mã tỉnh của thư mục khi nạp.",
			code, h.Stations, h.Units, h.Workers),
		fmt.Sprintf("The file names province %s, while this folder holds lists of which the province was never said (stations %d, units %d, workers %d): nothing is loaded. First load the list of the folder's stations, all of them, with the column “Mã tỉnh” (province_code); or ask the administrator to say the folder's own province with a load.",
			code, h.Stations, h.Units, h.Workers)
}

// Several is why a file of several provinces cannot be the first to say which is the folder's.
func Several() (vi, en string) {
	return "Tệp ghi nhiều tỉnh, và thư mục này chưa biết tỉnh nào là của mình. Hãy nạp tệp của tỉnh mình trước.",
		"The file names several provinces, and this folder does not know yet which is its own. Load the file of its own province first."
}

// Another is why a file of another province does not load into a folder of one alone.
func Another(own, code string) (vi, en string) {
	return fmt.Sprintf("Tệp này của tỉnh %s, còn thư mục này chỉ dành cho tỉnh %s: không nạp gì. Hãy nạp vào thư mục của tỉnh đó, hoặc nhờ người quản trị cho phép thư mục chứa nhiều tỉnh.", code, own),
		fmt.Sprintf("This file is of province %s, but the folder is for province %s alone: nothing is loaded. Load it into the folder of its own province, or ask the administrator to make this one for several.", code, own)
}
