package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/followthrough/followthrough/sync/review"
)

// maxNesting is how deep labels of labels are followed.
const maxNesting = 6

// list reads the items of a list in an action section: each is an action, or
// a label whose own items are.
func (r *reader) list(l ast.Node, t traits, depth int) []found {
	var out []found
	for n := l.FirstChild(); n != nil; n = n.NextSibling() {
		out = append(out, r.item(n, t, depth)...)
	}
	return out
}

func (r *reader) item(n ast.Node, t traits, depth int) []found {
	head := headOf(n)
	nested := nestedLists(n)
	if head == nil {
		return r.lists(nested, t, depth)
	}
	text := r.p.rich(head)
	line := r.p.lineAt(max(0, r.p.start(head)))
	plainText, _ := labelText(trimBox(text.text))
	switch {
	case isAnchor(text):
		r.why(line, "a link within the document")
		return nil
	case len(nested) > 0 && depth < maxNesting && r.labels(text, nested):
		if c := classify(plainText, r.set); c == off || c == never {
			r.why(line, "a label of what is no action")
			return nil
		}
		r.why(line, "a label: its items are the actions")
		return r.lists(nested, t.with(plainText), depth)
	case isPlaceholder(text.text), instructs(trimBox(text.text)), holesOnly(text):
		r.why(line, "a placeholder")
		return nil
	}
	f := found{place: r.itemPlace(head)}
	f.Action = readFields(text)
	f.Line = line
	r.details(&f.Action, n, head)
	t.fill(&f.Action)
	if f.Title == "" || isPlaceholder(f.Title) {
		return nil
	}
	return []found{f}
}

func (r *reader) lists(lists []ast.Node, t traits, depth int) []found {
	var out []found
	for _, l := range lists {
		out = append(out, r.list(l, t, depth+1)...)
	}
	return out
}

// headOf is an item's own first paragraph; nil: it has none.
func headOf(item ast.Node) ast.Node {
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

func (r *reader) itemPlace(head ast.Node) place {
	from, to := r.p.bounds(head)
	return place{form: formItem, from: from, to: to, box: r.p.boxAt(from)}
}

// boxAt is the offset of the sign in a check box that stands there; -1: none.
func (p *page) boxAt(at int) int {
	if at < 0 || at >= len(p.src) {
		return -1
	}
	m := rawBox.FindSubmatchIndex(p.src[at:min(len(p.src), at+12)])
	if m == nil || m[2] == m[3] {
		return -1
	}
	return at + m[2]
}

func trimBox(text string) string {
	if m := boxAtStart.FindString(text); m != "" && len(m) < len(text) {
		return text[len(m):]
	}
	return text
}

// isAnchor: the item is an entry of a table of contents.
func isAnchor(r rich) bool {
	s := r.linkAt(0)
	return s != nil && s.to == len(r.text) && strings.HasPrefix(s.url, "#")
}

func holesOnly(r rich) bool {
	return r.text == ""
}

// labels tells whether an item that owns lists is only their label.
func (r *reader) labels(text rich, nested []ast.Node) bool {
	boxed := boxAtStart.MatchString(text.text)
	plainText := strings.TrimSpace(trimBox(text.text))
	if r.onlyFields(nested) {
		return false
	}
	if boxed && !r.boxed(nested) {
		return false
	}
	name, _ := labelText(plainText)
	words := labelWords(name)
	if len(words) == 0 {
		return plainText != ""
	}
	task := lexicon().imperative[words[0]]
	switch {
	case r.boxed(nested) && !boxed:
		return true
	case strings.HasSuffix(plainText, ":") || strings.HasSuffix(plainText, "："):
		return true
	case ownerLabel(name) != "", isGroup(name) && !task:
		return true
	case text.all(spanBold):
		return len(words) <= 8 && !task
	}
	return len(words) <= 3 && !task && ticketIn(text) == nil
}

// boxed: every first-level item has a check box.
func (r *reader) boxed(lists []ast.Node) bool {
	n := 0
	for _, l := range lists {
		for item := l.FirstChild(); item != nil; item = item.NextSibling() {
			head := headOf(item)
			if head == nil {
				return false
			}
			from, _ := r.p.bounds(head)
			if from < 0 || !rawBox.Match(r.p.src[from:min(len(r.p.src), from+12)]) {
				return false
			}
			n++
		}
	}
	return n > 0
}

// onlyFields: every item says something about the parent ("Owner: x", a
// ticket), so that the parent is the action.
func (r *reader) onlyFields(lists []ast.Node) bool {
	for _, l := range lists {
		for item := l.FirstChild(); item != nil; item = item.NextSibling() {
			head := headOf(item)
			if head == nil || !saysOfParent(r.p.rich(head)) {
				return false
			}
		}
	}
	return true
}

func saysOfParent(text rich) bool {
	trial := review.Action{}
	return detail(&trial, text) || isPlaceholder(text.text)
}

// details reads what stands below an action's own paragraph.
func (r *reader) details(a *review.Action, item, head ast.Node) {
	var words []string
	for n := head.NextSibling(); n != nil; n = n.NextSibling() {
		words = r.detailsOf(a, n, words, 0)
	}
	a.Detail = first(a.Detail, strings.Join(words, "\n"))
}

// maxDetail is how many lines of detail are kept.
const maxDetail = 40

func (r *reader) detailsOf(a *review.Action, n ast.Node, words []string, depth int) []string {
	if len(words) >= maxDetail || depth > maxNesting {
		return words
	}
	switch n.Kind() {
	case ast.KindParagraph, ast.KindTextBlock:
		text := r.p.rich(n)
		if !detail(a, text) && text.text != "" {
			words = append(words, text.text)
		}
	case ast.KindList, ast.KindListItem:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			words = r.detailsOf(a, c, words, depth+1)
		}
	}
	return words
}

// detail takes a line below an action that is one of its fields, its ticket,
// or its state.
func detail(a *review.Action, text rich) bool {
	f := &fields{r: text, a: *a}
	if m := keyValue.FindStringSubmatchIndex(text.text); m != nil && len(text.text) < 200 {
		fd := fieldOf(strings.Trim(text.text[m[2]:m[3]], "*_ "))
		if fd != "" && fd != fieldAction && fd != fieldDetail && fd != fieldID {
			ok := f.value(fd, text.text[m[4]:], text.slice(m[4], len(text.text)))
			*a = f.a
			return ok || fd == fieldOwner || fd == fieldDue
		}
	}
	if nestedDone.MatchString(text.text) {
		setState(a, review.Done, "")
		return true
	}
	if t := ticketIn(text); t != nil && len(text.text) < 200 && onlyTickets(text) {
		if a.Ticket == nil {
			a.Ticket = t
		}
		return true
	}
	return false
}

// onlyTickets: but for references to tickets the line says nothing.
func onlyTickets(text rich) bool {
	rest := text.text
	for _, s := range text.spans {
		if s.kind == spanLink {
			rest = strings.Replace(rest, text.text[s.from:s.to], " ", 1)
		}
	}
	for _, w := range labelWords(rest) {
		if !leadIn.MatchString(" "+w) && strings.Trim(w, "0123456789") != "" && !isKey(strings.ToUpper(w)) && len(w) > 3 {
			return false
		}
	}
	return true
}
