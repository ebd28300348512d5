package metrics

import "sync"

// maxHosts bounds the series of requests, whatever a vendor's answers link to.
const maxHosts = 50

// Request counts an attempt of a request to a host.
func (m *Metrics) Request(host, outcome string) {
	if m != nil {
		m.requests.WithLabelValues(m.hosts.label(host), outcome).Inc()
	}
}

// hosts are those that have series of their own.
type hosts struct {
	mu    sync.Mutex
	known map[string]bool
}

// label is the host itself, or "other" where there are too many.
func (h *hosts) label(host string) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.known == nil {
		h.known = map[string]bool{}
	}
	if !h.known[host] && len(h.known) >= maxHosts {
		return "other"
	}
	h.known[host] = true
	return host
}
