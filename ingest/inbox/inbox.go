// Package inbox loads the files that are put into a folder, and puts them beside it with what was said of them.
package inbox

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"luanphien/ingest"
	"luanphien/ingest/mend"
	"luanphien/ingest/warehouse"
	"luanphien/queries/edition"
)

// The folders of an inbox into which files go when they were tried.
const (
	InboxDone    = "done"
	InboxRefused = "refused"
)

// Defaults of the watch.
const (
	inboxPoll   = 2 * time.Second // between two looks
	inboxStable = 5 * time.Second // for which size and time of a file must not have changed
)

// Watch loads what comes into a folder (a shared drive, the target of an e-mail rule) until the context ends. A file is
// taken once it has not changed for some seconds; it goes to done/ or refused/ beside a report of the same name with
// «.txt» behind it, and never takes the place of another file. While another load runs the files wait. The error is
// about the inbox itself.
func Watch(ctx context.Context, inbox string, folder edition.Folder, o ingest.Options) error {
	o.Fill()
	w := &watch{inbox: inbox, folder: folder, options: o, poll: inboxPoll, stable: inboxStable, now: time.Now}
	return w.run(ctx)
}

// watch is an inbox that is being watched.
type watch struct {
	inbox        string
	folder       edition.Folder
	options      ingest.Options
	poll, stable time.Duration
	now          func() time.Time
	seen         map[string]sighting
	stuck        map[string]bool // files that could not be moved: they are loaded, and are not tried again
}

// sighting is how a file looked, and since when.
type sighting struct {
	size     int64
	modified time.Time
	since    time.Time
}

func (w *watch) run(ctx context.Context) error {
	for _, sub := range []string{InboxDone, InboxRefused} {
		if err := privateFolder(filepath.Join(w.inbox, sub)); err != nil {
			return &mend.Error{
				VI:  fmt.Sprintf("Không ghi được vào hộp nhận «%s». Hãy kiểm tra đường dẫn và quyền ghi.", w.inbox),
				EN:  fmt.Sprintf("The inbox “%s” cannot be written to. Check its path and permissions.", w.inbox),
				Err: err,
			}
		}
	}
	w.seen, w.stuck = map[string]sighting{}, map[string]bool{}
	ticker := time.NewTicker(w.poll)
	defer ticker.Stop()
	for {
		if err := w.look(ctx); err != nil && ctx.Err() == nil {
			w.options.Log.Warn("inbox", slog.String("folder", w.inbox), slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// look loads the files that are complete, in one run, so that lists come before what refers to them.
func (w *watch) look(ctx context.Context) error {
	entries, err := os.ReadDir(w.inbox)
	if err != nil {
		return err // a shared drive may be away for a while
	}
	present := map[string]bool{}
	var ready []string
	for _, e := range entries {
		if !e.Type().IsRegular() || passedOver(e.Name()) || w.stuck[e.Name()] {
			continue
		}
		present[e.Name()] = true
		if w.complete(e) {
			ready = append(ready, filepath.Join(w.inbox, e.Name()))
		}
	}
	for name := range w.seen {
		if !present[name] {
			delete(w.seen, name)
		}
	}
	if len(ready) == 0 {
		return nil
	}
	return w.load(ctx, ready)
}

// passedOver tells the names of files that are in the making, or that systems leave lying about.
func passedOver(name string) bool {
	lower := strings.ToLower(name)
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~") || lower == "thumbs.db" || lower == "desktop.ini" {
		return true
	}
	return slices.Contains([]string{".part", ".partial", ".tmp", ".crdownload", ".download", ".filepart"}, filepath.Ext(lower))
}

// complete tells whether a file has not changed for long enough.
func (w *watch) complete(e fs.DirEntry) bool {
	info, err := e.Info()
	if err != nil {
		return false
	}
	before, known := w.seen[e.Name()]
	if !known || before.size != info.Size() || !before.modified.Equal(info.ModTime()) {
		w.seen[e.Name()] = sighting{info.Size(), info.ModTime(), w.now()}
		return false
	}
	return w.now().Sub(before.since) >= w.stable
}

func (w *watch) load(ctx context.Context, paths []string) error {
	o := w.options
	o.Now = w.now()
	report, err := ingest.Run(ctx, w.folder, paths, o)
	if err != nil {
		return err // the files stay and are tried again: another load runs, or the data folder is out of reach
	}
	var failed error
	for i, path := range paths {
		failed = errors.Join(failed, w.put(path, &report.Files[i]))
		delete(w.seen, filepath.Base(path))
	}
	return failed
}

// put moves a file that was tried, and writes its report beside it.
func (w *watch) put(path string, f *ingest.FileReport) error {
	before := w.seen[filepath.Base(path)]
	if info, err := os.Stat(path); err != nil || info.Size() != before.size || !info.ModTime().Equal(before.modified) {
		return err // it was written to meanwhile, and is another file now: it will be taken in its turn
	}
	into := InboxDone
	if f.Status == ingest.Refused {
		into = InboxRefused
	}
	target, err := moveBeside(path, filepath.Join(w.inbox, into))
	if err != nil {
		w.stuck[filepath.Base(path)] = true
		return fmt.Errorf("move %s to %s: %w", path, into, err)
	}
	var text strings.Builder
	ingest.WriteFileReport(&text, f)
	return errors.Join(makeOwn(target), os.WriteFile(target+".txt", []byte(text.String()), edition.PrivateFile))
}

// privateFolder makes a folder, or takes the one that is there and its files, from everybody but the owner.
func privateFolder(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	return edition.TakePrivate(path)
}

// makeOwn takes a file from everybody but this process's user. One that belongs to whoever dropped it is replaced by a
// copy.
func makeOwn(path string) error {
	if err := os.Chmod(path, edition.PrivateFile); !errors.Is(err, fs.ErrPermission) {
		return err
	}
	copied := path + ".part"
	if _, _, err := warehouse.CopyFile(path, copied); err != nil {
		return errors.Join(err, os.Remove(copied))
	}
	return os.Rename(copied, path)
}

// moveBeside moves a file into a folder under its own name, or with a number behind it where that name, or the name of
// its report, is taken. A hard link fails where the name is there already, so nothing is ever replaced; where the drive
// knows no links, an empty file is made first to hold the name.
func moveBeside(path, folder string) (string, error) {
	extension := filepath.Ext(path)
	stem := strings.TrimSuffix(filepath.Base(path), extension)
	for n := 1; ; n++ {
		target := filepath.Join(folder, stem+extension)
		if n > 1 {
			target = filepath.Join(folder, fmt.Sprintf("%s (%d)%s", stem, n, extension))
		}
		if _, err := os.Lstat(target + ".txt"); err == nil {
			continue
		}
		err := os.Link(path, target)
		switch {
		case err == nil:
			return target, os.Remove(path)
		case errors.Is(err, fs.ErrExist):
			continue
		case !errors.Is(err, syscall.EPERM) && !errors.Is(err, errors.ErrUnsupported):
			return "", err
		}
		held, err := os.OpenFile(target, os.O_CREATE|os.O_EXCL|os.O_WRONLY, edition.PrivateFile)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		return target, errors.Join(held.Close(), os.Rename(path, target))
	}
}
