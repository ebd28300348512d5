package metrics_test

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"go.uber.org/goleak"

	"github.com/followthrough/followthrough/internal/metrics"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var noon = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

func labels() metrics.Labels {
	return metrics.Labels{
		Version: "v1.2.3", Sources: []string{"sre"}, Trackers: []string{"jira", "local"},
		Ops: []string{"create", "report"}, Results: []string{"done", "failed"},
	}
}

// asked is a request that makes an issue.
func asked(host, outcome string) metrics.Request {
	status := map[string]int{"ok": 201, "throttled": 429}[outcome]
	return metrics.Request{Host: host, Operation: "POST /rest/api/2/issue/bulk", Status: status, Outcome: outcome}
}

// clock is a clock that tests move.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }

func (c *clock) pass(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.now = c.now.Add(d) }

func tallies(c *clock, m *metrics.Metrics, count func(context.Context) (metrics.Tally, error)) *metrics.Tallies {
	return &metrics.Tallies{
		Count: count, Places: func() (sources, trackers []string) { return []string{"sre"}, []string{"jira", "local"} }, ReviewStates: []string{"published"}, ActionStates: []string{"open", "done"}, Now: c.Now, Metrics: m,
	}
}

func counted(context.Context) (metrics.Tally, error) {
	return metrics.Tally{
		Reviews:    map[metrics.Cell]int{{Source: "sre", State: "published"}: 3, {Source: "left", State: "published"}: 9},
		Actions:    map[metrics.Cell]int{{Source: "sre", State: "open"}: 7, {Source: "left", State: "open"}: 9},
		Waiting:    map[string]int{"sre": 2},
		Troubled:   map[string]int{"sre": 1},
		Unresolved: map[string]metrics.Unresolved{"jira": {Count: 2, Oldest: noon}, "left": {Count: 1, Oldest: noon}},
	}, nil
}

// Every metric, after everything was counted once, keeps to Prometheus's
// conventions.
func TestNamesKeepToTheConventions(t *testing.T) {
	reg := prometheus.NewPedanticRegistry()
	m := metrics.New(reg, labels())
	reg.MustRegister(tallies(&clock{now: noon}, m, counted))
	m.Pass(metrics.Done, noon, noon.Add(time.Second))
	m.Read(metrics.Source, "sre", noon)
	m.Unread(metrics.Tracker, "jira")
	problems, err := testutil.GatherAndLint(reg)
	must(t, err)
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}

