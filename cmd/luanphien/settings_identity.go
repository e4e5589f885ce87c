package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"luanphien/dashboard/account/identity"
	"luanphien/dashboard/people"
)

// The settings of a log-in by the department's own provider of identities (OpenID Connect).
var (
	settingIssuer = setting{Flag: "oidc-issuer", Default: "", Kind: "text",
		Help: "address of a provider of identities (OpenID Connect) by which people may log in; needs --oidc-client and --public-url"}
	settingClient     = setting{Flag: "oidc-client", Default: "", Kind: "text", Help: "the client's name at that provider, where PUBLIC-URL/login/provider/return is registered as its return address"}
	settingSecretFile = setting{Flag: "oidc-secret-file", Default: "", Kind: "text", Help: "a file that holds the client's secret; none = a public client, with PKCE alone"}
	settingClaim      = setting{Flag: "oidc-claim", Default: "email", Kind: "text", Help: "the claim that is a user's log-in name here; email counts only where the provider says that it is verified"}
)

var identitySettings = []setting{settingIssuer, settingClient, settingSecretFile, settingClaim}

// providerOf is the provider of the settings, or nil where none is stated.
func providerOf(cmd *cobra.Command) (*identity.Provider, error) {
	o := identity.Options{Issuer: settingIssuer.text(cmd), ClientID: settingClient.text(cmd), Claim: settingClaim.text(cmd)}
	if o.Issuer == "" && o.ClientID == "" {
		return nil, nil
	}
	links, err := publicURL(cmd)
	if err != nil {
		return nil, err
	}
	if links == "" {
		return nil, usagef("--%s cần --%s, để nhà cung cấp biết đường trở lại (needs it, so that the provider knows the way back)", settingIssuer.Flag, settingPublicURL.Flag)
	}
	o.Return = links + people.ProviderReturn
	if path := settingSecretFile.text(cmd); path != "" {
		secret, err := readSecret(path)
		if err != nil {
			return nil, err
		}
		o.Secret = secret
	}
	return identity.New(o)
}

// readSecret reads a secret that only its owner can.
func readSecret(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("không đọc được tệp bí mật – the file of the secret cannot be read: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("tệp bí mật «%s» mở cho người khác đọc; hãy chạy chmod 600 – the file of the secret “%[1]s” is open to others; run chmod 600", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("không đọc được tệp bí mật – the file of the secret cannot be read: %w", err)
	}
	secret := strings.TrimSpace(string(text))
	if secret == "" {
		return "", errors.New("tệp bí mật trống – the file of the secret is empty")
	}
	return secret, nil
}
