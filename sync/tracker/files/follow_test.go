package files_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

func TestKeysGrowWhereTheyAreTaken(t *testing.T) {
	root := t.TempDir()
	second := newItem("payments", "3f9a2c1b77d0", "Alert")
	second.Marker.Generation = 2
	items := create(t, open(t, root),
		newItem("payments", "3f9a2c1b77d0", "Alert"),
		newItem("payments", "3f9a2c1c0000", "Alarm"),
		newItem("storage", "3f9a2c100000", "Page"),
		newItem("my team", "aaaaaa", "Other"),
		second)
	var keys, urls []string
	for _, it := range items {
		keys, urls = append(keys, it.Key), append(urls, it.URL)
	}
	if got := strings.Join(keys, ", "); got != "payments-3f9a2c, payments-3f9a2c1, storage-3f9a2c10, my team-aaaaaa, payments-3f9a2c-2" {
		t.Errorf("keys %s", got)
	}
	if got := strings.Join(urls, ", "); got != "payments.md#3f9a2c, payments.md#3f9a2c1, storage.md#3f9a2c10, my team.md#aaaaaa, payments.md#3f9a2c-2" {
		t.Errorf("urls %s", got)
	}
}

func TestOfTwoLinesTheTeamsOwnThenTheUpperCounts(t *testing.T) {
	root := t.TempDir()
	tr := open(t, root)
	it := create(t, tr, newItem("payments", "3f9a2c", "Alert"))[0]
	line := from(t, text(t, root, "payments.md"), "- [ ]")
	ticked := strings.Replace(line, "[ ]", "[x]", 1)
	cases := []struct {
		files map[string]string
		place string
		state review.State
		note  string
	}{
		{map[string]string{"a.md": ticked, "payments.md": line}, "payments.md", review.Open, "also in a.md line 1"},
		{map[string]string{"payments.md": ticked + line}, "payments.md", review.Done, "also in payments.md line 2"},
		{map[string]string{"b.md": line, "a.md": "\n" + ticked}, "a.md", review.Done, "also in b.md line 1"},
		{map[string]string{"deep/payments.md": ticked, "a.md": line}, "deep/payments.md", review.Done, "also in a.md line 1"},
		{map[string]string{"b.md": line}, "b.md", review.Open, ""},
	}
	mark := changed(t, tr, "").Watermark
	for i, c := range cases {
		for place := range (&people{root}).all(t) {
			must(t, os.Remove(place))
		}
		for place, content := range c.files {
			put(t, root, place, content)
		}
		changes := changed(t, open(t, root), mark)
		mark = changes.Watermark
		if len(changes.Items) != 1 {
			t.Fatalf("case %d: %+v", i, changes.Items)
		}
		got := changes.Items[0]
		if got.ID != it.ID || got.Place != c.place || got.State != c.state || got.Note != c.note || got.URL != c.place+"#3f9a2c" {
			t.Errorf("case %d: %+v", i, got)
		}
	}
}

// TestTheOtherLineGoes: which line counts can change through a file in which
// the one that counts does not lie.
func TestTheOtherLineGoes(t *testing.T) {
	root := t.TempDir()
	tr := open(t, root)
	it := create(t, tr, newItem("payments", "3f9a2c", "Alert"))[0]
	line := text(t, root, "payments.md")
	put(t, root, "other.md", line)
	c := changed(t, tr, "")
	put(t, root, "other.md", "nothing\n")
	c = changed(t, open(t, root), c.Watermark)
	if len(c.Items) != 1 || c.Items[0].Note != "" {
		t.Errorf("the copy went, %+v", c.Items)
	}
	put(t, root, "other.md", line)
	c = changed(t, open(t, root), c.Watermark)
	put(t, root, "payments.md", "nothing\n")
	c = changed(t, open(t, root), c.Watermark)
	if len(c.Items) != 1 || c.Items[0].ID != it.ID || c.Items[0].Place != "other.md" {
		t.Errorf("the original went, %+v", c.Items)
	}
}

func TestScannedNamesChangedNewAndRemovedFiles(t *testing.T) {
	root := t.TempDir()
	for _, place := range []string{"same.md", "changed.md", "removed.md"} {
		put(t, root, place, "x\n")
	}
	tr := open(t, root)
	mark := changed(t, tr, "").Watermark
	put(t, root, "changed.md", "y\n")
	put(t, root, "deep/new.md", "x\n")
	put(t, root, ".hidden/new.md", "x\n")
	put(t, root, ".new.md", "x\n")
	put(t, root, "new.txt", "x\n")
	must(t, os.Remove(filepath.Join(root, "removed.md")))
	c := changed(t, tr, mark)
	if got := strings.Join(c.Scanned, " "); got != "changed.md deep/new.md removed.md" {
		t.Errorf("scanned %s", got)
	}
	if again := changed(t, tr, c.Watermark); len(again.Scanned) != 0 || again.Watermark != c.Watermark {
		t.Errorf("again %+v", again)
	}
}

