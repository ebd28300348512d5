package markdown

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// Annotated is what Annotate changed beside the block and the links.
type Annotated struct {
	// Ticked and Unticked are the actions whose boxes were changed.
	Ticked, Unticked []review.Key
	// Cells are the texts of ours that stand in status cells now.
	Cells map[review.Key]string
	// Notes say what could not be written where, in words.
	Notes []string
}

// Annotate brings a document in line with a report and leaves every other
// byte as it is. A document that can't be written to is returned as it was
// with an error that wraps source.ErrUnfit and names the line: it can't be
// read, our marks are broken, or the result would not read the same.
func Annotate(doc []byte, r review.WriteBack, s Settings) ([]byte, Annotated, error) {
	before := read(doc, s)
	if before.page == nil {
		return doc, Annotated{}, unfit(before.review.BlockProblem)
	}
	if before.page.Marks.Broken {
		return doc, Annotated{}, unfit(before.page.Marks.Problem)
	}
	out, done, err := annotate(doc, before, r, s)
	if err == nil {
		return out, done, nil
	}
	if !slices.Contains(r.Modes, review.ModeLinks) || !slices.Contains(r.Modes, review.ModeBlock) {
		return doc, Annotated{}, err
	}
	r.Modes = []review.Mode{review.ModeBlock}
	out, done, blockErr := annotate(doc, before, r, s)
	if blockErr != nil {
		return doc, Annotated{}, err
	}
	done.Notes = append(done.Notes, "no links were written: the actions would not read the same")
	return out, done, nil
}

func unfit(reason string) error { return fmt.Errorf("%w: %s", source.ErrUnfit, reason) }

func annotate(doc []byte, before *reading, r review.WriteBack, s Settings) ([]byte, Annotated, error) {
	w := &writer{doc: doc, reading: before, report: r}
	if slices.Contains(r.Modes, review.ModeLinks) {
		w.rows()
	}
	if err := w.block(); err != nil {
		return doc, Annotated{}, err
	}
	out, err := mdedit.Apply(doc, w.edits)
	if err != nil {
		return doc, Annotated{}, unfit(err.Error())
	}
	if bytes.Equal(out, doc) {
		return doc, w.done, nil
	}
	if err := w.same(read(out, s)); err != nil {
		return doc, Annotated{}, err
	}
	return out, w.done, nil
}

// same tells whether the result reads as the document did, each action where
// it was, with our marks as they should be.
func (w *writer) same(after *reading) error {
	before := w.reading
	if after.page == nil || after.page.Marks.Broken || (after.review.Block != nil) != w.wantsBlock() {
		return unfit("the result would not hold one whole follow-through block")
	}
	if len(before.found) != len(after.found) {
		return unfit(fmt.Sprintf("the result would hold %d actions in place of %d", len(after.found), len(before.found)))
	}
	moves := w.moves()
	for i, a := range before.found {
		b := after.found[i]
		if review.Normalise(a.Title) != review.Normalise(b.Title) || moved(moves, a.Place.From-1) != b.Place.From-1 || moved(moves, a.Place.To) != b.Place.To {
			return unfit(fmt.Sprintf("the action in line %d would read differently", a.Line))
		}
	}
	return nil
}

// moves are the edits by the byte at which they end, with the sum of what they
// and those before them add. The new block at the end of the text adds nothing
// to the line that ends there.
func (w *writer) moves() []move {
	var out []move
	for _, e := range w.edits {
		if e.Start == e.End && e.End == len(w.doc) && strings.Contains(e.New, "\n<!--") || strings.Contains(e.New, "\r<!--") {
			continue
		}
		out = append(out, move{e.End, len(e.New) - (e.End - e.Start)})
	}
	slices.SortStableFunc(out, func(a, b move) int { return cmp.Compare(a.end, b.end) })
	for i := 1; i < len(out); i++ {
		out[i].by += out[i-1].by
	}
	return out
}

// move is how far everything from a byte on has moved.
type move struct{ end, by int }

