package markdown

import (
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions"
	"github.com/followthrough/followthrough/sync/source/document"
)

// Read reads a document. It never fails: what can't be read as a review has
// no actions, and BlockProblem says why nothing can be written to it.
func Read(doc []byte, s Settings) review.Review {
	if err := Decodable(doc); err != nil {
		return review.Review{Kind: review.Incident, BlockProblem: err.Error()}
	}
	return actions.Read(newPage(doc).tree(s), s).Review
}

// Line is what became of one line of a document.
type Line = actions.Line

// Explain says of every line that is not empty what it was taken for, or why it
// is no action. A document that can't be read has one line that says why.
func Explain(doc []byte, s Settings) []Line {
	if err := Decodable(doc); err != nil {
		return []Line{{Number: 1, What: "the document " + err.Error()}}
	}
	read := func(line string) document.Rich { return written(strings.TrimLeft(strings.TrimSpace(line), "# ")) }
	return actions.Explain(newPage(doc).tree(s), doc, read, s)
}
