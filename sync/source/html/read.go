package html

import (
	"bytes"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions"
	"github.com/followthrough/followthrough/sync/source/document"
	"github.com/followthrough/followthrough/sync/source/frontmatter"
	"github.com/followthrough/followthrough/sync/source/writeback"
)

// page is one file as it was read.
type page struct {
	*builder
	document *document.Document
}

// Decodable says why a file can't be read at all, in words that name the line;
// nil: it can.
func Decodable(doc []byte) error {
	if err := plain(doc); err != nil {
		return err
	}
	_, err := parse(doc)
	return err
}

// plain says why a file can't be read whatever tags stand in it.
func plain(doc []byte) error {
	if err := document.Decodable(doc); err != nil {
		return err
	}
	var conflict document.Conflict
	number := 0
	for l := range bytes.Lines(doc) {
		number++
		if err := conflict.Line(l, number); err != nil {
			return err
		}
	}
	return nil
}

// Read reads a file. It never fails: what can't be read as a review has no
// actions, and BlockProblem says why nothing can be written to it.
func Read(doc []byte, s actions.Settings) review.Review {
	p, err := newPage(doc, s)
	if err != nil {
		return review.Review{Kind: review.Incident, BlockProblem: err.Error()}
	}
	return actions.Read(p.document, s).Review
}

// Explain says of every line what it was taken for.
func Explain(doc []byte, s actions.Settings) []actions.Line {
	p, err := newPage(doc, s)
	if err != nil {
		return []actions.Line{{Number: 1, What: "the document " + err.Error()}}
	}
	return actions.Explain(p.document, doc, func(line string) document.Rich { return document.Rich{Text: shown(line)} }, s)
}

// Annotate brings a file in line with a write-back, as writeback does.
func Annotate(doc []byte, r review.WriteBack, s actions.Settings) ([]byte, writeback.Changes, error) {
	return writeback.Annotate(doc, r, notation(s))
}

// Strip is the inverse of Annotate.
func Strip(doc []byte, r review.WriteBack) []byte {
	return writeback.Strip(doc, r, notation(actions.Settings{}))
}

// notation is how reviews in HTML are read and written to.
func notation(s actions.Settings) writeback.Format {
	return writeback.Format{
		Read:    func(doc []byte) *writeback.Reading { return reading(doc, s) },
		Link:    link,
		Links:   links,
		Address: address,
		Target:  func(url string) string { return `"` + address(url) + `"` },
		Shown:   shown,
		Cell:    func(_ review.WriteBack, words string) string { return escape(words) },
		Block:   render,
		LineEnd: mdedit.LineEnd,
		Insert:  insert,
		Extent:  extent,
	}
}

func newPage(doc []byte, s actions.Settings) (*page, error) {
	if err := plain(doc); err != nil {
		return nil, err
	}
	doc = unified(doc)
	front := frontmatter.Find(doc)
	opening := bytes.Clone(doc[:max(front.End, min(len(doc), 4<<10))])
	for i := range front.End {
		if doc[i] != '\n' {
			doc[i] = ' '
		}
	}
	parsed, err := parse(doc)
	if err != nil {
		return nil, err
	}
	b := &builder{parser: parsed, marks: parsed.findMarks(), boxes: map[int][]sign{}, strays: map[*document.Block]*node{}}
	b.blockTables()
	d := &document.Document{
		Blocks: b.listed(b.flow(nil, b.root)), FrontEnd: front.End, Starts: b.lines,
		Text: b.mask(), Marks: b.marks.Marks,
	}
	d.Matter = b.matter(opening, front, d, frontmatter.Deciding(s.Deciding()...))
	return &page{b, d}, nil
}

// blockTables reads the tables of our own block, which is not read else.
func (b *builder) blockTables() {
	ours := b.ours
	b.ours = place{}
	walk(b.root, func(n *node) bool {
		if n.tag != "table" || n.from < b.marks.From || n.from >= b.marks.To {
			return true
		}
		if rows, _ := b.rows(n); len(rows) > 0 {
			b.marks.Tables = append(b.marks.Tables, b.grid(rows))
		}
		return false
	})
	b.ours = ours
}

// unified is a file without a byte order mark and the line ends of old systems,
// each byte where it was.
func unified(doc []byte) []byte {
	out := bytes.Clone(doc)
	if bytes.HasPrefix(out, []byte("\ufeff")) {
		copy(out, "   ")
	}
	for i, c := range out {
		if c == '\r' && (i+1 == len(out) || out[i+1] != '\n') {
			out[i] = '\n'
		}
	}
	return out
}

// reading is a file as it is written to.
func reading(doc []byte, s actions.Settings) *writeback.Reading {
	p, err := newPage(doc, s)
	if err != nil {
		return &writeback.Reading{Unreadable: err.Error()}
	}
	return &writeback.Reading{
		Document: p.document,
		Found:    actions.Read(p.document, s).Found,
		Sign:     p.sign,
		SetBox: func(box int, ticked bool) (out []mdedit.Edit) {
			for _, s := range p.boxes[box] {
				out = append(out, s.set(doc, ticked)...)
			}
			return out
		},
	}
}

// sign is what a box holds, as Markdown writes it.
func (p *page) sign(box int) string {
	switch signs := p.boxes[box]; {
	case len(signs) == 0:
		return ""
	case signs[0].text > 0:
		return string(p.doc[box : box+1])
	case ticked(signs):
		return "x"
	}
	return " "
}
