package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// usageHeads are the library's headings in a command's help, in both languages.
var usageHeads = strings.NewReplacer("Usage:", "Cách dùng – usage:", "Aliases:", "Tên khác – aliases:", "Examples:", "Ví dụ – examples:",
	"Available Commands:", "Các lệnh – commands:", "Additional Commands:", "Các lệnh khác – additional commands:",
	"Global Flags:", "Tùy chọn chung – global flags:", "Additional help topics:", "Hướng dẫn thêm – additional help topics:",
	"Flags:", "Tùy chọn – flags:", "for more information about a command.", "để xem thêm về một lệnh – for more about a command.")

// newHelpCommand stands for the library's, which speaks English only and takes a wrong name for none.
func newHelpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND...]",
		Short: "Hướng dẫn về một lệnh – help about a command",
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil {
				return &UsageError{Err: err}
			}
			if len(rest) > 0 {
				name := strings.Join(args, " ")
				return usagef("không có lệnh «%s»; xem luanphien --help\nthere is no command %q; see luanphien --help", name, name)
			}
			about.InitDefaultHelpFlag() // which it has only once it runs
			return about.Help()
		},
	}
}

// addCompletion adds the library's command for shells, with its first lines in both languages.
func addCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() != "completion" {
			continue
		}
		c.Short = "Tự hoàn thành lệnh khi gõ – completion of commands in a shell"
		c.Long = "In đoạn lệnh để shell tự hoàn thành tên lệnh và tùy chọn khi gõ phím Tab.\n" +
			"Prints the script by which a shell completes commands and flags at the Tab key."
		for _, shell := range c.Commands() {
			shell.Short = fmt.Sprintf("Đoạn lệnh cho %[1]s – the script for %[1]s", shell.Name())
		}
	}
}
