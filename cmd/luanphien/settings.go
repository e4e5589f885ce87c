package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"luanphien/dashboard/upload"
	"luanphien/ingest"
	"luanphien/ingest/read"
)

// setting is one thing that a user may choose: by a flag, or by an environment variable for all runs. This table is the
// only place where settings are defined; flags, help and docs/settings.md come from it.
type setting struct {
	Flag    string
	Default string
	Help    string // English; meanings has the other language
	Kind    string // text, number, switch, list
}

// Env is the name of the setting's environment variable.
func (s setting) Env() string {
	return "LUANPHIEN_" + strings.ToUpper(strings.ReplaceAll(s.Flag, "-", "_"))
}

var (
	settingData      = setting{Flag: "data", Default: "data", Kind: "text", Help: "the data folder: warehouse, application store, editions"}
	settingListen    = setting{Flag: "listen", Default: "127.0.0.1:8080", Kind: "text", Help: "address to serve on; other machines are served over TLS only (--tls-cert or --behind-proxy)"}
	settingDev       = setting{Flag: "dev", Default: "false", Kind: "switch", Help: "read templates, messages, styles and scripts from the source tree at each request"}
	settingMaxReject = setting{Flag: "max-reject", Default: fmt.Sprint(100 * ingest.DefaultMaxReject), Kind: "number",
		Help: "share of rejected rows, in percent, above which a file loads nothing; rows that wait for a list do not count"}
	settingMaxCount = setting{Flag: "max-count", Default: fmt.Sprint(ingest.DefaultMaxCount), Kind: "number",
		Help: "plausibility limit of a weekly count; a value above it goes to the quarantine"}
	settingKeep      = setting{Flag: "keep", Default: fmt.Sprint(ingest.DefaultKeep), Kind: "number", Help: "newest editions kept"}
	settingKeepCited = setting{Flag: "keep-cited", Default: ingest.DefaultKeepCited.String(), Kind: "text",
		Help: "an older edition is kept for so long after the last download of a figure that cites it"}
	settingKind         = setting{Flag: "kind", Default: "", Kind: "text", Help: "the kind of table, where a file's header fits several"}
	settingSet          = setting{Flag: "set", Default: "", Kind: "list", Help: "a value for the whole file, such as decision_no=001/QĐ-SYT; may be repeated"}
	settingProvinceCode = setting{Flag: "province-code", Default: "", Kind: "text",
		Help: "the code of the province that the files are of, such as 11; the folder's own otherwise, which the first one given is"}
	settingProvinces = setting{Flag: "provinces", Default: "", Kind: "text",
		Help: "one or many: whether the folder takes in files of several provinces; kept in the folder"}
	settingNow  = setting{Flag: "now", Default: "", Kind: "text", Help: "the moment that counts as now (a date or RFC 3339); for tests and for catching up"}
	settingUser = setting{Flag: "user", Default: "", Kind: "text", Help: "who loads, for the history; the system's user otherwise"}

	settingMapping = setting{Flag: "mapping", Default: "", Kind: "text",
		Help: "what the codes of a DHIS2 dataValueSets file mean: CSV (dhis2_id, category_option_combo, kind, field, name) or JSON"}
	settingInbox       = setting{Flag: "inbox", Default: "", Kind: "text", Help: "a folder to watch: complete files are loaded, then moved to its done/ or refused/ beside a report"}
	settingMaxUnpacked = setting{Flag: "max-unpacked", Default: fmt.Sprint(read.DefaultUnpacked >> 20), Kind: "number",
		Help: "megabytes that a compressed file (.zip, .xlsx) may unpack to; a larger one is refused"}
	settingMaxUpload = setting{Flag: "max-upload", Default: fmt.Sprint(upload.DefaultUploadLimit >> 20), Kind: "number",
		Help: "megabytes that one upload by the browser may have"}
	settingAll     = setting{Flag: "all", Default: "", Kind: "text", Help: "the folder into which to write a template of every kind"}
	settingConfirm = setting{Flag: "confirm", Default: "false", Kind: "switch", Help: "load a list even where it would rename, move or close more than a tenth of the known stations, units or workers, or seems to be another province's"}
	settingCheck   = setting{Flag: "check", Default: "false", Kind: "switch", Help: "say what loading the files would do, and load nothing"}

	settingProvince = setting{Flag: "province", Default: "dien-bien", Kind: "text", Help: "the demo province to make: dien-bien or lao-cai"}

	settingProgrammeStart = setting{Flag: "programme-start", Default: "", Kind: "text",
		Help: "ISO week in which the rotation began; kept in the data folder. Otherwise the first week with a doctor present"}
)

// settings lists every setting, in the order of the documentation.
var settings = append([]setting{
	settingData, settingListen, settingDev, settingMaxReject, settingMaxCount, settingKeep, settingKeepCited, settingKind, settingSet, settingProvinceCode, settingProvinces,
	settingNow, settingUser, settingMapping, settingInbox, settingMaxUpload, settingAll, settingCheck, settingConfirm, settingProvince, settingProgrammeStart,
}, slices.Concat(costSettings, accessSettings, identitySettings, memorySettings, digestSettings, attentionSettings, reportSettings)...)

// value is what the environment says, or else the default.
func (s setting) value() string {
	if v, ok := os.LookupEnv(s.Env()); ok {
		return v
	}
	return s.Default
}

func (s setting) define(flags *pflag.FlagSet) {
	help := fmt.Sprintf("%s [$%s]\n%s", meanings[s.Flag], s.Env(), s.Help)
	switch s.Kind {
	case "switch":
		flags.Bool(s.Flag, s.value() == "true", help)
	case "list":
		flags.StringArray(s.Flag, nil, help)
	default:
		flags.String(s.Flag, s.value(), help)
	}
}

// addFlags gives a command the flags of some settings.
func addFlags(c *cobra.Command, which ...setting) {
	for _, s := range which {
		s.define(c.Flags())
	}
}

func addPersistent(c *cobra.Command, which ...setting) {
	for _, s := range which {
		s.define(c.PersistentFlags())
	}
}

// text reads the flag of a setting.
func (s setting) text(c *cobra.Command) string {
	v, err := c.Flags().GetString(s.Flag)
	if err != nil {
		panic(err) // the command was not given the flag
	}
	return v
}

// persistent reads the flag of a setting that all commands share.
func (s setting) persistent(root *cobra.Command) string {
	v, err := root.PersistentFlags().GetString(s.Flag)
	if err != nil {
		panic(err) // the program was not given the flag
	}
	return v
}

// newSettingsCommand prints the settings as the page docs/settings.md holds them.
func newSettingsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "settings",
		Short: "Liệt kê các thiết lập – list the settings",
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprint(cmd.OutOrStdout(), settingsPage())
			return err
		},
	}
}

// settingsPage is docs/settings.md.
func settingsPage() string {
	var b strings.Builder
	b.WriteString("# Settings\n\nEach is a flag of the commands that use it, or an environment variable. `luanphien settings` prints this page.\n\n")
	b.WriteString("| flag | environment | default | ý nghĩa | meaning |\n|---|---|---|---|---|\n")
	for _, s := range settings {
		value := "–"
		if s.Default != "" {
			value = "`" + s.Default + "`"
		}
		fmt.Fprintf(&b, "| `--%s` | `%s` | %s | %s | %s |\n", s.Flag, s.Env(), value, meanings[s.Flag], s.Help)
	}
	return b.String()
}
