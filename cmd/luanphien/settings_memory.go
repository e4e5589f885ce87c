package main

import (
	"os"
	"runtime/debug"
	"strconv"

	"github.com/spf13/cobra"

	"luanphien/queries/engine"
)

// The settings of how much memory the server takes.
var settingEditionMemory = setting{Flag: "edition-memory", Default: "0", Kind: "number",
	Help: "megabytes of memory for reading one edition; at most three are open at a time. 0 = an eighth of the machine's or its container's, from 256 to 384, and to 1024 for an edition of more than 32 MB"}

var settingLoadMemory = setting{Flag: "load-memory", Default: "0", Kind: "number",
	Help: "megabytes of memory for the engine while it loads and publishes. 0 = a sixteenth of the machine's or its container's for a load, from 300 to 512, and a quarter for publishing, from 300 to 4096"}

var settingAnswersMemory = setting{Flag: "answers-memory", Default: "0", Kind: "number",
	Help: "megabytes of answers on their way to all readers at once; beyond that, slow readers are cut off. One person may have an eighth of it. 0 = a sixteenth of the machine's or its container's memory, from 128 to 256"}

var memorySettings = []setting{settingEditionMemory, settingLoadMemory, settingAnswersMemory}

// personsShare is which part of the answers on their way one person may have: at 128 MB two of the largest pages.
const personsShare = 8

// answersOnTheirWay are the bytes of answers on their way to one person and to all.
func answersOnTheirWay(cmd *cobra.Command) (person, all int64, err error) {
	mb, err := strconv.Atoi(settingAnswersMemory.text(cmd))
	if err != nil || mb < 0 || mb > 0 && mb < 128 || mb > 1<<20 {
		return 0, 0, usagef("--answers-memory cần 0 hoặc một số nguyên từ 128 (takes 0 or a whole number from 128)")
	}
	if mb == 0 {
		mb = engine.MemoryShare(16, 128, 256)
	}
	all = int64(mb) << 20
	return all / personsShare, all, nil
}

// limitLoads sets what the setting says, for this process.
func limitLoads(cmd *cobra.Command) error {
	if cmd.Flags().Lookup(settingLoadMemory.Flag) == nil {
		return nil
	}
	mb, err := strconv.Atoi(settingLoadMemory.text(cmd))
	if err != nil || mb < 0 || mb > 0 && mb < 64 || mb > 1<<20 {
		return usagef("--load-memory cần 0 hoặc một số nguyên từ 64 (takes 0 or a whole number from 64)")
	}
	engine.LimitLoads(mb)
	return nil
}

// limitServer sets what the memory settings say, for this process. The program's own heap is collected early above a
// share of the machine's memory, unless GOMEMLIMIT says otherwise: a peak of garbage is memory that others lack.
func limitServer(cmd *cobra.Command) error {
	mb, err := strconv.Atoi(settingEditionMemory.text(cmd))
	if err != nil || mb < 0 || mb > 0 && mb < 64 || mb > 1<<20 {
		return usagef("--edition-memory cần 0 hoặc một số nguyên từ 64 (takes 0 or a whole number from 64)")
	}
	engine.LimitEditions(mb)
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(int64(engine.MemoryShare(6, 256, 640)) << 20)
	}
	return nil
}
