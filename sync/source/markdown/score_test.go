package markdown

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
)

// TestScore runs the corpus's own score.py and asserts the floors, on the
// half that was tuned on and on all of it.
func TestScore(t *testing.T) {
	docs := corpus(t)
	python, err := exec.LookPath("python3")
	switch {
	case err != nil && os.Getenv("CI") == "true":
		t.Fatal("no python3: .ci/run installs it (need_python)")
	case err != nil:
		t.Skip("python3, which runs the corpus's score.py, is absent: apt-get install python3, or run .ci/run")
	}
	t.Run("tuned", func(t *testing.T) {
		floors(t, score(t, python, docs, func(name string) bool { return !isHeldOut(name) }))
	})
	t.Run("all", func(t *testing.T) {
		floors(t, score(t, python, docs, func(string) bool { return true }))
	})
}

// figures is what score.py --json writes for one way of counting.
type figures struct {
	Precision  float64
	F1         float64
	OwnerNamed [2]float64 `json:"owner_named"`
	DoneTrue   [2]float64 `json:"done_true"`
	LinkGiven  [2]float64 `json:"link_given"`
}

func score(t *testing.T, python string, docs map[string][]byte, chosen func(string) bool) map[string]figures {
	t.Helper()
	dir := t.TempDir()
	var labels map[string]json.RawMessage
	text, err := os.ReadFile(corpusDir + "/dev/labels.json")
	if err == nil {
		err = json.Unmarshal(text, &labels)
	}
	must(t, err)
	extracted := map[string][]map[string]any{}
	for name := range labels {
		if !chosen(name) {
			delete(labels, name)
			continue
		}
		extracted[name] = extractedOf(Read(docs[name], Settings{}))
	}
	writeJSON(t, filepath.Join(dir, "labels.json"), labels)
	writeJSON(t, filepath.Join(dir, "extracted.json"), extracted)
	out, err := exec.Command(python, corpusDir+"/score.py", filepath.Join(dir, "labels.json"), filepath.Join(dir, "extracted.json"), "--json", filepath.Join(dir, "score.json")).CombinedOutput()
	if err != nil {
		t.Fatalf("score.py: %v\n%s", err, out)
	}
	t.Logf("%s", out)
	var got map[string]figures
	text, err = os.ReadFile(filepath.Join(dir, "score.json"))
	if err == nil {
		err = json.Unmarshal(text, &got)
	}
	must(t, err)
	return got
}

// extractedOf is a review in the form that score.py reads.
func extractedOf(v review.Review) []map[string]any {
	out := []map[string]any{}
	for _, a := range v.Actions {
		m := map[string]any{"title": a.Title, "line": a.Line, "done": nil}
		for k, s := range map[string]string{"owner": a.Owner, "due": a.Due, "priority": a.Priority, "type": a.Type, "link": a.Ticket.Link()} {
			m[k] = nil
			if s != "" {
				m[k] = s
			}
		}
		if a.Mark != "" {
			m["done"] = a.Mark == review.Done
		}
		out = append(out, m)
	}
	return out
}

func writeJSON(t *testing.T, path string, v any) {
	t.Helper()
	text, err := json.Marshal(v)
	if err == nil {
		err = os.WriteFile(path, text, 0o600)
	}
	must(t, err)
}

func floors(t *testing.T, got map[string]figures) {
	t.Helper()
	counted, optional := got["all labels"], got["without uncertain labels"]
	for _, f := range []struct {
		name       string
		got, floor float64
	}{
		{"F1, uncertain labels counted", counted.F1, 0.94}, {"F1, uncertain labels optional", optional.F1, 0.96},
		{"precision, uncertain labels counted", counted.Precision, 0.95}, {"precision, uncertain labels optional", optional.Precision, 0.95},
		{"named owners", rate(counted.OwnerNamed), 0.90}, {"done", rate(counted.DoneTrue), 0.95}, {"links given", rate(counted.LinkGiven), 0.95},
	} {
		if f.got < f.floor {
			t.Errorf("%s: %.3f, want at least %.2f", f.name, f.got, f.floor)
		}
	}
}

func rate(of [2]float64) float64 {
	if of[1] == 0 {
		return 1
	}
	return of[0] / of[1]
}