// moved is where the byte after an offset stands when the edits are made.
func moved(moves []move, at int) int {
	i := sort.Search(len(moves), func(i int) bool { return moves[i].end > at })
	if i == 0 {
		return at
	}
	return at + moves[i-1].by
}

// writer gathers the edits of one report.
type writer struct {
	doc     []byte
	reading *reading
	report  review.WriteBack
	edits   []mdedit.Edit
	done    Annotated
}

func (w *writer) edit(from, to int, text string) {
	w.edits = append(w.edits, mdedit.Edit{Start: from, End: to, New: text})
}

func (w *writer) note(format string, args ...any) {
	w.done.Notes = append(w.done.Notes, fmt.Sprintf(format, args...))
}

func (w *writer) wantsBlock() bool {
	m := w.reading.page.Marks
	if len(w.report.Modes) == 0 {
		return m.From >= 0
	}
	return slices.Contains(w.report.Modes, review.ModeBlock) && len(shown(w.report.Rows)) > 0 && (m.From >= 0 || m.Open < 0)
}

// block writes, replaces or takes out our own section. With no mode at all
// nothing is touched.
func (w *writer) block() error {
	m := w.reading.page.Marks
	if len(w.report.Modes) == 0 {
		return nil
	}
	eol := lineEnd(w.doc)
	wanted := slices.Contains(w.report.Modes, review.ModeBlock)
	text := ""
	if wanted {
		text = render(w.report, eol)
	}
	switch {
	case text == "" && m.From >= 0:
		from, to := withOurBlankLine(w.doc, m.From, m.To)
		w.edit(from, to, "")
	case text == "":
	case m.From >= 0:
		w.edit(m.From, m.To, text)
	case m.Open >= 0 && len(w.report.Modes) == 1:
		return unfit(m.Problem)
	case m.Open >= 0:
		w.note("no block: %s", m.Problem)
	default:
		w.edit(len(w.doc), len(w.doc), atEnd(w.doc, text, eol))
	}
	return nil
}

// lineEnd is the document's own; one that ends in a lone "\r" has a block
// with that, for "\n" after it would be one line end with it.
func lineEnd(doc []byte) string {
	if len(doc) > 0 && doc[len(doc)-1] == '\r' {
		return "\r"
	}
	return mdedit.LineEnd(doc)
}

// atEnd is the block with the blank line that is ours, and ends as the
// document does.
func atEnd(doc []byte, block, eol string) string {
	if endsLine(doc) {
		return eol + block + eol
	}
	return eol + eol + block
}

func endsLine(doc []byte) bool {
	return len(doc) > 0 && (doc[len(doc)-1] == '\n' || doc[len(doc)-1] == '\r')
}

// withOurBlankLine widens the bounds of a block by what came with it: the
// blank line before it and its own line end, or at the end of a document
// without a last line end the two before it.
func withOurBlankLine(doc []byte, from, to int) (int, int) {
	blank := beforeLineEnd(doc, from)
	if blank == from {
		return from, afterLineEnd(doc, to)
	}
	if to >= len(doc) {
		return beforeLineEnd(doc, blank), to
	}
	if blank > 0 && beforeLineEnd(doc, blank) == blank {
		return from, afterLineEnd(doc, to) // its author moved it to below a line of text
	}
	return blank, afterLineEnd(doc, to)
}

func beforeLineEnd(doc []byte, at int) int {
	switch {
	case at >= 2 && doc[at-1] == '\n' && doc[at-2] == '\r':
		return at - 2
	case at >= 1 && (doc[at-1] == '\n' || doc[at-1] == '\r'):
		return at - 1
	}
	return at
}

func afterLineEnd(doc []byte, at int) int {
	switch {
	case at+1 < len(doc) && doc[at] == '\r' && doc[at+1] == '\n':
		return at + 2
	case at < len(doc) && (doc[at] == '\n' || doc[at] == '\r'):
		return at + 1
	}
	return at
}
