package loading

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/account"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/upload"
)

const (
	refusedShown   = 200 // rows of the list on a page
	longestReason  = 300 // characters
	dismissedShown = 50
)

// refusedBody is the list of refused rows on a page.
type refusedBody struct {
	*upload.RefusalList
	Of   int // the load whose rows they are; 0 = all
	More int64
	Off  []dismissedLine
}

type dismissedLine struct {
	upload.DismissedRow
	When string
}

// refused gives the list of one load or (0) of all.
func (d *visit) refused(of int) (refusedBody, error) {
	list, err := d.loader().Refusals(d.Question.Ctx, of, refusedShown)
	if err != nil {
		return refusedBody{}, err
	}
	b := refusedBody{RefusalList: list, Of: of, More: list.Open - int64(len(list.First))}
	for _, row := range list.Dismissed[:min(len(list.Dismissed), dismissedShown)] {
		b.Off = append(b.Off, dismissedLine{row, d.Words.Moment(row.At)})
	}
	return b, nil
}

type loadBody struct {
	loadLine
	Account upload.RowLedger
	Refused refusedBody
}

// loadPage shows one load of the history: its rows, those passed over, and those that are still refused.
func loadPage(d *visit) error {
	l, err := d.loadOf()
	if err != nil {
		return err
	}
	b := loadBody{loadLine: d.loadLine(l)}
	if b.Account, err = d.loader().Rows(d.Question.Ctx, l.ID); err != nil {
		return err
	}
	b.Account = b.Account.Bounded(refusedShown)
	if b.Refused, err = d.refused(l.ID); err != nil {
		return err
	}
	return d.Show("load", "load.title", b)
}

var (
	errNoRow    = problem.Of(422, "loading.problem.no_row")
	errNoReason = problem.Of(422, "loading.problem.no_reason", "n", longestReason)
)

// keys are the rows that a form names.
func (d *visit) keys() (rows []upload.RefusedKey) {
	for _, field := range d.Request().PostArgs().PeekMulti("row") {
		parts := strings.Split(string(field), ":")
		if len(parts) != 3 {
			continue
		}
		load, err := strconv.Atoi(parts[0])
		number, err2 := strconv.Atoi(parts[2])
		if err == nil && err2 == nil {
			rows = append(rows, upload.RefusedKey{LoadID: load, Kind: parts[1], RowNo: number})
		}
	}
	return rows
}

// dismissRows takes rows off the list of refused ones, with a reason.
func dismissRows(d *visit) error {
	rows, reason := d.keys(), strings.TrimSpace(d.FormValue("reason"))
	if len(rows) == 0 {
		return errNoRow
	}
	if reason == "" || utf8.RuneCountInString(reason) > longestReason {
		return errNoReason
	}
	taken, err := d.loader().Dismiss(d.Question.Ctx, rows, reason, d.Session.Login)
	if err != nil {
		return err
	}
	for _, o := range taken {
		detail := fmt.Sprintf("load %d, line %d %s: %s", o.LoadID, o.Line, o.Sheet, reason)
		if err := d.Audit(account.ActionDismiss, o.FileName, detail); err != nil {
			return err
		}
	}
	return d.backToList()
}

// restoreRow puts a row back on the list.
func restoreRow(d *visit) error {
	for _, row := range d.keys() {
		if err := d.loader().Restore(d.Question.Ctx, row); err != nil {
			return err
		}
		if err := d.Audit(account.ActionRestore, "", fmt.Sprintf("load %d, row %d of %s", row.LoadID, row.RowNo, row.Kind)); err != nil {
			return err
		}
	}
	return d.backToList()
}

// backToList leads back to the page whose form was sent.
func (d *visit) backToList() error {
	if of, err := strconv.Atoi(d.FormValue("of")); err == nil && of > 0 {
		return d.Redirect(d.View.Link("/data/loads/"+strconv.Itoa(of))+"#refused", fiber.StatusSeeOther)
	}
	return d.Redirect(d.View.Link("/data")+"#refused", fiber.StatusSeeOther)
}
