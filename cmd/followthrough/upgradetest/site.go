package upgradetest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// Site lets a handler answer at https://HOST for whoever goes through the
// proxy: addresses in reviews and stores stay the same from run to run. It
// returns the proxy's address and the certificate to trust, as PEM.
func Site(t testing.TB, host string, h http.Handler) (proxy string, ca []byte) {
	t.Helper()
	cert, ca := certificate(t, host)
	server := httptest.NewUnstartedServer(h)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	server.StartTLS()
	t.Cleanup(server.Close)
	through := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect || r.Host != host+":443" {
			t.Errorf("asked for %s %s, not %s", r.Method, r.Host, host)
			http.Error(w, "not here", http.StatusBadGateway)
			return
		}
		tunnel(t, w, server.Listener.Addr().String())
	}))
	t.Cleanup(through.Close)
	return through.URL, ca
}

// tunnel joins the connection with an address until either ends.
func tunnel(t testing.TB, w http.ResponseWriter, to string) {
	w.WriteHeader(http.StatusOK)
	client, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		t.Errorf("the proxy: %v", err)
		return
	}
	defer client.Close()
	server, err := net.Dial("tcp", to) //nolint:noctx // ends with the connection
	if err != nil {
		t.Errorf("the proxy: %v", err)
		return
	}
	defer server.Close()
	var both sync.WaitGroup
	both.Add(2)
	pass := func(to net.Conn, from io.Reader) {
		defer both.Done()
		_, _ = io.Copy(to, from) // ends as the connection does
		_ = to.Close()
	}
	go pass(server, buffered)
	go pass(client, server)
	both.Wait()
}

// certificate signs itself for a host.
func certificate(t testing.TB, host string) (tls.Certificate, []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	must(t, err)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}
