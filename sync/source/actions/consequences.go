package actions

import (
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/fields"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// consequences adds the items below a finding that say that they are the actions which
// follow from it ("*Action:* …", "→ Action: …", "TODO: …"); false: there are none. Where
// there is one, its fields stand beside it.
func (r *reader) consequences(out []Found, n *document.Block, t traits) ([]Found, bool) {
	head := n.Head()
	if name, _ := words.Label(head.Text); r.isGroup(name) {
		return out, false
	}
	task := fields.Boxed(head) || r.hear(head.Text)&(words.Orders|words.Commits) != 0
	var marked []*document.Block
	for _, l := range n.Lists() {
		for _, item := range l.Blocks {
			if h := item.Head(); h != nil && consequenceAt(h.Text, task) > 0 {
				marked = append(marked, item)
			}
		}
	}
	if len(marked) == 0 {
		return out, false
	}
	r.why(r.doc.LineAt(head.At), "a finding: what follows from it stands below")
	for _, item := range marked {
		h := item.Head()
		text := h.Rich
		text.Cut(0, consequenceAt(text.Text, task))
		for _, f := range r.paragraphAction(h, text, FormItem, t) {
			f.Place = itemPlace(h)
			details(&f.Action, item)
			if len(marked) == 1 {
				besides(&f.Action, n, item)
			}
			out = append(out, f)
		}
	}
	return out, true
}

// besides takes the fields that stand beside the one action of a finding.
func besides(a *review.Action, finding, action *document.Block) {
	for _, l := range finding.Lists() {
		for _, item := range l.Blocks {
			if h := item.Head(); h != nil && item != action {
				fields.Detail(a, h.Rich)
			}
		}
	}
}

// consequenceAt is where the words of an action begin that stands below what it follows
// from; 0: it does not say that it is one. Below what is a task itself, a part that is to
// be done is a detail.
func consequenceAt(text string, task bool) int {
	rest := strings.TrimLeft(text, " →⇒➜➔=->")
	from := len(text) - len(rest)
	if m := fields.ShoutMarker.FindStringSubmatchIndex(rest); m != nil {
		if task || m[1] == len(rest) || rest[m[2]:m[3]] != "TODO" {
			return 0
		}
		return from + m[1]
	}
	if end := words.TaskOpening(rest); end > 0 {
		return from + end
	}
	if end := words.TaskLead(rest); end > 0 && !task {
		return from + end
	}
	return 0
}
