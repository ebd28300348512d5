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
