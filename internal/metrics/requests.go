package metrics

import (
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Bounds of the series of requests, whatever a vendor's answers link to.
const (
	maxHosts      = 50
	maxOperations = 200 // of all hosts together
)

// Request is an attempt of a request to a host.
type Request struct {
	Host string
	// Operation is its method and address, without anything that differs between two
	// requests of one operation.
	Operation string
	Status    int // zero: no answer came
	Outcome   string
}

// requests are what goes out to trackers and sources.
type requests struct {
	all    *prometheus.CounterVec
	pauses *pauses

	mu         sync.Mutex
	hosts      map[string]bool    // that have series of their own
	operations map[[2]string]bool // likewise, with their hosts
}

func newRequests(now func() time.Time) *requests {
	return &requests{
		all: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "followthrough_requests_total",
			Help: "Requests that were sent, each attempt for itself, by host, operation, the answer's status (empty: no answer) and what came of it: ok, refused (4xx), throttled, failed (5xx), lost (no answer), unsent.",
		}, []string{"host", "route", "code", "outcome"}),
		pauses: newPauses(now),
		hosts:  map[string]bool{}, operations: map[[2]string]bool{},
	}
}

// Request counts an attempt of a request.
func (m *Metrics) Request(r Request) {
	if m == nil {
		return
	}
	host, code := m.requests.host(r.Host), ""
	if r.Status != 0 {
		code = strconv.Itoa(r.Status)
	}
	m.requests.all.WithLabelValues(host, m.requests.operation(host, r.Operation), code, r.Outcome).Inc()
}

// Paused tells that a host wants something of it to be left alone until a moment.
func (m *Metrics) Paused(host string, until time.Time) {
	if m != nil {
		m.requests.pauses.until(m.requests.host(host), until)
	}
}

// host is a host's label: itself, or "other" where there are too many.
func (r *requests) host(name string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.hosts[name] {
		if len(r.hosts) >= maxHosts {
			name = other
		}
		r.hosts[name] = true
		r.pauses.begin(name)
	}
	return name
}

// other is what has no series of its own.
const other = "other"

// operation is an operation's label, likewise.
func (r *requests) operation(host, name string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := [2]string{host, name}
	if !r.operations[key] && len(r.operations) >= maxOperations {
		return other
	}
	r.operations[key] = true
	return name
}
