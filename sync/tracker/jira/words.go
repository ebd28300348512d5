package jira

import (
	"cmp"
	_ "embed"
	"strings"
	"text/template"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/internal/wiki"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

//go:embed words.tmpl
var defaultWords string

// The longest texts that Jira takes, in UTF-16 units, as it counts, with room.
const (
	maxSummary     = 254
	maxDescription = 30000
	maxDetail      = 20000
)

// words write an issue's description.
type words struct{ description *template.Template }

func newWords(text string) (*words, error) {
	t, err := tracker.Template(text, defaultWords)
	if err != nil {
		return nil, err
	}
	w := &words{t}
	_, err = w.write(tracker.NewItem{})
	return w, err
}

// write is the description of an item, its token in the last line. What would
// be too long is cut as words, before these are markup: no escape and no link
// is cut in two.
func (w *words) write(n tracker.NewItem) (string, error) {
	for room := maxDetail; ; room /= 2 {
		text, err := w.fill(n, room)
		if err != nil {
			return "", err
		}
		if room == 0 || wiki.Units(text) <= maxDescription {
			return strings.TrimSpace(wiki.Cut(text, maxDescription)) + "\n\n" + MarkerToken(n.Marker), nil
		}
	}
}

// fill is the template with so many units of an item's details, and fewer of
// its titles.
func (w *words) fill(n tracker.NewItem, room int) (string, error) {
	data := tracker.Text{
		Detail: detail(wiki.Shorten(n.Detail, room)),
		Review: wiki.Link(cmp.Or(strings.TrimSpace(wiki.Shorten(n.Review.Title, room/10)), "the review"), n.Review.URL),
		Date:   tracker.Day(n.Review.Date),
	}
	switch title := mdedit.Line(n.Title); {
	case n.Addressed != "":
		data.Title = wiki.Plain(wiki.Shorten(mdedit.Line(n.Addressed), room/4))
	case title != summary(n.Title):
		data.Title = wiki.Plain(wiki.Shorten(title, room/4))
	}
	var b strings.Builder
	err := w.description.Execute(&b, data)
	return b.String(), err
}

// detail writes an action's detail: its words are plain, its code stays code.
func detail(text string) string {
	return review.Write(text, wiki.Paragraphs, func(p review.Piece) string { return wiki.Code(p.Text) })
}

// summary is a title on one line, as long as Jira takes it. Words that are no
// words at all still make an issue that people can find.
func summary(title string) string {
	if line := mdedit.Line(title); line != "" {
		return wiki.Cut(line, maxSummary)
	}
	return "Follow-up without words"
}
