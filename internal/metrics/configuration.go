package metrics

import (
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// configuration is how what runs stands to what is on disk, named as Prometheus' own
// programs name it.
type configuration struct {
	successful, taken prometheus.Gauge

	places sync.Mutex
	known  map[Sort]map[string]bool // that have series
}

func newConfiguration() *configuration {
	return &configuration{
		known: map[Sort]map[string]bool{},
		successful: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "followthrough_config_last_reload_successful",
			Help: "Whether the configuration on disk was taken when it was last read: 1, or 0 for one with mistakes or that was refused.",
		}),
		taken: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "followthrough_config_last_reload_success_timestamp_seconds",
			Help: "When the configuration on disk was last taken, or found to be what runs, in Unix time.",
		}),
	}
}

// ConfigurationTaken tells that the configuration on disk is what runs.
func (m *Metrics) ConfigurationTaken(at time.Time) {
	if m != nil {
		m.successful.Set(1)
		m.taken.Set(seconds(at))
	}
}

// ConfigurationKept tells that the configuration on disk was not taken.
func (m *Metrics) ConfigurationKept() {
	if m != nil {
		m.successful.Set(0)
	}
}

// Places are the sources and trackers from now on: those that went have no series any
// more.
func (m *Metrics) Places(sources, trackers []string) {
	if m == nil {
		return
	}
	m.places.Lock()
	defer m.places.Unlock()
	for sort, names := range map[Sort][]string{Source: sources, Tracker: trackers} {
		now := map[string]bool{}
		for _, n := range names {
			now[n] = true
			m.lastRead[sort].WithLabelValues(n)
		}
		for n := range m.known[sort] {
			if !now[n] {
				m.lastRead[sort].DeleteLabelValues(n)
				m.up[sort].DeleteLabelValues(n)
			}
		}
		m.known[sort] = now
	}
}
