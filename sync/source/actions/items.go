package actions

import (
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/sieve"
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
	t.beside, t.counted, t.step = namesPeople(l), r.countsTasks(l), l.Ordered
	for _, n := range l.Blocks {
		out = r.item(out, n, t, depth)
	}
	return out
}

// namesPeople: a label in a list is two initials, so that those beside it are people,
// too.
func namesPeople(l *document.Block) bool {
	return slices.ContainsFunc(l.Blocks, func(item *document.Block) bool {
		head := item.Head()
		if head == nil || len(item.Blocks) < 2 || len(head.Text) > maxInitials {
			return false
		}
		names := words.People(head.Text)
		return len(names) == 1 && words.Initials(names[0])
	})
}

// maxInitials is how many bytes a label of initials has.
const maxInitials = 4

func (r *reader) item(out []Found, n *document.Block, t traits, depth int) []Found {
	head := n.Head()
	nested := n.Lists()
	if head == nil {
		return r.lists(out, nested, t, depth)
	}
	text := head.Rich
	line := r.doc.LineAt(head.At)
	if isAnchor(text) {
		r.why(line, "a link within the document")
		return out
	}
	if got, is := r.parent(out, n, nested, t, depth); is {
		return got
	}
	switch {
	case linesBelow(head) != nil && len(nested) == 0:
		return r.linesOf(out, head, t)
	case !fields.Boxed(head) && recordsCode(text):
		r.why(line, "a commit or a line of configuration, no action")
		return out
	case words.WeighsOption(trimBox(text.Text)):
		r.why(line, "it weighs a way, or says which one was taken: no action")
		return out
	case r.loose && !fields.Boxed(head) && !fields.LinkedBehind(text) && !strings.Contains(text.Text, "wner:") && r.hear(text.Text)&(words.Orders|words.Commits) == 0:
		return out
	case words.IsPlaceholder(text.Text), words.Instructs(trimBox(text.Text)), holesOnly(text), fields.OnlyPeople(text):
		r.why(line, "a placeholder")
		return out
	}
	return r.itemAction(out, n, t)
}

// parent reads an item that owns lists, where those hold the actions; false: they don't.
func (r *reader) parent(out []Found, n *document.Block, nested []*document.Block, t traits, depth int) ([]Found, bool) {
	if len(nested) == 0 {
		return out, false
	}
	if got, is := r.consequences(out, n, t); is {
		return got, true
	}
	text := n.Head().Rich
	if depth < maxNesting && !(t.counted && r.countedTask(text)) && r.labels(text, nested) {
		return r.labelled(out, n, nested, t, depth), true
	}
	return out, false
}

// labelled reads the lists below an item that is their label.
func (r *reader) labelled(out []Found, n *document.Block, nested []*document.Block, t traits, depth int) []Found {
	head := n.Head()
	line := r.doc.LineAt(head.At)
	text, _ := words.Label(trimBox(head.Text))
	if c := words.Classify(text, r.set.Take, r.set.Leave); c == words.ClassOff || c == words.ClassNever || words.IsOption(text) {
		r.why(line, "a label of what is no action")
		return out
	}
	r.why(line, "a label: its items are the actions")
	return r.lists(out, nested, r.owned(t, text, head.Rich, t.beside), depth)
}

// itemAction adds an item as an action with what stands below it.
func (r *reader) itemAction(out []Found, n *document.Block, t traits) []Found {
	head := n.Head()
	f := Found{Place: itemPlace(head), linked: fields.LinkedBehind(head.Rich), step: t.step}
	f.Action = fields.Read(head.Rich, t.crossed)
	f.Line = r.doc.LineAt(head.At)
	details(&f.Action, n)
	t.fill(&f.Action)
	switch {
	case f.Title == "", f.Title != head.Text && words.IsPlaceholder(f.Title):
		r.why(f.Line, "a placeholder")
		return out
	case f.Ticket != nil && ofBoth.MatchString(f.Title) && shared(out, f):
		r.why(f.Line, "the ticket of the two above")
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

// commit opens an item that names one by its hash, with its subject.
var commit = regexp.MustCompile(`^([0-9a-f]{7,40})\b\s*(?:[—–:|-]|\()`)

// recordsCode: a text names a commit, or is code that sets or opens something, and
// nothing else.
func recordsCode(text document.Rich) bool {
	m := commit.FindStringSubmatch(text.Text)
	return m != nil && words.HasDigit(m[1]) || strings.ContainsAny(text.Text, "={") && text.All(document.Code)
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

// hasLinked: a link to its item stands behind an item of the list, or behind one below it.
func hasLinked(l *document.Block, depth int) bool {
	for _, item := range l.Blocks {
		if head := item.Head(); head != nil && fields.LinkedBehind(head.Rich) {
			return true
		}
		for _, nested := range item.Lists() {
			if depth < maxNesting && hasLinked(nested, depth+1) {
				return true
			}
		}
	}
	return false
}

// ofBoth is all that an item says of the two above it, beside their ticket.
var ofBoth = sieve.MustCompile(`^(?i:both(?: of (?:them|these|the above))?(?: in| by| are| tracked in)?|the above two|beides?|ambos|ambas|les deux|entramb[ie])[:：]?$`)

// shared gives the ticket of an item to the two of its group above it, which have none.
func shared(out []Found, f Found) bool {
	if len(out) < 2 {
		return false
	}
	two := out[len(out)-2:]
	for _, above := range two {
		if above.Ticket != nil || above.Group != f.Group || above.Place.Form != FormItem {
			return false
		}
	}
	two[0].Ticket, two[1].Ticket = f.Ticket, f.Ticket
	return true
}
