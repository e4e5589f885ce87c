package people

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/hex"
	"io"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/account"
	"luanphien/dashboard/export"
	"luanphien/queries/calendar"
	"luanphien/queries/fault"
)

var auditFields = []string{"id", "at", "who", "action", "subject", "detail", "address", "outcome", "sha256"}

// AuditCSV writes entries of the audit trail for a spreadsheet. next gives those that follow the one of that number (0 =
// the first ones), and none at the end.
func AuditCSV(w io.Writer, next func(last int64) ([]account.Entry, error)) error {
	if _, err := io.WriteString(w, export.ByteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	if err := out.Write(auditFields); err != nil {
		return err
	}
	for last := int64(0); ; {
		entries, err := next(last)
		if err != nil {
			return err
		}
		for _, e := range entries {
			record := []string{strconv.FormatInt(e.ID, 10), e.At.In(calendar.Zone).Format(time.RFC3339), export.GuardFormula(e.Login), e.Action, export.GuardFormula(e.Subject), export.GuardFormula(e.Detail),
				export.GuardFormula(e.Address), e.Ended(), hex.EncodeToString(e.Hash)}
			if err := out.Write(record); err != nil {
				return err
			}
			last = e.ID
		}
		out.Flush()
		if err := out.Error(); err != nil || len(entries) == 0 {
			return err
		}
	}
}

// auditCSV sends all entries that the page's filter chooses, the newest first. They are read while they are sent, so that
// a trail of years takes no memory; where that fails, the connection ends before the answer does.
func auditCSV(d *visit) error {
	f, err := d.auditFilter()
	if err != nil {
		return err
	}
	f.Limit = AuditShown
	s, ctx := d.room, context.WithoutCancel(d.Question.Ctx) // it is sent after this; whoever leaves closes the pipe
	from, to := io.Pipe()
	go func() {
		buffered := bufio.NewWriter(to)
		err := fault.Call(func() error {
			return AuditCSV(buffered, func(last int64) ([]account.Entry, error) {
				if last > 0 {
					f.Before = last
				}
				return s.Accounts.Trail(ctx, f)
			})
		})
		if err == nil {
			err = buffered.Flush()
		}
		_ = to.CloseWithError(err) // never fails
	}()
	d.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	d.Set(fiber.HeaderContentDisposition, `attachment; filename="audit.csv"`)
	d.Context().SetBodyStream(from, -1)
	return nil
}
