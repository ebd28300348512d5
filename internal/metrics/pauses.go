package metrics

import (
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// pauses are the seconds during which hosts are left alone, since they want that. They
// are counted as they pass, and not beforehand: a pause of an hour is no leap.
type pauses struct {
	seconds *prometheus.Desc
	now     func() time.Time

	mu   sync.Mutex
	of   map[string]*pause
	mark time.Time // until when all of them are counted
}

// pause is one host's.
type pause struct {
	seconds float64
	until   time.Time
}

func newPauses(now func() time.Time) *pauses {
	return &pauses{
		seconds: prometheus.NewDesc("followthrough_throttled_seconds_total",
			"Seconds during which something of a host was left alone, since it asked for that (429, Retry-After, a spent limit).", []string{"host"}, nil),
		now: now, of: map[string]*pause{},
	}
}

// begin gives a host a series, at zero.
func (p *pauses) begin(host string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.of[host] = &pause{}
}

// until notes a pause. Several of one host at once count once.
func (p *pauses) until(host string, until time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count()
	if of := p.of[host]; until.After(of.until) {
		of.until = until
	}
}

// count counts what has passed since it was counted last; mu is held. A clock that was
// set back ends the pauses: nothing is counted twice.
func (p *pauses) count() {
	now := p.now()
	for _, of := range p.of {
		if now.Before(p.mark) {
			of.until = time.Time{}
		}
		end := now
		if of.until.Before(now) {
			end = of.until
		}
		if end.After(p.mark) {
			of.seconds += end.Sub(p.mark).Seconds()
		}
	}
	p.mark = now
}

// Describe implements prometheus.Collector.
func (p *pauses) Describe(out chan<- *prometheus.Desc) { out <- p.seconds }

// Collect implements prometheus.Collector.
func (p *pauses) Collect(out chan<- prometheus.Metric) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count()
	for host, of := range p.of {
		out <- prometheus.MustNewConstMetric(p.seconds, prometheus.CounterValue, of.seconds, host)
	}
}
