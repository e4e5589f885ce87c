package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"luanphien/ingest/backup"
	"luanphien/queries/edition"
)

// backupPatience is how long a back-up waits for a load that runs.
const backupPatience = 30 * time.Minute

func newBackupCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "backup",
		Short: "Sao lưu và phục hồi – back up and restore",
		Long: "Sao chép cả thư mục dữ liệu trong lúc máy chủ vẫn chạy, kiểm tra bản sao và phục hồi từ nó.\n" +
			"Không chép tay các tệp: phần mới nhất của chúng còn nằm trong nhật ký ghi.\n" +
			"Copies the whole data folder while the server runs, checks a copy, and restores from it.\n" +
			"Do not copy the files by hand: the newest part of them is still in their logs.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	create := &cobra.Command{
		Use:   "create DIR",
		Short: "Sao lưu thư mục dữ liệu vào thư mục mới DIR – back the data folder up into the new folder DIR",
		Args:  cobra.ExactArgs(1),
		RunE:  createBackup,
	}
	addFlags(create, settingFactorKey)
	c.AddCommand(create, &cobra.Command{
		Use:   "verify DIR",
		Short: "Kiểm tra bản sao lưu – check a back-up: every file, by its SHA-256",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, err := backup.Verify(cmd.Context(), args[0])
			return told(cmd, m, err, "Bản sao lưu trọn vẹn – the back-up is whole", args[0])
		},
	}, &cobra.Command{
		Use:   "restore DIR",
		Short: "Dựng thư mục dữ liệu mới (--data) từ bản sao lưu – make a new data folder (--data) of a back-up",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			folder := settingData.text(cmd)
			m, err := backup.Restore(cmd.Context(), args[0], edition.Folder(folder))
			return told(cmd, m, err, "Đã phục hồi – restored", folder)
		},
	})
	for _, sub := range c.Commands() {
		asUsage(sub)
	}
	return c
}

func createBackup(cmd *cobra.Command, args []string) error {
	ctx, cancel := context.WithTimeout(cmd.Context(), backupPatience)
	defer cancel()
	m, err := backup.Create(ctx, edition.Folder(settingData.text(cmd)), args[0], settingFactorKey.text(cmd), time.Now())
	return told(cmd, m, err, "Đã sao lưu – backed up", args[0])
}

// told prints what a back-up holds.
func told(cmd *cobra.Command, m *backup.Manifest, err error, what, dir string) error {
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %s; %d tệp (files), %d MB, ấn bản (edition) %d, lúc (at) %s\n",
		what, dir, len(m.Files), (m.Bytes+1<<20-1)>>20, m.Edition, m.MadeAt.Format("2006-01-02 15:04:05 -07:00"))
	return err
}
