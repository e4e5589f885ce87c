package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"luanphien/analytics/console"
	"luanphien/analytics/cut"
	"luanphien/analytics/editions"
	"luanphien/dashboard"
	"luanphien/dashboard/account"
	"luanphien/dashboard/followup"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/problem"
	"luanphien/ingest"
	"luanphien/ingest/appstore"
	"luanphien/ingest/inbox"
	"luanphien/queries/edition"
)

func newServeCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "serve",
		Short: "Phục vụ bảng kết quả – serve the dashboard",
		Long: "Phục vụ các trang từ ấn bản mới nhất của thư mục dữ liệu. Nạp thêm tệp trong lúc chạy thì các trang tự đổi.\n" +
			"Máy khác chỉ vào được khi có TLS (--tls-cert, --tls-key) hoặc máy chủ ủy quyền có TLS (--behind-proxy).\n" +
			"Serves the pages from the newest edition of the data folder. Files may be loaded meanwhile; the pages follow.\n" +
			"Other machines may come only with TLS (--tls-cert, --tls-key) or by a proxy that speaks it (--behind-proxy).",
		RunE: upToDate(runServe),
	}
	addFlags(c, settingListen, settingDev, settingTLSCert, settingTLSKey, settingBehindProxy, settingPublicURL, settingPublisher, settingContact, settingAuditCopy, settingSessionIdle, settingSessionLimit, settingFactorKey, settingInbox, settingMaxUpload)
	addFlags(c, identitySettings...)
	addFlags(c, memorySettings...)
	addFlags(c, digestSettings...)
	addFlags(c, limitSettings...)
	addFlags(c, attentionSettings...)
	return c
}

func runServe(cmd *cobra.Command, _ []string) error {
	if err := limitServer(cmd); err != nil {
		return err
	}
	provider, err := providerOf(cmd)
	if err != nil {
		return inBothLanguages(err)
	}
	reach, listener, err := listen(cmd)
	if err != nil {
		return err
	}
	defer listener.Close()
	folder, err := ownFolder(cmd)
	if err != nil {
		return err
	}
	accounts, err := openAccounts(cmd, folder)
	if err != nil {
		return err
	}
	defer accounts.Close()
	names, err := appstore.Open(folder.Application())
	if err != nil {
		return err
	}
	defer names.Close()
	shelf, err := editions.Open(folder)
	if err != nil {
		return err
	}
	defer shelf.Close()
	scratch, done, err := folder.Scratch()
	if err != nil {
		return err
	}
	defer done()
	runner, err := console.New(console.Options{TempDir: scratch})
	if err != nil {
		return err
	}
	defer runner.Close()
	logger := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
	limits, err := ingestLimits(cmd)
	if err != nil {
		return err
	}
	limits.Log, limits.Scratch = logger, scratch
	options, err := serveOptions(cmd, folder, limits)
	if err != nil {
		return err
	}
	followUps, err := followup.Open(folder.FollowUps(), nil)
	if err != nil {
		return err
	}
	defer followUps.Close()
	copied, stopCopying, err := copyAudit(cmd, accounts, folder, logger)
	if err != nil {
		return inBothLanguages(err)
	}
	defer stopCopying()
	options.Accounts, options.Copied, options.Identity, options.Names, options.FollowUps = accounts, copied, provider, names, followUps
	options.Shelf, options.Console, options.Scratch, options.Reach = shelf, runner, scratch, reach
	server, err := dashboard.New(options)
	if err != nil {
		return inBothLanguages(err)
	}
	links := options.Links
	if links == "" {
		links = reach.Scheme() + "://" + listener.Addr().String()
	}
	if err := greet(cmd.Context(), cmd.OutOrStdout(), server, shelf, accounts, links); err != nil {
		return err
	}
	return serveBesideInbox(cmd, server, listener, folder, limits)
}

// sourceFolder is there in the root of the source tree, where a server in development reads.
const sourceFolder = "dashboard/templates"

// serveOptions are what the settings say of a server, and what it has of the data folder by its paths.
func serveOptions(cmd *cobra.Command, folder edition.Folder, limits ingest.Options) (o dashboard.Options, err error) {
	o = dashboard.Options{Database: folder.Database, Cut: cut.New(folder).Database, Loader: &fileLoader{folder, limits}, Uploads: folder.Uploads(), Outlines: folder.Boundaries(), Logger: limits.Log,
		Cited: func(number int) error { return folder.Pin(number, time.Now()) }}
	if o.Dev, err = cmd.Flags().GetBool(settingDev.Flag); err != nil {
		return o, err
	}
	if _, missing := os.Stat(sourceFolder); o.Dev && missing != nil {
		return o, usagef("--dev đọc mẫu trang và thông điệp từ cây mã nguồn; hãy chạy chương trình trong thư mục gốc của cây đó, nơi có %[1]s\n"+
			"--dev reads templates and messages from the source tree; run the program in the root of that tree, where %[1]s lies", sourceFolder)
	}
	if o.Attention, err = attentionRules(cmd); err != nil {
		return o, err
	}
	if o.Largest, err = uploadLimit(cmd); err != nil {
		return o, err
	}
	if o.OutOfPerson, o.OutOfAll, err = answersOnTheirWay(cmd); err != nil {
		return o, err
	}
	if o.Links, err = publicURL(cmd); err != nil {
		return o, err
	}
	if o.Publisher, err = publisher(cmd); err != nil {
		return o, err
	}
	if o.Digests, err = postOf(cmd); err != nil {
		return o, err
	}
	o.Contact, err = securityContact(cmd)
	return o, err
}

