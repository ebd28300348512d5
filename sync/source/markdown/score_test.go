package markdown

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions"
)

// sets are the two halves of the corpus.
var sets = []string{"dev", "more"}

// TestScore runs the corpus's own score.py and asserts the floors on both sets: of
// what would be made, and of that and what would be asked about.
func TestScore(t *testing.T) {
	docs := corpus(t)
	python, err := exec.LookPath("python3")
	switch {
	case err != nil && os.Getenv("CI") == "true":
		t.Fatal("no python3: .ci/run installs it (need_python)")
	case err != nil:
		t.Skip("python3, which runs the corpus's score.py, is absent: apt-get install python3, or run .ci/run")
	}
	for _, set := range sets {
		t.Run(set, func(t *testing.T) {
			certain := score(t, python, set, docs, func(a review.Action) bool { return a.Doubt == "" })
			taken := score(t, python, set, docs, func(review.Action) bool { return true })
			floors(t, certain, taken)
		})
	}
}

// figures is what score.py --json writes.
type figures struct {
	Precision, Recall float64
	TP, FP            float64
	OwnerNamed        [2]float64 `json:"owner_named"`
	OwnerNone         [2]float64 `json:"owner_none"`
	DoneTrue          [2]float64 `json:"done_true"`
	DoneFalse         [2]float64 `json:"done_false"`
	DoneUnstated      [2]float64 `json:"done_unstated"`
	LinkGiven         [2]float64 `json:"link_given"`
	LinkNone          [2]float64 `json:"link_none"`
	DueGiven          [2]float64 `json:"due_given"`
	DueNone           [2]float64 `json:"due_none"`
}

// score is score.py's answer for a set, of the actions that are taken.
func score(t *testing.T, python, set string, docs map[string][]byte, taken func(review.Action) bool) figures {
	t.Helper()
	dir := t.TempDir()
	labels := filepath.Join(corpusDir, set, "labels.json")
	var named map[string]json.RawMessage
	text, err := os.ReadFile(labels)
	if err == nil {
		err = json.Unmarshal(text, &named)
	}
	must(t, err)
	extracted := map[string][]map[string]any{}
	for name := range named {
		v := Read(docs[name], Settings{Doubtful: actions.Hold})
		v.Actions = slices.DeleteFunc(v.Actions, func(a review.Action) bool { return !taken(a) })
		extracted[name] = extractedOf(v)
	}
	writeJSON(t, filepath.Join(dir, "extracted.json"), extracted)
	out, err := exec.Command(python, corpusDir+"/score.py", labels, filepath.Join(dir, "extracted.json"), "--json", filepath.Join(dir, "score.json")).CombinedOutput()
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
	return got["all labels"]
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

// floors are what is promised of documents that nobody here has seen.
func floors(t *testing.T, certain, taken figures) {
	t.Helper()
	for _, f := range []struct {
		name       string
		got, floor float64
	}{
		{"of the certain ones are actions", certain.Precision, 0.97},
		{"of the labelled actions are certain or doubtful", taken.Recall, 0.95},
		{"of what is taken is certain", (certain.TP + certain.FP) / (taken.TP + taken.FP), 0.88},
		{"owners", rate(certain.OwnerNamed, certain.OwnerNone), 0.97},
		{"done", rate(certain.DoneTrue, certain.DoneFalse, certain.DoneUnstated), 0.97},
		{"links", rate(certain.LinkGiven, certain.LinkNone), 0.97},
		{"due dates", rate(certain.DueGiven, certain.DueNone), 0.97},
	} {
		if f.got < f.floor {
			t.Errorf("%s: %.3f, want at least %.2f", f.name, f.got, f.floor)
		}
	}
}

// rate is how many of all are right.
func rate(counts ...[2]float64) float64 {
	right, all := 0.0, 0.0
	for _, c := range counts {
		right, all = right+c[0], all+c[1]
	}
	if all == 0 {
		return 1
	}
	return right / all
}
