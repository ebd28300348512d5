package markdown

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/format"
	"hash/fnv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/logistic"
	"github.com/followthrough/followthrough/sync/source/actions"
	"github.com/followthrough/followthrough/sync/source/actions/evidence"
)

var updateWeights = flag.Bool("update-weights", false, "fit the weights of evidence to the labelled documents, and write them")

// collectedVar names the folder of the documents that testdata/collected.json
// labels; internal/collected brings them there.
const collectedVar = "FOLLOWTHROUGH_COLLECTED"

// example is a line that could be an action, with what its label says of it.
type example struct {
	organisation, place string
	evidence            evidence.Evidence
	signs               []int
	is                  bool
	weight              float64
	// other: the document is no review of an incident.
	other bool
}

// labelled is a document's labels: of shared/corpus, or of testdata/collected.json.
type labelled struct {
	// Kind is that of the corpus's rules, or "other": no review of an incident, such as
	// instructions for the next one. None of its lines is an action.
	Kind    string
	Actions []struct {
		Line                int
		Optional, Uncertain bool
	}
}

// unsureWeight is what a label counts that another careful reader could differ from.
const unsureWeight = 0.5

// otherWeight is what a line of a document counts that is no review: there are far more of
// such documents than of reviews, and few where reviews are kept.
const otherWeight = 0.1

// examples are the lines of a folder's labelled documents, and how many actions
// are labelled. Templates are left out: whether a document is one is told by other
// signs.
func examples(t *testing.T, folder string, labels map[string]labelled) (out []example, actionsOf int) {
	t.Helper()
	names := make([]string, 0, len(labels))
	for name := range labels {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		l := labels[name]
		if l.Kind == "template" {
			continue
		}
		doc, err := os.ReadFile(filepath.Join(folder, name))
		must(t, err)
		for _, a := range l.Actions {
			if !a.Optional {
				actionsOf++
			}
		}
		organisation, _, _ := strings.Cut(name, "__")
		out = append(out, examplesIn(doc, name, organisation, l)...)
	}
	return out, actionsOf
}

func examplesIn(doc []byte, name, organisation string, l labelled) []example {
	var out []example
	used := make([]bool, len(l.Actions))
	for _, w := range actions.Weigh(newPage(doc).tree(Settings{}), Settings{}) {
		e := example{organisation: organisation, place: name + w.Label, evidence: w.Evidence, signs: signsOf(w.Evidence), weight: 1, other: l.Kind == "other"}
		at := slices.IndexFunc(l.Actions, func(a struct {
			Line                int
			Optional, Uncertain bool
		}) bool {
			return a.Line == w.Line
		})
		if at >= 0 && !used[at] {
			used[at] = true
			if l.Actions[at].Optional {
				continue
			}
			e.is = true
			if l.Actions[at].Uncertain {
				e.weight = unsureWeight
			}
		}
		if e.other {
			e.weight = otherWeight
		}
		out = append(out, e)
	}
	return out
}

func signsOf(e evidence.Evidence) []int {
	var out []int
	for s := range int(evidence.Signs) {
		if e.Shows(evidence.Sign(s)) {
			out = append(out, s)
		}
	}
	return out
}

// fitted are the weights for the examples that are kept. A place with many lines
// counts for less than so many places.
func fitted(all []example, keep func(example) bool) logistic.Model {
	lines := map[string]int{}
	for _, e := range all {
		lines[e.place]++
	}
	var kept []logistic.Example
	for _, e := range all {
		if keep(e) && e.evidence.Announced {
			kept = append(kept, logistic.Example{Signs: e.signs, Yes: e.is, Weight: e.weight / math.Pow(float64(lines[e.place]), crowding)})
		}
	}
	speaks := make([]int, evidence.Signs)
	for i := range speaks {
		speaks[i] = evidence.Sign(i).Speaks()
	}
	return logistic.Fit(kept, speaks, penalty)
}

// crowding is how much less each of many lines of one place counts, and penalty
// that on the square of a weight: both were chosen by what they do for
// organisations that were left out.
const (
	crowding = 0.3
	penalty  = 1
	folds    = 10
)

// tally is what verdicts come to.
type tally struct{ certain, falseOnes, doubtful, doubtfulYes, ofOthers, certainOfOthers int }

