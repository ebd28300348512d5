package config

import (
	"errors"
	"net"
	"net/netip"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/internal/secret"
)

// Web is the daemon's own server.
type Web struct {
	// Listen is a host and a port; "": there is no server. Port 0 is any free
	// one.
	Listen string
	// Token is asked for by all but the probes; zero: by none. It is set where
	// other machines reach Listen.
	Token secret.Secret
}

// defaultListen is reached from this machine alone.
const defaultListen = "127.0.0.1:9780"

// Listen is where the server of a running daemon is expected: what a flag, a
// variable or the file says of web.listen, whatever mistakes are elsewhere, and
// the default where none of them can be read.
func Listen(opts Options) (string, error) {
	v, err := bind(opts.Flags)
	if err != nil {
		return "", err
	}
	ignored := &tree.Problems{}
	if n := overriding(v, opts.Flags, "web.listen", "", ignored); n != nil {
		return n.Value, nil
	}
	listen := defaultListen
	if name, err := find(v); err == nil {
		if n := tree.Read(name, emptyFile, ignored).Root.Get("web"); n != nil && n.Get("listen") != nil && !n.Get("listen").IsNull() {
			if err := n.Get("listen").Lack(); err != nil {
				return "", err
			}
			listen = n.TextOf("listen")
		}
	}
	return listen, nil
}

// web judges the server's keys.
func (l *loader) web(s webShape) Web {
	w := Web{Listen: s.Listen, Token: s.Token}
	if n := l.main.Root.Get("web"); n != nil && !s.Token.IsZero() {
		l.token(n.Get("token"))
	}
	l.token(l.given["web.token"])
	if w.Listen == "" {
		return w
	}
	if err := checkListen(w.Listen); err != nil {
		l.mistake("web.listen", err.Error())
	} else if beyond(w.Listen) && w.Token.IsZero() {
		l.mistake("web.listen", "other machines reach this: it needs web.token (FOLLOWTHROUGH_WEB_TOKEN), or listen on "+defaultListen)
	}
	return w
}

// token reports a value that no header can carry.
func (l *loader) token(n *tree.Node) {
	if n != nil {
		n.Sendable()
	}
}

// checkListen says what is wrong with an address to listen on.
func checkListen(address string) error {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return errors.New(`must be an address with a port, such as 127.0.0.1:9780, or "" for none`)
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || strconv.FormatUint(n, 10) != port {
		return errors.New("must be a port from 0 to 65535 behind the colon")
	}
	if strings.ContainsFunc(host, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("/?#@[]", r) }) {
		return errors.New("must be the name or address of a network interface before the colon, such as 127.0.0.1, and no http://")
	}
	return nil
}

// beyond tells whether other machines reach what listens on an address.
func beyond(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil || strings.EqualFold(host, "localhost") {
		return err != nil
	}
	ip, err := netip.ParseAddr(host)
	return err != nil || !ip.Unmap().IsLoopback()
}
