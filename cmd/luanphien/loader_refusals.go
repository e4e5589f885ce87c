package main

import (
	"context"
	"time"

	"luanphien/dashboard"
	"luanphien/ingest"
)

// The list of refused rows behind the dashboard's own words.

func (l *fileLoader) Rows(ctx context.Context, loadID int) (dashboard.RowLedger, error) {
	rows, passed, known, err := ingest.RowsOf(ctx, l.folder, loadID)
	if err != nil || !known {
		return dashboard.RowLedger{}, sentenceOf(err)
	}
	return rowLedger(rows, passed), nil
}

func (l *fileLoader) Refusals(ctx context.Context, loadID, most int) (*dashboard.RefusalList, error) {
	list, err := ingest.OpenRefusals(ctx, l.folder, loadID, most)
	if err != nil {
		return nil, sentenceOf(err)
	}
	shown := &dashboard.RefusalList{Open: list.Open, First: openRefusals(list.First)}
	for _, d := range list.Dismissed {
		shown.Dismissed = append(shown.Dismissed, dashboard.DismissedRow{
			RefusedKey: dashboard.RefusedKey{LoadID: d.LoadID, Kind: d.Kind, RowNo: d.RowNo},
			Sheet:      d.Sheet, Line: d.Line, Reason: d.Reason, Login: d.Login, At: d.At,
		})
	}
	return shown, nil
}

func openRefusals(list []ingest.OpenRefusal) []dashboard.OpenRefusal {
	var shown []dashboard.OpenRefusal
	for _, o := range list {
		shown = append(shown, dashboard.OpenRefusal{RefusedKey: dashboard.RefusedKey(o.RefusedRow), FileName: o.FileName, Sheet: o.Sheet,
			Line: o.Line, Column: o.Column, Waits: o.Waits, Sentence: dashboard.Sentence{VI: o.VI, EN: o.EN}})
	}
	return shown
}

func (l *fileLoader) Dismiss(ctx context.Context, rows []dashboard.RefusedKey, reason, user string) ([]dashboard.OpenRefusal, error) {
	var wanted []ingest.RefusedRow
	for _, r := range rows {
		wanted = append(wanted, ingest.RefusedRow(r))
	}
	taken, err := ingest.Dismiss(ctx, l.folder, wanted, reason, user, time.Now())
	return openRefusals(taken), sentenceOf(err)
}

func (l *fileLoader) Restore(ctx context.Context, row dashboard.RefusedKey) error {
	return sentenceOf(ingest.Restore(ctx, l.folder, ingest.RefusedRow(row)))
}