func TestPassesAreCounted(t *testing.T) {
	reg := prometheus.NewPedanticRegistry()
	m := metrics.New(reg, labels())
	m.Pass(metrics.Done, noon, noon.Add(1500*time.Millisecond))
	m.Pass(metrics.Busy, noon, noon.Add(30*time.Second))
	m.Pass(metrics.Failed, noon, noon.Add(time.Hour))
	m.Step("create", "done")
	m.Documents(4)
	m.Request(asked("acme.atlassian.net", "ok"))
	m.Request(asked("acme.atlassian.net", "lost"))
	m.Request(asked("acme.atlassian.net", "ok"))
	m.Read(metrics.Source, "sre", noon)
	m.Read(metrics.Tracker, "local", noon)
	m.Unread(metrics.Tracker, "local")
	want := `
# HELP followthrough_documents_read_total Documents that were read because they were new, changed or asked for.
# TYPE followthrough_documents_read_total counter
followthrough_documents_read_total 4
# HELP followthrough_last_successful_pass_timestamp_seconds When the last pass that did not fail ended, in Unix time; 0: none did since the start.
# TYPE followthrough_last_successful_pass_timestamp_seconds gauge
followthrough_last_successful_pass_timestamp_seconds 1.7961264015e+09
# HELP followthrough_passes_total Passes of the loop: done, failed (the store could not be used) or busy (another process held the store).
# TYPE followthrough_passes_total counter
followthrough_passes_total{result="busy"} 1
followthrough_passes_total{result="done"} 1
followthrough_passes_total{result="failed"} 1
# HELP followthrough_requests_total Requests that were sent, each attempt for itself, by host, operation, the answer's status (empty: no answer) and what came of it: ok, refused (4xx), throttled, failed (5xx), lost (no answer), unsent.
# TYPE followthrough_requests_total counter
followthrough_requests_total{code="",host="acme.atlassian.net",outcome="lost",route="POST /rest/api/2/issue/bulk"} 1
followthrough_requests_total{code="201",host="acme.atlassian.net",outcome="ok",route="POST /rest/api/2/issue/bulk"} 2
# HELP followthrough_source_up Whether the source could be read in the last pass.
# TYPE followthrough_source_up gauge
followthrough_source_up{source="sre"} 1
# HELP followthrough_steps_total Steps that were to be done, by what they do (create, link, report) and what came of it (done, waiting, failed).
# TYPE followthrough_steps_total counter
followthrough_steps_total{op="create",result="done"} 1
followthrough_steps_total{op="create",result="failed"} 0
followthrough_steps_total{op="report",result="done"} 0
followthrough_steps_total{op="report",result="failed"} 0
# HELP followthrough_store_errors_total Times that the store could not be used, in a pass, beside it or for these figures.
# TYPE followthrough_store_errors_total counter
followthrough_store_errors_total 1
# HELP followthrough_tracker_last_read_timestamp_seconds When the tracker was read last, in Unix time; 0: not since the start.
# TYPE followthrough_tracker_last_read_timestamp_seconds gauge
followthrough_tracker_last_read_timestamp_seconds{tracker="jira"} 0
followthrough_tracker_last_read_timestamp_seconds{tracker="local"} 1.7961264e+09
# HELP followthrough_tracker_up Whether the tracker could be read in the last pass.
# TYPE followthrough_tracker_up gauge
followthrough_tracker_up{tracker="local"} 0
`
	names := []string{
		"followthrough_documents_read_total", "followthrough_last_successful_pass_timestamp_seconds", "followthrough_passes_total",
		"followthrough_requests_total", "followthrough_source_up", "followthrough_steps_total", "followthrough_store_errors_total",
		"followthrough_tracker_last_read_timestamp_seconds", "followthrough_tracker_up",
	}
	if err := testutil.GatherAndCompare(reg, strings.NewReader(want), names...); err != nil {
		t.Error(err)
	}
	if n, err := testutil.GatherAndCount(reg, "followthrough_pass_duration_seconds"); err != nil || n != 1 {
		t.Errorf("%d durations, %v", n, err)
	}
}

// A source that the configuration names no more has no series, though the store
// still holds its reviews.
func TestTalliesAreOfWhatIsConfigured(t *testing.T) {
	reg := prometheus.NewPedanticRegistry()
	reg.MustRegister(tallies(&clock{now: noon}, nil, counted))
	want := `
# HELP followthrough_actions Follow-up actions of reviews that are not gone, by source and state.
# TYPE followthrough_actions gauge
followthrough_actions{source="sre",state="done"} 0
followthrough_actions{source="sre",state="open"} 7
# HELP followthrough_actions_waiting_for_person Actions of which only a person can say how they go on; ` + "`followthrough status`" + ` says what each waits for.
# TYPE followthrough_actions_waiting_for_person gauge
followthrough_actions_waiting_for_person{source="sre"} 2
# HELP followthrough_intents_oldest_unresolved_timestamp_seconds When the first of the unresolved items was asked for, in Unix time; absent where there is none.
# TYPE followthrough_intents_oldest_unresolved_timestamp_seconds gauge
followthrough_intents_oldest_unresolved_timestamp_seconds{tracker="jira"} 1.7961264e+09
# HELP followthrough_intents_unresolved Items that were asked for and of which it is not known yet whether they were made.
# TYPE followthrough_intents_unresolved gauge
followthrough_intents_unresolved{tracker="jira"} 2
followthrough_intents_unresolved{tracker="local"} 0
# HELP followthrough_lines_left_alone Lines of reviews that may be actions and were left alone; they are not among the actions.
# TYPE followthrough_lines_left_alone gauge
followthrough_lines_left_alone{source="sre"} 0
# HELP followthrough_reviews Reviews known, by source and state: published, unpublished (a draft, or taken back), gone (deleted at the source).
# TYPE followthrough_reviews gauge
followthrough_reviews{source="sre",state="published"} 3
# HELP followthrough_reviews_in_trouble Reviews that can't be read, or not be written to; ` + "`followthrough status`" + ` says why.
# TYPE followthrough_reviews_in_trouble gauge
followthrough_reviews_in_trouble{source="sre"} 1
# HELP followthrough_reviews_not_understood Published reviews of which no section was understood.
# TYPE followthrough_reviews_not_understood gauge
followthrough_reviews_not_understood{source="sre"} 0
`
	if err := testutil.GatherAndCompare(reg, strings.NewReader(want)); err != nil {
		t.Error(err)
	}
}

