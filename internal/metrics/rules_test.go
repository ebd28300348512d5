package metrics_test

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/followthrough/followthrough/internal/referee"
)

const examples = "../../examples/prometheus"

// tests are the files that say when alerts fire.
var tests = []string{"alerts_test.yaml", "alerts_days_test.yaml"}

// alert is a rule of the examples.
type alert struct {
	Name        string            `yaml:"alert"`
	Expr        string            `yaml:"expr"`
	Annotations map[string]string `yaml:"annotations"`
}

// alerts are all rules of the examples.
func alerts(t *testing.T) (all []alert) {
	t.Helper()
	var file struct {
		Groups []struct {
			Rules []alert `yaml:"rules"`
		} `yaml:"groups"`
	}
	read(t, "alerts.yaml", &file)
	for _, g := range file.Groups {
		all = append(all, g.Rules...)
	}
	if len(all) < 10 {
		t.Fatalf("only %d alerts", len(all))
	}
	return all
}

func read(t *testing.T, name string, into any) {
	t.Helper()
	src, err := os.ReadFile(examples + "/" + name)
	must(t, err)
	must(t, yaml.Unmarshal(src, into))
}

// Debian's promtool takes the rules, and they fire when their tests say so.
func TestPromtoolTakesTheRules(t *testing.T) {
	promtool := referee.Program(t, "promtool")
	for _, args := range [][]string{{"check", "rules", "alerts.yaml"}, append([]string{"test", "rules"}, tests...)} {
		cmd := exec.CommandContext(t.Context(), promtool, args...)
		cmd.Dir = examples
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("promtool %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}

// tested are the alerts that fire in a test, and those that do not in one.
func tested(t *testing.T) (fires, rests map[string]bool) {
	t.Helper()
	fires, rests = map[string]bool{}, map[string]bool{}
	for _, name := range tests {
		var file struct {
			Tests []struct {
				Rules []struct {
					Name  string `yaml:"alertname"`
					Fires []any  `yaml:"exp_alerts"`
				} `yaml:"alert_rule_test"`
			} `yaml:"tests"`
		}
		read(t, name, &file)
		for _, test := range file.Tests {
			for _, r := range test.Rules {
				fires[r.Name] = fires[r.Name] || len(r.Fires) > 0
				rests[r.Name] = rests[r.Name] || len(r.Fires) == 0
			}
		}
	}
	return fires, rests
}

// Each alert has a test in which it fires and one in which it does not, and a paragraph
// that says what it means and what to do, to which it leads.
func TestEachAlertIsTestedAndExplained(t *testing.T) {
	fires, rests := tested(t)
	src, err := os.ReadFile("../../docs/operations.md")
	must(t, err)
	_, below, _ := strings.Cut(string(src), "\n## Alerts\n")
	explained, _, _ := strings.Cut(below, "\n## ")
	all := alerts(t)
	for _, a := range all {
		if !fires[a.Name] || !rests[a.Name] {
			t.Errorf("%s: fires in a test: %v, does not in one: %v", a.Name, fires[a.Name], rests[a.Name])
		}
		_, text, _ := strings.Cut(explained, "\n### "+a.Name+"\n")
		if text, _, _ = strings.Cut(text, "\n### "); len(strings.Fields(text)) < 20 {
			t.Errorf("%s: docs/operations.md says of it: %q", a.Name, text)
		}
		if want := fmt.Sprintf("https://github.com/followthrough/followthrough/blob/main/docs/operations.md#%s", strings.ToLower(a.Name)); a.Annotations["runbook_url"] != want {
			t.Errorf("%s leads to %q, want %q", a.Name, a.Annotations["runbook_url"], want)
		}
	}
	if n := strings.Count(explained, "\n### "); n != len(all) {
		t.Errorf("docs/operations.md explains %d alerts of %d", n, len(all))
	}
}
