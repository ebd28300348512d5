package web

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"log/slog"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// write makes a pair for a name.
func (p Pair) write(t *testing.T, name string, until time.Time) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	cert := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotAfter: until}
	der, err := x509.CreateCertificate(rand.Reader, cert, cert, &key.PublicKey, key)
	must(t, err)
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	must(t, err)
	must(t, os.WriteFile(p.CertFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	must(t, os.WriteFile(p.KeyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), 0o600))
}

// clock is turned by hand, while others look at it.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) turn(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func TestTLS(t *testing.T) {
	dir := t.TempDir()
	o := options(resting())
	o.TLS = Pair{filepath.Join(dir, "web.pem"), filepath.Join(dir, "web.key")}
	o.TLS.write(t, "first", noon.Add(time.Hour))
	var log safe
	c := &clock{at: noon}
	o.Log, o.Now = slog.New(slog.NewTextHandler(&log, nil)), c.now
	listener, err := listen(t.Context(), o)
	must(t, err)
	address := listener.Addr().String()
	name := func(versions ...uint16) (string, error) {
		config := &tls.Config{InsecureSkipVerify: true} //nolint:gosec // whose it is, is looked at below
		if len(versions) > 0 {
			config.MinVersion, config.MaxVersion = versions[0], versions[0]
		}
		conn, err := tls.DialWithDialer(&net.Dialer{Timeout: 5 * time.Second}, "tcp", address, config)
		if err != nil {
			return "", err
		}
		defer conn.Close()
		return conn.ConnectionState().PeerCertificates[0].Subject.CommonName, nil
	}
	is := func(want, told string) {
		t.Helper()
		c.turn(lookAgain)
		if got, err := name(); got != want || err != nil {
			t.Errorf("it proves itself as %q: %v", got, err)
		}
		if !strings.Contains(log.String(), told) {
			t.Errorf("%q is not told: %s", told, log.String())
		}
	}
	err = serve(t.Context(), o, listener, func(ctx context.Context) error {
		is("first", "msg=certificate")
		if word, err := probe(t, address, Alive); word != "ok" || err != nil {
			t.Errorf("the probe: %q, %v", word, err)
		}
		if _, err := name(tls.VersionTLS11); err == nil {
			t.Error("TLS 1.1 is spoken")
		}
		other := Pair{filepath.Join(dir, "other.pem"), o.TLS.KeyFile}
		other.write(t, "other", noon)
		is("first", "the new certificate can't be used: the one before it stays")
		is("first", "no pair")
		if n := strings.Count(log.String(), "can't be used"); n != 1 {
			t.Errorf("it is told %d times", n)
		}
		must(t, os.Remove(o.TLS.CertFile))
		is("first", "web.tls.cert_file")
		o.TLS.write(t, "second", noon.Add(-time.Hour))
		is("second", "a new certificate, which has expired")
		return nil
	})
	must(t, err)
	if strings.Contains(log.String(), "PRIVATE") {
		t.Error("the log tells the key")
	}
	o.TLS.KeyFile = filepath.Join(dir, "nothing")
	if err := During(t.Context(), o, never(t)); err == nil || !strings.Contains(err.Error(), "web.tls.key_file") {
		t.Errorf("without a key: %v", err)
	}
}

// safe is a text that is written and read at the same time.
type safe struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *safe) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *safe) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}
