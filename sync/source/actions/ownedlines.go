package actions

import (
	"regexp"
	"strings"

	"github.com/followthrough/followthrough/sync/source/actions/fields"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// ownedEntry is "Owner — action — day", which may be wrapped over lines.
var ownedEntry = regexp.MustCompile(`([^—–\n]{2,40}?) [—–] ([^—–]{8,240}?) [—–] (\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})(?:\s+|$)`)

// ownedEntries are the actions of a paragraph that is nothing but entries "Owner —
// action — day", however its lines are wrapped; nil: it is not.
func (r *reader) ownedEntries(n *document.Block, t traits) []Found {
	if !strings.ContainsAny(n.Text, "—–") {
		return nil
	}
	var out []Found
	at, line := 0, 0
	for _, m := range ownedEntry.FindAllStringSubmatchIndex(n.Text, maxEntries) {
		owner := n.Text[m[2]:m[3]]
		if m[0] != at || !words.BracketOwner(owner, words.OwnerSlip) {
			return nil
		}
		for line < len(n.Lines) && !strings.HasPrefix(r.doc.Text[min(n.Lines[line].From, len(r.doc.Text)):], owner) {
			line++
		}
		if line == len(n.Lines) {
			return nil
		}
		f := Found{Place: place{Form: formLine, From: n.Lines[line].From, To: n.Lines[line].To, Box: -1}}
		f.Action = fields.Read(n.Slice(m[4], m[5]), t.crossed)
		f.Owner, f.Due = owner, n.Text[m[6]:m[7]]
		f.Line = r.doc.LineAt(f.Place.From)
		t.fill(&f.Action)
		out = append(out, f)
		at = m[1]
		line++
	}
	if at != len(n.Text) {
		return nil
	}
	return out
}

// maxEntries is how many such entries a paragraph holds at most.
const maxEntries = 60
