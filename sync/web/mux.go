package web

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/followthrough/followthrough/internal/secret"
)

// places is what the server answers to.
const places = "followthrough answers to /healthz, /readyz, /metrics and /hooks/"

// mux leads each path to what answers it.
func (s *server) mux() http.Handler {
	m := http.NewServeMux()
	m.Handle("/healthz", reading(s.healthz))
	m.Handle("/readyz", reading(s.readyz))
	if s.o.Metrics != nil {
		m.Handle("/metrics", reading(bearing(s.o.Token, s.o.Metrics).ServeHTTP))
	}
	m.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusNotFound, places) })
	return harmless(s.hooked(s.meant(m)))
}

// hooked leads deliveries past what mends paths and asks for tokens: they are
// signed, and come through proxies that name another host.
func (s *server) hooked(next http.Handler) http.Handler {
	if s.o.Hooks == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/hooks/") {
			s.o.Hooks.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// meant refuses, where only this machine reaches the server, requests that are
// for another host: a page in a browser of this machine would send such, once
// its name was made to lead here (DNS rebinding). Who names no host at all is no
// browser.
func (s *server) meant(next http.Handler) http.Handler {
	if !s.local {
		return next
	}
	own, _, _ := net.SplitHostPort(s.o.Listen)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
		if host != "" && !(err == nil && ip.IsLoopback()) && !strings.EqualFold(host, "localhost") && !strings.EqualFold(host, own) {
			say(w, http.StatusMisdirectedRequest, "ask for 127.0.0.1, [::1] or localhost: this is no other host")
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *server) healthz(w http.ResponseWriter, _ *http.Request) {
	s.verdict(w, "ok", alive(s.o.Loop(), s.o.Now(), s.o.Patience))
}

func (s *server) readyz(w http.ResponseWriter, _ *http.Request) {
	loop := s.o.Loop()
	why := alive(loop, s.o.Now(), s.o.Patience)
	if why == "" {
		why = ready(loop, s.stopping.Load())
	}
	s.verdict(w, "ready", why)
}

func (s *server) verdict(w http.ResponseWriter, well, why string) {
	if why != "" {
		say(w, http.StatusServiceUnavailable, why)
		return
	}
	say(w, http.StatusOK, well)
}

// say answers with one line of text.
func say(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprintln(w, text)
}

// reading lets only requests through that change nothing.
func reading(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			say(w, http.StatusMethodNotAllowed, "only GET and HEAD")
			return
		}
		next(w, r)
	})
}

// bearing lets only those through who bear the token; no token: everybody.
func bearing(token func() secret.Secret, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		scheme, given, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		if wanted := token(); !wanted.IsZero() && (!strings.EqualFold(scheme, "Bearer") || !wanted.Equal(strings.TrimSpace(given))) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="followthrough"`)
			say(w, http.StatusUnauthorized, "the request must have the header `Authorization: Bearer …` with the token of web.token")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// harmless says to browsers and proxies that nothing here is to be kept,
// guessed at or put into a page.
func harmless(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		next.ServeHTTP(w, r)
	})
}
