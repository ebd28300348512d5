package page

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// strikes is goldmark's parser of strikethrough, but that as many tildes close
// as opened: "~a~~" strikes nothing, as GitHub's readers have it.
type strikes struct{ parser.InlineParser }

func (s strikes) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	n := s.InlineParser.Parse(parent, block, pc)
	if d, ok := n.(*parser.Delimiter); ok {
		d.Processor = sameLength{}
	}
	return n
}

// sameLength says which tildes strike.
type sameLength struct{}

func (sameLength) IsDelimiter(c byte) bool { return c == '~' }

func (sameLength) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char && opener.OriginalLength == closer.OriginalLength
}

func (sameLength) OnMatch(int) ast.Node { return extast.NewStrikethrough() }
