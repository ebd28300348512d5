package metrics

import "github.com/prometheus/client_golang/prometheus"

func newDiffers(reg prometheus.Registerer) prometheus.Gauge {
	g := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "followthrough_configuration_differs",
		Help: "Whether another replica on the same store runs with another configuration: 1, or 0.",
	})
	reg.MustRegister(g)
	return g
}

// ConfigurationDiffers tells how many replicas have another configuration than this
// one.
func (m *Metrics) ConfigurationDiffers(replicas int) {
	if m != nil {
		m.differs.Set(float64(min(replicas, 1)))
	}
}
