package actions

import (
	"fmt"

	"github.com/followthrough/followthrough/sync/source/actions/words"
)

// labelled says of each line that is a label what it was taken for.
func (o *outline) labelled() map[int]string {
	out := map[int]string{}
	for _, l := range o.labels {
		out[l.line] = l.why()
	}
	return out
}

func (l *label) why() string {
	sec := l.section()
	switch {
	case l.class == words.ClassTake:
		return l.whyTaken()
	case l.class == words.ClassMaybe && sec == l:
		return "a label of follow-up actions, unless another section holds some"
	case l.class == words.ClassAdvice && sec == l:
		return "a label of recommendations: actions only where they have an owner, a box, a date or a ticket"
	case l.class == words.ClassNever:
		return "a label of what is no action, nor anything below it (`read.sections.take` in the source takes it)"
	case sec != nil:
		return fmt.Sprintf("a group or an action in the section of line %d", sec.line)
	case l.class == words.ClassOff && l.up.section() != nil:
		return fmt.Sprintf("a label of what is no action, which ends the section of line %d (take it with the setting take)", l.up.section().line)
	case l.class == words.ClassOff || l.class == words.ClassSoft:
		return "a label of what is no action (`read.sections.take` in the source takes it)"
	}
	return "a label without a word that announces actions (`read.sections.take` in the source takes it)"
}

// whyTaken says of a label that announces actions whether it does so below one of what
// is none.
func (l *label) whyTaken() string {
	up := l.up
	for up != nil && up.class != words.ClassOff && up.class != words.ClassSoft {
		up = up.up
	}
	switch {
	case up == nil:
		return "a label of follow-up actions"
	case words.Concepts(l.text)&(words.AboutActions|words.AboutFollowUp) != 0:
		return fmt.Sprintf("a label of follow-up actions: it says so itself, which counts more than that the label of line %d is of what is none", up.line)
	}
	return fmt.Sprintf("it may announce actions, but the label of line %d is of what is none, which counts more: what stands below is at most doubtful", up.line)
}

// notUnderstood is said of a document of which no label is known.
const notUnderstood = "no label of the document was understood, so nothing in it was read as an action (take a label with the setting take)"

// under says, by line, why a block's lines are no actions: where it stands.
func (o *outline) under() map[int]string {
	out := map[int]string{}
	for _, p := range o.parts {
		if p.node.At < 0 {
			continue
		}
		why := "not below a label of follow-up actions"
		if sec := p.under.section(); sec != nil {
			why = fmt.Sprintf("in the section of line %d, beside its actions", sec.line)
		} else if p.under != nil {
			why = fmt.Sprintf("below the label of line %d, which announces no actions", p.under.line)
		}
		out[o.doc.LineAt(p.node.At)] = why
	}
	return out
}
