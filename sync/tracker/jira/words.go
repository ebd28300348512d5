package jira

import (
	_ "embed"
	"strings"
	"text/template"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/internal/wiki"
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

// Words are what a template is given, all of it wiki markup already.
type Words struct {
	Title  string // the action's; "" where the summary holds all of it
	Detail string // the action's own
	Review string // the review's title with its link
	Date   string // the review's day, as 2026-11-30; "": none
}

func newWords(text string) (*words, error) {
	if text == "" {
		text = defaultWords
	}
	t, err := template.New("description").Option("missingkey=error").Parse(text)
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
		if room == 0 || units(text) <= maxDescription {
			return strings.TrimSpace(cut(text, maxDescription)) + "\n\n" + token(n.Marker), nil
		}
	}
}

// fill is the template with so many units of an item's details, and fewer of
// its titles.
func (w *words) fill(n tracker.NewItem, room int) (string, error) {
	data := Words{
		Detail: wiki.Paragraphs(shorten(n.Detail, room)),
		Review: wiki.Link(orElse(shorten(n.Review.Title, room/10), "the review"), n.Review.URL),
	}
	if !n.Review.Date.IsZero() {
		data.Date = n.Review.Date.Format(time.DateOnly)
	}
	if title := mdedit.Line(n.Title); title != summary(n.Title) {
		data.Title = wiki.Plain(shorten(title, room/4))
	}
	var b strings.Builder
	err := w.description.Execute(&b, data)
	return b.String(), err
}

// shorten cuts a text, and leaves out an address that would lose its end and
// lead elsewhere.
func shorten(text string, room int) string {
	short := cut(text, room)
	if short == text {
		return text
	}
	kept := strings.TrimSuffix(short, "…")
	next, _ := utf8.DecodeRuneInString(text[len(kept):])
	if last := strings.LastIndexFunc(kept, unicode.IsSpace) + 1; !unicode.IsSpace(next) && strings.Contains(kept[last:], "://") {
		return kept[:last] + "…"
	}
	return short
}

// summary is a title on one line, as long as Jira takes it. Words that are no
// words at all still make an issue that people can find.
func summary(title string) string {
	if line := mdedit.Line(title); line != "" {
		return cut(line, maxSummary)
	}
	return "Follow-up without words"
}

// cut shortens a text to so many UTF-16 units, between characters, the last
// of them an ellipsis.
func cut(text string, units int) string {
	size, keep := 0, 0
	for i, r := range text {
		size += max(utf16.RuneLen(r), 1)
		if size <= units-1 {
			keep = i + len(string(r))
		}
	}
	if size <= units {
		return text
	}
	return strings.TrimRight(text[:keep], " \u200d\ufe0f\\") + "…"
}

// units are how long Jira finds a text.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

func orElse(text, other string) string {
	if strings.TrimSpace(text) == "" {
		return other
	}
	return text
}
