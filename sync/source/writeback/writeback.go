package writeback

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"sort"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// Changes is what Annotate changed beside the block and the links.
type Changes struct {
	// Ticked and Unticked are the actions whose boxes were changed.
	Ticked, Unticked []review.Key
	// Cells are the texts of ours that stand in status cells now.
	Cells map[review.Key]string
	// Was is what stood in cells that were written over ("TBD"), for Strip.
	Was map[review.Key]review.Cells
	// Notes say what could not be written where, in words.
	Notes []string
}

// Annotate brings a document in line with a write-back and leaves every other
// byte as it is. A document that can't be written to is returned as it was
// with an error that wraps source.ErrUnfit and names the line: it can't be
// read, our marks are broken, or the result would not read the same.
func Annotate(doc []byte, r review.WriteBack, f Format) ([]byte, Changes, error) {
	before := f.Read(doc)
	if before.Unreadable != "" {
		return doc, Changes{}, unfit(before.Unreadable)
	}
	if before.Marks.Broken {
		return doc, Changes{}, unfit(before.Marks.Problem)
	}
	out, done, err := annotate(doc, before, r, f)
	if err == nil {
		return out, done, nil
	}
	if !slices.Contains(r.Modes, review.ModeLinks) || !slices.Contains(r.Modes, review.ModeBlock) {
		return doc, Changes{}, err
	}
	r.Modes = []review.Mode{review.ModeBlock}
	out, done, blockErr := annotate(doc, before, r, f)
	if blockErr != nil {
		return doc, Changes{}, err
	}
	done.Notes = append(done.Notes, "no links were written: the actions would not read the same")
	return out, done, nil
}

func unfit(reason string) error { return fmt.Errorf("%w: %s", source.ErrUnfit, reason) }

func annotate(doc []byte, before *Reading, r review.WriteBack, f Format) ([]byte, Changes, error) {
	w := &writer{Reading: before, doc: doc, report: r, format: f, newBlock: -1}
	if slices.Contains(r.Modes, review.ModeLinks) {
		w.rows()
	}
	if err := w.block(); err != nil {
		return doc, Changes{}, err
	}
	out, err := mdedit.Apply(doc, w.edits)
	if err != nil {
		return doc, Changes{}, unfit(err.Error())
	}
	if bytes.Equal(out, doc) {
		return doc, w.done, nil
	}
	if err := w.same(f.Read(out)); err != nil {
		return doc, Changes{}, err
	}
	return out, w.done, nil
}

// same tells whether the result reads as the document did, each action where
// it was, with our marks as they should be.
func (w *writer) same(after *Reading) error {
	if after.Unreadable != "" || after.Marks.Broken || (after.Marks.From >= 0) != w.wantsBlock() {
		return unfit("the result would not hold one whole follow-through block")
	}
	if len(w.Found) != len(after.Found) {
		return unfit(fmt.Sprintf("the result would hold %d actions in place of %d", len(after.Found), len(w.Found)))
	}
	moves := w.moves()
	for i, a := range w.Found {
		b := after.Found[i]
		if review.Normalise(a.Title) != review.Normalise(b.Title) || moved(moves, a.Place.From-1) != b.Place.From-1 || moved(moves, a.Place.To) != b.Place.To {
			return unfit(fmt.Sprintf("the action in line %d would read differently", a.Line))
		}
	}
	return nil
}

// moves are the edits by the byte at which they end, with the sum of what they
// and those before them add. A new block adds nothing to what ends where it
// begins.
func (w *writer) moves() []move {
	var out []move
	for i, e := range w.edits {
		end := e.End
		if i == w.newBlock {
			end++
		}
		out = append(out, move{end, len(e.New) - (e.End - e.Start)})
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

// writer gathers the edits of one write-back.
type writer struct {
	*Reading
	doc      []byte
	report   review.WriteBack
	format   Format
	edits    []mdedit.Edit
	newBlock int // index of the edit that writes a block where none was; -1: none
	done     Changes
}

func (w *writer) edit(from, to int, text string) {
	w.edits = append(w.edits, mdedit.Edit{Start: from, End: to, New: text})
}

func (w *writer) note(format string, args ...any) {
	w.done.Notes = append(w.done.Notes, fmt.Sprintf(format, args...))
}

func (w *writer) text(from, to int) string { return string(w.doc[from:to]) }

func (w *writer) wantsBlock() bool {
	m := w.Marks
	if len(w.report.Modes) == 0 {
		return m.From >= 0
	}
	return slices.Contains(w.report.Modes, review.ModeBlock) && len(Shown(w.report.Rows)) > 0 && (m.From >= 0 || !m.Open)
}

// block writes, replaces or takes out our own section. With no mode at all
// nothing is touched.
func (w *writer) block() error {
	m := w.Marks
	if len(w.report.Modes) == 0 {
		return nil
	}
	eol, text := w.format.LineEnd(w.doc), ""
	if slices.Contains(w.report.Modes, review.ModeBlock) {
		text = w.format.Block(w.withCode(), eol)
	}
	switch {
	case text == "" && m.From >= 0:
		from, to := w.format.Extent(w.doc, m.From, m.To)
		w.edit(from, to, "")
	case text == "":
	case m.From >= 0:
		w.edit(m.From, m.To, text)
	case m.Open && len(w.report.Modes) == 1:
		return unfit(m.Problem)
	case m.Open:
		w.note("no block: %s", m.Problem)
	default:
		w.newBlock = len(w.edits)
		w.edit(m.At, m.At, w.format.Insert(w.doc, m.At, text, eol))
	}
	return nil
}
