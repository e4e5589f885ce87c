package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"luanphien/ingest"
	"luanphien/ingest/read"
	"luanphien/ingest/warehouse"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
)

func newIngestCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "ingest FILE...",
		Short: "Nạp tệp và công bố ấn bản mới – load files and publish a new edition",
		Long: "Nạp các tệp CSV, XLSX, ZIP, JSON (DHIS2) vào thư mục dữ liệu rồi công bố một ấn bản mới; «-» là đầu vào chuẩn. Loại bảng được nhận ra từ dòng tiêu đề.\n" +
			"Loads CSV, XLSX, ZIP and JSON (DHIS2) files into the data folder and publishes a new edition; “-” is standard input. The kind of a table is told from its header.",
		Args: cobra.MinimumNArgs(1),
		RunE: runIngest,
	}
	addFlags(c, settingMaxReject, settingMaxCount, settingKeep, settingKeepCited, settingLoadMemory, settingKind, settingSet, settingProvinceCode, settingProvinces, settingNow, settingUser, settingProgrammeStart, settingMapping, settingCheck, settingConfirm)
	addFlags(c, costSettings...)
	return c
}

func runIngest(cmd *cobra.Command, paths []string) error {
	o, err := ingestOptions(cmd)
	if err != nil {
		return err
	}
	if o.Confirm, err = cmd.Flags().GetBool(settingConfirm.Flag); err != nil {
		return err
	}
	return ingestFiles(cmd, paths, o)
}

// ingestFiles loads tables of facts, or tables of former names, or tells what that would do.
func ingestFiles(cmd *cobra.Command, paths []string, o ingest.Options) error {
	paths, remove, err := spoolInput(cmd, paths)
	if err != nil {
		return err
	}
	defer remove()
	if dry, err := cmd.Flags().GetBool(settingCheck.Flag); err != nil || dry {
		if err != nil {
			return err
		}
		return check(cmd.Context(), cmd.OutOrStdout(), edition.Folder(settingData.text(cmd)), paths, o)
	}
	return load(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), edition.Folder(settingData.text(cmd)), paths, o)
}

// spoolInput copies standard input, asked for as "-", to a temporary file: a file is read more than once.
func spoolInput(cmd *cobra.Command, paths []string) (spooled []string, remove func(), err error) {
	at := slices.Index(paths, "-")
	if at < 0 {
		return paths, func() {}, nil
	}
	folder, err := os.MkdirTemp("", "luanphien-stdin-")
	if err != nil {
		return nil, nil, err
	}
	remove = func() { _ = os.RemoveAll(folder) } // the system's temporary folder is emptied in any case
	f, err := os.Create(filepath.Join(folder, "stdin"))
	if err == nil {
		_, err = io.Copy(f, cmd.InOrStdin())
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		remove()
		return nil, nil, fmt.Errorf("đầu vào chuẩn (standard input): %w", err)
	}
	spooled = slices.Clone(paths)
	spooled[at] = f.Name()
	return spooled, remove, nil
}

// load runs an ingest with a progress bar and prints what became of each file.
func load(ctx context.Context, out, errOut io.Writer, folder edition.Folder, paths []string, o ingest.Options) error {
	bar := newProgress(errOut, paths)
	o.Progress = bar.progress
	o.Log = slog.New(slog.NewTextHandler(errOut, &slog.HandlerOptions{Level: slog.LevelWarn}))
	report, err := ingest.Run(ctx, folder, paths, o)
	bar.finish()
	if err != nil {
		return err
	}
	printReport(out, report)
	if report.Failed() {
		return errReported
	}
	return nil
}

// limitSettings are those that hold for whatever is loaded, by a command, an upload or an inbox.
var limitSettings = slices.Concat([]setting{settingMaxReject, settingMaxCount, settingKeep, settingKeepCited, settingMapping}, costSettings)

