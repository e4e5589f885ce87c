package main

import (
	"net/mail"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"luanphien/dashboard/digest"
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

// The settings of how the weekly digests go to those who want them.
var (
	settingSMTPHost = setting{Flag: "smtp-host", Default: "", Kind: "text",
		Help: "a mail server (SMTP) that sends the weekly digests of those who turned them on; always encrypted but for a server on this very machine. Needs --smtp-from and --public-url; blank = none are sent"}
	settingSMTPPort     = setting{Flag: "smtp-port", Default: "587", Kind: "number", Help: "the mail server's port; 465 is encrypted from the first byte"}
	settingSMTPUser     = setting{Flag: "smtp-user", Default: "", Kind: "text", Help: "log-in at the mail server; blank = none"}
	settingSMTPPassword = setting{Flag: "smtp-password-file", Default: "", Kind: "text", Help: "a file (mode 0600) with the password of that log-in"}
	settingSMTPFrom     = setting{Flag: "smtp-from", Default: "", Kind: "text", Help: "the sender's address of the weekly digests, such as luanphien@syt.example.vn"}
	settingDigestFolder = setting{Flag: "digest-folder", Default: "", Kind: "text",
		Help: "a folder into which the weekly digests are written as .eml files, in place of a mail server; needs --smtp-from and --public-url"}
)

var digestSettings = []setting{settingSMTPHost, settingSMTPPort, settingSMTPUser, settingSMTPPassword, settingSMTPFrom, settingDigestFolder}

// postOf is the way that the settings state for digests, or nil where they state none.
func postOf(cmd *cobra.Command) (digest.Post, error) {
	host, folder, from := settingSMTPHost.text(cmd), settingDigestFolder.text(cmd), settingSMTPFrom.text(cmd)
	if host == "" && folder == "" {
		return nil, nil
	}
	if host != "" && folder != "" {
		return nil, usagef("--%[1]s và --%[2]s: chỉ dùng một (only one of the two)", settingSMTPHost.Flag, settingDigestFolder.Flag)
	}
	links, err := publicURL(cmd)
	if err != nil {
		return nil, err
	}
	if links == "" {
		return nil, usagef("--%[1]s và --%[2]s cần --%[3]s, để thư có liên kết (need --%[3]s, so that letters have links)", settingSMTPHost.Flag, settingDigestFolder.Flag, settingPublicURL.Flag)
	}
	if a, err := mail.ParseAddress(from); err != nil || a.Address != from {
		return nil, usagef("--%s «%s»: cần một địa chỉ thư điện tử (an e-mail address is needed)", settingSMTPFrom.Flag, from)
	}
	if folder != "" {
		return digest.Folder{Path: folder, Sender: from}, nil
	}
	s := &digest.Server{Host: host, User: settingSMTPUser.text(cmd), Sender: from}
	if s.Port, err = strconv.Atoi(settingSMTPPort.text(cmd)); err != nil || s.Port < 1 || s.Port > 65535 {
		return nil, usagef("--%s cần một số từ 1 đến 65535 (takes a number from 1 to 65535)", settingSMTPPort.Flag)
	}
	path := settingSMTPPassword.text(cmd)
	if (path == "") != (s.User == "") {
		return nil, usagef("--%[1]s và --%[2]s đi cùng nhau (go together)", settingSMTPUser.Flag, settingSMTPPassword.Flag)
	}
	if path != "" {
		s.Password, err = readSecret(path)
	}
	return s, err
}
