package markdown

import "github.com/yuin/goldmark/ast"

// htmlGrids reads the tables of an HTML block.
func (p *page) htmlGrids(_ *ast.HTMLBlock) []grid { return nil }

func (o *outline) html(n *ast.HTMLBlock) { o.add(n, "") }
