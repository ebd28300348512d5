package fields

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/markdown/page"
	"github.com/followthrough/followthrough/sync/source/markdown/words"
)

// ballots are the signs that word processors and pandoc write for boxes.
var ballots = regexp.MustCompile(`^(?:☐|☑|☒)\x{fe0f}?[ \t]*`)

// ticked is an item that opens with another sign for what is done.
var ticked = regexp.MustCompile(`(?m)^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+(?:✅|✔|✓)`)

// Crossed is what ☒ says in the list, table or paragraph that a block stands
// in: done, as pandoc and word processors mean it, unless something else there
// says done. "": there is none.
func Crossed(p *page.Page, n ast.Node) review.State {
	if !p.Holds("☒") {
		return ""
	}
	if p.Around(n, saysDone) {
		return review.Declined
	}
	return review.Done
}

// saysDone: something else than ☒ says that an item is done.
func saysDone(src []byte) bool {
	return bytes.Contains(src, []byte("☑")) || ticked.Match(src)
}

// Boxed tells whether an item opens with a box: a check box, escaped or not,
// or a ballot before something to do. What explains a sign ("☑ done") has none.
func Boxed(p *page.Page, head ast.Node) bool {
	from, to := p.Bounds(head)
	if from < 0 {
		return false
	}
	src := p.Src[from:min(to, from+80)]
	if page.RawBox.Match(src[:min(len(src), 12)]) || p.BoxAt(from) >= 0 {
		return true
	}
	m := ballots.Find(src)
	if m == nil {
		return false
	}
	_, rest, says := words.State(strings.Trim(string(src[len(m):]), " :=–—-*_"))
	return !says || rest != ""
}

// lineID is what Obsidian links a line by, which has to stay its last.
var lineID = regexp.MustCompile(`[ \t]\^[A-Za-z0-9-]{4,40}$`)

// maxTail is how many bytes at the end of a text are looked at for signs.
const maxTail = 400

// Bounds is the range of a list item's own words, without white space around:
// what belongs to it stands before what has to stay at the end of its lines
// (attributes, footnotes, what Obsidian reads there).
func Bounds(p *page.Page, head ast.Node) (from, to int) {
	from, to = p.WordBounds(head)
	for end := to; end > from; {
		text := p.Text[max(from, end-maxTail):end]
		cut := len(text)
		if m := lineID.FindStringIndex(text); m != nil {
			cut = m[0]
		} else if at := page.AttributesAt(text); at >= 0 {
			cut = at
		} else if signs := words.TaskSigns(text); len(signs) > 0 && signs[len(signs)-1].To == len(text) {
			cut = signs[len(signs)-1].From
		}
		if cut == len(text) {
			return from, end
		}
		trimmed := strings.TrimRight(text[:cut], " \t\r\n")
		if trimmed == "" {
			return from, to // nothing else is there
		}
		end -= len(text) - len(trimmed)
	}
	return from, to
}
