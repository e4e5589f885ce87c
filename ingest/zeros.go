package ingest

import (
	"fmt"
	"strings"
	"sync"

	"luanphien/ingest/aliases"
	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/read"
	"luanphien/ingest/rule"
)

// A spreadsheet that takes a code for a number drops the zeros before it: 03172 becomes 3172. Codes of digits that are equal
// but for such zeros mean the same thing, in every kind of file and whichever of the two came first; a list never makes two
// entries of them.

func (r *resolver) stationByCode(text string) *station {
	s, _ := lex.SameButZeros(text, func(code string) (*station, bool) {
		s := r.stations[code]
		return s, s != nil
	})
	return s
}

// unitOf is the unit of that code.
func (r *resolver) unitOf(code string) (string, bool) {
	codes := r.units[lex.Key(code)]
	if len(codes) != 1 {
		return "", false
	}
	return codes[0], true
}

// workerOf is the worker of that code.
func (r *resolver) workerOf(code string) (string, bool) {
	known, ok := r.workers[lex.Key(code)]
	return known, ok
}

// respelled is a code of a list that is known otherwise.
type respelled struct{ written, known string }

// ownCode makes the reading of the codes that a list defines, in the column of that name. Those of units and workers of
// another province than the folder's own are kept with that one's code before them.
func (r *resolver) ownCode(field string) func(text string, c *cell) {
	known, plain, prefix := r.ownStation, func(code string) string { return code }, ""
	switch field {
	case "unit_code":
		known, plain, prefix = r.own(r.unitOf), r.plain, r.province.prefix()
	case "worker_code":
		known, plain, prefix = r.own(r.workerOf), r.plain, r.province.prefix()
	}
	return func(text string, c *cell) {
		if readText(text, c); c.Missing || c.Rule != rule.None {
			return
		}
		written := plain(c.Code)
		c.Code = prefix + written
		if !lex.Digits(written) {
			return
		}
		if code, ok := known(written); ok && code != c.Code {
			r.respelled = append(r.respelled, respelled{written, plain(code)})
			c.Code = code
		}
	}
}

// own looks for codes of the load's province that are equal but for zeros.
func (r *resolver) own(find func(string) (string, bool)) func(string) (string, bool) {
	return func(text string) (string, bool) {
		return lex.SameButZeros(text, func(code string) (string, bool) {
			known, ok := find(code)
			return known, ok && known == r.province.prefix()+code
		})
	}
}

// ownStation is the known station that a code of a list of stations means or, while there is none, the commune of the
// province whose former names the program ships.
func (r *resolver) ownStation(text string) (string, bool) {
	if s := r.stationByCode(text); s != nil {
		return s.code, true
	}
	if of := r.province.of; of != "" && of != shippedProvince {
		return "", false
	}
	return lex.SameButZeros(text, func(code string) (string, bool) { return code, shippedCodes()[code] })
}

// shippedProvince is the province of the shipped table of former names: Điện Biên.
const shippedProvince = "11"

// shippedCodes are the communes of that table.
var shippedCodes = sync.OnceValue(func() map[string]bool {
	codes := map[string]bool{}
	rows, err := aliases.Rows()
	if err != nil {
		return codes // addFormerNames says so
	}
	for _, row := range rows {
		codes[row.StationCode] = true
	}
	return codes
})

// shownCodes is how many codes a notice names.
const shownCodes = 3

// sayRespelled adds a notice on the codes of a list that are taken for known ones.
func (p *part) sayRespelled(kind header.Kind, report *FileReport) {
	codes := p.stage.resolver.respelled
	if len(codes) == 0 {
		return
	}
	var shown []string
	for _, c := range codes[:min(len(codes), shownCodes)] {
		shown = append(shown, c.written+" → "+c.known)
	}
	if len(codes) > shownCodes {
		shown = append(shown, "…")
	}
	list := strings.Join(shown, ", ")
	report.Notices = append(report.Notices, read.Message{
		VI: fmt.Sprintf("Bảng «%s»: %d mã chỉ khác mã đã biết ở các số 0 đầu (%s). Chương trình dùng mã đã biết, không lập thêm mã thứ hai. Để giữ số 0, hãy đặt định dạng cột mã là Văn bản (Text) trước khi lưu tệp.", kind.VI, len(codes), list),
		EN: fmt.Sprintf("Table “%s”: codes that differ from known ones by leading zeros only: %d (%s). The known codes are used; no second entries are made. To keep the zeros, format the column of codes as text before saving the file.", kind.EN, len(codes), list),
	})
}
