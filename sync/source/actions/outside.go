package actions

import (
	"strings"

	"github.com/followthrough/followthrough/sync/source/actions/fields"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// outside adds what stands in no action section: tables that say what they
// are, marked paragraphs and items, and lists under an item that is a label.
func (r *reader) outside(out []Found, p part) []Found {
	t := traits{crossed: p.crossed}
	switch p.node.Kind {
	case document.Table, document.Embedded:
		got, _ := r.grids(p.node, t, false)
		return append(out, got...)
	case document.Paragraph:
		return append(out, r.markedParagraph(p.node, func() traits { return t })...)
	case document.List:
		return r.looseList(out, p.node, t, 0)
	}
	return out
}

func (r *reader) looseList(out []Found, l *document.Block, t traits, depth int) []Found {
	for _, n := range l.Blocks {
		head := n.Head()
		nested := n.Lists()
		if head == nil || depth >= maxNesting || len(nested) == 0 && head.Text == "" {
			continue
		}
		text := head.Rich
		switch {
		case len(nested) > 0 && r.actionItem(text):
			name, _ := words.Label(trimBox(text.Text))
			out = r.lists(out, nested, t.with(name), depth)
			continue
		case fields.Marker.MatchString(text.Text):
			out = append(out, r.markedItem(head, text, t)...)
			continue
		}
		for _, sub := range nested {
			out = r.looseList(out, sub, t, depth+1)
		}
	}
	return out
}

// actionItem: an item outside of an action section is the label of one.
func (r *reader) actionItem(text document.Rich) bool {
	name, _ := words.Label(text.Text)
	bold := text.All(document.Bold)
	return !isAnchor(text) && (bold || strings.HasSuffix(strings.TrimSpace(text.Text), ":") || words.Count(name) <= 3) && words.Classify(name, r.set.Take, r.set.Leave) == words.ClassTake
}

func (r *reader) markedItem(head *document.Block, text document.Rich, t traits) []Found {
	m := fields.Marker.FindStringIndex(text.Text)
	if m[1] >= len(text.Text) {
		return nil
	}
	got := r.paragraphAction(head, text, FormItem, t)
	for i := range got {
		got[i].Place = itemPlace(head)
	}
	return got
}
