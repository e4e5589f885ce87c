package main

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"luanphien/dashboard/report"
	"luanphien/queries/calendar"
	"luanphien/queries/province"
)

// The settings of the letterhead and the signature of a report; what is not set is left to be filled in by hand.
var (
	settingReportSuperior = setting{Flag: "report-superior", Default: "", Kind: "text", Help: "letterhead of a report: the superior body, such as UBND TỈNH ĐIỆN BIÊN; of the province of the stations otherwise"}
	settingReportBody     = setting{Flag: "report-body", Default: "Sở Y tế", Kind: "text", Help: "letterhead of a report: the body that reports"}
	settingReportSymbol   = setting{Flag: "report-symbol", Default: "SYT", Kind: "text", Help: "the body's symbol in the number of a report (Số: …/BC-SYT); the number itself is left blank"}
	settingReportPlace    = setting{Flag: "report-place", Default: "", Kind: "text", Help: "the place before the date of a report; the province of the stations otherwise"}
	settingReportDate     = setting{Flag: "report-date", Default: "", Kind: "text", Help: "the date of a report, such as 05/12/2026; left blank otherwise"}
	settingReportTitle    = setting{Flag: "report-signer-title", Default: "Giám đốc", Kind: "text", Help: "the office of who signs a report"}
	settingReportSigner   = setting{Flag: "report-signer", Default: "", Kind: "text", Help: "the name of who signs a report; signature and seal are left blank"}
	settingPublisher      = setting{Flag: "publisher", Default: "", Kind: "text", Help: "who answers for the numbers, such as Sở Y tế tỉnh Điện Biên: the source on each picture and in each file, and part of each citation"}
	settingReportTo       = setting{Flag: "report-recipients", Default: "", Kind: "text", Help: "to whom a report goes, with semicolons between: UBND tỉnh; Bộ Y tế"}
)

var reportSettings = []setting{settingReportSuperior, settingReportBody, settingReportSymbol, settingReportPlace, settingReportDate, settingReportTitle, settingReportSigner, settingReportTo, settingPublisher}

// cities are the codes of the cities under the government, whose committee is not a province's.
const cities = "01 31 46 48 79 92"

// letterOf reads the reportSettings. Of is the province of the stations; without a name where they are of several.
func letterOf(cmd *cobra.Command, of province.Province) (report.Letter, error) {
	l := report.Letter{Superior: settingReportSuperior.text(cmd), Body: settingReportBody.text(cmd), Symbol: settingReportSymbol.text(cmd), Place: settingReportPlace.text(cmd),
		SignerTitle: settingReportTitle.text(cmd), Signer: settingReportSigner.text(cmd)}
	if of.Name != "" && l.Superior == "" {
		l.Superior = "UBND tỉnh " + of.Name
		if strings.Contains(cities, of.Code) {
			l.Superior = "UBND thành phố " + strings.TrimPrefix(of.Name, "TP. ")
		}
	}
	if of.Name != "" && l.Place == "" {
		l.Place = of.Name
	}
	for _, name := range strings.Split(settingReportTo.text(cmd), ";") {
		if name = strings.TrimSpace(name); name != "" {
			l.Recipients = append(l.Recipients, name)
		}
	}
	if text := settingReportDate.text(cmd); text != "" {
		d, err := time.Parse("2/1/2006", text)
		if err != nil {
			d, err = time.Parse(time.DateOnly, text)
		}
		if err != nil || !calendar.Holds(d) {
			return l, usagef("--report-date %s: cần một ngày như 05/12/2026 (a date such as 05/12/2026 or 2026-12-05)", text)
		}
		l.Date = d
	}
	return l, nil
}
