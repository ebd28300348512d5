package actions

import (
	"regexp"
	"strings"

	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// tally counts the lines of a document: all of them, those that its author has
// still to fill, those of them that are nothing else for sure, and questions, which
// stand in reviews too.
type tally struct{ lines, open, sure, asked int }

// A document is a template where three in five of its lines are open, or one in
// five is for sure, and where there are so many of them.
const (
	minOpen = 4
	minSure = 4
	// enough is how many lines are counted of a document that has few open ones.
	enough = 16
	// maxOpen is how many bytes an open line has at most.
	maxOpen = 300
)

// mostlyOpen: most lines of the document are still to be filled.
func (o *outline) mostlyOpen() bool {
	var t tally
	for i, b := range o.doc.Blocks {
		if t.lines >= enough && (t.open+t.asked)*5 < t.lines {
			return false
		}
		var next *document.Block
		if i+1 < len(o.doc.Blocks) {
			next = o.doc.Blocks[i+1]
		}
		t.block(b, next, 0)
	}
	open := t.open + min(t.asked, 2*t.open)
	return open >= minOpen && open*5 >= t.lines*3 || t.sure >= minSure && t.sure*5 >= t.lines || t.asked >= minAsked && o.unnamed()
}

// minAsked is how many sections that hold nothing but a question make a template of
// a document whose title names no incident.
const minAsked = 3

// kindsOfReview are the words of a title that says only what kind of document it is.
var kindsOfReview = regexp.MustCompile(`(?i)^\W*(?:(?:incident|outage|post|mortem|postmortem|review|report|rca|root|cause|analysis|blameless|retrospective|pir|document)\W*)+$`)

// unnamed: the title says what kind of document it is, and names no incident.
func (o *outline) unnamed() bool {
	return len(o.labels) > 0 && o.labels[0].rank == 1 && kindsOfReview.MatchString(o.labels[0].text)
}

// block counts the lines of a block; next is the one behind it, nil: none.
func (t *tally) block(b, next *document.Block, depth int) {
	switch b.Kind {
	case document.Heading:
		t.count(next == nil || next.Kind == document.Heading && next.Level <= b.Level, false)
	case document.Paragraph:
		t.paragraph(b, next != nil && next.Kind != document.Heading)
	case document.List:
		for _, item := range b.Blocks[:min(len(b.Blocks), enough)] {
			t.item(item, depth)
		}
	case document.Table:
		t.table(b.Grid)
	}
}

// count adds a line that is open, or one that says something.
func (t *tally) count(open, said bool) {
	if open {
		t.open++
	}
	if open || said {
		t.lines++
	}
}

// paragraph counts its lines; the last one may announce what follows.
func (t *tally) paragraph(b *document.Block, followed bool) {
	switch {
	case b.All(document.Italic):
		t.count(true, true)
		return
	case len(b.Lines) <= 1:
		t.line(b.Text, followed, true)
		return
	}
	for i, l := range b.Lines {
		text := l.Text
		if text == "" {
			text = l.Written.Text
		}
		if text != "" {
			t.line(text, followed && i == len(b.Lines)-1, true)
		}
	}
}

// item counts an item; one that has others below it is their label.
func (t *tally) item(b *document.Block, depth int) {
	if head := b.Head(); head == nil || head.Text == "" {
		t.count(len(b.Blocks) <= 1, false)
	} else {
		t.line(head.Text, len(b.Blocks) > 1, false)
	}
	if depth < maxNesting {
		for _, l := range b.Lists() {
			t.block(l, nil, depth+1)
		}
	}
}

// line counts one line, maybe a sentence; one that something follows may be its
// label.
func (t *tally) line(text string, followed, sentence bool) {
	label := strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：")
	if label && followed {
		return
	}
	sure := !label && words.Unfilled(text)
	if sure {
		t.sure++
	}
	if !label && asks(text) {
		t.asked++
		t.lines++
		return
	}
	t.count(label || sure || isBlank(text) || sentence && len(text) <= maxOpen && words.TellsAuthor(text), true)
}

// asks: a line is a question and nothing else, no answer behind it.
func asks(text string) bool {
	return len(text) <= maxOpen && (strings.HasSuffix(text, "?") || strings.HasSuffix(text, "？"))
}

// isBlank: a line that is not open for sure is a place to fill.
func isBlank(text string) bool {
	if len(text) > maxOpen {
		return false
	}
	return words.MayBeFilled(text) || words.HasChoice(text) || words.FieldOf(text) != ""
}

// table counts its rows: one is open of which a cell is for sure, or all but the
// first one.
func (t *tally) table(g *document.Grid) {
	if g == nil {
		return
	}
	for _, row := range sampled(g) {
		open, said, sure := 0, 0, false
		for i, c := range row.Cells {
			switch {
			case len(c.Text) > maxCellOf:
				said++
			case words.Unfilled(c.Text):
				open, sure = open+1, true
			case i == 0:
			case c.Text == "", isBlank(c.Text), asks(c.Text):
				open++
			default:
				said++
			}
		}
		if sure {
			t.sure++
		}
		t.count(sure || open > 0 && said == 0, said > 0 || len(row.Cells) == 1)
	}
}
