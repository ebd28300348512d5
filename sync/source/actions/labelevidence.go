package actions

import (
	"strings"

	"github.com/followthrough/followthrough/sync/source/actions/evidence"
	"github.com/followthrough/followthrough/sync/source/actions/words"
)

// announced: a label or a mark of its own says for certain that it is an action.
func (c *candidate) announced() bool {
	return c.evidence.Announced && (c.section == nil || c.section.class == words.ClassTake)
}

// surely: its section's own label says nothing but that actions or what follows
// stand below, and none above it speaks of what is no action.
func (c *candidate) surely() bool {
	return c.announced() && c.section != nil && c.section.evidence().Shows(evidence.LabelSure)
}

// belowOff: a label further up speaks of how the incident went, or of what is no
// action.
func (l *label) belowOff() bool {
	if l.rank == rankLine {
		return false // the sentence above a list says what the list is, wherever it stands
	}
	for up := l.up; up != nil; up = up.up {
		if up.class == words.ClassOff || up.class == words.ClassSoft {
			return true
		}
	}
	return false
}

// labelConcepts are the signs of what a label is about.
var labelConcepts = map[words.Concept]evidence.Sign{
	words.AboutActions: evidence.LabelActions, words.AboutFollowUp: evidence.LabelFollowUp, words.AboutPrevention: evidence.LabelPrevention,
	words.AboutImprovement: evidence.LabelImprovement, words.AboutFixes: evidence.LabelFixes, words.AboutFuture: evidence.LabelFuture,
	words.AboutPlans: evidence.LabelFuture, words.AboutChange: evidence.LabelChange, words.AboutDone: evidence.LabelDone, words.AboutProgress: evidence.LabelProgress,
}

// longLabel is from how many words on a label is long.
const longLabel = 6

// evidence is what the label itself shows, asked for once.
func (l *label) evidence() evidence.Evidence {
	if l.shown != nil {
		return *l.shown
	}
	var e evidence.Evidence
	note := func(s evidence.Sign, shown bool) {
		if shown {
			e.Add(s)
		}
	}
	take, whole, below := l.class == words.ClassTake, words.AnnouncesWholly(l.text), l.belowOff()
	about := words.Concepts(l.text)
	for concept, sign := range labelConcepts {
		note(sign, about&concept != 0)
	}
	note(evidence.LabelMaybe, l.class == words.ClassMaybe)
	note(evidence.LabelAdvice, l.class == words.ClassAdvice)
	note(evidence.LabelSoft, l.class == words.ClassSoft)
	note(evidence.LabelOff, l.class == words.ClassOff || l.joined)
	note(evidence.LabelHint, l.class == words.ClassHint)
	note(evidence.LabelQuestion, strings.HasSuffix(strings.TrimSpace(l.full.Text), "?"))
	note(evidence.LabelLong, words.Count(l.text) >= longLabel)
	note(evidence.LabelTerse, take && words.Count(l.text) == 1 && about&(words.AboutPrevention|words.AboutImprovement) == 0)
	note(evidence.LabelSure, take && whole && !below && about&(words.AboutActions|words.AboutFollowUp) != 0)
	note(evidence.LabelWhole, take && whole)
	note(evidence.LabelPart, take && !whole)
	note(evidence.LabelPartBelow, take && !whole && below)
	note(evidence.BelowOff, below)
	l.shown = &e
	return e
}
