package guard

import (
	"bytes"
	"crypto/tls"
	"errors"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/problem"
	"luanphien/dashboard/words"
)

// Reach is who can come to the server, and on which way.
type Reach struct {
	Address string // host:port
	// CertFile and KeyFile hold a certificate and its key in PEM; with them the server speaks TLS.
	CertFile, KeyFile string
	// Proxies are the addresses of a proxy that speaks TLS to the readers. Only it may come then, and what it says of
	// the reader's address is believed.
	Proxies []netip.Prefix
}

// leastBits is the widest network in which all may be the proxy.
const leastBits = 8

// ParseProxies reads addresses and networks (10.0.0.5, 10.1.0.0/16) with commas between.
func ParseProxies(text string) ([]netip.Prefix, error) {
	var list []netip.Prefix
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		prefix, err := netip.ParsePrefix(part)
		if err != nil {
			address, err := netip.ParseAddr(part)
			if err != nil {
				return nil, problem.Of(0, "guard.problem.no_proxy", "part", part).Because(err)
			}
			prefix = netip.PrefixFrom(address.Unmap(), address.Unmap().BitLen())
		}
		if prefix.Bits() < leastBits {
			return nil, problem.Of(0, "guard.problem.wide_network", "part", part)
		}
		list = append(list, prefix)
	}
	return list, nil
}

func (r Reach) tls() bool { return r.CertFile != "" || r.KeyFile != "" }

// Secure tells whether readers come by TLS: to the server itself or to its proxy.
func (r Reach) Secure() bool { return r.tls() || len(r.Proxies) > 0 }

// local tells whether only this machine's own users come, without a proxy that brings others.
func (r Reach) local() bool {
	host, _, err := net.SplitHostPort(r.Address)
	return err == nil && loopback(host) && len(r.Proxies) == 0
}

// Scheme is how readers' addresses begin.
func (r Reach) Scheme() string {
	if r.Secure() {
		return "https"
	}
	return "http"
}

// Listen opens the address. One that other machines reach is refused unless passwords travel there by TLS.
func (r Reach) Listen() (net.Listener, error) {
	host, _, err := net.SplitHostPort(r.Address)
	if err != nil {
		return nil, problem.Of(0, "guard.problem.address", "address", strconv.Quote(r.Address)).Because(err)
	}
	if !loopback(host) && !r.Secure() {
		return nil, problem.Of(0, "guard.problem.open_address", "address", strconv.Quote(r.Address))
	}
	if !r.tls() {
		listener, err := net.Listen("tcp", r.Address)
		return listener, r.refused(err)
	}
	certificate, err := tls.LoadX509KeyPair(r.CertFile, r.KeyFile)
	if err != nil {
		return nil, problem.Of(0, "guard.problem.certificate", "cert", strconv.Quote(r.CertFile), "key", strconv.Quote(r.KeyFile)).Because(err)
	}
	listener, err := tls.Listen("tcp", r.Address, &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12})
	return listener, r.refused(err)
}

// refused says of an address that names no place on any machine what is wrong with it; what the system has against a place
// that there is, such as another program, is left as it is.
func (r Reach) refused(err error) error {
	var failed *net.OpError
	if !errors.As(err, &failed) || failed.Addr != nil {
		return err
	}
	var unknown *net.DNSError
	if errors.As(err, &unknown) && unknown.Err != "unknown port" {
		return problem.Of(0, "guard.problem.host", "address", strconv.Quote(r.Address)).Because(err)
	}
	return problem.Of(0, "guard.problem.address", "address", strconv.Quote(r.Address)).Because(err)
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && a.IsLoopback()
}

// trusts tells whether an address is the proxy's.
func (r Reach) trusts(a netip.Addr) bool {
	for _, p := range r.Proxies {
		if p.Contains(a.Unmap()) {
			return true
		}
	}
	return false
}

func (r Reach) ProxyTexts() []string {
	var list []string
	for _, p := range r.Proxies {
		list = append(list, p.String())
	}
	return list
}

// remote is the address at the other end of the connection.
func remote(c *fiber.Ctx) netip.Addr {
	a, _ := netip.AddrFromSlice(c.Context().RemoteIP())
	return a.Unmap()
}

// Client is the reader's address: the connection's, or where that is the proxy, the last one in X-Forwarded-For that
// is not. What stands before it the reader may have written.
func (g *Guard) Client(c *fiber.Ctx) string {
	a := remote(c)
	if !g.Reach.trusts(a) {
		return a.String()
	}
	lines := bytes.Join(c.Request().Header.PeekAll(fiber.HeaderXForwardedFor), []byte(",")) // some proxies add a line below the reader's
	hops := strings.Split(string(lines), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop, ok := hopAddress(strings.TrimSpace(hops[i]))
		if !ok {
			if i == len(hops)-1 {
				g.noForwarded()
			}
			break
		}
		if a = hop; !g.Reach.trusts(a) {
			break
		}
	}
	return a.String()
}

// hopAddress reads an entry of X-Forwarded-For. Some proxies write the port, too, and a word where they hide the reader.
func hopAddress(text string) (netip.Addr, bool) {
	if a, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(text, "["), "]")); err == nil {
		return a.Unmap(), true
	}
	p, err := netip.ParseAddrPort(text)
	return p.Addr().Unmap(), err == nil
}

// sayAgain is how often a fault of the set-up is logged.
const sayAgain = time.Hour

// noForwarded says that the proxy does not tell who asks. All its readers have one address then: the audit trail cannot
// tell them apart, and failed log-ins of one count for all.
func (g *Guard) noForwarded() {
	now := time.Now().Unix()
	if last := g.unforwarded.Load(); now-last < int64(sayAgain.Seconds()) || !g.unforwarded.CompareAndSwap(last, now) {
		return
	}
	g.Log.Warn(words.Both("guard.problem.no_forwarded").String())
}

var errNotByProxy = problem.Of(fiber.StatusForbidden, "guard.problem.https_only")

// ByProxyOnly turns away who comes past the proxy that was stated: there is no TLS on that way.
func (g *Guard) ByProxyOnly(c *fiber.Ctx) error {
	if len(g.Reach.Proxies) > 0 && !g.Reach.tls() && !g.Reach.trusts(remote(c)) {
		return errNotByProxy
	}
	return c.Next()
}
