package html

import (
	"bytes"
	"errors"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/actions"
)

func FuzzHTML(f *testing.F) {
	for _, doc := range exports(f) {
		f.Add(doc)
	}
	for _, doc := range hostile(200) {
		f.Add([]byte(doc))
	}
	f.Add([]byte("<h2>Action items</h2>" + blockText + "<ul><li data-checked=false><input type=checkbox>a b c"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		if len(doc) > 1<<14 {
			return
		}
		if p, err := parse(doc); err == nil {
			checkPlaces(t, p)
		}
		v := Read(doc, actions.Settings{})
		Explain(doc, actions.Settings{})
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
	once, _, err := Annotate(doc, r, actions.Settings{})
	if err != nil {
		if !errors.Is(err, source.ErrUnfit) || !bytes.Equal(once, doc) {
			t.Fatalf("%v, changed %v", err, !bytes.Equal(once, doc))
		}
		return
	}
	if got := Read(once, actions.Settings{}); len(got.Actions) != len(v.Actions) {
		t.Fatalf("%d actions became %d", len(v.Actions), len(got.Actions))
	}
	twice, _, err := Annotate(once, r, actions.Settings{})
	if err != nil || !bytes.Equal(twice, once) {
		t.Fatalf("a second annotate (%v) changes\n%q to\n%q", err, once, twice)
	}
	if got := Strip(once, r); !bytes.Equal(got, doc) {
		t.Fatalf("stripped\n%q to\n%q, was\n%q", once, got, doc)
	}
}
