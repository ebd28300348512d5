package metrics_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/followthrough/followthrough/internal/referee"
)

// panel is a panel of Grafana's, as far as it is judged.
type panel struct {
	ID          int    `json:"id"`
	Type        string `json:"type"`
	Title       string `json:"title"`
	Description string `json:"description"`
	At          struct {
		W, H, X, Y int
	} `json:"gridPos"`
	Targets []struct {
		Expr string `json:"expr"`
	} `json:"targets"`
}

// dashboard is the example, as it is and read.
func dashboard(t *testing.T) (raw string, panels []panel) {
	t.Helper()
	src, err := os.ReadFile("../../examples/grafana/dashboard.json")
	must(t, err)
	var file struct {
		Panels []panel `json:"panels"`
	}
	must(t, json.Unmarshal(src, &file))
	if len(file.Panels) < 15 {
		t.Fatalf("only %d panels", len(file.Panels))
	}
	return string(src), file.Panels
}

// A panel on a metric that is not there stays empty, and looks as if all were well.
func TestDashboardIsOnWhatThereIs(t *testing.T) {
	known, shown := names(t), map[string]bool{}
	_, panels := dashboard(t)
	for _, p := range panels {
		for _, target := range p.Targets {
			found := ours.FindAllString(target.Expr, -1)
			for _, name := range found {
				name = strings.TrimSuffix(name, "_bucket")
				if shown[name] = true; !known[name] {
					t.Errorf("%s: there is no %s", p.Title, name)
				}
			}
			if len(found) == 0 || !strings.Contains(target.Expr, `{job="$job"}`) {
				t.Errorf("%s: %s", p.Title, target.Expr)
			}
		}
	}
	if len(shown) < 20 {
		t.Errorf("only %d metrics are shown", len(shown))
	}
}

// It shows states and ages: nobody is compared with others, and nothing is red.
func TestDashboardIsBlameless(t *testing.T) {
	raw, panels := dashboard(t)
	if found := regexp.MustCompile(`(?i)\b(red|topk|bottomk|sort|sort_desc|rank|worst|best|owner|person_)\(|"(?:dark-|light-|semi-dark-|super-light-)?red"|thresholds|\bby \([^)]*team`).FindAllString(raw, -1); len(found) > 0 {
		t.Errorf("%q", found)
	}
	for _, p := range panels {
		if p.Type != "row" && len(strings.Fields(p.Description)) < 3 {
			t.Errorf("%s says nothing of itself: %q", p.Title, p.Description)
		}
	}
}

// Panels have numbers of their own, and lie beside each other.
func TestPanelsDoNotOverlap(t *testing.T) {
	_, panels := dashboard(t)
	taken, ids := map[[2]int]string{}, map[int]bool{}
	for _, p := range panels {
		if ids[p.ID] {
			t.Errorf("%s has another's number", p.Title)
		}
		ids[p.ID] = true
		for x := p.At.X; x < p.At.X+p.At.W; x++ {
			for y := p.At.Y; y < p.At.Y+p.At.H; y++ {
				if other := taken[[2]int{x, y}]; other != "" || x > 23 {
					t.Fatalf("%s lies over %q, or beyond the edge", p.Title, other)
				}
				taken[[2]int{x, y}] = p.Title
			}
		}
	}
}

// Prometheus takes each expression, once Grafana has put its values in.
func TestPromtoolTakesTheDashboard(t *testing.T) {
	promtool := referee.Program(t, "promtool")
	type rule struct {
		Record string `yaml:"record"`
		Expr   string `yaml:"expr"`
	}
	var rules []rule
	_, panels := dashboard(t)
	for _, p := range panels {
		for i, target := range p.Targets {
			expr := strings.NewReplacer("$__rate_interval", "5m", "$__range", "1d", "$job", "followthrough").Replace(target.Expr)
			rules = append(rules, rule{fmt.Sprintf("panel%d:query%d", p.ID, i), expr})
		}
	}
	src, err := yaml.Marshal(map[string]any{"groups": []map[string]any{{"name": "dashboard", "rules": rules}}})
	must(t, err)
	file := filepath.Join(t.TempDir(), "rules.yaml")
	must(t, os.WriteFile(file, src, 0o600))
	if out, err := exec.CommandContext(t.Context(), promtool, "check", "rules", file).CombinedOutput(); err != nil || !strings.Contains(string(out), fmt.Sprintf("%d rules found", len(rules))) {
		t.Errorf("promtool: %v\n%s", err, out)
	}
}
