package warehouse

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"

	"luanphien/queries/edition"
)

// quietEvery is how often it is tried again to lock a folder that a load holds.
const quietEvery = 500 * time.Millisecond

// Quiet calls f while no load runs on the folder and none can begin, once everything that was loaded stands in the
// warehouse's one file. It waits for a load that runs until ctx ends; loads are refused meanwhile.
func Quiet(ctx context.Context, folder edition.Folder, f func() error) error {
	for {
		err := quiet(ctx, folder, f)
		if !errors.Is(err, errLocked) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(quietEvery):
		}
	}
}

func quiet(ctx context.Context, folder edition.Folder, f func() error) error {
	if _, err := os.Stat(folder.Warehouse()); errors.Is(err, fs.ErrNotExist) { // nothing was loaded yet
		l, err := Acquire(folder.Lock())
		if err != nil {
			return err
		}
		defer l.Release()
		return f()
	}
	w, err := Open(ctx, folder)
	if err != nil {
		return err
	}
	defer w.Close()
	if err := w.Settle(ctx); err != nil {
		return err
	}
	return f()
}