// serveBesideInbox serves and, where one is stated, watches an inbox, until both have ended. An inbox that cannot be
// watched ends the server too.
func serveBesideInbox(cmd *cobra.Command, server *dashboard.Server, listener net.Listener, folder edition.Folder, o ingest.Options) error {
	dropped := settingInbox.text(cmd)
	if dropped == "" {
		return server.Run(cmd.Context(), listener)
	}
	o.LoadedBy = "inbox"
	fmt.Fprintf(cmd.OutOrStdout(), "Đang theo dõi %[1]s – watching %[1]s\n", dropped)
	both, ctx := errgroup.WithContext(cmd.Context())
	both.Go(func() error { return inbox.Watch(ctx, dropped, folder, o) })
	both.Go(func() error { return server.Run(ctx, listener) })
	return both.Wait()
}

// uploadLimit is the size of an upload, in bytes.
func uploadLimit(cmd *cobra.Command) (int64, error) {
	megabytes, err := strconv.ParseInt(settingMaxUpload.text(cmd), 10, 64)
	if err != nil || megabytes < 1 || megabytes > 1<<20 {
		return 0, usagef("--max-upload cần một số nguyên dương (takes a positive whole number)")
	}
	return megabytes << 20, nil
}

// greet says where the pages are and what is still to be done: load data, make the first administrator.
func greet(ctx context.Context, out io.Writer, server *dashboard.Server, shelf *editions.Shelf, accounts *account.Store, links string) error {
	if _, err := shelf.Newest(); errors.Is(err, edition.ErrNone) {
		fmt.Fprintln(out, "Chưa có ấn bản nào: nạp tệp bằng «luanphien ingest» hoặc dựng tỉnh minh họa bằng «luanphien demo» – "+
			"there is no edition yet: load files with “luanphien ingest” or build the demo province with “luanphien demo”")
	}
	if server.Demo() {
		fmt.Fprintln(out, "Các tài khoản minh họa hiện ở trang đăng nhập – the log-in page shows the demo's accounts")
	} else {
		token, err := accounts.FirstLink(ctx)
		if err != nil {
			return err
		}
		if token != "" {
			fmt.Fprintf(out, "Chưa có người dùng nào. Tạo quản trị viên bằng liên kết dùng một lần này, trong %[1]d giờ – "+
				"there is no user yet; create the administrator by this link, which works once, within %[1]d hours:\n  %[2]s/setup/%[3]s\n",
				int(account.LinkLife.Hours()), links, token)
		}
	}
	fmt.Fprintf(out, "Bảng kết quả ở %[1]s – the dashboard is at %[1]s\n", links)
	return nil
}

// listen opens the address on which the server is reached.
func listen(cmd *cobra.Command) (guard.Reach, net.Listener, error) {
	reach, err := reachOf(cmd)
	if err != nil {
		return reach, nil, err
	}
	listener, err := reach.Listen()
	return reach, listener, inBothLanguages(err)
}

func reachOf(cmd *cobra.Command) (guard.Reach, error) {
	proxies, err := guard.ParseProxies(settingBehindProxy.text(cmd))
	if err != nil {
		return guard.Reach{}, &UsageError{Err: inBothLanguages(err)}
	}
	return guard.Reach{Address: settingListen.text(cmd), CertFile: settingTLSCert.text(cmd), KeyFile: settingTLSKey.text(cmd), Proxies: proxies}, nil
}

func openAccounts(cmd *cobra.Command, folder edition.Folder) (*account.Store, error) {
	idle, err := settingSessionIdle.duration(cmd)
	if err != nil {
		return nil, err
	}
	limit, err := settingSessionLimit.duration(cmd)
	if err != nil {
		return nil, err
	}
	store, err := account.Open(folder.Accounts(), account.Options{Idle: idle, Limit: limit, Key: settingFactorKey.text(cmd)})
	if err != nil {
		return nil, inBothLanguages(err)
	}
	if err := store.CheckKey(cmd.Context()); err != nil {
		return nil, errors.Join(inBothLanguages(err), store.Close())
	}
	return store, nil
}

// inBothLanguages shows a problem's two sentences, as a page does.
func inBothLanguages(err error) error {
	var p *problem.Problem
	if errors.As(err, &p) {
		return fmt.Errorf("%s\n%s", p.VI, p.EN)
	}
	var k *account.KeyError
	if errors.As(err, &k) {
		return fmt.Errorf("%s\n%s",
			fmt.Sprintf("Không dùng được tệp khóa của lớp xác thực thứ hai («%s»: %v). Hãy đặt lại tệp từ bản sao lưu, quyền 0600; nếu đã mất hẳn, chạy «luanphien user end-factor TÊN» cho từng người.", k.Path, k.Why),
			fmt.Sprintf("The file of the key of second factors cannot be used (“%s”: %v). Put it back from the back-up, mode 0600; if it is lost, run “luanphien user end-factor NAME” for each person.", k.Path, k.Why))
	}
	var r *account.Refusal
	if errors.As(err, &r) {
		return fmt.Errorf("%s\n%s", r.VI, r.EN)
	}
	return err
}
