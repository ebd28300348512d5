package page

import (
	"github.com/yuin/goldmark/ast"
)

// htmlGrids reads the tables of an HTML block.
func (p *Page) HtmlGrids(_ *ast.HTMLBlock) []Grid { return nil }
