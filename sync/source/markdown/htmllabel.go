package markdown

import (
	"html"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/followthrough/followthrough/sync/source/document"
)

var (
	htmlLabel = regexp.MustCompile(`(?is)<(h[1-6]|summary)(?:\s[^<>]{0,200})?>(.{1,300}?)</(?:h[1-6]|summary)>`)
	htmlTag   = regexp.MustCompile(`<[^<>]*>`)
)

// htmlLabels are the headings and summaries of an HTML block, in order.
func (p *page) htmlLabels(h *ast.HTMLBlock) []*document.Block {
	from, to := htmlBounds(h)
	if h.HTMLBlockType <= ast.HTMLBlockType5 || to-from > 1<<16 {
		return nil
	}
	text := string(p.src[from:to])
	blockFrom, blockTo := p.bounds(h)
	var out []*document.Block
	for _, m := range htmlLabel.FindAllStringSubmatchIndex(text, 50) {
		rank := 7
		if tag := strings.ToLower(text[m[2]:m[3]]); tag != "summary" {
			rank, _ = strconv.Atoi(tag[1:])
		}
		label := strings.Join(strings.Fields(html.UnescapeString(htmlTag.ReplaceAllString(text[m[4]:m[5]], " "))), " ")
		out = append(out, &document.Block{Kind: document.Heading, Level: rank, At: from + m[0], From: blockFrom, To: blockTo, Box: -1, Rich: document.Rich{Text: label}})
	}
	return out
}
