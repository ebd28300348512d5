package httpx

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/followthrough/followthrough/internal/atomicfile"
)

// reloading is the network, with proxies from the environment and with the
// files for TLS read again when they change.
type reloading struct {
	o     Options
	mu    sync.Mutex
	stamp string
	now   *http.Transport
}

// RoundTrip sends a request with the files as they are.
func (r *reloading) RoundTrip(req *http.Request) (*http.Response, error) {
	t, err := r.current()
	if err != nil {
		closeBody(req)
		return nil, err
	}
	return t.RoundTrip(req)
}

func (r *reloading) current() (*http.Transport, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	stamp, err := stampOf(r.o.CAFile, r.o.ClientCertFile, r.o.ClientKeyFile)
	if err != nil {
		return nil, err
	}
	if r.now != nil && stamp == r.stamp {
		return r.now, nil
	}
	config, err := r.o.tls()
	if err != nil {
		return nil, err
	}
	if r.now != nil {
		r.now.CloseIdleConnections()
	}
	r.stamp, r.now = stamp, newTransport(config)
	return r.now, nil
}

func newTransport(config *tls.Config) *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy: http.ProxyFromEnvironment, DialContext: dialer.DialContext, TLSClientConfig: config,
		TLSHandshakeTimeout: 10 * time.Second, IdleConnTimeout: 90 * time.Second, MaxIdleConnsPerHost: 4,
		MaxResponseHeaderBytes: 256 << 10, ForceAttemptHTTP2: true,
	}
}

// stampOf changes when one of the files does.
func stampOf(paths ...string) (string, error) {
	var out string
	for _, path := range paths {
		if path == "" {
			continue
		}
		info, err := os.Stat(path)
		if err != nil {
			return "", fmt.Errorf("file for TLS: %w", err)
		}
		out += fmt.Sprintf("%s %d %d\n", path, info.Size(), info.ModTime().UnixNano())
	}
	return out, nil
}

func (o Options) tls() (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if o.CAFile != "" {
		pem, err := atomicfile.ReadFile(o.CAFile, mostPEM)
		if err != nil {
			return nil, fmt.Errorf("ca_file: %w", err)
		}
		roots, err := x509.SystemCertPool()
		if err != nil {
			roots = x509.NewCertPool()
		}
		if !roots.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("ca_file %s: holds no certificate in PEM form", o.CAFile)
		}
		config.RootCAs = roots
	}
	if o.ClientCertFile != "" || o.ClientKeyFile != "" {
		cert, err := keyPair(o.ClientCertFile, o.ClientKeyFile)
		if err != nil {
			return nil, fmt.Errorf("client_cert_file and client_key_file: %w", err)
		}
		config.Certificates = []tls.Certificate{cert}
	}
	return config, nil
}

// mostPEM is how large, in bytes, a file for TLS may be.
const mostPEM = 4 << 20

// keyPair reads a certificate and its key.
func keyPair(certFile, keyFile string) (tls.Certificate, error) {
	cert, err := atomicfile.ReadFile(certFile, mostPEM)
	if err != nil {
		return tls.Certificate{}, err
	}
	key, err := atomicfile.ReadFile(keyFile, mostPEM)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.X509KeyPair(cert, key)
}
