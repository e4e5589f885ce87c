package verify

import (
	"context"
	"errors"
	"strconv"

	"luanphien/dashboard/problem"
	"luanphien/dashboard/words"
	"luanphien/queries/engine"
)

// parquetMark begins and ends every Parquet file.
const parquetMark = "PAR1"

// IsParquet tells whether a file begins as a Parquet file.
func IsParquet(file []byte) bool {
	return len(file) > len(parquetMark) && string(file[:len(parquetMark)]) == parquetMark
}

// ReadParquet reads a file that was taken away; one that cannot be read is a *problem.Problem.
func ReadParquet(ctx context.Context, file []byte) (engine.Parquet, error) {
	p, err := engine.ReadParquet(ctx, file)
	if errors.Is(err, engine.ErrParquet) {
		return p, BadFile("verify.problem.no_parquet")
	}
	return p, err
}

// Parquet says at which row and column a Parquet file first differs from the one made again, or in which of its texts.
func Parquet(ctx context.Context, file, now []byte) (*problem.Sentence, error) {
	made, err := engine.ReadParquet(ctx, now)
	if err != nil {
		return nil, err
	}
	taken, err := engine.ReadParquet(ctx, file)
	if errors.Is(err, engine.ErrParquet) {
		return problem.Say("verify.problem.no_parquet"), nil
	}
	if err != nil {
		return nil, err
	}
	return ParquetsUnlike(taken, made), nil
}

// ParquetsUnlike compares two that were read.
func ParquetsUnlike(taken, made engine.Parquet) *problem.Sentence {
	for i := range max(len(taken.Columns), len(made.Columns)) {
		if a, b := columnAt(taken, i), columnAt(made, i); a != b {
			return unlike(words.Both("verify.problem.column", "i", i+1), a.Name+" "+a.Type, b.Name+" "+b.Type)
		}
	}
	for i, row := range made.Rows {
		if i >= len(taken.Rows) {
			break
		}
		for k, c := range made.Columns {
			if mine := taken.Rows[i][k]; (mine == nil) != (row[k] == nil) || c.Cell(mine) != c.Cell(row[k]) {
				return unlike(words.Both("verify.problem.row_cell", "i", i+1, "name", c.Name), c.Cell(taken.Rows[i][k]), c.Cell(row[k]))
			}
		}
	}
	if len(taken.Rows) != len(made.Rows) {
		return unlike(words.Both("verify.problem.rows"), strconv.Itoa(len(taken.Rows)), strconv.Itoa(len(made.Rows)))
	}
	for i := range max(len(taken.Said), len(made.Said)) {
		if a, b := saidAt(taken, i), saidAt(made, i); a != b {
			name := b[0]
			if name == "" {
				name = a[0]
			}
			return unlike(words.Both("verify.problem.text", "name", name), a[1], b[1])
		}
	}
	return nil
}

func columnAt(p engine.Parquet, i int) (c engine.ParquetColumn) {
	if i < len(p.Columns) {
		c = p.Columns[i]
	}
	return c
}

func saidAt(p engine.Parquet, i int) (s [2]string) {
	if i < len(p.Said) {
		s = p.Said[i]
	}
	return s
}