// leftOut judges each example by weights that its organisation had no part in.
func leftOut(all []example) tally {
	var t tally
	for k := range uint32(folds) {
		model := fitted(all, func(e example) bool { return foldOf(e.organisation) != k })
		for _, e := range all {
			if foldOf(e.organisation) == k {
				t.add(e, e.evidence.VerdictAt(model.Sum(e.signs)))
			}
		}
	}
	return t
}

func foldOf(organisation string) uint32 {
	h := fnv.New32()
	_, _ = h.Write([]byte(organisation))
	return h.Sum32() % folds
}

func (t *tally) add(e example, v evidence.Verdict) {
	switch {
	case e.other:
		if t.ofOthers++; v == evidence.Certain {
			t.certainOfOthers++
		}
	case v == evidence.Certain:
		t.certain++
		if !e.is {
			t.falseOnes++
		}
	case v == evidence.Doubtful:
		t.doubtful++
		if e.is {
			t.doubtfulYes++
		}
	}
}

// TestWeightsGeneralise holds the floors on organisations that the weights were not
// fitted to.
func TestWeightsGeneralise(t *testing.T) {
	corpus(t)
	var all []example
	labelledActions := 0
	for _, folder := range []string{corpusDir + "/dev", corpusDir + "/more"} {
		got, n := examples(t, folder, labelsIn(t, filepath.Join(folder, "labels.json")))
		all, labelledActions = append(all, got...), labelledActions+n
	}
	if folder := os.Getenv(collectedVar); folder != "" {
		got, n := examples(t, folder, labelsIn(t, "testdata/collected.json"))
		report(t, "collected only, all organisations in turn", leftOut(got), n)
		all, labelledActions = append(all, got...), labelledActions+n
	} else if *updateWeights {
		t.Fatalf("%s has to name the folder of the collected documents: go run ./internal/collected FOLDER", collectedVar)
	}
	got := leftOut(all)
	report(t, "organisations left out", got, labelledActions)
	if share := ratio(got.falseOnes, got.certain); share > 0.03 {
		t.Errorf("%.3f of the certain ones are false, want at most 0.03", share)
	}
	if share := ratio(got.certain-got.falseOnes+got.doubtfulYes, labelledActions); share < 0.95 {
		t.Errorf("%.3f of the labelled actions are certain or doubtful, want at least 0.95", share)
	}
	if share := ratio(got.doubtful, got.certain+got.doubtful); share > 0.12 {
		t.Errorf("%.3f of what is taken is doubtful, want at most 0.12", share)
	}
	if *updateWeights {
		writeWeights(t, fitted(all, func(example) bool { return true }))
	}
}

func report(t *testing.T, what string, got tally, labelledActions int) {
	t.Helper()
	t.Logf("%s: %d certain, of them %d false (%.3f); of %d labelled %.3f certain, %.3f certain or doubtful; %d doubtful (%.3f of all, %d of them actions); of %d lines of documents that are no reviews %d certain",
		what, got.certain, got.falseOnes, ratio(got.falseOnes, got.certain), labelledActions,
		ratio(got.certain-got.falseOnes, labelledActions), ratio(got.certain-got.falseOnes+got.doubtfulYes, labelledActions),
		got.doubtful, ratio(got.doubtful, got.certain+got.doubtful), got.doubtfulYes, got.ofOthers, got.certainOfOthers)
}

func ratio(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

func labelsIn(t *testing.T, file string) map[string]labelled {
	t.Helper()
	var out map[string]labelled
	text, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, &out)
	}
	must(t, err)
	return out
}

// writeWeights writes the table of evidence.
func writeWeights(t *testing.T, m logistic.Model) {
	t.Helper()
	var b bytes.Buffer
	fmt.Fprintf(&b, "package evidence\n\n// Code generated by go test ./sync/source/markdown -run TestWeightsGeneralise -update-weights; DO NOT EDIT.\n\n")
	fmt.Fprintf(&b, "// bias is the weight of a line that shows no sign.\nconst bias = %.2f\n\n// weights say what each sign is worth: they were fitted to labelled documents.\nvar weights = [signCount]float64{\n", m.Bias)
	for s, w := range m.Of {
		if math.Abs(w) >= 0.05 {
			fmt.Fprintf(&b, "%s: %.2f,\n", evidence.Sign(s), w)
		}
	}
	b.WriteString("}\n")
	text, err := format.Source(b.Bytes())
	must(t, err)
	must(t, os.WriteFile("../actions/evidence/weights.go", text, 0o644)) //nolint:gosec // a source file of the tree
}
