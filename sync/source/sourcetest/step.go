package sourcetest

import (
	"errors"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// need skips the case where the harness can't do what it is about.
func need(t *testing.T, can bool, what string) {
	t.Helper()
	if !can {
		t.Skip("this harness can't " + what)
	}
}

func (h Harness) list(t *testing.T) []source.Entry {
	t.Helper()
	entries, err := h.Source.List(t.Context())
	if err != nil {
		t.Fatalf("list: %v", err)
	}
	return entries
}

// entry is the listed entry at path.
func (h Harness) entry(t *testing.T, path string) source.Entry {
	t.Helper()
	for _, e := range h.list(t) {
		if shown(e.Path) == path {
			return e
		}
	}
	t.Fatalf("%s is not listed", path)
	return source.Entry{}
}

// read lists and reads the document at path.
func (h Harness) read(t *testing.T, path string) source.Document {
	t.Helper()
	doc, err := h.Source.Read(t.Context(), h.entry(t, path))
	if err != nil {
		t.Fatalf("read %s: %v", path, err)
	}
	return doc
}

func (h Harness) reporter(t *testing.T) source.Writer {
	t.Helper()
	r, ok := h.Source.(source.Writer)
	need(t, ok, "be written to")
	return r
}

// report writes r into the document that was read as doc.
func (h Harness) report(t *testing.T, doc source.Document, r review.WriteBack) source.Written {
	t.Helper()
	written, err := h.reporter(t).WriteBack(t.Context(), doc.Entry, r)
	if err != nil {
		t.Fatalf("report into %s: %v", doc.Path, err)
	}
	return written
}

// mustBe fails unless err is want.
func mustBe(t *testing.T, doing string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("%s: error %v, want one that is %q", doing, err, want)
	}
}

// mustNotBe fails if err is nil or one of those that conclude something.
func mustNotBe(t *testing.T, doing string, err error, conclusions ...error) {
	t.Helper()
	if err == nil {
		t.Fatalf("%s: no error", doing)
	}
	for _, c := range conclusions {
		if errors.Is(err, c) {
			t.Fatalf("%s: error %v concludes %q, which nobody knows", doing, err, c)
		}
	}
}

func paths(entries []source.Entry) string {
	var out []string
	for _, e := range entries {
		out = append(out, shown(e.Path))
	}
	return strings.Join(out, " ")
}

func (h Harness) rename(t *testing.T, from, to string) {
	t.Helper()
	need(t, h.Rename != nil, "rename a document")
	h.Rename(t, from, to)
}
