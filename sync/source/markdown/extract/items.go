package extract

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/followthrough/followthrough/sync/source/markdown/fields"
	"github.com/followthrough/followthrough/sync/source/markdown/page"
	"github.com/followthrough/followthrough/sync/source/markdown/words"
)

// maxNesting is how deep labels of labels are followed.
const maxNesting = 6

// list adds the items of a list in an action section: each is an action, or
// a label whose own items are.
func (r *Reader) list(out []Found, l ast.Node, t traits, depth int) []Found {
	out = slices.Grow(out, l.ChildCount())
	for n := l.FirstChild(); n != nil; n = n.NextSibling() {
		out = r.item(out, n, t, depth)
	}
	return out
}

func (r *Reader) item(out []Found, n ast.Node, t traits, depth int) []Found {
	head := HeadOf(n)
	nested := nestedLists(n)
	if head == nil {
		return r.lists(out, nested, t, depth)
	}
	text := r.P.Rich(head)
	line := r.P.LineAt(max(0, r.P.Start(head)))
	switch {
	case isAnchor(text):
		r.why(line, "a link within the document")
		return out
	case len(nested) > 0 && depth < maxNesting && r.labels(text, nested):
		plainText, _ := words.Label(trimBox(text.Text))
		if c := words.Classify(plainText, r.Set.Take, r.Set.Leave); c == words.ClassOff || c == words.ClassNever {
			r.why(line, "a label of what is no action")
			return out
		}
		r.why(line, "a label: its items are the actions")
		return r.lists(out, nested, r.owned(t, plainText, text, false), depth)
	case words.IsPlaceholder(text.Text), words.Instructs(trimBox(text.Text)), holesOnly(text), fields.OnlyPeople(text):
		r.why(line, "a placeholder")
		return out
	}
	f := Found{Place: r.itemPlace(head)}
	f.Action = fields.Read(text, fields.Crossed(r.P, n))
	f.Line = line
	r.details(&f.Action, head)
	t.fill(&f.Action)
	if f.Title == "" || f.Title != text.Text && words.IsPlaceholder(f.Title) {
		r.why(line, "a placeholder")
		return out
	}
	return append(out, f)
}

func (r *Reader) lists(out []Found, lists []ast.Node, t traits, depth int) []Found {
	for _, l := range lists {
		out = r.list(out, l, t, depth+1)
	}
	return out
}

// HeadOf is an item's own first paragraph; nil: it has none.
func HeadOf(item ast.Node) ast.Node {
	n := item.FirstChild()
	if n != nil && (n.Kind() == ast.KindParagraph || n.Kind() == ast.KindTextBlock || n.Kind() == ast.KindHeading) && n.Lines().Len() > 0 {
		return n
	}
	return nil
}

func nestedLists(item ast.Node) []ast.Node {
	var out []ast.Node
	for n := item.FirstChild(); n != nil; n = n.NextSibling() {
		if isListNode(n) {
			out = append(out, n)
		}
	}
	return out
}

func (r *Reader) itemPlace(head ast.Node) place {
	from, to := fields.Bounds(r.P, head)
	return place{Form: FormItem, From: from, To: to, Box: r.P.BoxAt(from), Boxed: fields.Boxed(r.P, head)}
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
func isAnchor(r page.Rich) bool {
	s := r.LinkAt(0)
	return s != nil && s.To == len(r.Text) && strings.HasPrefix(s.URL, "#")
}

func holesOnly(r page.Rich) bool {
	return r.Text == ""
}

// labels tells whether an item that owns lists is only their label.
func (r *Reader) labels(text page.Rich, nested []ast.Node) bool {
	boxed := words.BoxAtStart.MatchString(text.Text)
	plainText := strings.TrimSpace(trimBox(text.Text))
	if r.onlyFields(nested) || boxed && !r.boxed(nested) {
		return false
	}
	name, _ := words.Label(plainText)
	ws := words.Split(name)
	if len(ws) == 0 {
		return plainText != ""
	}
	if strings.HasSuffix(plainText, ":") || strings.HasSuffix(plainText, "：") {
		return !words.HoldsSentence(plainText)
	}
	if words.OwnerLabel(name) != "" {
		return true
	}
	return !words.Imperative(ws[0]) && r.namesGroup(text, name, len(ws), r.boxed(nested) && !boxed)
}

// namesGroup tells whether a text that opens like no task is a label: of
// boxes, of a kind of work, bold, or very short and without a ticket.
func (r *Reader) namesGroup(text page.Rich, name string, n int, ofBoxes bool) bool {
	switch {
	case ofBoxes && n <= maxLabelItem, words.IsGroup(name):
		return true
	case text.All(page.Bold):
		return n <= 8
	}
	return n <= 3 && fields.TicketIn(text) == nil
}

// maxLabelItem is how many words a label of boxes has.
const maxLabelItem = 6

// boxed: every first-level item has a check box.
func (r *Reader) boxed(lists []ast.Node) bool {
	n := 0
	for _, l := range lists {
		for item := l.FirstChild(); item != nil; item = item.NextSibling() {
			head := HeadOf(item)
			if head == nil || !fields.Boxed(r.P, head) {
				return false
			}
			n++
		}
	}
	return n > 0
}

// hasBox: an item of the list, or one below it, has a check box.
func (r *Reader) hasBox(l ast.Node, depth int) bool {
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		if head := HeadOf(item); head != nil && fields.Boxed(r.P, head) {
			return true
		}
		for _, nested := range nestedLists(item) {
			if depth < maxNesting && r.hasBox(nested, depth+1) {
				return true
			}
		}
	}
	return false
}

// onlyFields: every item says something about the parent ("Owner: x", a
// ticket), so that the parent is the action.
func (r *Reader) onlyFields(lists []ast.Node) bool {
	for _, l := range lists {
		for item := l.FirstChild(); item != nil; item = item.NextSibling() {
			head := HeadOf(item)
			if head == nil || !fields.SaysOfParent(r.P.Rich(head)) {
				return false
			}
		}
	}
	return true
}
