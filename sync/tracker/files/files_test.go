package files_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/files"
)

const instance = "test"

func open(t *testing.T, root string) *files.Tracker {
	t.Helper()
	tr, err := files.New("local", files.Config{Path: root}, instance, time.Now)
	must(t, err)
	return tr
}

// newItem is an item whose action's key begins with the given digits.
func newItem(project, digits, title string) tracker.NewItem {
	return tracker.NewItem{
		Marker: tracker.Marker{
			Instance: instance, Review: "0123456789ab", Action: review.Key((digits + "000000000000")[:12]),
			Generation: 1, Text: review.Normalise(title), Number: 1,
		},
		Backlog: tracker.Backlog{Project: project},
		Title:   title,
		Review:  tracker.ReviewRef{Title: "Queue outage", URL: "https://reviews.example/q"},
	}
}

func create(t *testing.T, tr tracker.Tracker, items ...tracker.NewItem) []tracker.Item {
	t.Helper()
	var out []tracker.Item
	for i, o := range tr.Create(t.Context(), items) {
		if o.Err != nil {
			t.Fatalf("item %d: %v", i, o.Err)
		}
		out = append(out, o.Item)
	}
	return out
}

func changed(t *testing.T, tr tracker.Tracker, since string) tracker.Changes {
	t.Helper()
	c, err := tr.Changed(t.Context(), nil, nil, since)
	must(t, err)
	return c
}

func put(t *testing.T, root, place, text string) {
	t.Helper()
	path := filepath.Join(root, place)
	must(t, os.MkdirAll(filepath.Dir(path), 0o755))
	must(t, os.WriteFile(path, []byte(text), 0o644))
}

func text(t *testing.T, root, place string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root, place))
	must(t, err)
	return string(b)
}

// from is what of text begins with sign; it must be there.
func from(t *testing.T, text, sign string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, sign)
	if !ok {
		t.Fatalf("%q does not hold %q", text, sign)
	}
	return sign + rest
}

// edit replaces in a file as a person would; the words must be there.
func edit(t *testing.T, root, place, old, now string) {
	t.Helper()
	was := text(t, root, place)
	if !strings.Contains(was, old) {
		t.Fatalf("%s does not hold %q:\n%s", place, old, was)
	}
	put(t, root, place, strings.Replace(was, old, now, 1))
}

func TestCreateMakesFileSectionAndItem(t *testing.T) {
	root := filepath.Join(t.TempDir(), "backlogs")
	tr := open(t, root)
	it := create(t, tr, newItem("payments", "3f9a2c", "Alert on queue depth"))[0]
	want := "## Backlog\n\n- [ ] Alert on queue depth ([Queue outage](https://reviews.example/q)) <!-- followthrough: {"
	if got := text(t, root, "payments.md"); !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "\"} -->\n") {
		t.Errorf("file:\n%s", got)
	}
	if it.Key != "payments-3f9a2c" || it.ID != it.Key || it.URL != "payments.md#3f9a2c" || it.Project != "payments" ||
		it.File != filepath.Join(root, "payments.md") || it.State != review.Open || it.Marker == nil {
		t.Errorf("item %+v", it)
	}
	c := changed(t, tr, "")
	if len(c.Items) != 1 || c.Items[0].ID != it.ID || *c.Items[0].Marker != *it.Marker {
		t.Errorf("changes %+v", c)
	}
	again := create(t, open(t, root), newItem("payments", "3f9a2c", "Alert on queue depth"))[0]
	if again.ID != it.ID || strings.Count(text(t, root, "payments.md"), "followthrough:") != 1 {
		t.Errorf("made again: %+v", again)
	}
}

func TestNothingChangedOpensNothing(t *testing.T) {
	root := t.TempDir()
	tr := open(t, root)
	create(t, tr, newItem("a", "111111", "One"), newItem("b", "222222", "Two"))
	first := changed(t, tr, "")
	fresh := open(t, root)
	opened := 0
	fresh.Disk.Hook = func(op atomicfile.Op, _ string) error {
		if op == atomicfile.OpRead {
			opened++
		}
		return nil
	}
	c := changed(t, fresh, first.Watermark)
	if opened != 0 || len(c.Items)+len(c.Scanned) != 0 || c.Watermark != first.Watermark {
		t.Errorf("opened %d, changes %+v", opened, c)
	}
	edit(t, root, "a.md", "- [ ] One", "- [x] One")
	c = changed(t, tr, first.Watermark)
	if len(c.Items) != 1 || c.Items[0].State != review.Done || strings.Join(c.Scanned, " ") != "a.md" {
		t.Errorf("changes %+v", c)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