// However often Prometheus asks, counting takes a hundredth of the time.
func TestCountingIsNotRepeatedTooSoon(t *testing.T) {
	c, reg, n := &clock{now: noon}, prometheus.NewRegistry(), 0
	took := 2 * time.Second
	reg.MustRegister(tallies(c, nil, func(context.Context) (metrics.Tally, error) {
		n++
		c.pass(took)
		return metrics.Tally{}, nil
	}))
	ask := func() {
		t.Helper()
		if _, err := reg.Gather(); err != nil {
			t.Fatal(err)
		}
	}
	for _, tc := range []struct {
		after time.Duration
		count int
	}{{0, 1}, {0, 1}, {199 * time.Second, 1}, {time.Second, 2}, {10 * time.Second, 2}} {
		c.pass(tc.after)
		if ask(); n != tc.count {
			t.Fatalf("after %s more: counted %d times, want %d", tc.after, n, tc.count)
		}
	}
	took = 0
	c.pass(time.Hour)
	ask()
	c.pass(metrics.Fresh - 1)
	if ask(); n != 3 {
		t.Errorf("counted again before %s", metrics.Fresh)
	}
}

// A store that can't be counted takes no other figure away.
func TestCountingThatFailsIsCounted(t *testing.T) {
	c, reg := &clock{now: noon}, prometheus.NewPedanticRegistry()
	m := metrics.New(reg, labels())
	fails := true
	reg.MustRegister(tallies(c, m, func(ctx context.Context) (metrics.Tally, error) {
		if _, ok := ctx.Deadline(); !ok {
			t.Error("counting may take for ever")
		}
		if fails {
			return metrics.Tally{}, errors.New("disk I/O error")
		}
		return counted(ctx)
	}))
	names := func() (out []string) {
		t.Helper()
		families, err := reg.Gather()
		must(t, err)
		for _, f := range families {
			out = append(out, f.GetName())
		}
		return out
	}
	if got := names(); slices.Contains(got, "followthrough_actions") || !slices.Contains(got, "followthrough_passes_total") {
		t.Errorf("got %v", got)
	}
	if n := testutil.ToFloat64(storeErrors{reg}); n != 1 {
		t.Errorf("%v store errors", n)
	}
	fails = false
	c.pass(metrics.Fresh)
	if got := names(); !slices.Contains(got, "followthrough_actions") {
		t.Errorf("the store is back: %v", got)
	}
}

// storeErrors is the one metric of a registry.
type storeErrors struct{ prometheus.Gatherer }

func (s storeErrors) Describe(out chan<- *prometheus.Desc) {
	out <- prometheus.NewDesc("x", "x", nil, nil)
}

func (s storeErrors) Collect(out chan<- prometheus.Metric) {
	families, _ := s.Gather()
	for _, f := range families {
		if f.GetName() == "followthrough_store_errors_total" {
			out <- prometheus.MustNewConstMetric(prometheus.NewDesc("x", "x", nil, nil), prometheus.GaugeValue, f.GetMetric()[0].GetCounter().GetValue())
		}
	}
}

