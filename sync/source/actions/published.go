package actions

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/publication"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// published is the document's explicit sign; nil: it gives none. Where its front
// matter can't be read whole, that is one.
func published(o *outline, v review.Review, lines map[string][]string) *bool {
	yes, no := true, false
	keys := o.set.keysFor("published")
	switch {
	case len(v.Unread()) > 0:
		return &no
	case len(o.set.Published) > 0:
		says := publication.Has(o.set.Published, v.Meta)
		return &says
	}
	for _, meta := range []map[string][]string{v.Meta, lines} {
		if sign := publication.Said(meta, keys); sign != nil {
			return sign
		}
	}
	if o.template || dayOpen(o, keys) || publication.Titles(v.Title) || o.titledDraft() || o.linedDraft() || publication.Wrapped(o.doc.Text) {
		return &no
	}
	for _, k := range keys {
		if d, ok := words.Day(firstOf(v.Meta[k])); ok && !d.IsZero() {
			return &yes
		}
	}
	return nil
}

// titledDraft: the title says that the document is a draft.
func (o *outline) titledDraft() bool {
	for i, l := range o.labels[:min(3, len(o.labels))] {
		if (i == 0 || l.rank == 1) && publication.Titles(l.full.Text) {
			return true
		}
	}
	return false
}

// maxLined is how many bytes a paragraph has at most that is looked at line by line
// for what it says of the document.
const maxLined = 400

// linedDraft: a line of its own at the top, or a sentence there, says that the
// document is a draft.
func (o *outline) linedDraft() bool {
	for _, p := range o.parts[:min(4, len(o.parts))] {
		blocks := []*document.Block{p.node}
		if p.node.Kind == document.Quote {
			blocks = p.node.Blocks
		}
		for _, n := range blocks[:min(3, len(blocks))] {
			if n.Kind == document.Paragraph && n.To-n.From <= maxLined && saysDraft(n) {
				return true
			}
		}
	}
	return slices.ContainsFunc(o.labels[:min(3, len(o.labels))], func(l *label) bool { return l.rank >= rankBold && publication.Line(l.full.Text) })
}

func saysDraft(n *document.Block) bool {
	for _, line := range strings.Split(n.Text, "\n") {
		if publication.Line(line) {
			return true
		}
	}
	return false
}
