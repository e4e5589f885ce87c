package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"

	"github.com/spf13/cobra"

	"luanphien/ingest/inbox"
	"luanphien/queries/edition"
)

func newInboxCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "inbox --inbox DIR",
		Short: "Theo dõi một thư mục và nạp tệp mới – watch a folder and load what comes in",
		Long: "Nạp mỗi tệp đã chép xong vào thư mục, rồi chuyển nó sang done/ hoặc refused/ kèm một báo cáo. Dừng bằng Ctrl+C.\n" +
			"Loads every file that has arrived whole in the folder, then moves it to done/ or refused/ beside a report. Stop it with Ctrl+C.",
		RunE: runInbox,
	}
	addFlags(c, settingInbox, settingMaxReject, settingMaxCount, settingKeep, settingKeepCited, settingLoadMemory, settingKind, settingSet, settingProvinceCode, settingProvinces, settingNow, settingUser, settingProgrammeStart, settingMapping)
	addFlags(c, costSettings...)
	return c
}

func runInbox(cmd *cobra.Command, _ []string) error {
	dropped := settingInbox.text(cmd)
	if dropped == "" {
		return usagef("cần --inbox THƯ_MỤC (takes --inbox DIR)")
	}
	o, err := ingestOptions(cmd)
	if err != nil {
		return err
	}
	o.Log = slog.New(&sayingHandler{slog.NewTextHandler(cmd.ErrOrStderr(), nil), cmd.ErrOrStderr(), settingData.text(cmd)})
	fmt.Fprintf(cmd.OutOrStdout(), "Đang theo dõi %[1]s – watching %[1]s\n", dropped)
	return inbox.Watch(cmd.Context(), dropped, edition.Folder(settingData.text(cmd)), o)
}

// sayingHandler logs for people: of an error they see the sentence, as of a command that fails.
type sayingHandler struct {
	slog.Handler
	out        io.Writer
	dataFolder string
}

func (h *sayingHandler) Handle(ctx context.Context, r slog.Record) error {
	var failed error
	r.Attrs(func(a slog.Attr) bool {
		failed, _ = a.Value.Any().(error)
		return failed == nil
	})
	if failed == nil {
		return h.Handler.Handle(ctx, r)
	}
	say(h.out, h.dataFolder, failed)
	return nil
}
