package markdown

import (
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// documents is the parser of a document, safe for use by several at once.
var documents = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(inlineParsers()...),
		parser.WithParagraphTransformers(
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
})

func inlineParsers() []util.PrioritizedValue {
	return append(parser.DefaultInlineParsers(), util.Prioritized(strikes{extension.NewStrikethroughParser()}, 500))
}

// inlineOf is the parser of lines that are read on their own.
var inlineOf = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(parser.WithBlockParsers(util.Prioritized(whole{}, 0)), parser.WithInlineParsers(inlineParsers()...))
})

// wholeKey is the key under which the parser of inline nodes is told the lines.
var wholeKey = parser.NewContextKey()

// whole is the block parser that takes all lines as one block, whatever they
// look like.
type whole struct{}

func (whole) Trigger() []byte { return nil }

func (whole) Open(_ ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	block := ast.NewTextBlock()
	block.SetLines(pc.Get(wholeKey).(*text.Segments))
	for line, _ := r.PeekLine(); line != nil; line, _ = r.PeekLine() {
		r.AdvanceLine()
	}
	return block, parser.NoChildren
}

func (whole) Continue(ast.Node, text.Reader, parser.Context) parser.State { return parser.Close }
func (whole) Close(ast.Node, text.Reader, parser.Context)                 {}
func (whole) CanInterruptParagraph() bool                                 { return false }
func (whole) CanAcceptIndentedLine() bool                                 { return true }

// parse reads the document.
func (p *page) parse() {
	p.context = parser.NewContext()
	p.root = documents().Parse(text.NewReader(p.src), parser.WithContext(p.context))
}

// readInline parses the inline nodes of lines, with the links that the
// document defines; they are the children of the node returned.
func (p *page) readInline(lines *text.Segments) ast.Node {
	p.context.Set(wholeKey, lines)
	return inlineOf().Parse(p.reader(lines), parser.WithContext(p.context)).FirstChild()
}

// reader reads lines; one for all blocks.
func (p *page) reader(lines *text.Segments) text.Reader {
	if p.block == nil {
		p.block = text.NewBlockReader(p.src, nil)
	}
	p.block.Reset(lines)
	return p.block
}

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
