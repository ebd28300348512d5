package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// The workflow for a repository of reviews is YAML, and its last step does what
// it is for: run by bash in such a repository, it fails and annotates the line.
func TestWorkflowForReviews(t *testing.T) {
	src := read(t, "../../examples/workflows/reviews.yaml")
	var flow struct {
		On          map[string]any
		Permissions map[string]string
		Jobs        map[string]struct {
			Steps []struct{ Name, Uses, Run string }
		}
	}
	must(t, yaml.Unmarshal([]byte(src), &flow))
	if _, ok := flow.On["pull_request"]; !ok || len(flow.Permissions) != 1 || flow.Permissions["contents"] != "read" {
		t.Errorf("on %v, permissions %v", flow.On, flow.Permissions)
	}
	steps := flow.Jobs["readable"].Steps
	if len(steps) == 0 {
		t.Fatal("no steps")
	}
	script := steps[len(steps)-1].Run
	for _, tool := range []string{"git", "bash", "xargs"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no %s here", tool)
		}
	}
	dir := t.TempDir()
	run := func() (string, error) {
		for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}} {
			cmd := exec.CommandContext(t.Context(), "git", args...)
			cmd.Dir = dir
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("git %v: %v\n%s", args, err, out)
			}
		}
		cmd := exec.CommandContext(t.Context(), "bash", "-e", "-c", script)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := run(); err != nil || out != "" {
		t.Errorf("without reviews: %v\n%s", err, out)
	}
	put(t, filepath.Join(dir, "reviews", "2026", "a queue.md"), "---\ntitle: Queue\ndraft: true # not yet\n---\n# Queue\n")
	put(t, filepath.Join(dir, "README.md"), "---\ndraft: @x\n---\n")
	if out, err := run(); err != nil || out != "" {
		t.Errorf("with readable reviews: %v\n%s", err, out)
	}
	put(t, filepath.Join(dir, "reviews", "b.md"), "---\ntitle: Queue\ndraft: true: not yet\n---\n# Queue\n")
	out, err := run()
	if err == nil || !strings.HasPrefix(out, "::error file=reviews/b.md,line=3,") || strings.Count(out, "::") != 2 {
		t.Errorf("with one that is not: %v\n%s", err, out)
	}
}