// Commands other than run count nothing.
func TestNobodyCounts(t *testing.T) {
	var m *metrics.Metrics
	m.Pass(metrics.Failed, noon, noon)
	m.Step("create", "done")
	m.Documents(1)
	m.Request(asked("acme.atlassian.net", "ok"))
	m.Read(metrics.Source, "sre", noon)
	m.Unread(metrics.Source, "sre")
	m.StoreError()
}

// What is asked of a host has few series too, whatever its addresses are.
func TestOperationsAreBounded(t *testing.T) {
	reg := prometheus.NewRegistry()
	m := metrics.New(reg, labels())
	for i := range 1000 {
		m.Request(metrics.Request{Host: "acme.atlassian.net", Operation: fmt.Sprintf("GET /plugin%d", i), Status: 200, Outcome: "ok"})
	}
	m.Request(metrics.Request{Host: "acme.atlassian.net", Operation: "GET /plugin0", Status: 404, Outcome: "refused"})
	if n, err := testutil.GatherAndCount(reg, "followthrough_requests_total"); err != nil || n != 202 {
		t.Errorf("%d series, %v", n, err)
	}
}

// Pauses are counted as they pass; two of one host at once count once.
func TestPausesAreCountedAsTheyPass(t *testing.T) {
	c, reg := &clock{now: noon}, prometheus.NewPedanticRegistry()
	l := labels()
	l.Now = c.Now
	m := metrics.New(reg, l)
	m.Request(asked("api.github.com", "ok"))
	is := func(jira, github string) {
		t.Helper()
		want := `
# HELP followthrough_throttled_seconds_total Seconds during which something of a host was left alone, since it asked for that (429, Retry-After, a spent limit).
# TYPE followthrough_throttled_seconds_total counter
followthrough_throttled_seconds_total{host="acme.atlassian.net"} ` + jira + `
followthrough_throttled_seconds_total{host="api.github.com"} ` + github + "\n"
		if err := testutil.GatherAndCompare(reg, strings.NewReader(want), "followthrough_throttled_seconds_total"); err != nil {
			t.Error(err)
		}
	}
	m.Paused("acme.atlassian.net", noon.Add(time.Minute))
	is("0", "0")
	c.pass(20 * time.Second)
	m.Paused("acme.atlassian.net", noon.Add(50*time.Second)) // within the first
	m.Paused("api.github.com", noon.Add(30*time.Second))
	is("20", "0")
	c.pass(20 * time.Second)
	is("40", "10")
	c.pass(time.Hour)
	is("60", "10")
	c.pass(-2 * time.Hour) // the clock is set back
	m.Paused("api.github.com", c.Now().Add(time.Minute))
	c.pass(2 * time.Minute)
	is("60", "70")
}

// Whatever answers link to, the series stay few.
func TestHostsAreBounded(t *testing.T) {
	reg := prometheus.NewRegistry()
	m := metrics.New(reg, labels())
	for i := range 1000 {
		m.Request(asked(fmt.Sprintf("h%d.example", i), "ok"))
	}
	m.Request(asked("h0.example", "ok"))
	if n, err := testutil.GatherAndCount(reg, "followthrough_requests_total"); err != nil || n != 51 {
		t.Errorf("%d series, %v", n, err)
	}
}

func TestManyMayAskAtOnce(t *testing.T) {
	reg := prometheus.NewRegistry()
	m := metrics.New(reg, labels())
	reg.MustRegister(tallies(&clock{now: noon}, m, counted))
	h := metrics.Handler(reg)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			m.Step("create", "done")
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
			if w.Code != 200 || !strings.Contains(w.Body.String(), `followthrough_actions{source="sre",state="open"} 7`) {
				t.Errorf("%d %s", w.Code, w.Body)
			}
		})
	}
	all.Wait()
}
