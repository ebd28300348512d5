package extract

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/markdown/fields"
	"github.com/followthrough/followthrough/sync/source/markdown/page"
	"github.com/followthrough/followthrough/sync/source/markdown/words"
)

// prose reads paragraphs where a section or group has no list: each that
// states a commitment is an action, and so is each bare line, and what stands
// below a marker in bold ("Action taken:").
func (r *Reader) prose(seg *segment, t traits) []Found {
	marked := seg.label.rank == rankBold && fields.Marker.MatchString(seg.label.text+": ")
	var out []Found
	for _, p := range seg.parts {
		n, ok := p.node.(*ast.Paragraph)
		if !ok || p.marked {
			continue
		}
		if lines := r.bareLines(n); len(lines) > 1 && !r.fieldsFollow(n) {
			for _, line := range lines {
				out = r.bareLine(out, n, line, t)
			}
			continue
		}
		out = append(out, r.sentence(n, t, len(seg.parts) == 1, marked)...)
	}
	return out
}

// namesTask: all that stands in a section is one line without a full stop or
// a verb that states something: it names what is to be done.
func (r *Reader) namesTask(n *ast.Paragraph, text string) bool {
	ws := words.Count(text)
	return n.Lines().Len() == 1 && ws >= 4 && ws <= maxTaskLine && !strings.ContainsAny(text, ".!?。:") && opensLine(text) && !words.States(text)
}

// maxTaskLine is how many words such a line has at most.
const maxTaskLine = 20

