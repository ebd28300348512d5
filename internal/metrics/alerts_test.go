package metrics_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/followthrough/followthrough/internal/metrics"
)

// names are the names of all metrics that there are.
func names(t *testing.T) map[string]bool {
	t.Helper()
	reg := prometheus.NewPedanticRegistry()
	m := metrics.New(reg, labels())
	reg.MustRegister(tallies(&clock{now: noon}, m, counted), metrics.Lease(func() bool { return true }))
	m.Request(asked("acme.atlassian.net", "ok"))
	m.Served("other", 404)
	m.Delivery("jira", "accepted")
	m.Read(metrics.Source, "sre", noon)
	m.Read(metrics.Tracker, "jira", noon)
	families, err := reg.Gather()
	must(t, err)
	out := map[string]bool{}
	for _, f := range families {
		out[f.GetName()] = true
	}
	return out
}

var ours = regexp.MustCompile(`\b(?:followthrough|process|go)_[a-z_]+\b`)

// An alert on a metric that is not there never fires, and nobody notices.
func TestAlertsAreOnWhatThereIs(t *testing.T) {
	known, judged := names(t), 0
	for _, a := range alerts(t) {
		for _, name := range ours.FindAllString(a.Expr, -1) {
			if judged++; !known[name] {
				t.Errorf("%s is on %s, which there is not", a.Name, name)
			}
		}
	}
	if judged < 6 {
		t.Errorf("only %d metrics in the alerts", judged)
	}
}

// The table of docs/operations.md holds every metric of ours.
func TestDocumentationNamesEveryMetric(t *testing.T) {
	src, err := os.ReadFile("../../docs/operations.md")
	must(t, err)
	documented := map[string]bool{}
	known := names(t)
	for _, name := range regexp.MustCompile("`(followthrough_[a-z_]+)").FindAllStringSubmatch(string(src), -1) {
		documented[name[1]] = true
		if !known[name[1]] {
			t.Errorf("docs/operations.md names %s, which there is not", name[1])
		}
	}
	for name := range known {
		if regexp.MustCompile(`^followthrough_`).MatchString(name) && !documented[name] {
			t.Errorf("docs/operations.md does not name %s", name)
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
