package sourcetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/source"
)

func readCases() []testCase {
	return []testCase{
		{"a document says what stands in it", readContent},
		{"two readings are equal", readTwice},
		{"equal contents have equal digests, others not", readDigest},
		{"a document that went away since the listing is gone", readGone},
		{"a document that changed since the listing has the revision of what was read", readNewer},
		{"an unreadable document is listed, stays unreadable, and stops no other", readUnreadable},
		{"a document without a title is called by its name", readUntitled},
	}
}

func readContent(t *testing.T, h Harness) {
	h.Put(t, "2026/a.md", []byte(h.incident()))
	e := h.entry(t, "2026/a.md")
	doc := h.read(t, "2026/a.md")
	if doc.Path != e.Path || doc.Revision != e.Revision {
		t.Errorf("read %s at %s, listed %s at %s", doc.Path, doc.Revision, e.Path, e.Revision)
	}
	if doc.Review.Title != "Checkout was down" {
		t.Errorf("title %q", doc.Review.Title)
	}
	if len(doc.Review.Actions) != 2 {
		t.Errorf("actions %q, want two", titles(doc.Review))
	}
}

func readTwice(t *testing.T, h Harness) {
	h.Put(t, "a.md", []byte(h.incident()))
	if diff := cmp.Diff(h.read(t, "a.md"), h.read(t, "a.md")); diff != "" {
		t.Errorf("two readings differ:\n%s", diff)
	}
}

func readDigest(t *testing.T, h Harness) {
	h.Put(t, "a.md", []byte(h.incident()))
	h.Put(t, "b.md", []byte(h.incident()))
	h.Put(t, "c.md", []byte(h.incident()+"\n"))
	a, b, c := h.read(t, "a.md").Content, h.read(t, "b.md").Content, h.read(t, "c.md").Content
	if a == "" || a != b {
		t.Errorf("equal contents have the digests %q and %q", a, b)
	}
	if a == c {
		t.Errorf("contents that differ in a newline have one digest, %q", a)
	}
	h.rename(t, "a.md", "d.md")
	if d := h.read(t, "d.md").Content; d != a {
		t.Errorf("renamed, the digest %q became %q", a, d)
	}
}

func readGone(t *testing.T, h Harness) {
	h.Put(t, "a.md", []byte(h.incident()))
	h.Put(t, "b.md", []byte(h.incident()))
	a, b := h.entry(t, "a.md"), h.entry(t, "b.md")
	h.Delete(t, "a.md")
	h.rename(t, "b.md", "c.md")
	for _, e := range []source.Entry{a, b} {
		_, err := h.Source.Read(t.Context(), e)
		mustBe(t, "read "+e.Path, err, source.ErrGone)
	}
}

func readNewer(t *testing.T, h Harness) {
	h.Put(t, "a.md", []byte(h.incident()))
	e := h.entry(t, "a.md")
	h.Put(t, "a.md", []byte(h.nearMiss()))
	doc, err := h.Source.Read(t.Context(), e)
	if err != nil {
		mustNotBe(t, "read", err, source.ErrGone, source.ErrUnreadable)
		return // another try at the next pass
	}
	now := h.read(t, "a.md")
	if doc.Revision == e.Revision && doc.Content == now.Content {
		t.Errorf("the new content bears the revision of the old one, %s", e.Revision)
	}
	if doc.Revision == now.Revision && doc.Content != now.Content {
		t.Errorf("the old content bears the revision of the new one, %s", now.Revision)
	}
}

func readUnreadable(t *testing.T, h Harness) {
	need(t, h.Spoil != nil, "make a document unreadable")
	h.Put(t, "a.md", []byte(h.incident()))
	h.Put(t, "b.md", []byte(h.nearMiss()))
	h.Spoil(t, "a.md")
	for range 2 {
		e := h.entry(t, "a.md")
		if err := e.Problem; err != nil {
			mustBe(t, "problem of a.md", err, source.ErrUnreadable)
		}
		_, err := h.Source.Read(t.Context(), e)
		mustBe(t, "read a.md", err, source.ErrUnreadable)
		h.read(t, "b.md")
	}
	h.Put(t, "a.md", []byte(h.incident()))
	h.read(t, "a.md")
}

func readUntitled(t *testing.T, h Harness) {
	h.Put(t, "queue-full.md", []byte("Nothing was written down yet.\n"))
	if got := h.read(t, "queue-full.md").Review.Title; got != "queue-full" {
		t.Errorf("title %q, want queue-full", got)
	}
}
