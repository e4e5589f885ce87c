package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1 // something was refused or failed
	exitUsage  = 2
)

// Run runs the program with the given arguments and streams, and returns its exit code. It is the whole program but for
// signals, so tests call it.
func Run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	err := root.ExecuteContext(ctx)
	var usage *UsageError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &usage):
		fmt.Fprintln(errOut, usageSentence(err))
		return exitUsage
	case errors.Is(err, errReported):
		return exitFailed
	default:
		say(errOut, settingData.persistent(root), err)
		return exitFailed
	}
}

// errReported ends a command whose failure has been told already.
var errReported = errors.New("reported")

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "luanphien",
		Short: "Bảng kết quả luân phiên cán bộ y tế – outcomes of the rotation of health workers",
		Long: "Luân phiên nạp tệp của chương trình luân phiên cán bộ y tế, công bố thành các ấn bản và phục vụ bảng kết quả.\n" +
			"Luân phiên loads the files of a rotation programme, publishes them as editions and serves the dashboard.",
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return &UsageError{Err: fmt.Errorf("không có lệnh «%s»; xem luanphien --help\nthere is no command %q; see luanphien --help", args[0], args[0])}
			}
			return cmd.Help()
		},
		Args: cobra.ArbitraryArgs,
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &UsageError{Err: err} })
	addPersistent(root, settingData)
	root.PersistentFlags().BoolP("help", "h", false, "hướng dẫn về lệnh này – help about this command")
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return limitLoads(cmd) }
	root.AddCommand(newIngestCommand(), newLoadsCommand(), newAliasesCommand(), newTemplateCommand(), newInboxCommand(), newDemoCommand(), newServeCommand(), newUserCommand(), newAuditCommand(), newQueryCommand(), newIndicatorsCommand(), newReportCommand(), newBriefCommand(), newDigestCommand(), newPackCommand(), newVerifyCommand(), newBackupCommand(), newSettingsCommand(), newVersionCommand())
	addCompletion(root)
	for _, c := range root.Commands() {
		asUsage(c)
	}
	root.SetUsageTemplate(usageHeads.Replace(root.UsageTemplate()))
	root.SetHelpCommand(newHelpCommand()) // after the others: it takes the names of any of them
	return root
}

// asUsage makes wrong arguments of a command and those below it a matter of usage, like wrong flags.
func asUsage(c *cobra.Command) {
	check := c.Args
	if check == nil {
		check = cobra.NoArgs
	}
	c.Args = func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return &UsageError{Err: err}
		}
		return nil
	}
	if c.HasSubCommands() && c.RunE == nil { // else the library prints the help, and does not look at the arguments
		c.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	}
	for _, below := range c.Commands() {
		asUsage(below)
	}
}
