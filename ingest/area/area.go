// Package area knows for which stations a load was made by who works for some only: their codes, with commas between; "" is
// the whole province.
package area

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"luanphien/ingest/header"
	"luanphien/ingest/nearest"
)

// Mark stands in the record of options of every load of the area; "" for the province.
func Mark(area string) string {
	if area == "" {
		return ""
	}
	b, _ := json.Marshal(area) // a text always is one
	return `"area":` + string(b)
}

// Of is the area that a record of options names. Loads of older programs were of the province.
func Of(options string) string {
	var recipe struct {
		Area string `json:"area"`
	}
	_ = json.Unmarshal([]byte(options), &recipe) // there was none
	return recipe.Area
}

// Offered are the names that messages may offer to who works for the area.
func Offered(area string, names []nearest.Candidate) []nearest.Candidate {
	if area == "" {
		return names
	}
	codes := strings.Split(area, ",")
	return slices.DeleteFunc(names, func(c nearest.Candidate) bool { return !slices.Contains(codes, c.Code) })
}

// Refuses says why a table of the whole province, a list or what belongs to no station, does not load for the area; refused
// is false where it does.
func Refuses(area string, kind header.Kind) (vi, en string, refused bool) {
	return fmt.Sprintf("Bảng «%s» là của toàn tỉnh: chỉ người làm việc cho toàn tỉnh nạp được. Hãy gửi tệp cho Sở.", kind.VI),
		fmt.Sprintf("The table “%s” is of the whole province: only who works for the province can load it. Send the file to the department.", kind.EN),
		area != "" && !kind.OfStations()
}
