package html

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/document"
	"github.com/followthrough/followthrough/sync/source/frontmatter"
)

// What is looked at for keys: meta elements, and blocks at the top.
const (
	maxMetas = frontmatter.MaxValues + 1 // one more is one too many, and told
	maxHead  = 60
)

// matter is what front matter says, if sites are to read the file, and what meta
// elements do: <meta name="visibility" content="restricted"> is a line
// "visibility: restricted" of front matter, and judged as one. The name of the
// window is the title where no heading of the first level is.
func (b *builder) matter(opening []byte, front frontmatter.Extent, d *document.Document, keys frontmatter.Keys) document.Matter {
	var metas, titles []*node
	walk(b.root, func(n *node) bool {
		switch {
		case n.tag == "meta" && keyOf(n) != "" && len(metas) < maxMetas:
			metas = append(metas, n)
		case n.tag == "title" && n.first != nil:
			titles = append(titles, n)
		}
		return n.tag == "head" || !unread[n.tag]
	})
	var m document.Matter
	if front.Kind != frontmatter.None || front.Torn != "" {
		m = frontmatter.Read(opening, front, keys)
	}
	said := b.asFront(metas, d, keys)
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
func (b *builder) asFront(metas []*node, d *document.Document, keys frontmatter.Keys) document.Matter {
	var text strings.Builder
	var lines []int
	add := func(line int, said string) {
		text.WriteString(said + "\n")
		lines = append(lines, line)
	}
	extent := frontmatter.Extent{}
	if len(metas) > 0 {
		for _, n := range metas {
			add(b.line(n.from), quoted(keyOf(n))+": "+quoted(strings.Join(strings.Fields(n.value("content")), " ")))
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
	m := frontmatter.Read([]byte(text.String()), extent, keys)
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

// keyOf is the key that a meta element gives; "": none.
func keyOf(n *node) string {
	for _, name := range []string{"name", "property", "itemprop"} {
		if v := strings.TrimSpace(n.value(name)); v != "" {
			return strings.TrimPrefix(v, "followthrough:")
		}
	}
	return ""
}
