// Package formattest is what every format of documents keeps to: a write-back
// changes no action, changes nothing a second time, and is taken out whole. It is
// for tests only, and knows no format.
package formattest

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/actions"
	"github.com/followthrough/followthrough/sync/source/writeback"
)

// Review is the key of the review that is written back.
const Review = review.Key("aaaabbbbcccc")

// Documents are the files that a pattern names, by their names without the ending.
func Documents(t testing.TB, pattern string) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("there is nothing at %s (%v)", pattern, err)
	}
	docs := map[string][]byte{}
	for _, f := range files {
		doc, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		docs[strings.TrimSuffix(filepath.Base(f), filepath.Ext(f))] = doc
	}
	return docs
}

// Format is a format under test.
type Format struct {
	Read     func(doc []byte, s actions.Settings) review.Review
	Annotate func(doc []byte, r review.WriteBack, s actions.Settings) ([]byte, writeback.Changes, error)
	Strip    func(doc []byte, r review.WriteBack) []byte
	Item     func(digits string) review.ItemRef // the item of an action, by six digits
	Cell     string                             // what an empty status cell is filled with
}

// WriteBack is one as a sync would make it: an item for each action that names
// none, every open box ticked, every empty status cell filled.
func (f Format) WriteBack(v review.Review, modes ...review.Mode) review.WriteBack {
	r := review.WriteBack{Review: Review, Digest: "9c1f02", Modes: modes}
	for i, a := range v.Actions {
		key := review.ActionKeyOf("followthrough", Review, review.Normalise(a.Title), i+1)
		row := review.Row{Action: key, LinkKey: key, Index: i, Title: a.Title, Team: "payments", State: review.Done}
		if a.Ticket == nil {
			item := f.Item(string(key[:6]))
			row.Item = &item
		}
		if a.Mark == review.Open {
			row.Box = review.TickBox
		}
		if a.Mark == "" || a.Mark == review.Open {
			row.Cell = f.Cell
		}
		r.Rows = append(r.Rows, row)
	}
	return r
}

// RoundTrip writes a document once and twice, reads it between, and strips it.
func (f Format) RoundTrip(t *testing.T, doc []byte, modes ...review.Mode) {
	t.Helper()
	v := f.Read(doc, actions.Settings{})
	r := f.WriteBack(v, modes...)
	once, done := f.again(t, doc, r)
	if once == nil {
		if v.BlockProblem == "" {
			t.Fatal("unfit, and reading says no problem")
		}
		return
	}
	after := f.Read(once, actions.Settings{})
	if diff := cmp.Diff(Titles(v), Titles(after)); diff != "" {
		t.Errorf("the actions read differently: %s", diff)
	}
	if review.Normalise(v.Text) != review.Normalise(after.Text) && len(modes) == 1 && modes[0] == review.ModeBlock {
		t.Errorf("the words differ without the block")
	}
	checkLinks(t, v, after, r, done)
}

// Fuzz is RoundTrip of whatever bytes there are, in which words may come to mean
// something else, and no action more or less.
func (f Format) Fuzz(t *testing.T, doc []byte) {
	t.Helper()
	v := f.Read(doc, actions.Settings{})
	for _, modes := range [][]review.Mode{{review.ModeBlock}, {review.ModeBlock, review.ModeLinks}} {
		once, _ := f.again(t, doc, f.WriteBack(v, modes...))
		if once == nil {
			continue
		}
		if got := f.Read(once, actions.Settings{}); len(got.Actions) != len(v.Actions) {
			t.Fatalf("%d actions became %d", len(v.Actions), len(got.Actions))
		}
	}
}

// again is a document with a write-back, which a second one does not change, and
// which is stripped to what it was; nil: it is unfit, and unchanged.
func (f Format) again(t *testing.T, doc []byte, r review.WriteBack) ([]byte, writeback.Changes) {
	t.Helper()
	once, done, err := f.Annotate(doc, r, actions.Settings{})
	if err != nil {
		if !errors.Is(err, source.ErrUnfit) || !bytes.Equal(once, doc) {
			t.Fatalf("annotate: %v, changed %v", err, !bytes.Equal(once, doc))
		}
		return nil, done
	}
	twice, _, err := f.Annotate(once, r, actions.Settings{})
	if err != nil || !bytes.Equal(twice, once) {
		t.Fatalf("a second annotate changes the document (%v): %s", err, cmp.Diff(string(once), string(twice)))
	}
	r.Rows = slices.Clone(r.Rows)
	for i := range r.Rows {
		r.Rows[i].Was = done.Was[r.Rows[i].Action]
	}
	if got := f.Strip(once, r); !bytes.Equal(got, doc) {
		t.Fatalf("strip does not give the original: %s", cmp.Diff(string(doc), string(got)))
	}
	return once, done
}

// checkLinks: in mode links each action that got a link reads it as its ticket.
func checkLinks(t *testing.T, before, after review.Review, r review.WriteBack, done writeback.Changes) {
	t.Helper()
	if len(r.Modes) < 2 || len(after.Actions) != len(r.Rows) {
		return
	}
	missing := 0
	for i, row := range r.Rows {
		a := after.Actions[i]
		switch {
		case row.Item == nil:
			if diff := cmp.Diff(before.Actions[i].Ticket, a.Ticket); diff != "" {
				t.Errorf("line %d: the ticket changed: %s", a.Line, diff)
			}
		case a.Ticket == nil:
			missing++
		case a.Ticket.Text != row.Item.Key || a.Ticket.URL != row.Item.URL:
			t.Errorf("line %d: reads %+v, wrote %+v", a.Line, a.Ticket, row.Item)
		}
	}
	none := func(note string) bool { return strings.HasPrefix(note, "no links were written") }
	if missing > len(done.Notes) && !slices.ContainsFunc(done.Notes, none) {
		t.Errorf("%d actions have no link, %d notes: %q", missing, len(done.Notes), done.Notes)
	}
}

// Titles are the words of the actions, normalised, in their order.
func Titles(v review.Review) []string {
	var out []string
	for _, a := range v.Actions {
		out = append(out, review.Normalise(a.Title))
	}
	return out
}
