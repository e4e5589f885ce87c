package main

import (
	"context"
	"time"

	"luanphien/dashboard/problem"
	"luanphien/dashboard/upload"
	"luanphien/ingest"
)

// The list of refused rows behind the dashboard's own words.

func (l *fileLoader) Rows(ctx context.Context, loadID int) (upload.RowLedger, error) {
	rows, passed, known, err := ingest.RowsOf(ctx, l.folder, loadID)
	if err != nil || !known {
		return upload.RowLedger{}, sentenceOf(err)
	}
	return rowLedger(rows, passed), nil
}

func (l *fileLoader) Refusals(ctx context.Context, loadID, most int) (*upload.RefusalList, error) {
	return l.refusals(ctx, loadID, most, nil)
}

// refusals is the list of one load or (0) of all that within admits; nil = every one.
func (l *fileLoader) refusals(ctx context.Context, loadID, most int, within func(int) bool) (*upload.RefusalList, error) {
	list, err := ingest.OpenRefusals(ctx, l.folder, loadID, most, within)
	if err != nil {
		return nil, sentenceOf(err)
	}
	shown := &upload.RefusalList{Open: list.Open, First: openRefusals(list.First)}
	for _, d := range list.Dismissed {
		shown.Dismissed = append(shown.Dismissed, upload.DismissedRow{
			RefusedKey: upload.RefusedKey{LoadID: d.LoadID, Kind: d.Kind, RowNo: d.RowNo},
			Sheet:      d.Sheet, Line: d.Line, Reason: d.Reason, Login: d.Login, At: d.At,
		})
	}
	return shown, nil
}

func openRefusals(list []ingest.OpenRefusal) []upload.OpenRefusal {
	var shown []upload.OpenRefusal
	for _, o := range list {
		shown = append(shown, upload.OpenRefusal{RefusedKey: upload.RefusedKey(o.RefusedRow), FileName: o.FileName, Sheet: o.Sheet,
			Line: o.Line, Column: o.Column, Waits: o.Waits, Sentence: problem.Sentence{VI: o.VI, EN: o.EN}})
	}
	return shown
}

func (l *fileLoader) Dismiss(ctx context.Context, rows []upload.RefusedKey, reason, user string) ([]upload.OpenRefusal, error) {
	var wanted []ingest.RefusedRow
	for _, r := range rows {
		wanted = append(wanted, ingest.RefusedRow(r))
	}
	taken, err := ingest.Dismiss(ctx, l.folder, wanted, reason, user, time.Now())
	return openRefusals(taken), sentenceOf(err)
}

func (l *fileLoader) Restore(ctx context.Context, row upload.RefusedKey) error {
	return sentenceOf(ingest.Restore(ctx, l.folder, ingest.RefusedRow(row)))
}
