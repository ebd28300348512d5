package sourcetest

import (
	"context"
	"testing"

	"github.com/followthrough/followthrough/sync/source"
)

func listCases() []testCase {
	return []testCase{
		{"an empty place has no documents and no error", listEmpty},
		{"every document is listed, sorted by path", listSorted},
		{"a revision stays while nothing changes", listStable},
		{"a revision differs when the content does", listChanged},
		{"what was deleted or renamed is not listed", listGone},
		{"a source that can't be reached gives an error, not an absence", listUnreachable},
		{"a cancelled listing gives an error", listCancelled},
	}
}

func listEmpty(t *testing.T, h Harness) {
	if got := h.list(t); len(got) != 0 {
		t.Errorf("listed %s, want nothing", paths(got))
	}
}

func listSorted(t *testing.T, h Harness) {
	for _, p := range []string{"z.md", "a.md", "2026/b.md", "a b/ü (1).md", "a-b.md"} {
		h.Put(t, p, []byte(h.incident()))
	}
	want := "2026/b.md a b/ü (1).md a-b.md a.md z.md"
	if got := paths(h.list(t)); got != want {
		t.Errorf("listed %s, want %s", got, want)
	}
	for _, e := range h.list(t) {
		if e.Revision == "" || e.Problem != nil {
			t.Errorf("%s: revision %q, problem %v", e.Path, e.Revision, e.Problem)
		}
	}
}

func listStable(t *testing.T, h Harness) {
	h.Put(t, "a.md", []byte(h.incident()))
	before := h.entry(t, "a.md")
	h.read(t, "a.md")
	h.Put(t, "b.md", []byte(h.nearMiss()))
	if after := h.entry(t, "a.md"); after.Revision != before.Revision {
		t.Errorf("revision %s became %s, though nobody touched the document", before.Revision, after.Revision)
	}
}

func listChanged(t *testing.T, h Harness) {
	h.Put(t, "a.md", []byte(h.incident()))
	seen := map[string]bool{h.read(t, "a.md").Revision: true}
	other := []byte(h.incident())
	for _, letter := range "xyz" { // of equal size
		other[len(other)-3] = byte(letter)
		h.Put(t, "a.md", other)
		revision := h.read(t, "a.md").Revision
		if seen[revision] {
			t.Fatalf("revision %s stands for two contents", revision)
		}
		seen[revision] = true
	}
}

func listGone(t *testing.T, h Harness) {
	h.Put(t, "a.md", []byte(h.incident()))
	h.Put(t, "b.md", []byte(h.nearMiss()))
	h.Delete(t, "a.md")
	h.rename(t, "b.md", "2026/c.md")
	if got := paths(h.list(t)); got != "2026/c.md" {
		t.Errorf("listed %s, want 2026/c.md", got)
	}
}

func listUnreachable(t *testing.T, h Harness) {
	need(t, h.Unreachable != nil, "take the source away")
	h.Put(t, "a.md", []byte(h.incident()))
	e := h.entry(t, "a.md")
	back := h.Unreachable(t)
	entries, err := h.Source.List(t.Context())
	if err == nil || len(entries) > 0 {
		t.Errorf("listed %q with error %v, want no entries and an error", paths(entries), err)
	}
	_, err = h.Source.Read(t.Context(), e)
	mustNotBe(t, "read", err, source.ErrGone, source.ErrUnreadable)
	if r, ok := h.Source.(source.Writer); ok {
		_, err := r.WriteBack(t.Context(), e, reportOf(source.Document{Entry: e}, "0a1b2c"))
		mustNotBe(t, "report", err, source.ErrGone, source.ErrUnfit, source.ErrChanged)
	}
	back()
	if after := h.entry(t, "a.md"); after.Revision != e.Revision {
		t.Errorf("revision %s became %s while the source was away", e.Revision, after.Revision)
	}
}

func listCancelled(t *testing.T, h Harness) {
	h.Put(t, "a.md", []byte(h.incident()))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if entries, err := h.Source.List(ctx); err == nil {
		t.Errorf("listed %s, want an error", paths(entries))
	}
}
