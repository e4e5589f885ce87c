package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/spf13/cobra"

	"luanphien/ingest/mend"
	"luanphien/ingest/warehouse"
	"luanphien/queries/edition"
)

// ownFolder is the data folder of a command that writes into it, taken from everybody but its owner.
func ownFolder(cmd *cobra.Command) (edition.Folder, error) {
	folder := edition.Folder(settingData.text(cmd))
	if err := folder.MakePrivate(); err != nil {
		if errors.Is(err, syscall.ENOTDIR) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.EROFS) {
			return "", err // it is not another's
		}
		return "", &mend.Error{
			VI:  fmt.Sprintf("Không giữ riêng được thư mục dữ liệu «%s»: mọi tệp trong đó phải thuộc về người chạy chương trình.", folder),
			EN:  fmt.Sprintf("The data folder “%s” cannot be kept private: every file in it must belong to who runs the program.", folder),
			Err: err,
		}
	}
	return folder, nil
}

// requireFolder refuses a data folder that is not there, for commands that only look into one or change what it holds:
// of a mistyped name they would make an empty folder, and say that all in it is right.
func requireFolder(cmd *cobra.Command) error {
	folder := settingData.text(cmd)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("không có thư mục dữ liệu «%s», hãy nêu thư mục có số liệu bằng --data – "+
			"there is no data folder “%[1]s”: name the one that holds the data with --data", folder)
	}
	return nil
}

// upToDate makes a command bring the data folder to the program's schema first, where an older program left it. Commands
// that load do so by themselves.
func upToDate(run func(*cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		folder := edition.Folder(settingData.text(cmd))
		done, err := warehouse.Upgrade(cmd.Context(), folder)
		if err != nil {
			return err
		}
		if done != nil {
			fmt.Fprintf(cmd.ErrOrStderr(), "Đã chuyển thư mục dữ liệu «%[1]s» từ lược đồ %[2]d sang lược đồ %[3]d (%[4]d ấn bản); số liệu như cũ – "+
				"the data folder “%[1]s” was brought from schema %[2]d to schema %[3]d (%[4]d editions); the figures are as they were\n",
				string(folder), done.From, edition.SchemaVersion, done.Editions)
		}
		return run(cmd, args)
	}
}
