package fields

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/sieve"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// ballots are the signs that word processors and pandoc write for boxes.
var ballots = sieve.MustCompile(`^(?:☐|☑|☒)\x{fe0f}?[ \t]*`)

// Crossed is what ☒ says in a block: done, as pandoc and word processors mean it,
// unless something else there says done.
func Crossed(b *document.Block) review.State {
	crossed := review.Done
	document.Walk([]*document.Block{b}, func(b *document.Block) bool {
		if saysDone(b) {
			crossed = review.Declined
		}
		return crossed == review.Done
	})
	return crossed
}

// saysDone: another sign than ☒ says in a block's own text that something is done.
func saysDone(b *document.Block) bool {
	if b.Kind == document.Item && b.Head() != nil && holdsPrefix(b.Head().Text, "✅", "✔", "✓") {
		return true
	}
	if strings.Contains(b.Text, "☑") || slices.ContainsFunc(b.Code, func(l string) bool { return strings.Contains(l, "☑") }) {
		return true
	}
	if b.Grid == nil {
		return false
	}
	ticked := func(c document.Cell) bool { return strings.Contains(c.Text, "☑") }
	return slices.ContainsFunc(b.Grid.Head, ticked) || slices.ContainsFunc(b.Grid.Rows, func(r document.Row) bool { return slices.ContainsFunc(r.Cells, ticked) })
}

func holdsPrefix(text string, all ...string) bool {
	return slices.ContainsFunc(all, func(p string) bool { return strings.HasPrefix(text, p) })
}

// Boxed tells whether an item opens with a box: a check box, or a ballot before
// something to do. What explains a sign ("☑ done") has none.
func Boxed(head *document.Block) bool {
	if head.Boxed {
		return true
	}
	m := ballots.FindString(head.Text)
	if m == "" {
		return false
	}
	_, rest, says := words.State(strings.Trim(head.Text[len(m):], " :=–—-*_"))
	return !says || rest != ""
}
