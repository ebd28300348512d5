package html

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	net "golang.org/x/net/html"
)

// The most that is read: an element within so many others, attributes of one.
const (
	maxDepth = 500
	maxAttrs = 100
)

// node is an element, a text or a comment, and where it stands in the bytes.
type node struct {
	tag string // of an element; isText or isComment
	// text is that of a text, its entities resolved, or what a comment says.
	text  string
	attrs []net.Attribute
	// from..open is the start tag, close..to the end tag; what is implied has no
	// bytes.
	from, open, close, to int
	hidden                bool // nobody sees it
	struck                bool // style strikes it through
	bold                  bool
	blocks                bool // it is a block, or holds one
	parent, first, last   *node
	next                  *node
}

// What is no element.
const (
	isText    = ""
	isComment = "!"
)

func (n *node) attr(name string) (string, bool) {
	for _, a := range n.attrs {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func (n *node) value(name string) string {
	v, _ := n.attr(name)
	return v
}

func (n *node) add(c *node) {
	c.parent = n
	if n.last == nil {
		n.first = c
	} else {
		n.last.next = c
	}
	n.last = c
}

// parser builds the nodes of one document by HTML's rules for what is implied;
// what is nested wrongly ends with what holds it.
type parser struct {
	doc    []byte
	at     int // where the token begins
	root   *node
	stack  []*node
	open   map[string]int // how many of a tag are on the stack
	styles map[string]style
	end    int   // where the body ends; -1: nothing says so
	torn   int   // where begins what the document ends in; -1: nothing is open
	raw    *node // the element whose text is no markup
	deep   error
	lines  []int // offsets of the starts of lines
	ours   place // our own block, or of one without an end what is ours of it
}

// parse reads a document; an error says that it is nested too deep.
func parse(doc []byte) (*parser, error) {
	p := &parser{doc: doc, root: &node{tag: "#root", blocks: true}, open: map[string]int{}, styles: map[string]style{}, end: -1, torn: -1}
	p.stack, p.lines = []*node{p.root}, starts(doc)
	z := net.NewTokenizer(bytes.NewReader(doc))
	for p.deep == nil {
		kind := z.Next()
		raw := len(z.Raw())
		if kind == net.ErrorToken {
			if !errors.Is(z.Err(), io.EOF) {
				return nil, z.Err()
			}
			break
		}
		p.token(z, kind, p.at+raw)
		p.at += raw
	}
	if p.deep != nil {
		return nil, p.deep
	}
	p.finish()
	return p, nil
}

// starts are the offsets at which lines begin.
func starts(doc []byte) []int {
	out := []int{0}
	for i, c := range doc {
		if c == '\n' {
			out = append(out, i+1)
		}
	}
	return out
}

// finish ends what is open at the end of the document.
func (p *parser) finish() {
	if p.at < len(p.doc) { // a tag without its end
		p.tear(p.at)
	}
	if p.raw != nil {
		p.tear(p.raw.from)
	}
	end := len(p.doc)
	if p.torn >= 0 { // nothing is written into what has no end
		end = p.torn
	}
	for len(p.stack) > 0 {
		if n := p.pop(end); n.hidden && len(p.stack) > 0 && p.end < 0 {
			p.tear(n.from)
		}
	}
}

func (p *parser) tear(at int) {
	if p.torn < 0 || at < p.torn {
		p.torn = at
	}
}

func (p *parser) token(z *net.Tokenizer, kind net.TokenType, to int) {
	switch kind {
	case net.TextToken:
		p.text(to)
	case net.CommentToken:
		p.comment(to)
	case net.StartTagToken, net.SelfClosingTagToken:
		p.start(z, kind == net.SelfClosingTagToken, to)
	case net.EndTagToken:
		name, _ := z.TagName()
		p.endTag(string(name), to)
	}
}

func (p *parser) text(to int) {
	raw := p.doc[p.at:to]
	if p.raw != nil {
		if p.raw.tag == "style" {
			readStyles(string(raw), p.styles)
		}
		if p.raw.tag == "script" || p.raw.tag == "style" {
			return
		}
	} else if p.open["head"] > 0 && len(bytes.TrimSpace(raw)) > 0 {
		p.closeIn("head", nil)
	}
	p.top().add(&node{tag: isText, text: net.UnescapeString(string(raw)), from: p.at, open: p.at, close: to, to: to})
}

func (p *parser) comment(to int) {
	raw := string(p.doc[p.at:to])
	body, opened := strings.CutPrefix(raw, "<!--")
	closed := strings.HasSuffix(raw, ">")
	if opened {
		closed = strings.HasSuffix(raw, "-->") || strings.HasSuffix(raw, "--!>")
	}
	if closed {
		body = strings.TrimSuffix(strings.TrimSuffix(body, ">"), "--")
	} else {
		p.tear(p.at)
	}
	p.top().add(&node{tag: isComment, text: body, from: p.at, open: p.at, close: to, to: to})
}

func (p *parser) top() *node { return p.stack[len(p.stack)-1] }

func (p *parser) start(z *net.Tokenizer, selfClosed bool, to int) {
	name, more := z.TagName()
	n := &node{tag: string(name), from: p.at, open: to, close: to, to: to}
	if more {
		n.attrs = attributes(z)
	}
	if n.tag == "body" && p.open["body"] > 0 || n.tag == "html" && p.open["html"] > 0 {
		return
	}
	n.blocks = blocks[n.tag]
	p.implied(n.tag)
	for i := len(p.stack) - 1; n.blocks && !p.stack[i].blocks; i-- {
		p.stack[i].blocks = true
	}
	p.styled(n)
	p.top().add(n)
	foreign := p.open["svg"]+p.open["math"] > 0
	if foreign { // no element of a drawing holds text that is no markup
		z.NextIsNotRawText()
	}
	if void[n.tag] || foreign && selfClosed {
		return
	}
	p.stack = append(p.stack, n)
	p.open[n.tag]++
	if rawText[n.tag] && !foreign {
		p.raw = n
	}
	if len(p.stack) > maxDepth {
		p.deep = fmt.Errorf("is nested deeper than %d levels in line %d", maxDepth, p.line(p.at))
	}
}

// attributes are those of the start tag at hand, as far as they are read.
func attributes(z *net.Tokenizer) (out []net.Attribute) {
	for more := true; more && len(out) < maxAttrs; {
		var key, val []byte
		key, val, more = z.TagAttr()
		out = append(out, net.Attribute{Key: string(key), Val: string(val)})
	}
	return out
}

// implied ends what a start tag ends without a word.
func (p *parser) implied(tag string) {
	if p.open["head"] > 0 && !inHead[tag] {
		p.closeIn("head", nil)
	}
	if blocks[tag] && p.open["svg"]+p.open["math"] > 0 {
		p.closeIn("svg", nil)
		p.closeIn("math", nil)
	}
	if endsParagraph[tag] {
		p.closeIn("p", scope)
	}
	switch tag {
	case "li":
		p.closeIn("li", listScope)
	case "dd", "dt":
		p.closeIn("dd", listScope)
		p.closeIn("dt", listScope)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		if isTitle(p.top().tag) {
			p.pop(p.at)
		}
	case "td", "th":
		p.closeIn("td", rowScope)
		p.closeIn("th", rowScope)
	case "tr":
		p.closeIn("tr", tableScope)
	case "tbody", "thead", "tfoot", "caption", "colgroup":
		for _, part := range []string{"tbody", "thead", "tfoot", "caption", "colgroup"} {
			p.closeIn(part, tableScope)
		}
	case "a", "option":
		p.closeIn(tag, scope)
	}
}

// closeIn ends the innermost element of the tag, and all in it, unless one that
// bounds its scope stands between.
func (p *parser) closeIn(tag string, bounds map[string]bool) bool {
	if p.open[tag] == 0 {
		return false
	}
	for i := len(p.stack) - 1; i > 0; i-- {
		if p.stack[i].tag == tag {
			for len(p.stack) > i {
				p.pop(p.at)
			}
			return true
		}
		if bounds[p.stack[i].tag] {
			return false
		}
	}
	return false
}

func (p *parser) pop(at int) *node {
	n := p.top()
	n.close, n.to = at, at
	p.stack = p.stack[:len(p.stack)-1]
	p.open[n.tag]--
	return n
}

func (p *parser) endTag(tag string, to int) {
	if p.raw != nil && p.raw.tag == tag {
		p.raw = nil
	}
	switch tag {
	case "body", "html":
		if p.end < 0 || tag == "body" {
			p.end = p.at
			p.covered()
		}
		return
	case "br":
		p.top().add(&node{tag: "br", from: p.at, open: to, close: to, to: to})
		return
	}
	if p.closeIn(p.named(tag), boundsOf(tag)) {
		p.top().last.to = to
	}
}

// named is the tag of the element that an end tag ends: "<h2>…</h3>" ends it.
func (p *parser) named(tag string) string {
	if !isTitle(tag) || p.open[tag] > 0 {
		return tag
	}
	for i := len(p.stack) - 1; i > 0 && !scope[p.stack[i].tag]; i-- {
		if isTitle(p.stack[i].tag) {
			return p.stack[i].tag
		}
	}
	return tag
}

// boundsOf is what bounds the search for the element that an end tag ends.
func boundsOf(tag string) map[string]bool {
	switch tag {
	case "li":
		return listScope
	case "table", "tr", "td", "th", "tbody", "thead", "tfoot", "caption":
		return tableScope
	case "head", "svg", "math":
		return nil
	}
	if blocks[tag] {
		return scope
	}
	return blocks
}

// covered tells whether what ends the body stands inside of something hidden.
func (p *parser) covered() {
	if i := slices.IndexFunc(p.stack, func(n *node) bool { return n.hidden }); i >= 0 {
		p.tear(p.stack[i].from)
	}
}

func isTitle(tag string) bool { return headings[tag] > 0 && headings[tag] <= 6 }
