package actions

import (
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/fields"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// prose reads the paragraphs of a section or group that has no list: each may be an
// action, and so may each bare line.
func (r *reader) prose(seg *segment, t traits) []Found {
	var out []Found
	for i, p := range seg.parts {
		n := p.node
		out = append(out, r.indented(n, t)...)
		if n.Kind == document.Quote {
			quoted := r.quoted(n, t)
			for i := range quoted {
				quoted[i].aside = true
			}
			out = append(out, quoted...)
		}
		if n.Kind != document.Paragraph || p.marked {
			continue
		}
		t.crossed = p.crossed
		if entries := r.ownedEntries(n, t); len(entries) > 0 {
			out = append(out, entries...)
			continue
		}
		if lines := bareLines(n); len(lines) > 0 && !fieldsFollow(n) {
			for _, l := range lines {
				out = r.bareLine(out, l, t)
			}
			continue
		}
		if r.leadsToThings(seg.parts, i) {
			out = append(out, r.paragraphAction(n, n.Rich, formParagraph, t)...)
			continue
		}
		out = append(out, r.sentence(n, t)...)
	}
	return out
}

// leadsToThings: the paragraph at i says what is done or was, and names with what below it,
// in code or in a list of names.
func (r *reader) leadsToThings(parts []part, i int) bool {
	text := parts[i].node.Text
	if !strings.HasSuffix(text, ":") || i+1 == len(parts) || words.Count(text) < minThings || r.hear(text)&(words.Orders|words.Commits|words.Tells) == 0 {
		return false
	}
	next := parts[i+1].node
	return next.Kind == document.CodeBlock || next.Kind == document.List && listsNames(next)
}

// minThings is how many words lead to things at least.
const minThings = 5

// sentence is a paragraph as an action, unless it is a remark or a field of one.
func (r *reader) sentence(n *document.Block, t traits) []Found {
	text := n.Rich
	line := r.doc.LineAt(n.At)
	if words.IsPlaceholder(text.Text) || words.Instructs(text.Text) || text.All(document.Italic) || strings.HasSuffix(text.Text, ":") || words.Count(text.Text) < 3 {
		r.why(line, "a remark, no commitment")
		return nil
	}
	if isUpdate(text.Text) {
		r.why(line, "an update of what stands above")
		return nil
	}
	if isField(firstLine(text.Text)) {
		r.why(line, "a field, no action")
		return nil
	}
	return r.paragraphAction(n, text, formParagraph, t)
}

// isField: a line is an owner, a state or another field of an action.
func isField(line string) bool {
	m := fields.KeyValue(line)
	if m == nil {
		return false
	}
	fd := words.FieldOf(line[m[2]:m[3]])
	return fd != "" && fd != words.FieldAction && fd != words.FieldDetail
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// fieldsFollow: a line below a paragraph's first is a field of what the first
// one says.
func fieldsFollow(n *document.Block) bool {
	for i := 1; i < min(len(n.Lines), maxFieldLines); i++ {
		if l := n.Lines[i]; l.To-l.From < maxField && isField(strings.TrimRight(l.Written.Text, "\\ ")) {
			return true
		}
	}
	return false
}

// maxField is how many bytes the line of a field has in the source.
const maxField = 200

// maxFieldLines is how many lines an action with its fields has at most.
const maxFieldLines = 10

// opensTask: the text begins like an order, maybe behind a lead ("Alerting:").
func opensTask(text string) bool {
	if lead, rest, ok := strings.Cut(text, ":"); ok && words.Count(lead) <= 4 {
		text = rest
	}
	ws := words.Split(trimBox(text))
	return len(ws) > 1 && words.Imperative(ws[0]) && !strings.HasSuffix(ws[0], "ing")
}

func (r *reader) paragraphAction(n *document.Block, text document.Rich, fm form, t traits) []Found {
	f := Found{Place: place{Form: fm, From: n.From, To: n.To, Box: -1}}
	f.Action = fields.Read(text, t.crossed)
	f.Line = r.doc.LineAt(n.From)
	t.fill(&f.Action)
	if f.Title == "" || words.IsPlaceholder(f.Title) {
		return nil
	}
	return []Found{f}
}

// bareLines are a paragraph's lines where each seems to be an item: all begin
// like a sentence, and none but the last is as long as wrapped text.
func bareLines(n *document.Block) []document.Line {
	if len(n.Lines) > 60 || len(n.Lines) < 2 && !isBulleted(n.Text) {
		return nil
	}
	for _, l := range n.Lines {
		if !opens(l) && !isBulleted(l.Text) || words.Count(l.Text) < 2 && !words.HasCJK(l.Text) {
			return nil
		}
	}
	if narrates(n.Lines) {
		return nil
	}
	return n.Lines
}

// narrates: most lines are sentences that neither order nor promise anything.
func narrates(lines []document.Line) bool {
	n := 0
	for _, l := range lines {
		if strings.HasSuffix(l.Text, ".") && words.Hear(l.Text).Does(words.States) && !words.Promises(l.Text) && !opensTask(l.Text) {
			n++
		}
	}
	return n*2 > len(lines)
}

var lineOpening = regexp.MustCompile(`^(?:[*_~\[(@☐☑☒✅✔✓✗❌•·–—#-]|\d+[.)]|\p{Lu}|\p{Lo})`)

func opensLine(text string) bool { return lineOpening.MatchString(text) }

// opens: a line begins like a sentence: with a capital, a sign, or marked up.
func opens(l document.Line) bool {
	markedUp := slices.ContainsFunc(l.Spans, func(s document.Span) bool { return s.From == 0 && l.Text[:s.To] != s.URL })
	return !l.Tagged && (markedUp || opensLine(l.Text))
}

// bareLine reads one line of a paragraph.
func (r *reader) bareLine(out []Found, l document.Line, t traits) []Found {
	text := withoutBullet(l.Rich)
	line := r.doc.LineAt(l.From)
	if words.IsPlaceholder(text.Text) || words.Instructs(text.Text) || strings.HasSuffix(text.Text, ":") || words.Count(text.Text) < 2 && !words.HasCJK(text.Text) {
		r.why(line, "a remark, no commitment")
		return out
	}
	if isField(text.Text) {
		r.why(line, "a field, no action")
		return out
	}
	f := Found{Place: place{Form: formLine, From: l.From, To: l.To, Box: -1}, bulleted: isBulleted(l.Text)}
	f.Action = fields.Read(text, t.crossed)
	f.Line = line
	t.fill(&f.Action)
	if f.Title == "" {
		return out
	}
	return append(out, f)
}

// markedParagraph reads "Action item: …" and its like, which make an action anywhere.
func (r *reader) markedParagraph(n *document.Block, above func() traits) []Found {
	text := n.Rich
	m := fields.Marker.FindStringIndex(text.Text)
	shout := fields.ShoutMarker.FindStringSubmatchIndex(text.Text)
	switch {
	case m != nil && m[1] < len(text.Text):
		t := above()
		word := strings.ToLower(text.Text[:m[1]])
		if strings.Contains(word, "taken") {
			t.state = review.Done
		} else if strings.Contains(word, "planned") {
			t.state = review.Open
		}
		return r.paragraphAction(n, text, formParagraph, t)
	case shout != nil && shout[1] < len(text.Text) && n.Kind == document.Paragraph:
		t := above()
		t.state, _, _ = words.State(text.Text[shout[2]:shout[3]])
		text.Cut(0, shout[1])
		return r.paragraphAction(n, text, formParagraph, t)
	}
	return nil
}
