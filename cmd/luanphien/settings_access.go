package main

import (
	"time"

	"github.com/spf13/cobra"

	"luanphien/dashboard/account"
)

// The settings of who comes to the server, how, and for how long.
var (
	settingTLSCert     = setting{Flag: "tls-cert", Default: "", Kind: "text", Help: "a certificate in PEM; with --tls-key the server speaks TLS and may serve other machines"}
	settingTLSKey      = setting{Flag: "tls-key", Default: "", Kind: "text", Help: "the key of the certificate, in PEM"}
	settingBehindProxy = setting{Flag: "behind-proxy", Default: "", Kind: "text",
		Help: "addresses or networks, with commas between, of a proxy that speaks TLS to the readers: only it may come then, and its X-Forwarded-For is believed"}
	settingPublicURL = setting{Flag: "public-url", Default: "", Kind: "text", Help: "how readers' addresses begin, such as https://luanphien.example.vn, for one-time links; otherwise made from --listen"}

	settingSessionIdle  = setting{Flag: "session-idle", Default: account.DefaultIdle.String(), Kind: "text", Help: "a log-in ends after so long without a request"}
	settingSessionLimit = setting{Flag: "session-limit", Default: account.DefaultLimit.String(), Kind: "text", Help: "a log-in ends after so long in any case"}

	settingRoles     = setting{Flag: "roles", Default: "", Kind: "text", Help: "roles of a user, with commas between: director, data_officer, analyst, press_officer, administrator, commune_manager"}
	settingStations  = setting{Flag: "stations", Default: "", Kind: "text", Help: "codes of the stations that a user works for, with commas between; blank = the whole province"}
	settingFactorKey = setting{Flag: "factor-key", Default: "", Kind: "text", Help: "a file (mode 0600) with the key that seals the secrets of second factors, made where it is missing; blank = factors.key in the data folder"}
	settingFullName  = setting{Flag: "full-name", Default: "", Kind: "text", Help: "a user's name as pages show it"}
	settingContact   = setting{Flag: "security-contact", Default: "", Kind: "text", Help: "whom to tell of a hole, for security.txt: an address such as mailto:it@syt.example.vn"}
	settingAuditCopy = setting{Flag: "audit-copy", Default: "", Kind: "text",
		Help: "where the audit trail is copied to as it is written: syslog (this machine's), syslog://host:port (TCP), syslog+tls://host:port, or a file on another disk"}
	settingAuditCompare = setting{Flag: "copy", Default: "", Kind: "text", Help: "a copy or an export (JSONL) of the audit trail to compare it with"}
	settingAuditHead    = setting{Flag: "head", Default: "", Kind: "text", Help: "an end of the audit trail's chain that was noted earlier, number:hash"}
	settingAuditFormat  = setting{Flag: "audit-format", Default: "jsonl", Kind: "text", Help: "how the audit trail is exported: jsonl or csv"}

	settingPasswordStdin = setting{Flag: "password-stdin", Default: "false", Kind: "switch", Help: "read the password from the first line of standard input instead of making a one-time link"}
)

// accessSettings are listed in the documentation after the others.
var accessSettings = []setting{
	settingTLSCert, settingTLSKey, settingBehindProxy, settingPublicURL, settingSessionIdle, settingSessionLimit,
	settingFactorKey, settingContact, settingAuditCopy, settingAuditCompare, settingAuditHead, settingAuditFormat,
	settingRoles, settingStations, settingFullName, settingPasswordStdin,
}

// duration reads the flag of a setting that is a length of time.
func (s setting) duration(c *cobra.Command) (time.Duration, error) {
	d, err := time.ParseDuration(s.text(c))
	if err != nil || d < time.Second {
		return 0, usagef("--%s cần một khoảng thời gian như 90m hoặc 12h (takes a length of time such as 90m or 12h)", s.Flag)
	}
	return d, nil
}
