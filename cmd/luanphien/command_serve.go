package main

import (
	"errors"
	"fmt"
	"log/slog"

	"github.com/spf13/cobra"

	"luanphien/analytics"
	"luanphien/dashboard"
	"luanphien/queries/edition"
)

func newServeCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "serve",
		Short: "Phục vụ bảng kết quả – serve the dashboard",
		Long: "Phục vụ các trang từ ấn bản mới nhất của thư mục dữ liệu, chỉ trên chính máy này. Nạp thêm tệp trong lúc chạy thì các trang tự đổi.\n" +
			"Serves the pages from the newest edition of the data folder, on this machine only. Files may be loaded meanwhile; the pages follow.",
		RunE: runServe,
	}
	addFlags(c, settingListen, settingDev)
	return c
}

func runServe(cmd *cobra.Command, _ []string) error {
	listener, err := dashboard.Listen(settingListen.text(cmd))
	if err != nil {
		return inBothLanguages(err)
	}
	defer listener.Close()
	shelf, err := analytics.OpenShelf(edition.Folder(settingData.text(cmd)))
	if err != nil {
		return err
	}
	defer shelf.Close()
	dev, err := cmd.Flags().GetBool(settingDev.Flag)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
	server, err := dashboard.New(dashboard.Options{Shelf: shelf, Logger: log, Dev: dev})
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Bảng kết quả ở http://%[1]s – the dashboard is at http://%[1]s\n", listener.Addr())
	if _, err := shelf.Newest(); errors.Is(err, edition.ErrNone) {
		fmt.Fprintln(cmd.OutOrStdout(), "Chưa có ấn bản nào: nạp tệp bằng «luanphien ingest» hoặc dựng tỉnh minh họa bằng «luanphien demo» – "+
			"there is no edition yet: load files with “luanphien ingest” or build the demo province with “luanphien demo”")
	}
	return server.Run(cmd.Context(), listener)
}

// inBothLanguages shows a problem's two sentences, as a page does.
func inBothLanguages(err error) error {
	var p *dashboard.Problem
	if errors.As(err, &p) {
		return fmt.Errorf("%s\n%s", p.VI, p.EN)
	}
	return err
}
