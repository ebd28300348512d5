package web

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// places is what the server answers to.
const places = "followthrough answers to /healthz, /readyz, /metrics, /api/v1/ and /hooks/"

// handler answers everything. What begins with /api/ or /hooks/ is not cleaned first, as
// a ServeMux does: a path with tricks is none of theirs. Deliveries are signed, and come
// through proxies that name another host.
func (s *server) handler() http.Handler {
	m := s.mux()
	named := s.meant(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.o.API != nil && strings.HasPrefix(r.URL.Path, "/api/") {
			s.o.API.ServeHTTP(w, r)
			return
		}
		m.ServeHTTP(w, r)
	}))
	return s.contained(harmless(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.o.Hooks != nil && strings.HasPrefix(r.URL.Path, "/hooks/") {
			s.o.Hooks.ServeHTTP(w, r)
			return
		}
		named.ServeHTTP(w, r)
	})))
}

// mux leads each path to what answers it.
func (s *server) mux() http.Handler {
	m := http.NewServeMux()
	m.Handle("/healthz", reading(s.healthz))
	m.Handle("/readyz", reading(s.readyz))
	if s.o.Metrics != nil {
		m.Handle("/metrics", reading(s.admitted(s.o.Metrics).ServeHTTP))
	}
	m.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusNotFound, places) })
	return m
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
	well := "ready"
	if loop.Standby {
		well = "standing by"
	}
	s.verdict(w, well, why)
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

// admitted lets only those through whom the gate knows.
func (s *server) admitted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, refusal := s.o.Gate.Admit(r); refusal != nil {
			refusal.Header(w.Header())
			say(w, refusal.Status, refusal.Cause+": "+refusal.Next)
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
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}
