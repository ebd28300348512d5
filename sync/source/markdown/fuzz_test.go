package markdown

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// FuzzDocument: no input panics; a document that can be written to reads the
// same actions afterwards, is stripped to what it was, and a second annotate
// changes nothing.
func FuzzDocument(f *testing.F) {
	for _, doc := range fixtures(f) {
		f.Add(doc)
	}
	for _, c := range slices.Concat(formCases, signCases, personCases) {
		f.Add([]byte("# Outage\n\n" + c.doc))
	}
	f.Add([]byte("# Outage\r\n\r\n## Action items\r\n\r\n- [ ] a b c\r\n" + blockText))
	f.Add([]byte("## Action items\n\n- a b c\n  ```\n"))
	f.Add([]byte("## Action items\n\n<at>Bo does it\nAdd an <del>alert\n"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		if len(doc) > 1<<14 {
			return
		}
		v := Read(doc, Settings{})
		Explain(doc, Settings{})
		if v.Block != nil || Decodable(doc) != nil {
			return
		}
		for _, modes := range [][]review.Mode{{review.ModeBlock}, {review.ModeBlock, review.ModeLinks}} {
			fuzzOne(t, doc, v, reportFor(v, modes...))
		}
	})
}

func fuzzOne(t *testing.T, doc []byte, v review.Review, r review.WriteBack) {
	t.Helper()
	once, _, err := Annotate(doc, r, Settings{})
	if err != nil {
		if !errors.Is(err, source.ErrUnfit) || !bytes.Equal(once, doc) {
			t.Fatalf("%v, changed %v", err, !bytes.Equal(once, doc))
		}
		return
	}
	if got := Read(once, Settings{}); len(got.Actions) != len(v.Actions) {
		t.Fatalf("%d actions became %d", len(v.Actions), len(got.Actions))
	}
	twice, _, err := Annotate(once, r, Settings{})
	if err != nil || !bytes.Equal(twice, once) {
		t.Fatalf("a second annotate (%v) changes\n%q to\n%q", err, once, twice)
	}
	if got := Strip(once, r); !bytes.Equal(got, doc) {
		t.Fatalf("stripped\n%q to\n%q, was\n%q", once, got, doc)
	}
}
