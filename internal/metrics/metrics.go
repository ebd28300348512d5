package metrics

import (
	"runtime"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// Metrics is what is counted. A nil one counts nothing.
type Metrics struct {
	passes    *prometheus.CounterVec
	durations prometheus.Histogram
	lastPass  prometheus.Gauge
	steps     *prometheus.CounterVec
	requests  *requests
	served    *prometheus.CounterVec
	documents prometheus.Counter
	storeErrs prometheus.Counter
	unaudited prometheus.Counter
	hooks     *prometheus.CounterVec
	panics    *prometheus.CounterVec
	up        map[Sort]*prometheus.GaugeVec
	lastRead  map[Sort]*prometheus.GaugeVec
	*configuration
	differs prometheus.Gauge
}

// Sort is what can be read: a source, or a tracker.
type Sort string

// The sorts.
const (
	Source  Sort = "source"
	Tracker Sort = "tracker"
)

// Labels are the values that are known beforehand: each has a series from the
// start, so that a first failure is a rise and not a new series.
type Labels struct {
	Version           string
	Sources, Trackers []string
	Ops, Results      []string // of steps
	Hooks, Deliveries []string // names of hooks, and what becomes of deliveries
	// Now is the clock of what is counted while it lasts; nil: time.Now.
	Now func() time.Time
}

// New makes metrics and registers them, with those of the process and of Go.
func New(reg prometheus.Registerer, l Labels) *Metrics {
	if l.Now == nil {
		l.Now = time.Now
	}
	m := &Metrics{
		passes: counters("followthrough_passes_total",
			"Passes of the loop: done, failed (the store could not be used) or busy (another process held the store).", "result"),
		durations: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name:    "followthrough_pass_duration_seconds",
			Help:    "How long a pass took: reading, planning, doing.",
			Buckets: []float64{.01, .03, .1, .3, 1, 3, 10, 30, 100, 300, 1000, 3000},
		}),
		lastPass: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "followthrough_last_successful_pass_timestamp_seconds",
			Help: "When the last pass that did not fail ended, in Unix time; 0: none did since the start.",
		}),
		steps: counters("followthrough_steps_total",
			"Steps that were to be done, by what they do (create, link, report) and what came of it (done, waiting, failed).", "op", "result"),
		requests: newRequests(l.Now),
		served: counters("followthrough_http_answers_total",
			"Answers of the API, by the template of the address and the status.", "route", "code"),
		documents: counter("followthrough_documents_read_total",
			"Documents that were read because they were new, changed or asked for."),
		storeErrs: counter("followthrough_store_errors_total",
			"Times that the store could not be used, in a pass, beside it or for these figures."),
		unaudited: counter("followthrough_audit_lines_lost_total",
			"Lines of the audit that could not be written. What they would have told was done."),
		hooks: counters("followthrough_hook_deliveries_total",
			"Webhooks that were delivered, by source or tracker and what became of them: accepted, ignored (about nothing that is followed), unsigned, malformed, too_large, refused (of who failed too often, or while the secret can't be read), unknown (no such hook).", "hook", "result"),
		up: map[Sort]*prometheus.GaugeVec{
			Source:  gauge("followthrough_source_up", "Whether the source could be read in the last pass.", string(Source)),
			Tracker: gauge("followthrough_tracker_up", "Whether the tracker could be read in the last pass.", string(Tracker)),
		},
		lastRead: map[Sort]*prometheus.GaugeVec{
			Source:  gauge("followthrough_source_last_read_timestamp_seconds", "When the source was read last, in Unix time; 0: not since the start.", string(Source)),
			Tracker: gauge("followthrough_tracker_last_read_timestamp_seconds", "When the tracker was read last, in Unix time; 0: not since the start.", string(Tracker)),
		},
	}
	m.configuration, m.panics = newConfiguration(), newPanics(reg)
	reg.MustRegister(m.configuration.successful, m.configuration.taken)
	reg.MustRegister(m.passes, m.durations, m.lastPass, m.steps, m.requests.all, m.requests.pauses, m.served, m.documents, m.storeErrs, m.unaudited, m.hooks,
		m.up[Source], m.up[Tracker], m.lastRead[Source], m.lastRead[Tracker], build(l.Version),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.differs = newDiffers(reg)
	m.begin(l)
	return m
}

