package actions

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// bullet is what a word processor wrote before an item, and a box that lacks its
// space.
var bullet = regexp.MustCompile(`^(?:[•·・●○◦▪■□◆▸►➢➤→‣–—]\s*|[a-z][.)]\s+|\([a-z\d]{1,2}\)\s+|-\[)`)

// isBulleted: a line of a paragraph was an item where it was copied from. A dash may
// stand before a name or the rest of a sentence.
func isBulleted(text string) bool {
	return bullet.MatchString(text) && !strings.HasPrefix(text, "–") && !strings.HasPrefix(text, "—") && !strings.HasPrefix(text, "·")
}

// withoutBullet is a line without the bullet before it.
func withoutBullet(r document.Rich) document.Rich {
	if r.Before != nil {
		before := withoutBullet(*r.Before)
		r.Before = &before
	}
	n := len(bullet.FindString(r.Text))
	if n > 0 && r.Text[n-1] == '[' {
		n--
	}
	r.Cut(0, n)
	return r
}

// linesBelow are the lines of an item's paragraph below the first, where that one is
// their label ("- To-Do:", with nothing before the lines below it).
func linesBelow(head *document.Block) []document.Line {
	if len(head.Lines) < 2 || len(head.Lines) > 60 {
		return nil
	}
	first := head.Lines[0].Text
	name, _ := words.Label(trimBox(first))
	_, rest, isState := words.State(name)
	if !strings.HasSuffix(first, ":") || !strings.ContainsFunc(name, unicode.IsLetter) || !(isState && rest == "" || words.IsGroup(name) || words.Classify(name, nil, nil) == words.ClassTake) {
		return nil
	}
	for _, l := range head.Lines[1:] {
		if !opens(l) || words.Count(l.Text) < 3 && !words.HasCJK(l.Text) {
			return nil
		}
	}
	return head.Lines[1:]
}

// linesOf reads the lines below the label of an item's paragraph.
func (r *reader) linesOf(out []Found, head *document.Block, t traits) []Found {
	r.why(r.doc.LineAt(head.At), "a label: the lines below it are the actions")
	name, _ := words.Label(trimBox(head.Lines[0].Text))
	for _, l := range linesBelow(head) {
		out = r.bareLine(out, l, t.with(name))
	}
	return out
}
