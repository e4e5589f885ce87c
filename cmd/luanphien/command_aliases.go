package main

import (
	"github.com/spf13/cobra"
)

func newAliasesCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "aliases",
		Short: "Tên cũ và cách viết khác của trạm – former names and other spellings of stations",
	}
	load := &cobra.Command{
		Use:   "import FILE...",
		Short: "Nạp bảng tên cũ – load a table of former names",
		Long: "Tệp CSV (UTF-8) có các cột alias_name, alias_type, station_code, valid_from, valid_to, is_trap (Tên cũ, Loại, Mã trạm, Từ ngày, Đến ngày, Trùng tên).\n" +
			"Bắt buộc: Tên cũ, Mã trạm. Loại: xã, phường, thị trấn; để trống là một cách viết khác, không cần ngày. Những gì tệp ghi về một tên thay cho mọi điều đã biết về tên đó.\n" +
			"A CSV file (UTF-8) with the columns alias_name, alias_type, station_code, valid_from, valid_to, is_trap; the first and the third are needed. Types: commune, ward, township; blank is another\n" +
			"spelling, which needs no date. What a file says of a name replaces all that was known of it. It is a load: listed by “loads”, and can be undone.",
		Args: cobra.MinimumNArgs(1),
		RunE: runAliases,
	}
	addFlags(load, settingMaxReject, settingMaxCount, settingKeep, settingKeepCited, settingLoadMemory, settingKind, settingSet, settingProvinceCode, settingProvinces, settingNow, settingUser, settingProgrammeStart, settingMapping, settingCheck)
	addFlags(load, costSettings...)
	c.AddCommand(load)
	return c
}

// runAliases is an ingest of another sort of table.
func runAliases(cmd *cobra.Command, paths []string) error {
	o, err := ingestOptions(cmd)
	if err != nil {
		return err
	}
	o.Aliases = true
	return ingestFiles(cmd, paths, o)
}
