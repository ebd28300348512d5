package files

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	gtext "github.com/yuin/goldmark/text"
)

// shown tells whether Markdown shows the items with these keys as tasks, each
// in a list: the team's own reader is to see what we count as an item.
func shown(text string, keys []string) bool {
	source := []byte(markdownOf(text))
	doc := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(gtext.NewReader(source))
	tasks := map[string]bool{}
	// The visitor gives no error.
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if raw, ok := n.(*ast.RawHTML); ok && entering && isTask(raw.Parent()) {
			if m := markerRE.FindSubmatch(raw.Segments.Value(source)); m != nil {
				s, ok := parseStamp(string(m[1]))
				tasks[s.Key] = ok
			}
		}
		return ast.WalkContinue, nil
	})
	for _, k := range keys {
		if k != "" && !tasks[k] {
			return false
		}
	}
	return true
}

func isTask(block ast.Node) bool {
	if block == nil {
		return false
	}
	_, ok := block.FirstChild().(*east.TaskCheckBox)
	return ok
}

// markdownOf is the text without what is not Markdown: a byte order mark and
// front matter.
func markdownOf(text string) string {
	rows, _ := scan(text)
	for _, r := range rows {
		if r.kind != matter {
			return strings.TrimPrefix(text[r.start:], "\ufeff")
		}
	}
	return ""
}
