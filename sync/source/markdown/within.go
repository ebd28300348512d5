package markdown

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/review"
)

// AnnotateWithin is Annotate for a place that takes so many characters: where
// the result would have more, the block says less. However much comes to be
// said of a review, it is written to.
func AnnotateWithin(doc []byte, r review.WriteBack, s Settings, most int) ([]byte, Annotated, error) {
	out, done, err := Annotate(doc, r, s)
	for range 3 {
		over := utf8.RuneCount(out) - most
		if err != nil || over <= 0 || !slices.Contains(r.Modes, review.ModeBlock) {
			break
		}
		before := r.Room
		r.Room = utf8.RuneCountInString(comment(htmlComment).render(r, "\r\n")) - over
		if r.Room < leastRoom || r.Room == before {
			break
		}
		out, done, err = Annotate(doc, r, s)
	}
	return out, done, err
}

// leastRoom is what a block needs that says anything.
const leastRoom = 400

func room(lines []string, eol string) int {
	n := 0
	for _, l := range lines {
		n += utf8.RuneCountInString(l) + len(eol)
	}
	return n
}

// shortCell is how many characters a cell has where there is little room.
const shortCell = 40

// shorter is a block that its place has room for: cells are cut more, then what
// left the review is left out, then what is settled, then what is last.
func (c comment) shorter(r review.WriteBack, rows []review.Row, eol string) []string {
	head, end := c.head(r), c.tail()
	more := func(n int) string { return fmt.Sprintf("| and %d more: `followthrough status` | | | |", n) }
	left := r.Room - room(head, eol) - room(end, eol) - room([]string{more(len(rows))}, eol)
	kept := make([]string, len(rows))
	for _, takes := range []func(review.Row) bool{
		func(r review.Row) bool { return r.State != review.Withdrawn && !r.State.Settled() },
		func(r review.Row) bool { return r.State.Settled() },
		func(r review.Row) bool { return r.State == review.Withdrawn },
	} {
		for i, row := range rows {
			if text := line(r, row, shortCell); takes(row) && room([]string{text}, eol) <= left {
				kept[i], left = text, left-room([]string{text}, eol)
			}
		}
	}
	out := slices.Clone(head)
	for _, text := range kept {
		if text != "" {
			out = append(out, text)
		}
	}
	if dropped := len(rows) - (len(out) - len(head)); dropped > 0 {
		out = append(out, more(dropped))
	}
	return append(out, end...)
}
