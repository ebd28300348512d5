package actions

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/source/actions/fields"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// maxNesting is how deep labels of labels are followed.
const maxNesting = 6

// list adds the items of a list in an action section: each is an action, or
// a label whose own items are.
func (r *reader) list(out []Found, l *document.Block, t traits, depth int) []Found {
	out = slices.Grow(out, len(l.Blocks))
	for _, n := range l.Blocks {
		out = r.item(out, n, t, depth)
	}
	return out
}

func (r *reader) item(out []Found, n *document.Block, t traits, depth int) []Found {
	head := n.Head()
	nested := n.Lists()
	if head == nil {
		return r.lists(out, nested, t, depth)
	}
	text := head.Rich
	line := r.doc.LineAt(head.At)
	switch {
	case isAnchor(text):
		r.why(line, "a link within the document")
		return out
	case len(nested) > 0 && depth < maxNesting && r.labels(text, nested):
		plainText, _ := words.Label(trimBox(text.Text))
		if c := words.Classify(plainText, r.set.Take, r.set.Leave); c == words.ClassOff || c == words.ClassNever {
			r.why(line, "a label of what is no action")
			return out
		}
		r.why(line, "a label: its items are the actions")
		return r.lists(out, nested, r.owned(t, plainText, text, false), depth)
	case r.loose && !fields.Boxed(head) && !words.Hear(text.Text).Does(words.Orders):
		return out
	case words.IsPlaceholder(text.Text), words.Instructs(trimBox(text.Text)), holesOnly(text), fields.OnlyPeople(text):
		r.why(line, "a placeholder")
		return out
	}
	f := Found{Place: itemPlace(head)}
	f.Action = fields.Read(text, t.crossed)
	f.Line = line
	details(&f.Action, n)
	t.fill(&f.Action)
	if f.Title == "" || f.Title != text.Text && words.IsPlaceholder(f.Title) {
		r.why(line, "a placeholder")
		return out
	}
	return append(out, f)
}

func (r *reader) lists(out []Found, lists []*document.Block, t traits, depth int) []Found {
	for _, l := range lists {
		out = r.list(out, l, t, depth+1)
	}
	return out
}

func itemPlace(head *document.Block) place {
	return place{Form: FormItem, From: head.From, To: head.To, Box: head.Box, Boxed: fields.Boxed(head)}
}

func trimBox(text string) string {
	if !strings.HasPrefix(text, "[") {
		return text
	}
	if m := words.BoxAtStart.FindString(text); m != "" && len(m) < len(text) {
		return text[len(m):]
	}
	return text
}

// isAnchor: the item is an entry of a table of contents.
func isAnchor(r document.Rich) bool {
	s := r.LinkAt(0)
	return s != nil && s.To == len(r.Text) && strings.HasPrefix(s.URL, "#")
}

func holesOnly(r document.Rich) bool {
	return r.Text == ""
}

// labels tells whether an item that owns lists is only their label.
func (r *reader) labels(text document.Rich, nested []*document.Block) bool {
	boxed := words.BoxAtStart.MatchString(text.Text)
	plainText := strings.TrimSpace(trimBox(text.Text))
	if onlyFields(nested) || boxed && !allBoxed(nested) {
		return false
	}
	name, _ := words.Label(plainText)
	ws := words.Split(name)
	if len(ws) == 0 {
		return plainText != ""
	}
	if strings.HasSuffix(plainText, ":") || strings.HasSuffix(plainText, "：") {
		return !words.HoldsSentence(plainText) && !isTask(text, nested)
	}
	if words.OwnerLabel(name) != "" {
		return true
	}
	return !words.Imperative(ws[0]) && r.namesGroup(text, name, len(ws), allBoxed(nested) && !boxed)
}

// isTask: a text that ends in a colon is what is to be done, and its items are
// details: it has a ticket, or it is an order or tells of work while they are not.
func isTask(text document.Rich, nested []*document.Block) bool {
	if fields.TicketIn(text) != nil {
		return true
	}
	if words.Hear(trimBox(text.Text))&(words.Orders|words.Tells) == 0 {
		return false
	}
	n, tasks := 0, 0
	for _, l := range nested {
		for _, item := range l.Blocks {
			head := item.Head()
			if head == nil {
				continue
			}
			n++
			if fields.Boxed(head) || words.Hear(head.Text)&(words.Orders|words.Commits) != 0 {
				tasks++
			}
		}
	}
	return tasks*2 <= n
}

// namesGroup tells whether a text that opens like no task is a label: of
// boxes, of a kind of work, bold, or very short and without a ticket.
func (r *reader) namesGroup(text document.Rich, name string, n int, ofBoxes bool) bool {
	switch {
	case ofBoxes && n <= maxLabelItem, words.IsGroup(name):
		return true
	case text.All(document.Bold):
		return n <= 8
	}
	return n <= 3 && fields.TicketIn(text) == nil
}

// maxLabelItem is how many words a label of boxes has.
const maxLabelItem = 6

// allBoxed: every first-level item has a check box.
func allBoxed(lists []*document.Block) bool {
	n := 0
	for _, l := range lists {
		for _, item := range l.Blocks {
			head := item.Head()
			if head == nil || !fields.Boxed(head) {
				return false
			}
			n++
		}
	}
	return n > 0
}

// hasBox: an item of the list, or one below it, has a check box.
func hasBox(l *document.Block, depth int) bool {
	for _, item := range l.Blocks {
		if head := item.Head(); head != nil && fields.Boxed(head) {
			return true
		}
		for _, nested := range item.Lists() {
			if depth < maxNesting && hasBox(nested, depth+1) {
				return true
			}
		}
	}
	return false
}

// onlyFields: every item says something about the parent ("Owner: x", a
// ticket), so that the parent is the action.
func onlyFields(lists []*document.Block) bool {
	for _, l := range lists {
		for _, item := range l.Blocks {
			head := item.Head()
			if head == nil || !fields.SaysOfParent(head.Rich) {
				return false
			}
		}
	}
	return true
}
