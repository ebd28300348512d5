package web

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"time"

	"github.com/followthrough/followthrough/internal/atomicfile"
)

// Pair is a certificate and its key, in files of PEM form.
type Pair struct{ CertFile, KeyFile string }

const (
	// mostPEM is how many bytes of a file are read.
	mostPEM = 1 << 20
	// lookAgain is how long a pair counts as it was read.
	lookAgain = 2 * time.Second
)

// Load reads the pair: whether it fits, and until when it counts.
func (p Pair) Load() (tls.Certificate, time.Time, error) {
	cert, until, _, err := p.load()
	return cert, until, err
}

// load also gives a digest of what stands in the files now.
func (p Pair) load() (cert tls.Certificate, until time.Time, digest [sha256.Size]byte, err error) {
	chain, err := atomicfile.ReadFile(p.CertFile, mostPEM)
	if err != nil {
		return cert, until, digest, fmt.Errorf("web.tls.cert_file: %w", err)
	}
	key, err := atomicfile.ReadFile(p.KeyFile, mostPEM)
	if err != nil {
		return cert, until, digest, fmt.Errorf("web.tls.key_file: %w", err)
	}
	digest = sha256.Sum256(fmt.Appendf(nil, "%q %q", chain, key))
	cert, err = tls.X509KeyPair(chain, key)
	if err != nil {
		return cert, until, digest, fmt.Errorf("web.tls: %s and %s are no pair in PEM form: %w", p.CertFile, p.KeyFile, err)
	}
	leaf, err := x509.ParseCertificate(cert.Certificate[0])
	if err != nil {
		return cert, until, digest, fmt.Errorf("web.tls.cert_file: %w", err)
	}
	return cert, leaf.NotAfter, digest, nil
}

// pair is a pair that is read again when it changes: the last one that fits counts.
type pair struct {
	Pair
	log *slog.Logger
	now func() time.Time

	mu     sync.Mutex
	cert   *tls.Certificate
	digest [sha256.Size]byte
	looked time.Time
	broken string // what was told of files that are no pair
}

// loadPair reads a pair for the first time; nil: none is configured.
func loadPair(p Pair, log *slog.Logger, now func() time.Time) (*pair, error) {
	if p == (Pair{}) {
		return nil, nil
	}
	cert, until, digest, err := p.load()
	if err != nil {
		return nil, err
	}
	out := &pair{Pair: p, log: log, now: now, cert: &cert, digest: digest, looked: now()}
	out.tell("certificate", until)
	return out, nil
}

func (p *pair) tell(what string, until time.Time) {
	level := p.log.Info
	if until.Before(p.now()) {
		level, what = p.log.Warn, what+", which has expired"
	}
	level(what, "file", p.CertFile, "until", until.UTC().Format(time.RFC3339))
}

// heed looks now and then until ctx ends, so that a pair that does not fit is told of
// though nobody connects; nil: there is none.
func (p *pair) heed(ctx context.Context) {
	if p == nil {
		return
	}
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			_, _ = p.certificate(nil) // what is wrong is told there
		}
	}
}

// certificate is the one of now.
func (p *pair) certificate(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now := p.now(); now.Sub(p.looked) >= lookAgain || now.Before(p.looked) {
		p.looked = now
		p.look()
	}
	return p.cert, nil
}

// look takes up a new pair. One that does not fit is told of once.
func (p *pair) look() {
	cert, until, digest, err := p.load()
	switch {
	case err != nil && err.Error() != p.broken:
		p.broken = err.Error()
		p.log.Warn("the new certificate can't be used: the one before it stays", "error", err)
	case err != nil:
	case digest != p.digest:
		p.cert, p.digest, p.broken = &cert, digest, ""
		p.tell("a new certificate", until)
	case p.broken != "":
		p.broken = ""
		p.log.Info("the certificate's files are again what they were", "file", p.CertFile)
	}
}

// over lets a listener speak TLS; nil: as it is.
func (p *pair) over(l net.Listener) net.Listener {
	if p == nil {
		return l
	}
	return tls.NewListener(l, &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: p.certificate, NextProtos: []string{"http/1.1"}})
}
