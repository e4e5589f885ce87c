package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"luanphien/dashboard/account"
	"luanphien/queries/calendar"
)

func newUserCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "user",
		Short: "Quản lý người dùng – keep the users",
		Long: "Thêm, liệt kê, khóa, mở khóa người dùng và đặt lại mật khẩu; máy chủ có thể đang chạy.\n" +
			"Adds, lists, disables and enables users and resets passwords; the server may be running.",
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	add := &cobra.Command{
		Use: "add NAME", Short: "Thêm người dùng – add a user", Args: cobra.ExactArgs(1), RunE: withAccounts(addUser),
		Long: "Thêm người dùng với các vai trò nêu ở --roles. Mật khẩu được hỏi trên màn hình (không hiện chữ); để trống thì in ra một liên kết dùng một lần.\n" +
			"Adds a user with the roles of --roles. The password is asked for on the terminal without showing it; left blank, a one-time link is printed.",
	}
	addFlags(add, settingRoles, settingStations, settingFullName, settingPasswordStdin, settingListen, settingPublicURL)
	list := &cobra.Command{Use: "list", Short: "Liệt kê người dùng – list the users", Args: cobra.NoArgs, RunE: withAccounts(listUsers)}
	disable := &cobra.Command{Use: "disable NAME", Short: "Khóa người dùng, kết thúc mọi phiên – disable a user and end the sessions",
		Args: cobra.ExactArgs(1), RunE: withAccounts(disableUser)}
	enable := &cobra.Command{Use: "enable NAME", Short: "Mở khóa người dùng – enable a user", Args: cobra.ExactArgs(1), RunE: withAccounts(enableUser)}
	reset := &cobra.Command{
		Use: "reset NAME", Short: "Đặt lại mật khẩu – reset a password", Args: cobra.ExactArgs(1), RunE: withAccounts(resetUser),
		Long: "Bỏ mật khẩu cũ, kết thúc mọi phiên và in ra một liên kết dùng một lần để đặt mật khẩu mới; với --password-stdin thì đặt luôn.\n" +
			"Takes the old password away, ends the sessions and prints a one-time link to set a new one; with --password-stdin sets it at once.",
	}
	addFlags(reset, settingPasswordStdin, settingListen, settingPublicURL)
	stations := &cobra.Command{
		Use: "stations NAME [CODE...]", Short: "Đặt phạm vi trạm của người dùng – set the stations a user works for", Args: cobra.MinimumNArgs(1), RunE: withAccounts(setStations),
		Long: "Người dùng chỉ thấy các trạm có mã nêu sau tên; không nêu mã nào thì thấy toàn tỉnh. Các phiên đang mở kết thúc.\n" +
			"The user sees only the stations whose codes follow the name; without codes the whole province. Open sessions end.",
	}
	endFactor := &cobra.Command{
		Use: "end-factor NAME", Short: "Bỏ lớp xác thực thứ hai của người dùng – take a user's second factor away", Args: cobra.ExactArgs(1), RunE: withAccounts(endFactor),
		Long: "Dùng khi người đó mất điện thoại, hoặc khi tệp khóa đã mất. Các phiên đang mở kết thúc; người đó đặt lại ở trang Tài khoản.\n" +
			"For someone who has lost the telephone, or when the file of the key is lost. Open sessions end; the person sets it up again on the account page.",
	}
	c.AddCommand(add, list, disable, enable, reset, stations, endFactor)
	for _, sub := range c.Commands() {
		addFlags(sub, settingFactorKey)
		asUsage(sub)
	}
	return c
}

// accountCommand is what a subcommand does with the store.
type accountCommand func(ctx context.Context, cmd *cobra.Command, store *account.Store, args []string) error

func withAccounts(do accountCommand) func(*cobra.Command, []string) error {
	return withStore(do, func(cmd *cobra.Command, path string) (*account.Store, error) {
		return account.Open(path, account.Options{Key: settingFactorKey.text(cmd)})
	})
}

// withStore is withAccounts for a store that is opened in a way of its own.
func withStore(do accountCommand, open func(*cobra.Command, string) (*account.Store, error)) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if cmd.Name() != "add" { // the first user may come before the first file
			if err := requireFolder(cmd); err != nil {
				return err
			}
		}
		folder, err := ownFolder(cmd)
		if err != nil {
			return err
		}
		store, err := open(cmd, folder.Accounts())
		if err != nil {
			return inBothLanguages(err)
		}
		defer store.Close()
		return inBothLanguages(do(cmd.Context(), cmd, store, args))
	}
}

// operator is who runs a command, for the audit trail: not a user, but somebody with access to the server.
func operator() account.Actor {
	return account.Actor{Detail: "luanphien user (" + systemUser() + ")"}
}

func addUser(ctx context.Context, cmd *cobra.Command, store *account.Store, args []string) error {
	roles, err := account.ParseRoles(settingRoles.text(cmd))
	if err != nil {
		return err
	}
	links, err := publicURL(cmd)
	if err != nil {
		return err
	}
	password, err := newPassword(cmd)
	if err != nil {
		return err
	}
	u, err := store.AddUser(ctx, account.NewUser{Login: args[0], Name: settingFullName.text(cmd), Roles: roles, Stations: settingStations.text(cmd), Password: password}, operator())
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Đã thêm – added: %s (%s)\n", u.Login, u.Roles)
	if password != "" {
		return nil
	}
	token, err := store.Invite(ctx, u)
	if err != nil {
		return err
	}
	printLink(cmd, links, token)
	return nil
}