// sentence is a paragraph as an action, if it promises something.
func (r *Reader) sentence(n *ast.Paragraph, t traits, alone, marked bool) []Found {
	text := r.P.Rich(n)
	line := r.P.LineAt(r.P.Start(n))
	if words.IsPlaceholder(text.Text) || words.Instructs(text.Text) || text.All(page.Italic) || strings.HasSuffix(text.Text, ":") || words.Count(text.Text) < 3 {
		r.why(line, "a remark, no commitment")
		return nil
	}
	if isField(firstLine(text.Text)) {
		r.why(line, "a field, no action")
		return nil
	}
	if marked || r.fieldsFollow(n) {
		return r.paragraphAction(n, text, formParagraph, t)
	}
	if !words.Promises(text.Text) && !opensTask(text.Text) && !(alone && r.namesTask(n, text.Text)) {
		r.why(line, "prose without a commitment")
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
func (r *Reader) fieldsFollow(n *ast.Paragraph) bool {
	for i := 1; i < min(n.Lines().Len(), maxFieldLines); i++ {
		seg := n.Lines().At(i)
		raw := r.P.Src[seg.Start:seg.Stop]
		if len(raw) > 200 || bytes.IndexByte(raw, ':') < 0 && !bytes.Contains(raw, []byte("：")) {
			continue
		}
		text := page.Rich{Text: strings.TrimSpace(page.Plain(raw))}
		text.DropMarkup()
		if isField(strings.TrimRight(text.Text, "\\ ")) {
			return true
		}
	}
	return false
}

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

func (r *Reader) paragraphAction(n ast.Node, text page.Rich, fm form, t traits) []Found {
	from, to := r.P.Bounds(n)
	f := Found{Place: place{Form: fm, From: from, To: to, Box: -1}}
	f.Action = fields.Read(text, fields.Crossed(r.P, n))
	f.Line = r.P.LineAt(from)
	t.fill(&f.Action)
	if f.Title == "" || words.IsPlaceholder(f.Title) {
		return nil
	}
	return []Found{f}
}

// bareLines are a paragraph's lines where each seems to be an item: all begin
// like a sentence, and none but the last is as long as wrapped text.
func (r *Reader) bareLines(n *ast.Paragraph) [][2]int {
	l := n.Lines()
	if l.Len() < 2 || l.Len() > 60 {
		return nil
	}
	var out [][2]int
	for i := range l.Len() {
		from, to := l.At(i).Start, l.At(i).Stop
		for to > from && (page.IsSpace(r.P.Src[to-1]) || r.P.Src[to-1] == '\\') {
			to--
		}
		for from < to && page.IsSpace(r.P.Src[from]) {
			from++
		}
		if from == to || !opensLine(string(r.P.Src[from:to])) || words.Count(inlineURL.ReplaceAllString(string(r.P.Src[from:to]), "")) < 2 && !words.HasCJK(string(r.P.Src[from:to])) {
			return nil
		}
		out = append(out, [2]int{from, to})
	}
	if r.narrates(out) {
		return nil
	}
	return out
}

// narrates: most lines are sentences that neither order nor promise anything.
func (r *Reader) narrates(lines [][2]int) bool {
	n := 0
	for _, l := range lines {
		text := page.Plain(r.P.Src[l[0]:l[1]])
		if strings.HasSuffix(text, ".") && words.States(text) && !words.Promises(text) && !opensTask(text) {
			n++
		}
	}
	return n*2 > len(lines)
}

// inlineURL is the destination of a link.
var inlineURL = regexp.MustCompile(`\]\([^)]*\)`)

var lineOpening = regexp.MustCompile(`^(?:[*_~\[(@☐☑☒✅✔❌•·–—#-]|\d+[.)]|\p{Lu}|\p{Lo})`)

func opensLine(text string) bool { return lineOpening.MatchString(text) }

// bareLine reads one line of a paragraph.
func (r *Reader) bareLine(out []Found, n ast.Node, seg [2]int, t traits) []Found {
	text := r.P.LineRich(seg[0], seg[1])
	line := r.P.LineAt(seg[0])
	if words.IsPlaceholder(text.Text) || words.Instructs(text.Text) || strings.HasSuffix(text.Text, ":") || words.Count(text.Text) < 2 && !words.HasCJK(text.Text) {
		r.why(line, "a remark, no commitment")
		return out
	}
	if isField(text.Text) {
		r.why(line, "a field, no action")
		return out
	}
	f := Found{Place: place{Form: formLine, From: seg[0], To: seg[1], Box: -1}}
	f.Action = fields.Read(text, fields.Crossed(r.P, n))
	f.Line = line
	t.fill(&f.Action)
	if f.Title == "" {
		return out
	}
	return append(out, f)
}

// marked reads "Action item: …" and its like, which make an action anywhere.
func (r *Reader) markedParagraph(n ast.Node, t traits) []Found {
	if !r.mayBeMarked(n) {
		return nil
	}
	text := r.P.Rich(n)
	m := fields.Marker.FindStringIndex(text.Text)
	shout := fields.ShoutMarker.FindStringSubmatchIndex(text.Text)
	switch {
	case m != nil && m[1] < len(text.Text):
		word := strings.ToLower(text.Text[:m[1]])
		if strings.Contains(word, "taken") {
			t.state = review.Done
		} else if strings.Contains(word, "planned") {
			t.state = review.Open
		}
	case shout != nil && shout[1] < len(text.Text) && n.Kind() == ast.KindParagraph:
		s, _, _ := words.State(text.Text[shout[2]:shout[3]])
		t.state = s
		text.Cut(0, shout[1])
	default:
		return nil
	}
	return r.paragraphAction(n, text, formParagraph, t)
}

// mayBeMarked spares the reading of paragraphs that open with no marker.
func (r *Reader) mayBeMarked(n ast.Node) bool {
	if n.Lines().Len() == 0 {
		return false
	}
	seg := n.Lines().At(0)
	head := bytes.TrimLeft(r.P.Src[seg.Start:min(seg.Stop, seg.Start+60)], " *_[")
	if !opensMarker(head) {
		return false
	}
	return bytes.IndexByte(head, ':') >= 0 || bytes.HasPrefix(head, []byte("TODO")) || bytes.HasPrefix(head, []byte("DO")) || bytes.Contains(head, []byte("："))
}

// opensMarker spares the patterns where the first two signs, if they are
// letters, rule them out.
func opensMarker(head []byte) bool {
	if len(head) < 2 || !isWordByte(head[0]) || !isWordByte(head[1]) && head[1] != ' ' {
		return len(head) > 0
	}
	switch string(head[:2]) {
	case "Ac", "ac", "AC", "aC", "It", "it", "IT", "iT", "TO", "DO":
		return true
	}
	return false
}

// isWordByte: an ASCII letter or digit.
func isWordByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
}
