package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"luanphien/analytics/editions"
	"luanphien/dashboard"
	"luanphien/dashboard/followup"
	"luanphien/queries/edition"
)

// writeDocument has a document of an edition (0 = the newest) written as a file that is not there yet, and keeps the edition,
// which its citations name.
func writeDocument(cmd *cobra.Command, out string, of int, write func(server *dashboard.Server, to io.Writer) error) error {
	source, err := publisher(cmd)
	if err != nil {
		return err
	}
	folder := edition.Folder(settingData.text(cmd))
	shelf, err := editions.Open(folder)
	if err != nil {
		return err
	}
	defer shelf.Close()
	followUps, err := followUpsIn(folder)
	if err != nil {
		return err
	}
	if followUps != nil {
		defer followUps.Close()
	}
	server, err := dashboard.New(dashboard.Options{Shelf: shelf, Outlines: folder.Boundaries(), FollowUps: followUps, Publisher: source})
	if err != nil {
		return err
	}
	number, err := editionOrNewest(folder, of)
	if err != nil {
		return err
	}
	defer boundHeap()()
	if err := writeNew(out, func(to io.Writer) error { return write(server, to) }); err != nil {
		return inBothLanguages(err)
	}
	if err := folder.Pin(number, time.Now()); err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Đã ghi %[1]s – %[1]s is written\n", out)
	return nil
}

// followUpsIn is what people noted in a folder; nil where nobody has, and no file is made of it.
func followUpsIn(folder edition.Folder) (*followup.Store, error) {
	if _, err := os.Stat(folder.FollowUps()); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return followup.Open(folder.FollowUps(), nil)
}

// picturesHeap is the size of the heap, bytes, above which a document in the making collects its garbage early.
const picturesHeap = 200 << 20

// boundHeap keeps pictures, sixty of them in a report, from leaving more garbage than a document needs memory. The function
// that it gives ends that.
func boundHeap() func() {
	if os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	before := debug.SetMemoryLimit(picturesHeap)
	return func() { debug.SetMemoryLimit(before) }
}

// editionOrNewest is the number of an edition that is there, 0 standing for the newest.
func editionOrNewest(folder edition.Folder, number int) (int, error) {
	numbers, err := folder.Numbers()
	switch {
	case err != nil:
		return 0, err
	case len(numbers) == 0:
		return 0, noEdition(folder)
	case number == 0:
		return numbers[len(numbers)-1], nil
	case !slices.Contains(numbers, number):
		return 0, noEditionOf(number, folder)
	}
	return number, nil
}

// newFile is a file that is not there before its first byte is written, so that what is wrong otherwise is told first.
type newFile struct {
	path string
	file *os.File
}

func (n *newFile) Write(b []byte) (int, error) {
	if n.file == nil {
		f, err := os.OpenFile(n.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if os.IsExist(err) {
			err = fmt.Errorf("đã có tệp «%[1]s», không ghi đè; hãy chọn tên khác – “%[1]s” is there already and is not overwritten; choose another name", n.path)
		}
		if err != nil {
			return 0, err
		}
		n.file = f
	}
	return n.file.Write(b)
}

// writeNew has a file written that is not there yet; what was written in part is taken away.
func writeNew(path string, write func(io.Writer) error) error {
	n := &newFile{path: path}
	err := write(n)
	if n.file == nil {
		return err
	}
	if closed := n.file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = os.Remove(path)
	}
	return err
}
