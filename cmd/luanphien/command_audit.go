package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"luanphien/dashboard/account"
	"luanphien/dashboard/account/auditcopy"
	"luanphien/dashboard/people"
	"luanphien/queries/edition"
)

func newAuditCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "audit",
		Short: "Kiểm tra và xuất nhật ký – check and export the audit trail",
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	verify := &cobra.Command{
		Use: "verify", Short: "Kiểm tra chuỗi nhật ký – check the chain of the audit trail", Args: cobra.NoArgs, RunE: withStore(verifyAudit, toRead),
		Long: "Tính lại mã băm của mọi dòng và nêu dòng đầu tiên không đúng. Với --copy, so từng dòng với một bản chép hoặc bản xuất JSONL; với --head, với một dòng cuối đã ghi lại từ trước. Mã kết thúc 0: đúng; 1: không đúng.\n" +
			"Hashes every entry again and names the first that is not right. With --copy each entry is compared with a copy or an export in JSONL, with --head with an end of the chain that was noted earlier. The exit code is 0 when all is right, else 1.",
	}
	addFlags(verify, settingAuditCompare, settingAuditHead, settingFactorKey)
	export := &cobra.Command{
		Use: "export", Short: "Xuất nhật ký – export the audit trail", Args: cobra.NoArgs, RunE: withAccounts(exportAudit),
		Long: "In cả nhật ký, dòng cũ nhất trước: JSONL (một dòng JSON mỗi việc, kiểm tra được bằng audit verify --copy) hoặc CSV (cho bảng tính).\n" +
			"Prints the whole trail, oldest first: JSONL (a line of JSON each, which audit verify --copy can check) or CSV (for spreadsheets).",
	}
	addFlags(export, settingAuditFormat, settingFactorKey)
	c.AddCommand(verify, export)
	for _, sub := range c.Commands() {
		asUsage(sub)
	}
	return c
}

// toRead opens what is checked: a check that writes would confirm what it finds.
func toRead(_ *cobra.Command, path string) (*account.Store, error) { return account.OpenToRead(path) }

func verifyAudit(ctx context.Context, cmd *cobra.Command, store *account.Store, _ []string) error {
	noted, err := notedHead(settingAuditHead.text(cmd))
	if err != nil {
		return err
	}
	var copied io.Reader = strings.NewReader("")
	path := settingAuditCompare.text(cmd)
	if path != "" {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		copied = f
	}
	comparison := auditcopy.Compare(copied, store.Now())
	report, err := store.VerifyChain(ctx, func(e account.Entry) error {
		noted.see(e)
		return comparison.See(e)
	})
	if err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	right := printChain(out, report)
	if path != "" {
		if report.Broken == nil { // else the rest of the copy was not come to
			if err := comparison.End(); err != nil {
				return err
			}
		}
		right = printComparison(out, comparison) && right
	}
	if !noted.print(out) || !right {
		return errReported
	}
	return nil
}

func printChain(out io.Writer, r account.ChainReport) bool {
	if r.Unchained > 0 {
		fmt.Fprintf(out, "%d dòng có từ trước chuỗi; dòng đầu của chuỗi xác nhận cả khối – %[1]d entries are from before the chain; its first entry covers them as a whole\n", r.Unchained)
	}
	var b *account.Broken
	if errors.As(r.Broken, &b) {
		fmt.Fprintf(out, "Chuỗi nhật ký hỏng ở dòng %d: %s – the chain is broken at entry %[1]d: %[3]s\n", b.ID, b.VI, b.EN)
		fmt.Fprintf(out, "Đúng đến dòng %d (%d dòng) – right up to entry %[1]d (%[2]d entries)\n", r.Last.ID, r.Entries)
		return false
	}
	fmt.Fprintf(out, "Chuỗi nhật ký đúng: %d dòng – the chain is right: %[1]d entries\n", r.Entries)
	fmt.Fprintf(out, "Dòng cuối, nên ghi lại ở nơi khác – its end, worth noting elsewhere: %d:%x\n", r.Last.ID, r.Last.Hash)
	return true
}

