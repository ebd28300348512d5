package markdown

import (
	"regexp"
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/source/actions"
	"github.com/followthrough/followthrough/sync/source/writeback"
)

// anyLink is a link as Markdown writes it.
var anyLink = regexp.MustCompile(`\[((?:\\.|[^\[\]\\])+)\]\(([^()\s]*)\)`)

func links(text string) []writeback.Link {
	var out []writeback.Link
	for _, m := range anyLink.FindAllStringSubmatchIndex(text, -1) {
		out = append(out, writeback.Link{From: m[0], To: m[1], Text: mdedit.Shown(text[m[2]:m[3]]), URL: text[m[4]:m[5]]})
	}
	return out
}

// reading is a document as it was read, to be written to.
func reading(doc []byte, s Settings) *writeback.Reading {
	if err := Decodable(doc); err != nil {
		return &writeback.Reading{Unreadable: err.Error()}
	}
	d := newPage(doc).tree(s)
	return &writeback.Reading{
		Document: d,
		Found:    actions.Read(d, s).Found,
		Sign:     func(box int) string { return signAt(doc, box) },
		SetBox:   func(box int, ticked bool) []mdedit.Edit { return []mdedit.Edit{setBox(doc, box, ticked)} },
	}
}

func signAt(doc []byte, at int) string {
	end := strings.IndexByte(string(doc[at:min(len(doc), at+5)]), ']')
	return strings.TrimSuffix(string(doc[at:at+max(end, 1)]), `\`) // of "\[x\]"
}

func setBox(doc []byte, box int, ticked bool) mdedit.Edit {
	if ticked {
		return mdedit.Edit{Start: box, End: box + 1, New: "x"}
	}
	return mdedit.Edit{Start: box, End: box + len(signAt(doc, box)), New: " "}
}

// lineEnd is the document's own; one that ends in a lone "\r" has a block
// with that, for "\n" after it would be one line end with it.
func lineEnd(doc []byte) string {
	if len(doc) > 0 && doc[len(doc)-1] == '\r' {
		return "\r"
	}
	return mdedit.LineEnd(doc)
}

// atEnd is the block with the blank line that is ours, and ends as the
// document does.
func atEnd(doc []byte, block, eol string) string {
	if endsLine(doc) {
		return eol + block + eol
	}
	return eol + eol + block
}

func endsLine(doc []byte) bool {
	return len(doc) > 0 && (doc[len(doc)-1] == '\n' || doc[len(doc)-1] == '\r')
}

// withOurBlankLine widens the bounds of a block by what came with it: the
// blank line before it and its own line end, or at the end of a document
// without a last line end the two before it.
func withOurBlankLine(doc []byte, from, to int) (int, int) {
	blank := beforeLineEnd(doc, from)
	if blank == from {
		return from, afterLineEnd(doc, to)
	}
	if to >= len(doc) {
		return beforeLineEnd(doc, blank), to
	}
	if blank > 0 && beforeLineEnd(doc, blank) == blank {
		return from, afterLineEnd(doc, to) // its author moved it to below a line of text
	}
	return blank, afterLineEnd(doc, to)
}

func beforeLineEnd(doc []byte, at int) int {
	switch {
	case at >= 2 && doc[at-1] == '\n' && doc[at-2] == '\r':
		return at - 2
	case at >= 1 && (doc[at-1] == '\n' || doc[at-1] == '\r'):
		return at - 1
	}
	return at
}

func afterLineEnd(doc []byte, at int) int {
	switch {
	case at+1 < len(doc) && doc[at] == '\r' && doc[at+1] == '\n':
		return at + 2
	case at < len(doc) && (doc[at] == '\n' || doc[at] == '\r'):
		return at + 1
	}
	return at
}
