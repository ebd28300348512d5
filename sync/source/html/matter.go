package html

import (
	"encoding/json"
	"slices"
	"strings"

	net "golang.org/x/net/html"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/document"
	"github.com/followthrough/followthrough/sync/source/frontmatter"
)

// What is looked at for keys: blocks at the top, places at which one text may hold
// meta elements, and bytes of one of those.
const (
	maxHead   = 60
	maxBuried = 1000
	maxMeta   = 4 << 10
)

// matter is what front matter says, if sites are to read the file, and what meta
// elements do: <meta name="visibility" content="restricted"> is a line
// "visibility: restricted" of front matter, and judged as one. The name of the
// window is the title where no heading of the first level is.
func (b *builder) matter(opening []byte, front frontmatter.Extent, d *document.Document, keys frontmatter.Keys) document.Matter {
	var titles []*node
	walk(b.root, func(n *node) bool {
		if n.tag == "title" && n.first != nil {
			titles = append(titles, n)
		}
		return n.tag == "head" || !unread[n.tag]
	})
	var m document.Matter
	if front.Kind != frontmatter.None || front.Torn != "" {
		m = frontmatter.Read(string(opening), front, keys)
	}
	said := b.asFront(b.metas(keys), d, keys)
	m.Values, m.Flaws = append(m.Values, said.Values...), append(m.Flaws, said.Flaws...)
	slices.SortStableFunc(m.Flaws, func(a, b review.Flaw) int { return a.Line - b.Line })
	titled := slices.ContainsFunc(m.Values, func(v document.Value) bool { return v.Key == "title" }) ||
		slices.ContainsFunc(d.Blocks, func(b *document.Block) bool { return b.Kind == document.Heading && b.Level == 1 })
	if len(titles) > 0 && !titled {
		if name := strings.Join(strings.Fields(titles[0].first.text), " "); name != "" {
			m.Values = append(m.Values, document.Value{Key: "title", Text: name, Line: b.line(titles[0].from)})
		}
	}
	return m
}

// asFront reads meta elements as the front matter that says the same, with what
// follows it: lines at the top of the page, and comments, that look like some.
func (b *builder) asFront(metas []meta, d *document.Document, keys frontmatter.Keys) document.Matter {
	var text strings.Builder
	var lines []int
	add := func(line int, said string) {
		text.WriteString(said + "\n")
		lines = append(lines, line)
	}
	extent := frontmatter.Extent{}
	if len(metas) > 0 {
		for _, n := range metas {
			add(n.line, quoted(n.key)+": "+quoted(strings.Join(strings.Fields(n.content), " ")))
		}
		extent = frontmatter.Extent{Kind: frontmatter.YAML, To: text.Len(), End: text.Len(), Line: 1}
		add(0, "")
	}
	comments := 0
	walk(b.root, func(n *node) bool {
		if n.tag == isComment && comments < maxHead && !b.skips(n) {
			comments++
			add(b.line(n.from), "<!--")
			for said := range strings.Lines(n.text[:min(len(n.text), 4<<10)]) {
				add(b.line(n.from), strings.TrimRight(said, "\r\n"))
			}
			add(b.line(n.from), "")
		}
		return true
	})
	for _, block := range d.Blocks[:min(len(d.Blocks), maxHead)] {
		switch block.Kind {
		case document.Heading:
			add(d.LineAt(block.At), "# "+strings.ReplaceAll(block.Text, "\n", " "))
		case document.Paragraph:
			for _, l := range block.Lines {
				add(d.LineAt(l.From), l.Text)
			}
		default:
			continue
		}
		add(d.LineAt(block.At), "")
	}
	m := frontmatter.Read(text.String(), extent, keys)
	for i := range m.Values {
		m.Values[i].Line = lines[m.Values[i].Line-1]
	}
	for i, f := range m.Flaws {
		m.Flaws[i].Line = lines[min(max(f.Line, 1), len(lines))-1]
	}
	return m
}

func quoted(text string) string {
	out, err := json.Marshal(text)
	if err != nil {
		return `""`
	}
	return string(out)
}

// meta is a line of front matter that a meta element stands for.
type meta struct {
	line         int
	key, content string
}

// metas are those of a page, wherever they stand: also in what nobody sees, in
// comments, where no script runs, and in a tag at the end that nothing closes. One
// more than is read of front matter is a flaw there.
func (b *builder) metas(keys frontmatter.Keys) []meta {
	var out []meta
	add := func(n *node, line int) {
		if len(out) <= frontmatter.MaxValues {
			out = append(out, metasOf(n, line, keys)...)
		}
	}
	buried := 0
	dig := func(text string, line int) {
		for at := indexTag(text, "<meta"); at >= 0 && buried < maxBuried; at = indexTag(text, "<meta") {
			buried++
			add(startTag(text[at:min(len(text), at+maxMeta)]), line)
			text = text[at+len("<meta"):]
		}
	}
	walk(b.root, func(n *node) bool {
		switch {
		case n.tag == "meta":
			add(startTag(string(b.doc[n.from:n.open])), b.line(n.from))
		case n.tag == isComment, n.tag == isText && n.parent.tag == "noscript":
			dig(n.text, b.line(n.from))
		}
		return true
	})
	if b.at < len(b.doc) {
		dig(string(b.doc[b.at:])+`"'>`, b.line(b.at))
	}
	return out
}

// indexTag is where a tag begins in a text, whatever its case; -1: nowhere.
func indexTag(text, tag string) int {
	for at := strings.IndexByte(text, '<'); at >= 0; {
		if end := at + len(tag); end <= len(text) && strings.EqualFold(text[at:end], tag) {
			return at
		}
		next := strings.IndexByte(text[at+1:], '<')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return -1
}

// startTag is the start tag that a text begins with, also with what it gives a
// second time.
func startTag(text string) *node {
	n := &node{}
	z := net.NewTokenizer(strings.NewReader(text))
	if kind := z.Next(); kind != net.StartTagToken && kind != net.SelfClosingTagToken {
		return n
	}
	raw := string(z.Raw())
	n.attrs = z.Token().Attr
	for _, m := range attributeRE.FindAllStringSubmatch(raw, -1) {
		twice := net.Attribute{Key: strings.ToLower(m[1]), Val: net.UnescapeString(strings.Trim(m[2], `"'`))}
		if !slices.Contains(n.attrs[:min(len(n.attrs), maxAttrs)], twice) {
			n.attrs = append(n.attrs, twice)
		}
	}
	return n
}

// metasOf are what one meta element says: each of its names, for which browsers
// take the first, with each of its contents. One without content says what its
// other attributes do, and one without a name what those do that decide.
func metasOf(n *node, line int, keys frontmatter.Keys) []meta {
	var names, contents, rest []string
	var out []meta
	for _, a := range n.attrs {
		switch a.Key {
		case "name":
			names = append(names, a.Val)
		case "property", "itemprop":
			names = append(names, strings.Fields(a.Val)...)
		case "content":
			contents = append(contents, a.Val)
		case "http-equiv":
			if keys.Decides(review.Fold(a.Val)) {
				names = append(names, a.Val)
			}
		default:
			rest = append(rest, a.Key, a.Val)
			if keys.Decides(review.Fold(a.Key)) {
				out = append(out, meta{line, a.Key, a.Val})
			}
		}
	}
	if len(contents) == 0 {
		contents = []string{strings.Join(rest, " ")}
	}
	for _, name := range names {
		name = strings.TrimPrefix(strings.TrimSpace(name), "followthrough:")
		for _, content := range contents {
			if name != "" {
				out = append(out, meta{line, name, content})
			}
		}
	}
	return out
}
