package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"luanphien/ingest"
	"luanphien/ingest/read"
)

// The settings of what a file may cost, whatever its bytes. A file beyond one is refused in a sentence.
var (
	settingMaxEntries = setting{Flag: "max-entries", Default: fmt.Sprint(read.DefaultLimits.Entries), Kind: "number",
		Help: "files that an archive (.zip, .xlsx) may hold"}
	settingMaxColumns = setting{Flag: "max-columns", Default: fmt.Sprint(read.DefaultLimits.Columns), Kind: "number",
		Help: "columns that hold anything, of one table; 16384 at most"}
	settingMaxCell = setting{Flag: "max-cell", Default: fmt.Sprint(read.DefaultLimits.Cell), Kind: "number",
		Help: "characters of a cell of a workbook"}
	settingMaxRows = setting{Flag: "max-rows", Default: fmt.Sprint(read.DefaultLimits.Rows), Kind: "number",
		Help: "number of the last row of a sheet of a workbook; 1048576 at most. A CSV may have more"}
	settingMaxBook = setting{Flag: "max-book", Default: fmt.Sprint(read.DefaultLimits.Book), Kind: "number",
		Help: "megabytes that a workbook (.xlsx) may unpack to, where --max-unpacked allows as much; a larger one is refused"}
	settingPreviewTime = setting{Flag: "preview-time", Default: ingest.DefaultPatience.String(), Kind: "text",
		Help: "how long a preview of files may take before it is ended; its memory is that of a load (--load-memory)"}
)

var costSettings = []setting{settingMaxUnpacked, settingMaxEntries, settingMaxColumns, settingMaxCell, settingMaxRows, settingMaxBook, settingPreviewTime}

// costLimits reads the costSettings into the options of a load.
func costLimits(cmd *cobra.Command, o *ingest.Options) error {
	megabytes, err := settingMaxUnpacked.upTo(cmd, 1<<30)
	if err != nil {
		return err
	}
	o.Unpacked = int64(megabytes) << 20
	for _, limit := range []struct {
		setting setting
		most    int
		into    *int
	}{
		{settingMaxEntries, 1_000_000, &o.Limits.Entries}, {settingMaxColumns, 16_384, &o.Limits.Columns},
		{settingMaxCell, 1_000_000, &o.Limits.Cell}, {settingMaxRows, 1 << 20, &o.Limits.Rows}, {settingMaxBook, 1 << 20, &o.Limits.Book},
	} {
		if *limit.into, err = limit.setting.upTo(cmd, limit.most); err != nil {
			return err
		}
	}
	o.Patience, err = settingPreviewTime.duration(cmd)
	return err
}

// upTo reads a whole number from 1 on.
func (s setting) upTo(cmd *cobra.Command, most int) (int, error) {
	n, err := strconv.Atoi(s.text(cmd))
	if err != nil || n < 1 || n > most {
		return 0, usagef("--%s cần một số nguyên từ 1 đến %d (takes a whole number from 1 to %d)", s.Flag, most, most)
	}
	return n, nil
}
