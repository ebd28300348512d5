package files

import (
	"regexp"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/followthrough/followthrough/internal/mdedit"
)

// longestReason is how many bytes of a reason or a heading are read.
const longestReason = 4096

// inline reads what stands in a line, whatever the line begins with.
var inline = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 0)),
		parser.WithInlineParsers(append(parser.DefaultInlineParsers(), util.Prioritized(extension.NewStrikethroughParser(), 500))...),
	)
})

// attributesRE is what pandoc writes behind a heading.
var attributesRE = regexp.MustCompile(`\s+\{[#.][^{}]*\}$`)

// plain is Markdown text as people read it, on one line.
func plain(text string) string {
	text = attributesRE.ReplaceAllString(oneLine(text), "")
	if len(text) > longestReason {
		text = strings.ToValidUTF8(text[:longestReason], "") + "…"
	}
	source := []byte(text)
	var b strings.Builder
	// The visitor gives no error.
	_ = ast.Walk(inline().Parse(gtext.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering && n.Parent().Kind() == ast.KindCodeSpan {
				b.Write(n.Segment.Value(source))
			} else if entering {
				b.WriteString(mdedit.Unescape(string(n.Segment.Value(source))))
			}
		case *ast.AutoLink:
			if entering {
				b.Write(n.Label(source))
			}
		}
		return ast.WalkContinue, nil
	})
	text = oneLine(b.String())
	text = strings.TrimSpace(strings.TrimLeft(text, ":-–—,;. "))
	if strings.HasPrefix(text, "(") && strings.Index(text, ")") == len(text)-1 {
		text = strings.TrimSpace(text[1 : len(text)-1])
	}
	return text
}
