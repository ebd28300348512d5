package markdown

import (
	"slices"
	"testing"

	"github.com/followthrough/followthrough/sync/source/format/formattest"
)

// FuzzDocument: no input panics; a document that can be written to reads the
// same actions afterwards, is stripped to what it was, and a second annotate
// changes nothing.
func FuzzDocument(f *testing.F) {
	for _, doc := range formattest.Documents(f, "testdata/forms/*.md") {
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
		form.Fuzz(t, doc)
	})
}
