package page

import (
	"html"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// HTMLLabel is a heading or a summary in an HTML block.
type HTMLLabel struct {
	Text string
	Rank int // 1 to 6 as in h1 to h6; 7: a summary
	At   int // offset
}

var (
	htmlLabel = regexp.MustCompile(`(?is)<(h[1-6]|summary)(?:\s[^<>]{0,200})?>(.{1,300}?)</(?:h[1-6]|summary)>`)
	htmlTag   = regexp.MustCompile(`<[^<>]*>`)
)

// HTMLLabels are the headings and summaries of an HTML block, in order.
func (p *Page) HTMLLabels(h *ast.HTMLBlock) []HTMLLabel {
	from, to := htmlBounds(h)
	if h.HTMLBlockType <= ast.HTMLBlockType5 || to-from > 1<<16 {
		return nil
	}
	text := string(p.Src[from:to])
	var out []HTMLLabel
	for _, m := range htmlLabel.FindAllStringSubmatchIndex(text, 50) {
		rank := 7
		if tag := strings.ToLower(text[m[2]:m[3]]); tag != "summary" {
			rank, _ = strconv.Atoi(tag[1:])
		}
		label := strings.Join(strings.Fields(html.UnescapeString(htmlTag.ReplaceAllString(text[m[4]:m[5]], " "))), " ")
		out = append(out, HTMLLabel{Text: label, Rank: rank, At: from + m[0]})
	}
	return out
}
