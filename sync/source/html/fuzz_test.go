package html

import (
	"testing"

	"github.com/followthrough/followthrough/sync/source/actions"
	"github.com/followthrough/followthrough/sync/source/format/formattest"
)

func FuzzHTML(f *testing.F) {
	for _, doc := range formattest.Documents(f, "testdata/exports/*.html") {
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
		form.Fuzz(t, doc)
	})
}
