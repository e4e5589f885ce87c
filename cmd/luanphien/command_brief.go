package main

import (
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"luanphien/analytics/editions"
	"luanphien/dashboard"
	"luanphien/dashboard/account"
	"luanphien/dashboard/brief"
	"luanphien/queries/calendar"
)

func newBriefCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "brief --week 2026-W24 --out FILE",
		Short: "Lập bản tin tuần trên một tờ A4 – write the weekly brief on one sheet of A4",
		Long: "Lập bản tin của một tuần, dạng Word (docx) hoặc một trang để in (html): bốn con số lớn với đánh giá và mục tiêu, các trạm cần gọi, báo cáo còn thiếu, những gì bắt đầu và hết hạn trong tuần sau. Các con số là của trang Tổng quan tính đến hết Chủ nhật của tuần đó; bản tin ghi «Nội bộ – không công bố».\n" +
			"Writes the brief of a week for Word (docx) or as a page to print (html): the four large numbers with judgement and target, the stations to call, the reports that are missing, what begins and ends in the week that follows. The numbers are those of the overview as of the end of that week's Sunday; the brief says that it is internal.",
		Example: "  luanphien brief --week 2026-W24 --out ban-tin-24.docx",
		Args:    cobra.NoArgs,
		RunE:    upToDate(runBrief),
	}
	flags := c.Flags()
	flags.String("week", "", "tuần ISO của bản tin, ví dụ 2026-W24\nISO week of the brief, such as 2026-W24")
	flags.String("format", "docx", strings.Join(brief.Formats, " hoặc ")+"\n"+strings.Join(brief.Formats, " or "))
	flags.String("lang", "vi", "vi hoặc en\nvi or en")
	addAsks(c, "province", "out")
	addEdition(c)
	addFlags(c, settingPublisher)
	return c
}

func runBrief(cmd *cobra.Command, _ []string) error {
	g := &given{flags: cmd.Flags()}
	o := brief.Order{Edition: g.edition(), Province: g.text("province"), Lang: g.lang(), Format: g.text("format")}
	text, out := g.text("week"), g.out()
	if g.err != nil {
		return g.err
	}
	var err error
	if o.Week, err = calendar.ParseWeek(text); err != nil {
		return usagef("--week %s: cần một tuần ISO như 2026-W24 (an ISO week such as 2026-W24 is needed)", text)
	}
	if !slices.Contains(brief.Formats, o.Format) {
		return usagef("--format %s: bản tin chỉ lập được dạng %s (a brief is written as %s only)", o.Format, strings.Join(brief.Formats, ", "), strings.Join(brief.Formats, " or "))
	}
	return writeDocument(cmd, out, o.Edition, func(server *dashboard.Server, to io.Writer) error {
		body, err := server.Brief(cmd.Context(), o)
		if err == nil {
			_, err = to.Write(body)
		}
		return err
	})
}

func newDigestCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "digest",
		Short: "Bản tin tuần qua thư điện tử – weekly digests by e-mail",
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	send := &cobra.Command{
		Use:   "send",
		Short: "Gửi các bản tin đến hạn – send the digests that are due",
		Long: "Gửi bản tin tuần cho những người đã bật ở trang Tài khoản và tuần này chưa được gửi, từ 6 giờ sáng thứ hai; máy chủ có thể đang chạy và cũng tự gửi. Không ai nhận hai lần một tuần. Với --now thì theo thời điểm đó.\n" +
			"Sends the weekly digest to those who turned it on, on their account page, and were not sent it this week, from Monday six in the morning on; the server may be running, and sends by itself, too. Nobody is sent two in a week. With --now, as at that moment.",
		Example: "  luanphien digest send --digest-folder thu --smtp-from luanphien@syt.example.vn --public-url https://luanphien.example.vn",
		Args:    cobra.NoArgs,
		RunE:    upToDate(sendDigests),
	}
	addFlags(send, digestSettings...)
	addFlags(send, attentionSettings...)
	addFlags(send, settingNow, settingPublicURL, settingPublisher, settingFactorKey)
	c.AddCommand(send)
	asUsage(send)
	return c
}

func sendDigests(cmd *cobra.Command, _ []string) error {
	post, err := postOf(cmd)
	if err != nil {
		return err
	}
	if post == nil {
		return usagef("cần --%[1]s hoặc --%[2]s (--%[1]s or --%[2]s is needed)", settingSMTPHost.Flag, settingDigestFolder.Flag)
	}
	links, err := publicURL(cmd)
	if err != nil {
		return err
	}
	source, err := publisher(cmd)
	if err != nil {
		return err
	}
	now := time.Now
	if text := settingNow.text(cmd); text != "" {
		at, err := calendar.ParseAsOf(text)
		if err != nil {
			return wrongMoment(settingNow.Flag, text, err)
		}
		now = func() time.Time { return at }
	}
	rules, err := attentionRules(cmd)
	if err != nil {
		return err
	}
	folder, err := ownFolder(cmd)
	if err != nil {
		return err
	}
	accounts, err := account.Open(folder.Accounts(), account.Options{Key: settingFactorKey.text(cmd)})
	if err != nil {
		return inBothLanguages(err)
	}
	defer accounts.Close()
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
	logger := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
	server, err := dashboard.New(dashboard.Options{Shelf: shelf, Accounts: accounts, FollowUps: followUps, Outlines: folder.Boundaries(), Publisher: source, Attention: rules,
		Digests: post, Links: links, Cited: func(number int) error { return folder.Pin(number, time.Now()) }, Logger: logger, Now: now})
	if err != nil {
		return err
	}
	done, err := server.SendDigests(cmd.Context())
	if err != nil {
		return inBothLanguages(err)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Đã gửi %[1]d, chưa gửi được %[2]d – %[1]d sent, %[2]d not sent\n", done.Sent, done.Failed)
	if done.Failed > 0 {
		return errReported
	}
	return nil
}
