// Package identity signs people in by a provider of identities that the department already has (Keycloak, Entra ID,
// Google, …), by OpenID Connect: authorization code with PKCE, state and nonce. Whom the provider names must be a user
// here already; roles are given here only.
package identity

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"luanphien/dashboard/account"
)

// Options of a provider.
type Options struct {
	Issuer   string // its address; https, but on this machine
	ClientID string
	Secret   string // "" = a public client, which PKCE alone protects
	Return   string // address at which this program takes the answer
	Claim    string // whose value is the log-in name; "" = email, which the provider must have verified
}

// Provider is a provider of identities. It is asked about itself when it is first needed: the server starts without it.
type Provider struct {
	o Options

	mu    sync.Mutex
	known *discovered
}

type discovered struct {
	verifier *oidc.IDTokenVerifier
	oauth    oauth2.Config
	logout   string // its end_session_endpoint; "" = it has none
}

// New checks the options. It fails with an account.Refusal.
func New(o Options) (*Provider, error) {
	issuer, err := url.Parse(o.Issuer)
	if err != nil || issuer.Host == "" || issuer.Scheme != "https" && !local(issuer) || o.ClientID == "" {
		return nil, account.Refuse("account.problem.identity_needs")
	}
	if o.Claim == "" {
		o.Claim = "email"
	}
	return &Provider{o: o}, nil
}

func local(u *url.URL) bool {
	return u.Scheme == "http" && slices.Contains([]string{"127.0.0.1", "localhost", "::1"}, u.Hostname())
}

// patience is how long the provider may take for an answer to the server.
const patience = 10 * time.Second

func (p *Provider) client(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	return oidc.ClientContext(ctx, &http.Client{Timeout: patience}), cancel
}

// discover asks the provider about itself, once it answers never again.
func (p *Provider) discover(ctx context.Context) (*discovered, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known != nil {
		return p.known, nil
	}
	// The keys are fetched again later, when this request is over.
	provider, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), &http.Client{Timeout: patience}), p.o.Issuer)
	if err != nil {
		return nil, err
	}
	var more struct {
		Logout string `json:"end_session_endpoint"`
	}
	if err := provider.Claims(&more); err != nil {
		return nil, err
	}
	p.known = &discovered{
		verifier: provider.Verifier(&oidc.Config{ClientID: p.o.ClientID}),
		oauth: oauth2.Config{ClientID: p.o.ClientID, ClientSecret: p.o.Secret, RedirectURL: p.o.Return, Endpoint: provider.Endpoint(),
			Scopes: []string{oidc.ScopeOpenID, "email", "profile"}},
		logout: more.Logout,
	}
	return p.known, nil
}

// Flow is a log-in on its way. The browser keeps it in a cookie, so that nobody else's answer is taken for its own.
type Flow struct {
	State, Nonce, Verifier string
	Again                  bool // the person is to show anew who it is
}

// Text writes a flow for a cookie.
func (f Flow) Text() string {
	again := ""
	if f.Again {
		again = "again"
	}
	return strings.Join([]string{f.State, f.Nonce, f.Verifier, again}, ".")
}

// ParseFlow reads Text.
func ParseFlow(text string) (Flow, bool) {
	parts := strings.Split(text, ".")
	if len(parts) != 4 || parts[0] == "" || parts[1] == "" || parts[2] == "" {
		return Flow{}, false
	}
	return Flow{parts[0], parts[1], parts[2], parts[3] != ""}, true
}