func counter(name, help string) prometheus.Counter {
	return prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: help})
}

func counters(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
}

func gauge(name, help string, labels ...string) *prometheus.GaugeVec {
	return prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: name, Help: help}, labels)
}

// Lease tells whether this process is the one that works on the store.
func Lease(held func() bool) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "followthrough_lease_held", Help: "Whether this process works on the store: 1, or 0 for a replica that stands by.",
	}, func() float64 {
		if held() {
			return 1
		}
		return 0
	})
}

// build is always 1; what it is for stands in its labels.
func build(version string) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "followthrough_build_info", Help: "The version that runs, and what it was built with.",
		ConstLabels: prometheus.Labels{"version": version, "goversion": runtime.Version()},
	}, func() float64 { return 1 })
}

// begin makes the series that are known. Whether a place can be read is not
// said before it was tried.
func (m *Metrics) begin(l Labels) {
	for _, r := range []Result{Done, Failed, Busy} {
		m.passes.WithLabelValues(string(r))
	}
	for _, op := range l.Ops {
		for _, r := range l.Results {
			m.steps.WithLabelValues(op, r)
		}
	}
	for _, name := range l.Hooks {
		for _, r := range l.Deliveries {
			m.hooks.WithLabelValues(name, r)
		}
	}
	m.Places(l.Sources, l.Trackers)
}

// Result is what a pass came to.
type Result string

// The results of a pass.
const (
	Done   Result = "done"
	Failed Result = "failed" // the store could not be used
	Busy   Result = "busy"   // another process held it
)

// Pass counts a pass.
func (m *Metrics) Pass(r Result, began, ended time.Time) {
	if m == nil {
		return
	}
	m.passes.WithLabelValues(string(r)).Inc()
	switch r {
	case Done:
		m.durations.Observe(ended.Sub(began).Seconds())
		m.lastPass.Set(seconds(ended))
	case Failed:
		m.storeErrs.Inc()
	}
}

// Step counts a step.
func (m *Metrics) Step(op, result string) {
	if m != nil {
		m.steps.WithLabelValues(op, result).Inc()
	}
}

// Delivery counts a webhook that was delivered; hook is "" where there is none of
// that name.
func (m *Metrics) Delivery(hook, result string) {
	if m != nil {
		m.hooks.WithLabelValues(hook, result).Inc()
	}
}

// Documents counts documents that were read.
func (m *Metrics) Documents(n int) {
	if m != nil {
		m.documents.Add(float64(n))
	}
}

// Read tells that a source or tracker could be read.
func (m *Metrics) Read(s Sort, name string, at time.Time) {
	if m != nil {
		m.up[s].WithLabelValues(name).Set(1)
		m.lastRead[s].WithLabelValues(name).Set(seconds(at))
	}
}

// Unread tells that one could not be.
func (m *Metrics) Unread(s Sort, name string) {
	if m != nil {
		m.up[s].WithLabelValues(name).Set(0)
	}
}

// StoreError counts that the store could not be used.
func (m *Metrics) StoreError() {
	if m != nil {
		m.storeErrs.Inc()
	}
}

// Unaudited counts that a line of the audit could not be written.
func (m *Metrics) Unaudited() {
	if m != nil {
		m.unaudited.Inc()
	}
}

func seconds(t time.Time) float64 { return float64(t.UnixMicro()) / 1e6 }

// Served counts an answer of the API.
func (m *Metrics) Served(route string, status int) {
	if m != nil {
		m.served.WithLabelValues(route, strconv.Itoa(status)).Inc()
	}
}
