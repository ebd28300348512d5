package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/followthrough/followthrough/sync/review"
)

// commitment is what a sentence says that promises work, or tells of work
// done to prevent the next time.
var commitment = regexp.MustCompile(`(?i)\b(?:we(?:'|’)?ll|we will|we(?:'|’)re (?:going|planning|adding|working|improving|implementing|now|also)|we are (?:going|planning|adding|working|improving|implementing|now|also|investigating|looking|changing|making|building|reviewing)|we plan|we intend|we need to|we should|we must|we have (?:added|implemented|changed|updated|improved|introduced|fixed|created|put|now|also|since|already|increased|begun|started)|we(?:'|’)ve (?:added|implemented|changed|updated|improved|introduced|fixed|created|put|now|also|since|already|increased|begun|started)|(?:will|should|must|needs? to|is going to|are going to) be (?:\w+ed|made|built|set)|let(?:'|’)s |team will|i will|i(?:'|’)ll|vamos a|hemos |se debe|debemos|se va a|tenemos que|iremos|vamos |devemos|nous allons|nous avons|nous devons|il faut|wir werden|wir müssen|wir haben|dobbiamo|abbiamo|faremo)|我们(?:将|会|需要|计划|已)|将会|需要|する予定|していきます|を行います|します。|実施する`)

// prose reads paragraphs where a section or group has no list: each that
// states a commitment is an action, and so is each bare line.
func (r *reader) prose(parts []part, t traits) []found {
	var out []found
	for _, p := range parts {
		n, ok := p.node.(*ast.Paragraph)
		if !ok || p.marked {
			continue
		}
		if lines := r.bareLines(n); len(lines) > 1 {
			for _, seg := range lines {
				out = r.bareLine(out, n, seg, t)
			}
			continue
		}
		out = append(out, r.sentence(n, t)...)
	}
	return out
}

// sentence is a paragraph as an action, if it promises something.
func (r *reader) sentence(n *ast.Paragraph, t traits) []found {
	text := r.p.rich(n)
	line := r.p.lineAt(r.p.start(n))
	if isPlaceholder(text.text) || instructs(text.text) || text.all(spanItalic) || strings.HasSuffix(text.text, ":") || len(labelWords(text.text)) < 3 {
		r.why(line, "a remark, no commitment")
		return nil
	}
	if !commitment.MatchString(text.text) && !opensTask(text.text) {
		r.why(line, "prose without a commitment")
		return nil
	}
	return r.paragraphAction(n, text, formParagraph, t)
}

// opensTask: the text begins like an order.
func opensTask(text string) bool {
	words := labelWords(trimBox(text))
	return len(words) > 1 && lexicon().imperative[words[0]] && !strings.HasSuffix(words[0], "ing")
}

func (r *reader) paragraphAction(n ast.Node, text rich, fm form, t traits) []found {
	from, to := r.p.bounds(n)
	f := found{place: place{form: fm, from: from, to: to, box: -1}}
	f.Action = readFields(text)
	f.Line = r.p.lineAt(from)
	t.fill(&f.Action)
	if f.Title == "" || isPlaceholder(f.Title) {
		return nil
	}
	return []found{f}
}

// bareLines are a paragraph's lines where each seems to be an item: all begin
// like a sentence, and none but the last is as long as wrapped text.
func (r *reader) bareLines(n *ast.Paragraph) [][2]int {
	l := n.Lines()
	if l.Len() < 2 || l.Len() > 60 {
		return nil
	}
	var out [][2]int
	for i := range l.Len() {
		from, to := l.At(i).Start, l.At(i).Stop
		for to > from && (isSpace(r.p.src[to-1]) || r.p.src[to-1] == '\\') {
			to--
		}
		for from < to && isSpace(r.p.src[from]) {
			from++
		}
		if from == to || !opensLine(string(r.p.src[from:to])) {
			return nil
		}
		out = append(out, [2]int{from, to})
	}
	return out
}

var lineOpening = regexp.MustCompile(`^(?:[*_\[(@☐☑✅✔❌•·–—#-]|\d+[.)]|\p{Lu}|\p{Lo})`)

func opensLine(text string) bool { return lineOpening.MatchString(text) }

// bareLine reads one line of a paragraph, as plain text.
func (r *reader) bareLine(out []found, n ast.Node, seg [2]int, t traits) []found {
	text := rich{text: strings.TrimLeft(plain(r.p.src[seg[0]:seg[1]]), "•·–— ")}
	text.dropMarkup()
	line := r.p.lineAt(seg[0])
	if isPlaceholder(text.text) || instructs(text.text) || strings.HasSuffix(text.text, ":") || len(labelWords(text.text)) < 2 && !hasCJK(text.text) {
		r.why(line, "a remark, no commitment")
		return out
	}
	f := found{place: place{form: formLine, from: seg[0], to: seg[1], box: -1}}
	f.Action = readFields(text)
	f.Line = line
	t.fill(&f.Action)
	if f.Title == "" {
		return out
	}
	return append(out, f)
}

var inlineLink = regexp.MustCompile(`\[([^\[\]]*)\]\(([^()\s]*)\)`)

// dropMarkup takes links and emphasis out of a line read without the parser.
func (r *rich) dropMarkup() {
	for range 20 {
		m := inlineLink.FindStringSubmatchIndex(r.text)
		if m == nil {
			break
		}
		url := r.text[m[4]:m[5]]
		r.cut(m[3], m[1])
		r.cut(m[0], m[2])
		r.spans = append(r.spans, span{from: m[0], to: m[0] + m[3] - m[2], kind: spanLink, url: url})
	}
	for _, sign := range []string{"**", "__", "`"} {
		for range 40 {
			i := strings.Index(r.text, sign)
			if i < 0 {
				break
			}
			r.cut(i, i+len(sign))
		}
	}
	r.addBareURLs()
}

// marked reads "Action item: …" and its like, which make an action anywhere.
func (r *reader) markedParagraph(n ast.Node, t traits) []found {
	text := r.p.rich(n)
	m := marker.FindStringIndex(text.text)
	shout := shoutMarker.FindStringSubmatchIndex(text.text)
	switch {
	case m != nil && m[1] < len(text.text):
		word := strings.ToLower(text.text[:m[1]])
		if strings.Contains(word, "taken") {
			t.state = review.Done
		} else if strings.Contains(word, "planned") {
			t.state = review.Open
		}
	case shout != nil && shout[1] < len(text.text) && n.Kind() == ast.KindParagraph:
		s, _, _ := stateOf(text.text[shout[2]:shout[3]])
		t.state = s
		text.cut(0, shout[1])
	default:
		return nil
	}
	return r.paragraphAction(n, text, formParagraph, t)
}
