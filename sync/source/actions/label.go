package actions

import (
	"github.com/followthrough/followthrough/sync/source/actions/evidence"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// label is a line that says what stands below it: a heading, a bold line, a
// list item that owns a list, or a plain line above a list.
type label struct {
	text  string // as shown, without numbering and emoji
	class words.Class
	rank  int // 1 to 6 headings, then the ranks below
	up    *label
	node  *document.Block
	line  int
	index int // its place among the outline's labels
	// numbered: the label opens with a number of its own ("A3.", "2)").
	numbered bool
	// plain: it is a line of plain text.
	plain bool
	// joined: it speaks of what is no action as well ("Lessons and follow-ups").
	joined bool
	full   document.Rich // as shown, whole
	// shown is what evidence found; nil: not asked yet.
	shown *evidence.Evidence
}

// Ranks of labels that are no headings.
const (
	rankBold = 7 + iota
	rankLine
	rankItem
)

// section is the label of the action section that l stands in (the uppermost
// one, a certain one before a doubtful one); nil: none.
func (l *label) section() *label {
	var found *label
	for ; l != nil; l = l.up {
		switch l.class {
		case words.ClassTake:
			found = l
		case words.ClassMaybe, words.ClassAdvice, words.ClassHint:
			if found == nil || found.class != words.ClassTake {
				found = l
			}
		case words.ClassOff:
			if found == nil {
				return nil
			}
		case words.ClassNever:
			return nil
		}
	}
	return found
}

// heading is the nearest label, from l up, that is no line above a list.
func (l *label) heading() *label {
	for l.rank >= rankLine && l.up != nil {
		l = l.up
	}
	return l
}

// below is the label directly under top that l stands in; nil: none.
func (l *label) below(top *label) *label {
	for ; l != nil && l != top; l = l.up {
		if l.up == top {
			return l
		}
	}
	return nil
}
