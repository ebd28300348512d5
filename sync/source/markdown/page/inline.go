package page

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Half of a parse goes into the inline nodes, and most blocks of a review are
// never asked for theirs. So the first parse leaves them out, and a block's own
// are parsed when its text is asked for, by the same parsers.

// postpone is the inline parser that puts one node in place of all of a
// block's. It is one for the whole document: put into the next block it leaves
// the last one, so that what is unread has no inline nodes at all.
type postpone struct{}

// Trigger are the signs at which goldmark asks an inline parser, and the
// space, which stands for all others that open a line.
func (postpone) Trigger() []byte { return []byte(" !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~") }

// Parse takes a block from its first byte to its last. Cells in which an
// escaped bar may stand in code are left to the table extension, which cuts
// the bar out after the parse.
func (postpone) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	if parent.FirstChild() != nil || at.Start != parent.Lines().At(0).Start || util.IsSpace(line[0]) {
		return nil
	}
	if parent.Kind() == extast.KindTableCell && bytes.IndexByte(line, '`') >= 0 {
		return nil
	}
	skip(block)
	return pc.Get(unreadKey).(ast.Node)
}

// skip goes to the end.
func skip(r text.Reader) {
	for line, _ := r.PeekLine(); line != nil; line, _ = r.PeekLine() {
		r.AdvanceLine()
	}
}

// blocksOf is the parser of a document's blocks, safe for use by several at
// once.
var blocksOf = sync.OnceValue(func() parser.Parser {
	p := parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(inlineParsers()...),
		parser.WithInlineParsers(util.Prioritized(postpone{}, 0)),
		parser.WithParagraphTransformers(
			util.Prioritized(definitions{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
	return p
})

// definitions spares the reading of paragraphs that open with no bracket, and
// so define no link.
type definitions struct{ parser.ParagraphTransformer }

func (d definitions) Transform(n *ast.Paragraph, r text.Reader, pc parser.Context) {
	seg := n.Lines().At(0)
	if line := util.TrimLeftSpace(seg.Value(r.Source())); len(line) == 0 || line[0] == '[' {
		d.ParagraphTransformer.Transform(n, r, pc)
	}
}

func inlineParsers() []util.PrioritizedValue {
	return append(parser.DefaultInlineParsers(), util.Prioritized(strikes{extension.NewStrikethroughParser()}, 500))
}

// inlineOf is the parser of one block's inline nodes.
var inlineOf = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(parser.WithBlockParsers(util.Prioritized(whole{}, 0)), parser.WithInlineParsers(inlineParsers()...))
})

// Under these keys the parsers are told the node that stands for what is
// unread, and the lines of the block whose inline nodes are parsed.
var unreadKey, wholeKey = parser.NewContextKey(), parser.NewContextKey()

// whole is the block parser that takes all lines as one block, whatever they
// look like.
type whole struct{}

func (whole) Trigger() []byte { return nil }

func (whole) Open(_ ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	block := ast.NewTextBlock()
	block.SetLines(pc.Get(wholeKey).(*text.Segments))
	skip(r)
	return block, parser.NoChildren
}

func (whole) Continue(ast.Node, text.Reader, parser.Context) parser.State { return parser.Close }
func (whole) Close(ast.Node, text.Reader, parser.Context)                 {}
func (whole) CanInterruptParagraph() bool                                 { return false }
func (whole) CanAcceptIndentedLine() bool                                 { return true }

// parse reads the blocks of the document.
func (p *Page) parse() {
	p.context = parser.NewContext()
	unread := ast.NewString(nil)
	p.context.Set(unreadKey, unread)
	p.Root = blocksOf().Parse(text.NewReader(p.Src), parser.WithContext(p.context))
	if last := unread.Parent(); last != nil {
		last.RemoveChild(last, unread)
	}
}

// readInline parses the inline nodes of lines, with the links that the
// document defines; they are the children of the node returned.
func (p *Page) readInline(lines *text.Segments) ast.Node {
	p.context.Set(wholeKey, lines)
	return inlineOf().Parse(p.reader(lines), parser.WithContext(p.context)).FirstChild()
}

// reader reads lines; one for all blocks.
func (p *Page) reader(lines *text.Segments) text.Reader {
	if p.block == nil {
		p.block = text.NewBlockReader(p.Src, nil)
	}
	p.block.Reset(lines)
	return p.block
}

// unmarked is the text of lines in which nothing is marked up; false:
// something may be.
func (p *Page) unmarked(lines *text.Segments) (string, bool) {
	for i := range lines.Len() {
		seg := lines.At(i)
		line := p.Src[seg.Start:seg.Stop]
		if seg.Padding > 0 || markup(line) || i+1 < lines.Len() && breaks(line) {
			return "", false
		}
	}
	if lines.Len() == 1 {
		return p.Text[lines.At(0).Start:lines.At(0).Stop], true
	}
	out := p.scratch[:0]
	for i := range lines.Len() {
		seg := lines.At(i)
		out = append(out, util.TrimRightSpace(p.Src[seg.Start:seg.Stop])...)
		out = append(out, ' ')
	}
	p.scratch = out
	return string(out), true
}

// markup: a sign is in the line that may mark something up.
func markup(line []byte) bool {
	for _, c := range line {
		if markupSigns[c] {
			return true
		}
	}
	return false
}

// markupSigns may mark something up.
var markupSigns = [256]bool{'{': true, '^': true, '\\': true, '`': true, '*': true, '_': true, '[': true, '<': true, '&': true, '~': true}

// breaks: the line ends in a hard line break.
func breaks(line []byte) bool {
	return bytes.HasSuffix(bytes.TrimRight(line, "\r\n"), []byte("  "))
}
