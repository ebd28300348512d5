package markdown

import (
	"bytes"
	"slices"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions"
	"github.com/followthrough/followthrough/sync/source/writeback"
)

// Annotated is what Annotate changed beside the block and the links.
type Annotated = writeback.Changes

// Annotate brings a document in line with a write-back, as writeback does.
func Annotate(doc []byte, r review.WriteBack, s Settings) ([]byte, Annotated, error) {
	return annotated(doc, r, s, htmlComment)
}

// AnnotateMDX is Annotate for MDX, where our marks are comments of its own. Reading
// and Strip know both kinds everywhere.
func AnnotateMDX(doc []byte, r review.WriteBack, s Settings) ([]byte, Annotated, error) {
	return annotated(doc, r, s, jsComment)
}

func annotated(doc []byte, r review.WriteBack, s Settings, c comment) ([]byte, Annotated, error) {
	out, done, err := writeback.Annotate(doc, r, notation(s, c))
	if err != nil {
		return out, done, err
	}
	set := realigned(doc, out)
	if !bytes.Equal(set, out) && !sameActions(Read(out, s), Read(set, s)) {
		return out, done, nil
	}
	return set, done, nil
}

// sameActions: two readings hold the same actions in the same lines.
func sameActions(a, b review.Review) bool {
	return slices.EqualFunc(a.Actions, b.Actions, func(a, b review.Action) bool { return a.Title == b.Title && a.Line == b.Line && a.Mark == b.Mark })
}

// Strip is the inverse of Annotate.
func Strip(doc []byte, r review.WriteBack) []byte {
	return realigned(doc, writeback.Strip(doc, r, notation(actions.Settings{}, htmlComment)))
}

// notation is how reviews in Markdown are written to, whose comments are written so.
func notation(s Settings, c comment) writeback.Format {
	return writeback.Format{
		Read:    func(doc []byte) *writeback.Reading { return reading(doc, s) },
		Link:    mdedit.Link,
		Links:   links,
		Address: mdedit.URL,
		Target:  func(url string) string { return "(" + mdedit.URL(url) + ")" },
		Shown:   mdedit.Shown,
		Cell:    cell,
		Block:   c.render,
		LineEnd: lineEnd,
		Insert:  func(doc []byte, _ int, block, eol string) string { return atEnd(doc, block, eol) },
		Extent:  withOurBlankLine,
	}
}
