package config

import (
	"errors"
	"fmt"
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
	Listen string `yaml:"listen" meant:"port address host bind addr"`
	// Token is asked for by all but the probes; zero: by none. It is set where
	// other machines reach Listen.
	Token secret.Secret `yaml:"token" is:"header"`
	// OperatorToken is asked for by what has something done; zero: nothing is done
	// for anybody.
	OperatorToken secret.Secret `yaml:"operator_token" is:"header" meant:"write_token admin_token"`
	TLS           TLS           `yaml:"tls"`
}

// TLS is what the server proves itself with; both empty: it speaks no TLS.
type TLS struct {
	CertFile string `yaml:"cert_file" meant:"cert certificate certificate_file" is:"file"`
	KeyFile  string `yaml:"key_file" meant:"key private_key_file" is:"file"`
}

// Refuses are the keys of later versions.
func (*Web) Refuses() map[string]string {
	const dashboard = "not in this version, which has no dashboard: "
	return map[string]string{
		"oidc": dashboard + "use token", "restricted": dashboard + "leave it out",
		"webhook_secret": "each source and tracker has its own: write it below the one that it is for",
	}
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
		if n := tree.Read(name, emptyFile, nil, ignored).Root.Get("web"); n != nil && n.Has("listen") {
			if err := n.Get("listen").Lack(); err != nil {
				return "", err
			}
			listen = n.TextOf("listen")
		}
	}
	return listen, nil
}

// judgeWeb judges the server's keys.
func (l *loader) judgeWeb(w Web) {
	if w.Listen == "" {
		return
	}
	if err := checkListen(w.Listen); err != nil {
		l.mistake(true, "web.listen", err.Error())
		return
	}
	l.mistake(beyond(w.Listen) && w.Token.IsZero(),
		"web.listen", "other machines reach this: it needs web.token (FOLLOWTHROUGH_WEB_TOKEN), or listen on "+defaultListen)
	l.judgeOperator(w)
	l.mistake((w.TLS.CertFile == "") != (w.TLS.KeyFile == ""), "web.tls", "must have both, cert_file and key_file, or be left out")
}

// judgeOperator holds the two tokens apart: whoever reads could write.
func (l *loader) judgeOperator(w Web) {
	read, err := w.Token.Reveal()
	operate, other := w.OperatorToken.Reveal()
	l.mistake(err == nil && other == nil && read != "" && read == operate, "web.operator_token",
		"must be another one than web.token, or whoever reads could write: openssl rand -hex 32 makes one")
	l.mistake(other == nil && operate != "" && len(operate) < shortestSecret, "web.operator_token",
		fmt.Sprintf("must be at least %d characters: openssl rand -hex 32 makes one", shortestSecret))
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
