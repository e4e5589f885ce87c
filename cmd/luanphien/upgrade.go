package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"luanphien/ingest/warehouse"
	"luanphien/queries/edition"
)

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
