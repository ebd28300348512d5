package sourcetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/source"
)

func reportPreview(t *testing.T, h Harness) {
	p, ok := h.Source.(source.Previewer)
	if !ok {
		t.Skip("the source can't say what it would write")
	}
	for _, form := range h.forms() {
		t.Run(form.name, func(t *testing.T) {
			h.Put(t, "a.md", []byte(form.text))
			doc := h.read(t, "a.md")
			r := reportOf(doc, "0a1b2c")
			said, err := p.Preview(t.Context(), doc.Entry, r)
			if err != nil || string(said.Before) != form.text {
				t.Fatalf("%v, before:\n%s", err, said.Before)
			}
			if diff := cmp.Diff(form.text, string(h.Bytes(t, "a.md"))); diff != "" {
				t.Fatalf("the preview wrote:\n%s", diff)
			}
			h.report(t, doc, r)
			if diff := cmp.Diff(string(said.After), string(h.Bytes(t, "a.md"))); diff != "" {
				t.Errorf("the report wrote something else than was said:\n%s", diff)
			}
			stale := doc.Entry
			stale.Revision += "0"
			if _, err := p.Preview(t.Context(), stale, r); err == nil {
				t.Error("a preview of another revision than that which was read")
			}
		})
	}
}
