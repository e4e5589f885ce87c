// Package province names the provinces of Vietnam by their codes.
package province

import (
	_ "embed"
	"strings"
)

// provincesCSV are the 34 provinces and cities since 1 July 2025, by decision 19/2025/QĐ-TTg.
//
//go:embed provinces.csv
var provincesCSV string

// Province is a province or a city under the government.
type Province struct {
	Code string // two digits
	Name string // "" where the code is none of today's
}

var all, byCode = read(provincesCSV)

func read(table string) ([]Province, map[string]Province) {
	var list []Province
	codes := map[string]Province{}
	for _, line := range strings.Split(strings.TrimSpace(table), "\n")[1:] {
		code, name, _ := strings.Cut(line, ",")
		list = append(list, Province{code, name})
		codes[code] = Province{code, name}
	}
	return list, codes
}

// All are the provinces by code.
func All() []Province { return append([]Province(nil), all...) }

// Of is the province of a code. One that was merged away has its code only.
func Of(code string) Province {
	if p, ok := byCode[code]; ok {
		return p
	}
	return Province{Code: code}
}

// String is how people are told of it: by its name, or by the code alone.
func (p Province) String() string {
	if p.Name == "" {
		return p.Code
	}
	return p.Name
}
