package match_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/gather/gathertest"
	"github.com/followthrough/followthrough/sync/gather/match"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

func withBlock(doc source.Document, of review.Key) source.Document {
	doc.Review.Block = block(of)
	return doc
}

// links is a document whose lines name items.
func links(path string, items ...string) source.Document {
	doc := says(path, items...)
	for i, key := range items {
		doc.Review.Actions[i].Ticket = &review.Ticket{Text: key}
	}
	return doc
}

func TestRecognise(t *testing.T) {
	five := []string{"Alert on queue depth", "Add a runbook", "Raise the limit", "Test the backup", "Rotate the certificate"}
	lost := review.KeyOf(instance, "reviews", "lost.md")
	decomposed, composed := "Cafe\u0301.md", "Caf\u00e9.md"
	same := says("new.md", "Something else entirely")
	same.Content = "a.md"
	orphans := []plan.ItemRow{stored("1", "PAY", marker(lost, five[0])), stored("2", "PAY", marker(lost, five[1]))}
	for i := range orphans {
		orphans[i].Orphan = true
	}
	four := slices.Concat(orphans, []plan.ItemRow{stored("3", "PAY", marker(lost, five[2])), stored("4", "PAY", marker(lost, five[3]))})
	four[2].Orphan, four[3].Orphan = true, true
	shrunk, its := tracked(ra, "a.md", five...), stored("9", "PAY", marker(ra, five[0]))
	for i := range 3 {
		shrunk.Actions[i].Position = plan.Withdrawn
	}
	its.Orphan = true
	foreign := *marker(lost, five[0])
	foreign.Source = "another"
	elsewhere := stored("1", "PAY", &foreign)
	elsewhere.Orphan = true
	for name, tc := range map[string]struct {
		known      []plan.Review
		items      []plan.ItemRow
		wiki       []string // of another source
		entries    []string // of documents that were not read
		unreadable []string
		docs       []source.Document
		of         map[string]review.Key
		waits      []string
		moved      bool
	}{
		"at its path": {known: []plan.Review{tracked(ra, "a.md", five...)}, docs: []source.Document{says("a.md")}, of: map[string]review.Key{"a.md": ra}},
		"new":         {docs: []source.Document{says("b.md")}, of: map[string]review.Key{"b.md": rb}},
		"at its path in another spelling": {known: []plan.Review{tracked(ra, composed, five...)}, docs: []source.Document{says(decomposed)},
			of: map[string]review.Key{decomposed: ra}, moved: true},
		"moved, by its block": {known: []plan.Review{tracked(ra, "a.md", five...)}, docs: []source.Document{withBlock(says("new.md"), ra)},
			of: map[string]review.Key{"new.md": ra}, moved: true},
		"moved, by its content": {known: []plan.Review{tracked(ra, "a.md", five...)}, docs: []source.Document{same}, of: map[string]review.Key{"new.md": ra}, moved: true},
		"moved, by half of its actions": {known: []plan.Review{tracked(ra, "a.md", five...)}, docs: []source.Document{says("new.md", five[0], five[2], five[4], "Another")},
			of: map[string]review.Key{"new.md": ra}, moved: true},
		"moved, by half of what is left": {known: []plan.Review{shrunk}, docs: []source.Document{says("new.md", five[4], "Another")},
			of: map[string]review.Key{"new.md": ra}, moved: true},
		"what is like a review that is there": {known: []plan.Review{tracked(ra, "a.md", five...)}, items: []plan.ItemRow{its}, entries: []string{"a.md"}, docs: []source.Document{says("b.md", five[0])},
			of: map[string]review.Key{"b.md": rb}},
		"another one, with less than half": {known: []plan.Review{tracked(ra, "a.md", five...)}, docs: []source.Document{says("b.md", five[0], five[1])},
			of: map[string]review.Key{"b.md": rb}},
		"a copy is another one": {known: []plan.Review{tracked(ra, "a.md", five...)}, entries: []string{"a.md"}, docs: []source.Document{withBlock(says("b.md", five...), ra)},
			of: map[string]review.Key{"b.md": rb}},
		"a path that bore another review": {known: []plan.Review{tracked(rb, "a.md", five...)}, entries: []string{"a.md"}, docs: []source.Document{says("b.md")},
			of: map[string]review.Key{"b.md": review.KeyOf(instance, "reviews", "b.md\x002")}},
		"lost store: its block": {docs: []source.Document{withBlock(says("new.md"), lost)}, of: map[string]review.Key{"new.md": lost}},
		"lost store: of two with one block that at the path it was made of": {docs: []source.Document{withBlock(says("a.md"), rb), withBlock(says("b.md"), rb)},
			of: map[string]review.Key{"a.md": ra, "b.md": rb}},
		"lost store: renamed, by its items' words":           {items: orphans, docs: []source.Document{says("new.md", five...)}, of: map[string]review.Key{"new.md": lost}},
		"lost store: its own path is listed, and waited for": {items: orphans, entries: []string{"lost.md"}, docs: []source.Document{says("b.md", five...)}, of: map[string]review.Key{"b.md": rb}},
		"lost store: of two documents the first": {items: orphans, docs: []source.Document{says("b.md", five...), says("c.md", five...)},
			of: map[string]review.Key{"b.md": lost, "c.md": review.KeyOf(instance, "reviews", "c.md")}},
		"lost store: a copy of what another source lists": {wiki: []string{"x.md"}, docs: []source.Document{withBlock(says("b.md", five...), review.KeyOf(instance, "wiki", "x.md"))}, of: map[string]review.Key{"b.md": rb}},
		"lost store: one link of four":                    {items: four, docs: []source.Document{links("b.md", "PAY-1")}, of: map[string]review.Key{"b.md": rb}},
		"lost store: one link of four, repeated":          {items: four, docs: []source.Document{links("b.md", "PAY-1", "PAY-1", "PAY-1", "PAY-1")}, of: map[string]review.Key{"b.md": rb}},
		"lost store: two links of four":                   {items: four, docs: []source.Document{links("b.md", "PAY-1", "PAY-4")}, of: map[string]review.Key{"b.md": lost}},
		"lost store: half of the items at least":          {items: orphans, docs: []source.Document{says("b.md", five[2], "Another")}, of: map[string]review.Key{"b.md": rb}},
		"lost store: another source's items are not its own": {items: []plan.ItemRow{elsewhere}, docs: []source.Document{says("b.md", five...)},
			of: map[string]review.Key{"b.md": rb}},
		"a source is unreadable: a block may be its review's": {unreadable: []string{"wiki"}, docs: []source.Document{withBlock(says("new.md"), lost)}, waits: []string{"new.md"}},
		"a source is unreadable: items may be its review's":   {unreadable: []string{"wiki"}, items: orphans, docs: []source.Document{says("new.md", five...)}, waits: []string{"new.md"}},
	} {
		t.Run(name, func(t *testing.T) {
			l := open(&gathertest.Store{Known: tc.known, Rows: tc.items})
			all := &match.Sources{Entries: map[string][]source.Entry{}, Unreadable: tc.unreadable, Words: review.Normalise}
			d := match.Documents{Source: "reviews", There: map[string]source.Entry{}, Known: map[string]plan.Review{}}
			for _, path := range tc.wiki {
				all.Entries["wiki"] = append(all.Entries["wiki"], source.Entry{Path: path})
			}
			paths := slices.Clone(tc.entries)
			for _, doc := range tc.docs {
				paths = append(paths, doc.Path)
			}
			for _, path := range paths {
				d.There[path] = source.Entry{Path: path}
				all.Entries["reviews"] = append(all.Entries["reviews"], source.Entry{Path: path})
			}
			for _, r := range tc.known {
				d.Known[r.Path] = r
				if _, there := d.There[r.Path]; !there {
					d.Gone = append(d.Gone, r)
				}
			}
			of, waits := d.Recognise(l, all, tc.docs)
			got := map[string]review.Key{}
			for path, r := range of {
				got[path] = r.Key
			}
			if tc.of == nil {
				tc.of = map[string]review.Key{}
			}
			if diff := cmp.Diff(tc.of, got); diff != "" {
				t.Error(diff)
			}
			for _, path := range tc.waits {
				if waits[path] == nil {
					t.Errorf("%s does not wait", path)
				}
			}
			if tc.moved {
				told(t, l, "moved")
			} else {
				told(t, l)
			}
		})
	}
}

func TestMovedRestrictedReviewsAreNotNamed(t *testing.T) {
	l := open(&gathertest.Store{})
	d := match.Documents{
		Source: "reviews", Known: map[string]plan.Review{}, Gone: []plan.Review{tracked(ra, "a.md")},
		Restricted: func(string, review.Review) bool { return true },
	}
	d.Recognise(l, &match.Sources{Words: review.Normalise}, []source.Document{withBlock(says("secret.md"), ra)})
	if why := l.Log.Events[0].Why; why != "now at the place of a restricted review" {
		t.Errorf("the log says %q", why)
	}
}
