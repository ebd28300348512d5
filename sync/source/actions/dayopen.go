package actions

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/source/actions/publication"
	"github.com/followthrough/followthrough/sync/source/document"
)

// dayOpen: what a document says of itself has a place for the day of publication, of
// which the keys are given, and it is still empty.
func dayOpen(o *outline, keys []string) bool {
	if slices.ContainsFunc(o.doc.Matter.Blank, func(key string) bool { return publication.IsDay(key, keys) }) {
		return true
	}
	for _, p := range o.parts[:min(4, len(o.parts))] {
		switch p.node.Kind {
		case document.Table:
			if dayOpenIn(p.node.Grid, keys) {
				return true
			}
		case document.Paragraph:
			if dayOpenAmong(p.node.Lines[:min(len(p.node.Lines), maxMetaRows)], keys) {
				return true
			}
		case document.List:
			for _, item := range p.node.Blocks[:min(len(p.node.Blocks), maxMetaRows)] {
				if head := item.Head(); head != nil && len(item.Blocks) == 1 && isOpenKey(head.Text, keys) {
					return true
				}
			}
		}
	}
	return false
}

// dayOpenIn is dayOpen of a table of keys and values.
func dayOpenIn(g *document.Grid, keys []string) bool {
	if g == nil || len(g.Head) != 2 {
		return false
	}
	return slices.ContainsFunc(g.Rows[:min(len(g.Rows), maxMetaRows)], func(row document.Row) bool {
		return len(row.Cells) == 2 && row.Cells[1].Text == "" && publication.IsDay(metaKey(row.Cells[0].Text), keys)
	})
}

// dayOpenAmong is dayOpen of lines, of which the next may go on with a key's value.
func dayOpenAmong(lines []document.Line, keys []string) bool {
	for i, l := range lines {
		goesOn := i+1 < len(lines) && !hasColon(lines[i+1].Text)
		if len(lines) > 1 && !goesOn && isOpenKey(l.Text, keys) {
			return true
		}
	}
	return false
}

// isOpenKey: a line is a key of the day of publication, and nothing stands behind its
// colon.
func isOpenKey(text string, keys []string) bool {
	key, is := strings.CutSuffix(strings.TrimSpace(text), ":")
	return is && len(key) <= maxPlain && publication.IsDay(metaKey(key), keys)
}