func printComparison(out io.Writer, c *auditcopy.Comparison) bool {
	if n := len(c.Unreadable); n > 0 {
		fmt.Fprintf(out, "Bản chép có %d dòng không đọc được, dòng đầu là %d – the copy has %[1]d lines that cannot be read, the first is %[2]d\n", n, c.Unreadable[0])
	}
	if c.Repeated > 0 {
		fmt.Fprintf(out, "Bản chép có %d dòng lặp lại – the copy has %[1]d lines that repeat earlier ones\n", c.Repeated)
	}
	if b := c.Broken; b != nil {
		fmt.Fprintf(out, "Khác bản chép ở dòng %d: %s – not as the copy at entry %[1]d: %[3]s\n", b.ID, b.VI, b.EN)
		return false
	}
	if c.Before > 0 {
		fmt.Fprintf(out, "Bản chép bắt đầu từ dòng %d; %d dòng trước đó không so được – the copy begins with entry %[1]d; the %[2]d before it are not compared\n", c.First, c.Before)
	}
	fmt.Fprintf(out, "Như bản chép: %d dòng; %d dòng vừa ghi chưa có trong bản chép – as the copy: %[1]d entries; %[2]d just written are not in the copy yet\n", c.Same, c.Late)
	return true
}

// headNote is an end of the chain that was noted earlier.
type headNote struct {
	account.Head
	found, same bool
}

func notedHead(text string) (*headNote, error) {
	if text == "" {
		return &headNote{}, nil
	}
	number, hash, _ := strings.Cut(text, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	sum, failed := hex.DecodeString(hash)
	if err != nil || failed != nil || id < 1 || len(sum) == 0 {
		return nil, usagef("--%s %s: cần dạng số:mã băm như audit verify in ra (takes number:hash, as audit verify prints it)", settingAuditHead.Flag, text)
	}
	return &headNote{Head: account.Head{ID: id, Hash: sum}}, nil
}

func (n *headNote) see(e account.Entry) {
	if n.ID == e.ID {
		n.found, n.same = true, hex.EncodeToString(n.Hash) == hex.EncodeToString(e.Hash)
	}
}

func (n *headNote) print(out io.Writer) bool {
	switch {
	case n.ID == 0:
		return true
	case n.same:
		fmt.Fprintf(out, "Dòng %d đúng như đã ghi lại – entry %[1]d is as noted\n", n.ID)
	case n.found:
		fmt.Fprintf(out, "Dòng %d khác với đã ghi lại – entry %[1]d is not as noted\n", n.ID)
	default:
		fmt.Fprintf(out, "Không tới được dòng %d đã ghi lại – entry %[1]d, which was noted, is not reached\n", n.ID)
	}
	return n.same
}

func exportAudit(ctx context.Context, cmd *cobra.Command, store *account.Store, _ []string) error {
	format := settingAuditFormat.text(cmd)
	if format != "jsonl" && format != "csv" {
		return usagef("--%s %s: cần jsonl hoặc csv (takes jsonl or csv)", settingAuditFormat.Flag, format)
	}
	by := operator()
	entry := account.Entry{Action: account.ActionDownload, Subject: "luanphien audit export --" + settingAuditFormat.Flag + " " + format, Detail: by.Detail}
	if err := store.Audit(ctx, entry); err != nil {
		return err
	}
	out := bufio.NewWriter(cmd.OutOrStdout())
	if format == "csv" {
		if err := people.AuditCSV(out, func(after int64) ([]account.Entry, error) { return store.Since(ctx, after, exportAtOnce) }); err != nil {
			return err
		}
		return out.Flush()
	}
	for after := int64(0); ; {
		entries, err := store.Since(ctx, after, exportAtOnce)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if _, err := out.Write(auditcopy.Encode(e)); err != nil {
				return err
			}
			after = e.ID
		}
		if len(entries) < exportAtOnce {
			return out.Flush()
		}
	}
}

// exportAtOnce is how many entries are in memory at once.
const exportAtOnce = 1000

// copyAudit keeps a copy of the trail where the setting says, until stop. status is nil where no copy is wanted.
func copyAudit(cmd *cobra.Command, store *account.Store, folder edition.Folder, log *slog.Logger) (status func() auditcopy.Status, stop func(), err error) {
	to := settingAuditCopy.text(cmd)
	if to == "" {
		return nil, func() {}, nil
	}
	c, err := auditcopy.New(store, to, string(folder), log)
	if err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithCancel(cmd.Context())
	done := make(chan struct{})
	go func() { c.Run(ctx); close(done) }()
	return c.Status, func() { cancel(); <-done }, nil
}
