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
		return "a label of follow-up actions"
	case l.class == words.ClassMaybe && sec == l:
		return "a label of follow-up actions, unless another section holds some"
	case l.class == words.ClassAdvice && sec == l:
		return "a label of recommendations: actions only where they have an owner, a box, a date or a ticket"
	case l.class == words.ClassNever:
		return "a label of what is no action, nor anything below it (take it with the setting take)"
	case sec != nil:
		return fmt.Sprintf("a group or an action in the section of line %d", sec.line)
	case l.class == words.ClassOff || l.class == words.ClassSoft:
		return "a label of what is no action (take it with the setting take)"
	}
	return "a label without a word that announces actions (take it with the setting take)"
}

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
