package metrics

import "github.com/prometheus/client_golang/prometheus"

// panicPlaces are where something of ours may go wrong alone.
func panicPlaces() []string {
	return []string{"review", "source", "tracker", "pass", "chore", "watch", "request", "configuration"}
}

func newPanics(reg prometheus.Registerer) *prometheus.CounterVec {
	c := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "followthrough_panics_total",
		Help: "Times that something went wrong in a way that is a mistake in followthrough, by what it was in: the others went on.",
	}, []string{"in"})
	for _, in := range panicPlaces() {
		c.WithLabelValues(in)
	}
	reg.MustRegister(c)
	return c
}

// Broke counts that something went wrong in us.
func (m *Metrics) Broke(in string) {
	if m != nil {
		m.panics.WithLabelValues(in).Inc()
	}
}
