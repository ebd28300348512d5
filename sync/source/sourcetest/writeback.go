package sourcetest

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

func reportCases() []testCase {
	return []testCase{
		{"a report stands in the document, and its actions stay what they were", reportWrites},
		{"the same report again changes nothing", reportTwice},
		{"taken out, what we wrote leaves the original", reportStrips},
		{"a later report takes the place of the earlier", reportLater},
		{"a report without rows writes nothing", reportNothing},
		{"a box that was ticked is named", reportTicks},
		{"a read-only document stays as it is, and the reason says so", reportReadOnly},
		{"a cancelled report writes nothing", reportCancelled},
		{"a preview writes nothing, and the report writes what it said", reportPreview},
	}
}

func reportWrites(t *testing.T, h Harness) {
	h.Put(t, "2026/a.md", []byte(h.incident()))
	before := h.read(t, "2026/a.md")
	r := reportOf(before, "0a1b2c")
	written := h.report(t, before, r)
	after := h.read(t, "2026/a.md")
	if !written.Changed || written.Revision == before.Revision {
		t.Errorf("changed %v, revision %s after %s", written.Changed, written.Revision, before.Revision)
	}
	if written.Revision != after.Revision || written.Content != after.Content {
		t.Errorf("told revision %s and content %s, read %s and %s: the next pass would read again",
			written.Revision, written.Content, after.Revision, after.Content)
	}
	if diff := cmp.Diff(titles(before.Review), titles(after.Review)); diff != "" {
		t.Errorf("other actions after the report:\n%s", diff)
	}
	block := after.Review.Block
	if block == nil || block.Review != r.Review || block.Digest != r.Digest {
		t.Fatalf("block %+v, want that of %s with digest %s", block, r.Review, r.Digest)
	}
	text := string(h.Bytes(t, "2026/a.md"))
	for _, row := range r.Rows {
		if strings.Count(text, row.Item.URL) < 2 {
			t.Errorf("%s does not stand in the line and in the block", row.Item.URL)
		}
	}
}

func reportTwice(t *testing.T, h Harness) {
	for _, form := range h.forms() {
		t.Run(form.name, func(t *testing.T) {
			h.Put(t, "a.md", []byte(form.text))
			h.report(t, h.read(t, "a.md"), reportOf(h.read(t, "a.md"), "0a1b2c"))
			once := h.Bytes(t, "a.md")
			doc := h.read(t, "a.md")
			written := h.report(t, doc, reportOf(doc, "0a1b2c"))
			if written.Changed || written.Revision != doc.Revision {
				t.Errorf("changed %v, revision %s after %s", written.Changed, written.Revision, doc.Revision)
			}
			if diff := cmp.Diff(string(once), string(h.Bytes(t, "a.md"))); diff != "" {
				t.Errorf("the second report wrote:\n%s", diff)
			}
			if listed := h.entry(t, "a.md"); listed.Revision != doc.Revision {
				t.Errorf("the second report touched the document")
			}
		})
	}
}

func reportStrips(t *testing.T, h Harness) {
	for _, form := range h.forms() {
		t.Run(form.name, func(t *testing.T) {
			h.Put(t, "a.md", []byte(form.text))
			doc := h.read(t, "a.md")
			if len(doc.Review.Actions) != 2 {
				t.Fatalf("actions %q, want two", titles(doc.Review))
			}
			r := reportOf(doc, "0a1b2c")
			h.report(t, doc, r)
			written := h.Bytes(t, "a.md")
			if bytes.Equal(written, []byte(form.text)) {
				t.Fatal("nothing was written")
			}
			if diff := cmp.Diff(form.text, string(h.strip(written, r))); diff != "" {
				t.Errorf("stripped, it differs from the original:\n%s", diff)
			}
		})
	}
}

func reportLater(t *testing.T, h Harness) {
	h.Put(t, "a.md", []byte(h.incident()))
	first := h.read(t, "a.md")
	if len(first.Review.Actions) != 2 {
		t.Fatalf("actions %q, want two", titles(first.Review))
	}
	h.report(t, first, reportOf(first, "0a1b2c"))
	second := h.read(t, "a.md")
	r := reportOf(second, "3d4e5f")
	r.Rows[1].State = review.Declined
	r.Rows[1].Reason = "the queue was taken out"
	h.report(t, second, r)
	third := h.read(t, "a.md")
	if b := third.Review.Block; b == nil || b.Digest != "3d4e5f" {
		t.Errorf("block %+v, want the digest 3d4e5f", b)
	}
	if n := strings.Count(string(h.Bytes(t, "a.md")), "followthrough:begin"); n != 1 {
		t.Errorf("%d blocks, want one", n)
	}
	if diff := cmp.Diff(titles(first.Review), titles(third.Review)); diff != "" {
		t.Errorf("other actions after two reports:\n%s", diff)
	}
}

func reportNothing(t *testing.T, h Harness) {
	h.Put(t, "a.md", []byte(h.incident()))
	doc := h.read(t, "a.md")
	r := reportOf(doc, "0a1b2c")
	r.Rows = nil
	if written := h.report(t, doc, r); written.Changed || written.Revision != doc.Revision {
		t.Errorf("changed %v, revision %s after %s", written.Changed, written.Revision, doc.Revision)
	}
	if diff := cmp.Diff(h.incident(), string(h.Bytes(t, "a.md"))); diff != "" {
		t.Errorf("a report without rows wrote:\n%s", diff)
	}
}

func reportTicks(t *testing.T, h Harness) {
	h.Put(t, "a.md", []byte(h.incident()))
	doc := h.read(t, "a.md")
	r := reportOf(doc, "0a1b2c")
	written := h.report(t, doc, r)
	if diff := cmp.Diff([]review.Key{r.Rows[0].Action}, written.Ticked); diff != "" {
		t.Errorf("ticked:\n%s", diff)
	}
	if got := h.read(t, "a.md").Review.Actions[0].Mark; got != review.Done {
		t.Errorf("the box reads %q, want done", got)
	}
}

func reportReadOnly(t *testing.T, h Harness) {
	need(t, h.Protect != nil, "make a document read-only")
	h.Put(t, "a.md", []byte(h.incident()))
	undo := h.Protect(t, "a.md")
	doc := h.read(t, "a.md")
	_, err := h.reporter(t).WriteBack(t.Context(), doc.Entry, reportOf(doc, "0a1b2c"))
	mustBe(t, "report", err, source.ErrUnfit)
	mustBe(t, "report", err, source.ErrReadOnly)
	if !strings.Contains(err.Error(), doc.Path) || !strings.Contains(err.Error(), source.ErrReadOnly.Error()) {
		t.Errorf("error %q names not both document and cause", err)
	}
	if diff := cmp.Diff(h.incident(), string(h.Bytes(t, "a.md"))); diff != "" {
		t.Errorf("a read-only document was written to:\n%s", diff)
	}
	undo()
	doc = h.read(t, "a.md")
	h.report(t, doc, reportOf(doc, "0a1b2c"))
}

func reportCancelled(t *testing.T, h Harness) {
	h.Put(t, "a.md", []byte(h.incident()))
	doc := h.read(t, "a.md")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.reporter(t).WriteBack(ctx, doc.Entry, reportOf(doc, "0a1b2c")); err == nil {
		t.Error("no error")
	}
	if diff := cmp.Diff(h.incident(), string(h.Bytes(t, "a.md"))); diff != "" {
		t.Errorf("a cancelled report wrote:\n%s", diff)
	}
}
