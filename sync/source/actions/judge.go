package actions

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/evidence"
	"github.com/followthrough/followthrough/sync/source/actions/words"
)

// MaxDoubtful is how many doubtful lines of one document are kept; of more only
// their number is.
const MaxDoubtful = 100

// judged are the actions of a document in order, certain and doubtful ones, and
// what there is to say of the doubtful.
func (r *reader) judged(o *outline) ([]Found, review.Doubts) {
	all := r.candidates(o)
	r.weigh(o, all)
	kept := all[:0]
	doubts := review.Doubts{NotUnderstood: o.foreign()}
	doubtful, checklist := 0, r.checklist(all)
	for _, c := range all {
		c.Found.evidence = c.evidence
		switch v := c.verdict(r.set); {
		case v == evidence.None, v == evidence.Doubtful && r.set.Doubtful != Hold && r.set.Doubtful != Make && r.told == nil:
			r.why(c.Line, "no action: "+c.evidence.Said())
			continue
		case v == evidence.Doubtful && r.set.Doubtful != Make:
			if doubtful == MaxDoubtful || checklist && c.isStep() {
				doubts.MoreDoubtful++
				r.why(c.Line, "left alone, and only counted: "+c.evidence.Said())
				continue
			}
			doubtful++
			c.Doubt = doubt(c.evidence)
			if c.section != nil && c.section.node != nil {
				doubts.DoubtfulBelow = append(doubts.DoubtfulBelow, c.section.full.Text)
			}
		}
		kept = append(kept, c)
	}
	out := make([]Found, len(kept))
	for i, c := range kept {
		out[i] = *c.Found
	}
	return inOrder(out), doubts
}

// foreign: the document has text, and none of its labels, if it has any, is of any kind
// that is known.
func (o *outline) foreign() bool {
	if o.template || len(o.parts) < minForeign && (len(o.labels) < minLabels || len(o.parts) == 0) {
		return false
	}
	return !slices.ContainsFunc(o.labels, func(l *label) bool { return l.class != words.ClassNeutral })
}

// A document of which no section was understood has so many blocks at least, or
// labels, with its title; a shorter one is a note.
const (
	minForeign = 4
	minLabels  = 3
)

// verdict is what the evidence comes to, but for what a person said of the line or
// of its label.
func (c *candidate) verdict(s Settings) evidence.Verdict {
	switch {
	case c.Answer.Action, c.Answer.NoAction:
		return evidence.Certain
	case c.section != nil && words.Listed(s.Take, c.section.text):
		return evidence.Certain
	}
	return c.evidence.Verdict()
}

// doubt says in words what speaks against a line most.
func doubt(e evidence.Evidence) string {
	var against []string
	if !e.Announced {
		against = append(against, "no label above it announces actions")
	}
	for _, reason := range e.Reasons() {
		if reason.Weight < 0 && len(against) < 2 {
			against = append(against, reason.Words)
		}
	}
	if len(against) == 0 {
		return "little speaks for it"
	}
	return strings.Join(against, ", and ")
}