func TestTheWatermarkGrowsWithFilesNotItems(t *testing.T) {
	root := t.TempDir()
	tr := open(t, root)
	put(t, root, "payments.md", "x\n")
	few := len(changed(t, tr, "").Watermark)
	var items []tracker.NewItem
	for i := range 50 {
		items = append(items, newItem("payments", fmt.Sprintf("%06x", i*7919), fmt.Sprint("Alert ", i)))
	}
	create(t, tr, items...)
	if many := len(changed(t, tr, "").Watermark); many > few+20 {
		t.Errorf("%d bytes with fifty items, %d with none", many, few)
	}
}

func TestARootThatGoesAwayIsNotAnEmptyOne(t *testing.T) {
	root := filepath.Join(t.TempDir(), "backlogs")
	tr := open(t, root)
	empty := changed(t, tr, "")
	if len(empty.Items) != 0 {
		t.Errorf("%+v", empty)
	}
	if c := changed(t, tr, empty.Watermark); c.Watermark != empty.Watermark {
		t.Errorf("%+v", c)
	}
	create(t, tr, newItem("payments", "3f9a2c", "Alert"))
	mark := changed(t, tr, empty.Watermark).Watermark
	must(t, os.Rename(root, root+"~"))
	for _, reader := range []*struct{ tracker.Tracker }{{tr}, {open(t, root)}} {
		if c, err := reader.Changed(t.Context(), nil, nil, mark); err == nil || !strings.Contains(err.Error(), root) {
			t.Errorf("%+v, %v", c, err)
		}
	}
}

func TestRecognise(t *testing.T) {
	root := t.TempDir()
	tr := open(t, root)
	create(t, tr, newItem("payments", "3f9a2c", "Alert"), newItem("teams/storage", "aaaaaa", "Other"))
	line := text(t, root, "payments.md")
	put(t, root, "payments.md", "")
	put(t, root, "moved.md", line)
	changed(t, tr, "")
	for _, c := range []struct {
		ticket review.Ticket
		id     string
	}{
		{review.Ticket{Text: "payments-3f9a2c"}, "payments-3f9a2c"},
		{review.Ticket{Text: "see", URL: "../backlogs/payments.md#3f9a2c"}, "payments-3f9a2c"},
		{review.Ticket{URL: "moved.md#3f9a2c"}, "payments-3f9a2c"},
		{review.Ticket{URL: "teams/storage.md#aaaaaa"}, "storage-aaaaaa"},
		{review.Ticket{URL: "other.md#3f9a2c"}, ""},
		{review.Ticket{URL: "payments.md#3f9a2c-2"}, ""},
		{review.Ticket{Text: "payments-bbbbbb"}, ""},
		{review.Ticket{Text: "PAY-12", URL: "https://acme.atlassian.net/browse/PAY-12"}, ""},
		{review.Ticket{Text: "-3f9a2c"}, ""},
		{review.Ticket{}, ""},
	} {
		for how, reader := range map[string]interface {
			Recognise(review.Ticket) (string, bool)
		}{"the same": tr, "a new": open(t, root)} {
			if id, ok := reader.Recognise(c.ticket); id != c.id || ok != (c.id != "") {
				t.Errorf("%s process: %+v is %q, %v", how, c.ticket, id, ok)
			}
		}
	}
}

func TestGetGoesOnWhereAFileIsUnreadable(t *testing.T) {
	root := t.TempDir()
	tr := open(t, root)
	create(t, tr, newItem("payments", "3f9a2c", "Alert"))
	put(t, root, "broken.md", "\xff")
	if got, err := tr.Get(t.Context(), []string{"payments-3f9a2c"}); err != nil || len(got) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := tr.Get(t.Context(), []string{"payments-000000"}); err == nil || !strings.Contains(err.Error(), "broken.md") {
		t.Errorf("what may stand in a broken file is taken for gone: %v", err)
	}
	if out := tr.Create(t.Context(), []tracker.NewItem{newItem("storage", "aaaaaa", "Other")}); out[0].Err != nil {
		t.Errorf("a broken file stops other backlogs: %v", out[0].Err)
	}
}
