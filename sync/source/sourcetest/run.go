package sourcetest

import (
	"testing"

	"github.com/followthrough/followthrough/sync/source"
)

// Harness is a source over an empty place, and what people can do there. A
// nil function is something that can't be done; the cases that need it are
// skipped, and say so. All but Bytes return when the source can see it.
type Harness struct {
	Source source.Source
	// HTML: the documents are HTML files, and not Markdown.
	HTML bool

	// Put writes a document, new or in place of what is there.
	Put func(t *testing.T, path string, content []byte)
	// Delete and Rename are of documents that are there.
	Delete func(t *testing.T, path string)
	Rename func(t *testing.T, from, to string)
	// Bytes is the document as it is now.
	Bytes func(t *testing.T, path string) []byte

	// Spoil makes a document unreadable for good, until it is Put again.
	Spoil func(t *testing.T, path string)
	// Unreachable takes the whole source away until back is called.
	Unreachable func(t *testing.T) (back func())
	// Protect makes a document one that may be read and not written to, until
	// undo is called.
	Protect func(t *testing.T, path string) (undo func())
	// Meanwhile has f run once in the next WriteBack, between its reading of the
	// document and its writing: at the worst moment that the adapter knows.
	Meanwhile func(t *testing.T, f func())
}

// Run runs the suite, its cases in parallel; open makes a harness of its own
// for each and has it cleaned up with the test.
func Run(t *testing.T, open func(t *testing.T) Harness) {
	t.Helper()
	for _, group := range []struct {
		name  string
		cases []testCase
	}{
		{"list", listCases()},
		{"read", readCases()},
		{"report", reportCases()},
		{"conflict", conflictCases()},
		{"watch", watchCases()},
	} {
		for _, c := range group.cases {
			t.Run(group.name+"/"+c.name, func(t *testing.T) {
				t.Parallel()
				c.run(t, open(t).named())
			})
		}
	}
}

type testCase struct {
	name string
	run  func(t *testing.T, h Harness)
}
