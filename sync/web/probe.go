package web

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"
)

// Question is what a probe asks.
type Question string

// The questions, by their paths.
const (
	Alive Question = "/healthz"
	Ready Question = "/readyz"
)

// probeTimeout is how long a probe waits for its answer.
const probeTimeout = 5 * time.Second

// Probe asks the server that listens on address, on this machine, and gives
// its word: an error where it does not answer, or not well.
func Probe(ctx context.Context, address string, q Question) (string, error) {
	if address == "" {
		return "", errors.New(`nothing to ask: web.listen is ""`)
	}
	at, err := local(address)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	status, word, err := ask(ctx, at+string(q), "")
	if err != nil {
		return "", fmt.Errorf("no answer from %s: %w", at, err)
	}
	if status != http.StatusOK {
		return "", fmt.Errorf("%s: %s", at, word)
	}
	if word != "ok" && word != "ready" && word != "standing by" {
		return "", fmt.Errorf("%s is not followthrough's: another program answers there", at)
	}
	return word, nil
}

// Figures are those that the server on address, on this machine, gives to Prometheus.
func Figures(ctx context.Context, address, token string) (string, error) {
	at, err := local(address)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	status, figures, err := ask(ctx, at+"/metrics", token)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("%s: %s", at, http.StatusText(status))
	}
	return figures, err
}

// ask asks, by TLS where the server speaks nothing else.
func ask(ctx context.Context, address, token string) (status int, word string, err error) {
	status, word, err = once(ctx, "http://"+address, "")
	if status == http.StatusBadRequest && strings.Contains(word, "HTTPS") { // as net/http says that it speaks TLS
		return once(ctx, "https://"+address, token)
	}
	if token != "" && err == nil {
		return once(ctx, "http://"+address, token)
	}
	return status, word, err
}

// mostSaid is how many bytes of an answer are read.
const mostSaid = 4 << 20

// once asks once. Its transport is its own: no proxy stands between a machine and
// itself, and a certificate names the machine as others call it.
func once(ctx context.Context, address, token string) (status int, word string, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, "", err
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	transport := &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, InsecureSkipVerify: true}}
	defer transport.CloseIdleConnections()
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, mostSaid))
	return resp.StatusCode, strings.TrimSpace(string(body)), err
}

// local is where a server that listens on address is reached from this
// machine.
func local(address string) (string, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", fmt.Errorf("web.listen %q: %w", address, err)
	}
	if port == "0" {
		return "", fmt.Errorf("web.listen %s leaves the port to the system: give --listen with the one that the log tells", address)
	}
	if ip, err := netip.ParseAddr(host); host == "" || err == nil && ip.IsUnspecified() {
		host = "127.0.0.1" // who listens everywhere does so in both versions
	}
	return net.JoinHostPort(host, port), nil
}