// ingestLimits reads the limitSettings.
func ingestLimits(cmd *cobra.Command) (ingest.Options, error) {
	var o ingest.Options
	percent, err := strconv.ParseFloat(settingMaxReject.text(cmd), 64)
	if err != nil || percent < 0 || percent > 100 {
		return o, usagef("--max-reject cần một số từ 0 đến 100 (takes a number from 0 to 100)")
	}
	o.MaxReject = percent / 100
	if o.MaxCount, err = strconv.ParseInt(settingMaxCount.text(cmd), 10, 64); err != nil || o.MaxCount < 1 {
		return o, usagef("--max-count cần một số nguyên dương (takes a positive whole number)")
	}
	if err := costLimits(cmd, &o); err != nil {
		return o, err
	}
	if o.Keep, err = keepOf(cmd); err != nil {
		return o, err
	}
	if o.KeepCited, err = settingKeepCited.duration(cmd); err != nil {
		return o, err
	}
	if path := settingMapping.text(cmd); path != "" {
		if o.Mapping, err = read.ReadMapping(path); err != nil {
			return o, inTwoLanguages(err)
		}
	}
	return o, nil
}

func ingestOptions(cmd *cobra.Command) (ingest.Options, error) {
	o, err := ingestLimits(cmd)
	if err != nil {
		return o, err
	}
	o.Province, o.Meta.Provinces = settingProvinceCode.text(cmd), settingProvinces.text(cmd)
	if how := o.Meta.Provinces; how != "" && how != warehouse.OneProvince && how != warehouse.SeveralProvinces {
		return o, usagef("--provinces «%s»: cần one (một tỉnh) hoặc many (nhiều tỉnh) – takes one or many", how)
	}
	o.Kind, o.LoadedBy, o.Set = settingKind.text(cmd), loader(cmd), map[string]string{}
	if text := settingNow.text(cmd); text != "" {
		if o.Now, err = calendar.ParseAsOf(text); err != nil {
			return o, wrongMoment(settingNow.Flag, text, err)
		}
	}
	if text := settingProgrammeStart.text(cmd); text != "" {
		if _, err := calendar.ParseWeek(text); err != nil {
			return o, wrongWeek(settingProgrammeStart.Flag, text, err)
		}
		o.Meta.ProgrammeStart = text
	}
	given, err := cmd.Flags().GetStringArray(settingSet.Flag)
	if err != nil {
		return o, err
	}
	for _, pair := range given {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			return o, usagef("--set «%s»: cần tên=giá_trị (takes name=value)", pair)
		}
		o.Set[name] = value
	}
	return o, nil
}

// inTwoLanguages shows both sentences of a reader's error.
func inTwoLanguages(err error) error {
	var told *read.Error
	if errors.As(err, &told) {
		return fmt.Errorf("%s\n%s", told.VI, told.EN)
	}
	return err
}

// loader is who loads, for the history.
func loader(cmd *cobra.Command) string {
	if name := settingUser.text(cmd); name != "" {
		return name
	}
	return systemUser()
}

func keepOf(cmd *cobra.Command) (int, error) {
	keep, err := strconv.Atoi(settingKeep.text(cmd))
	if err != nil || keep < 1 {
		return 0, usagef("--keep cần một số nguyên dương (takes a positive whole number)")
	}
	return keep, nil
}

func usagef(format string, args ...any) error { return &UsageError{Err: fmt.Errorf(format, args...)} }

func systemUser() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return "?"
}

// progress draws one bar over all files, on a terminal only.
type progress struct {
	bar  *progressbar.ProgressBar
	done map[string]int64
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func newProgress(w io.Writer, paths []string) *progress {
	p := &progress{done: map[string]int64{}}
	if !isTerminal(w) {
		return p
	}
	var total int64
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil {
			total += info.Size()
		}
	}
	p.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(w), progressbar.OptionShowBytes(true),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30))
	return p
}

func (p *progress) progress(at ingest.Progress) {
	if p.bar == nil || at.Step != ingest.Reading {
		return
	}
	p.bar.Describe(filepath.Base(at.Path))
	_ = p.bar.Add64(at.Done - p.done[at.Path])
	p.done[at.Path] = at.Done
}

func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