func resetUser(ctx context.Context, cmd *cobra.Command, store *account.Store, args []string) error {
	links, err := publicURL(cmd)
	if err != nil {
		return err
	}
	u, err := store.User(ctx, args[0])
	if err != nil {
		return err
	}
	given, err := cmd.Flags().GetBool(settingPasswordStdin.Flag)
	if err != nil {
		return err
	}
	if given {
		password, err := firstLine(cmd.InOrStdin())
		if err == nil {
			err = store.SetPassword(ctx, u, password, operator())
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(cmd.OutOrStdout(), "Đã đặt mật khẩu – the password is set: %s\n", u.Login)
		return nil
	}
	token, err := store.Reset(ctx, u, operator())
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Mật khẩu cũ hết hiệu lực – the old password no longer works: %s\n", u.Login)
	printLink(cmd, links, token)
	return nil
}

func printLink(cmd *cobra.Command, base, token string) {
	if base == "" {
		scheme := "http"
		if settingTLSCert.value() != "" {
			scheme = "https"
		}
		base = scheme + "://" + settingListen.text(cmd)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Liên kết dùng một lần, trong %[1]d giờ – a link that works once, within %[1]d hours:\n  %[2]s/setup/%[3]s\n",
		int(account.LinkLife.Hours()), base, token)
}

func setStations(ctx context.Context, cmd *cobra.Command, store *account.Store, args []string) error {
	u, err := store.User(ctx, args[0])
	if err == nil {
		err = store.SetStations(ctx, u, strings.Join(args[1:], ","), operator())
	}
	if err == nil {
		u, err = store.User(ctx, args[0])
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Phạm vi – stations: %s: %s\n", u.Login, cmp.Or(u.Stations, "toàn tỉnh (whole province)"))
	return nil
}

func endFactor(ctx context.Context, cmd *cobra.Command, store *account.Store, args []string) error {
	u, err := store.User(ctx, args[0])
	if err == nil {
		err = store.ResetFactor(ctx, u, operator())
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Đã bỏ lớp xác thực thứ hai – second factor taken away: %s\n", u.Login)
	return nil
}

func disableUser(ctx context.Context, cmd *cobra.Command, store *account.Store, args []string) error {
	u, err := store.User(ctx, args[0])
	if err == nil {
		err = store.Disable(ctx, u, operator())
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Đã khóa – disabled: %s\n", u.Login)
	return nil
}

func enableUser(ctx context.Context, cmd *cobra.Command, store *account.Store, args []string) error {
	u, err := store.User(ctx, args[0])
	if err == nil {
		err = store.Enable(ctx, u, operator())
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Đã mở khóa – enabled: %s\n", u.Login)
	return nil
}

func listUsers(ctx context.Context, cmd *cobra.Command, store *account.Store, _ []string) error {
	users, err := store.Users(ctx)
	if err != nil {
		return err
	}
	if len(users) == 0 {
		fmt.Fprintln(cmd.OutOrStdout(), "Chưa có người dùng nào – there is no user yet")
		return nil
	}
	t := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "tên đăng nhập (log-in)\thọ tên (name)\tvai trò (roles)\tphạm vi (stations)\ttrạng thái (state)\tlần cuối (last log-in)")
	for _, u := range users {
		state := "đang dùng (in use)"
		switch {
		case u.Disabled():
			state = "đã khóa (disabled)"
		case !u.Ready:
			state = "chưa có mật khẩu (no password yet)"
		case u.Demo:
			state = "minh họa (demo)"
		}
		last := "–"
		if !u.SignedInAt.IsZero() {
			last = u.SignedInAt.In(calendar.Zone).Format(time.DateTime)
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", u.Login, u.Name, u.Roles, cmp.Or(u.Stations, "–"), state, last)
	}
	return t.Flush()
}

// newPassword takes a password from standard input, or asks for it twice on a terminal; "" = a link is wanted.
func newPassword(cmd *cobra.Command) (string, error) {
	given, err := cmd.Flags().GetBool(settingPasswordStdin.Flag)
	if err != nil {
		return "", err
	}
	if given {
		return firstLine(cmd.InOrStdin())
	}
	in, ok := cmd.InOrStdin().(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		return "", nil
	}
	first, err := askPassword(cmd.ErrOrStderr(), in, "Mật khẩu, để trống để lấy liên kết – password, blank for a link: ")
	if err != nil || first == "" {
		return "", err
	}
	again, err := askPassword(cmd.ErrOrStderr(), in, "Nhập lại – again: ")
	if err == nil && first != again {
		err = &account.Refusal{VI: "Hai lần nhập không giống nhau.", EN: "The two passwords are not the same."}
	}
	return first, err
}

func askPassword(out io.Writer, in *os.File, question string) (string, error) {
	fmt.Fprint(out, question)
	typed, err := term.ReadPassword(int(in.Fd()))
	fmt.Fprintln(out)
	return string(typed), err
}

// firstLine reads one line; an empty one is refused, so that a broken pipe never makes an account without a password.
func firstLine(in io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(in, 4096)).ReadString('\n')
	if err != nil && err != io.EOF {
		return "", err
	}
	if line = strings.TrimRight(line, "\r\n"); line == "" {
		return "", &account.Refusal{VI: "Đầu vào chuẩn không có mật khẩu.", EN: "Standard input holds no password."}
	}
	return line, nil
}