// Begin gives the provider's address at which the person logs in.
func (p *Provider) Begin(ctx context.Context, again bool) (address string, f Flow, err error) {
	d, err := p.discover(ctx)
	if err != nil {
		return "", f, err
	}
	f = Flow{State: account.NewToken(), Nonce: account.NewToken(), Verifier: oauth2.GenerateVerifier(), Again: again}
	options := []oauth2.AuthCodeOption{oidc.Nonce(f.Nonce), oauth2.S256ChallengeOption(f.Verifier)}
	if again {
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	return d.oauth.AuthCodeURL(f.State, options...), f, nil
}

// Person is whom the provider has recognised.
type Person struct {
	Issuer, Subject string    // who it is there, for ever
	Login           string    // who it is here, by the claim
	Factor          bool      // a second factor was seen there
	Shown           time.Time // when the person last showed there who it is; zero = the provider does not say
	IDToken         string
}

// ErrAnswer says that an answer does not belong to the log-in that was begun, or does not prove who came.
var ErrAnswer = errors.New("the provider's answer does not count")

// secondFactors are values of amr (RFC 8176) that mean more than one password.
var secondFactors = []string{"mfa", "otp", "hwk", "swk", "sc", "fpt", "face"}

// Finish takes the provider's answer, which came as the query of the return address.
func (p *Provider) Finish(ctx context.Context, f Flow, query url.Values, now time.Time) (person Person, err error) {
	if query.Get("error") != "" {
		return person, fmt.Errorf("%w: %q", ErrAnswer, query.Get("error"))
	}
	if subtle.ConstantTimeCompare([]byte(query.Get("state")), []byte(f.State)) != 1 {
		return person, fmt.Errorf("%w: another state", ErrAnswer)
	}
	d, err := p.discover(ctx)
	if err != nil {
		return person, err
	}
	ctx, cancel := p.client(ctx)
	defer cancel()
	tokens, err := d.oauth.Exchange(ctx, query.Get("code"), oauth2.VerifierOption(f.Verifier))
	if err != nil {
		return person, fmt.Errorf("%w: %w", ErrAnswer, err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	token, err := d.verifier.Verify(ctx, raw)
	if err != nil {
		return person, fmt.Errorf("%w: %w", ErrAnswer, err)
	}
	if subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(f.Nonce)) != 1 {
		return person, fmt.Errorf("%w: another nonce", ErrAnswer)
	}
	var claims map[string]any
	if err := token.Claims(&claims); err != nil {
		return person, fmt.Errorf("%w: %w", ErrAnswer, err)
	}
	at := shown(claims["auth_time"], now)
	if f.Again && now.Sub(at) >= account.ProofLife {
		return person, fmt.Errorf("%w: the person has not logged in anew", ErrAnswer)
	}
	person = Person{Issuer: token.Issuer, Subject: token.Subject, Factor: factorSeen(claims["amr"]), Shown: at, IDToken: raw}
	person.Login, err = p.login(claims)
	return person, err
}

// shown is when the person last showed who it is, by the claim auth_time: a provider lets those in silently who did so
// hours ago. Its clock may be ahead by less than a proof lasts.
func shown(authTime any, now time.Time) time.Time {
	seconds, ok := authTime.(float64)
	at := time.Unix(int64(seconds), 0)
	switch {
	case !ok || at.Sub(now) >= account.ProofLife:
		return time.Time{}
	case at.After(now):
		return now
	}
	return at
}

func factorSeen(amr any) bool {
	list, _ := amr.([]any)
	return slices.ContainsFunc(list, func(v any) bool { text, _ := v.(string); return slices.Contains(secondFactors, text) })
}

// login is the log-in name by the claim. An address of mail that the provider has not verified anybody may have typed.
func (p *Provider) login(claims map[string]any) (string, error) {
	login, _ := claims[p.o.Claim].(string)
	if login == "" {
		return "", fmt.Errorf("%w: no claim %s", ErrAnswer, p.o.Claim)
	}
	if verified, _ := claims["email_verified"].(bool); p.o.Claim == "email" && !verified {
		return "", fmt.Errorf("%w: the address of mail is not verified", ErrAnswer)
	}
	return login, nil
}

// LogOut is the address at which the person logs out of the provider too; "" where it has none or did not answer yet.
func (p *Provider) LogOut(idToken, back string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known == nil || p.known.logout == "" {
		return ""
	}
	u, err := url.Parse(p.known.logout)
	if err != nil {
		return ""
	}
	q := u.Query()
	q.Set("id_token_hint", idToken)
	q.Set("client_id", p.o.ClientID)
	q.Set("post_logout_redirect_uri", back)
	u.RawQuery = q.Encode()
	return u.String()
}
