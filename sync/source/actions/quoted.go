package actions

import (
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// quoted reads the lists in a quote below a label of actions: items with a box, an owner
// or a day, and those that order something. Words of others stand in quotes as well, so
// whoever asks for them takes none for certain.
func (r *reader) quoted(n *document.Block, t traits) []Found {
	var out []Found
	for _, b := range n.Blocks {
		if b.Kind != document.List {
			continue
		}
		for _, f := range r.silent().list(nil, b, t, 0) {
			if f.Place.Boxed || f.Place.Box >= 0 || f.Owner != "" || f.Due != "" || r.hear(f.Title).Does(words.Orders) {
				out = append(out, f)
			}
		}
	}
	return out
}

// bulletedLines are a paragraph's lines where each of several opens with a bullet of its
// own ("a. …", "● …"); nil: they don't.
func bulletedLines(n *document.Block) []document.Line {
	if n.Kind != document.Paragraph || len(n.Lines) < 2 || len(n.Lines) > maxEntries {
		return nil
	}
	for _, l := range n.Lines {
		if !isBulleted(l.Text) {
			return nil
		}
	}
	return n.Lines
}
