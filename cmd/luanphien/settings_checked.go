package main

import (
	"net/netip"
	"net/url"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"golang.org/x/text/unicode/norm"
)

// publicURL is how readers' addresses begin, without a slash at the end; "" = not stated. One-time links are made of it, so
// what is no address of this server, or one in the clear on a network, is a mistake of usage.
func publicURL(cmd *cobra.Command) (string, error) {
	text := settingPublicURL.text(cmd)
	if text == "" {
		return "", nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "" ||
		u.Scheme != "https" && (u.Scheme != "http" || !ownMachine(u.Hostname())) {
		return "", usagef("--%s «%s»: cần dạng https://luanphien.example.vn, không có đường dẫn (takes the form https://luanphien.example.vn, without a path)", settingPublicURL.Flag, text)
	}
	return u.Scheme + "://" + u.Host, nil
}

func ownMachine(host string) bool {
	a, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && a.IsLoopback()
}

// longestPublisher is how many letters a publisher's name has at most: it stands on one line of a picture.
const longestPublisher = 80

// publisher is the name of who answers for the numbers, its letters composed; "" = not stated.
func publisher(cmd *cobra.Command) (string, error) {
	text := norm.NFC.String(strings.TrimSpace(settingPublisher.text(cmd)))
	if len([]rune(text)) > longestPublisher || strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return "", usagef("--%s «%s»: cần một tên trên một dòng, nhiều nhất %[3]d chữ (a name on one line, of %[3]d letters at most)", settingPublisher.Flag, text, longestPublisher)
	}
	return text, nil
}

// securityContact is a line of security.txt, which takes an address of mail, of a page or of a telephone (RFC 9116 §2.5.3).
func securityContact(cmd *cobra.Command) (string, error) {
	text := settingContact.text(cmd)
	scheme, rest, _ := strings.Cut(text, ":")
	known := scheme == "mailto" && strings.Contains(rest, "@") || scheme == "https" && strings.HasPrefix(rest, "//") || scheme == "tel" && rest != ""
	if text != "" && (!known || strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })) {
		return "", usagef("--%s «%s»: cần dạng mailto:it@syt.example.vn, https://… hoặc tel:… (takes the form mailto:it@syt.example.vn, https://… or tel:…)", settingContact.Flag, text)
	}
	return text, nil
}
