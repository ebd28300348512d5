// Package draft writes an issue's title and body from an item, so that nothing
// that was copied pings, links or closes anything, and reads the marker back
// out of a body. It is pure: it sends nothing and knows no repository.
//
// Copied words are written as package quiet writes them. The review's own link is
// the one that works.
package draft

import (
	_ "embed"
	"errors"
	"sort"
	"strings"
	"text/template"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/client/github/quiet"
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/tracker"
)

// The longest texts that GitHub takes, in characters, with some room, and how
// much is left of texts that would be longer.
const (
	maxTitle  = 250
	maxBody   = 65000
	maxName   = 1000 // of an action's or a review's title in the body
	maxMarker = 16000
	maxLink   = 8000
)

// nameless is the title of an item without a word that people can find.
const nameless = "Follow-up without words"

// Compose is the title and the body of an issue, its marker in the last line. A
// template replaces the words of the body, "" is the default's; one that can't be
// executed is passed over for it.
func Compose(item tracker.NewItem, template string) (title, body string) {
	item.Title, item.Review.Title = mdedit.Cut(item.Title, 4*maxName), mdedit.Cut(item.Review.Title, 4*maxName)
	comment := Comment(item.Marker)
	room := maxBody - utf8.RuneCountInString(comment) - 2
	text, err := fitted(template, item, room)
	if err != nil {
		text, _ = fitted("", item, room) // ours always executes
	}
	return titled(item.Title), text + "\n\n" + comment
}

// titled is a title on one line, as long as GitHub takes it. Titles know no
// Markdown, and GitHub links numbers in them.
func titled(title string) string {
	line := quiet.Title(named(title))
	if utf8.RuneCountInString(line) > maxTitle {
		line = strings.TrimRight(strings.TrimSuffix(mdedit.Cut(line, maxTitle), "…"), quiet.Apart+" \u200d") + "…"
	}
	return line
}

// named is a title in one line, of signs that can be seen; never empty.
func named(title string) string {
	line := mdedit.Line(quiet.Visible(title))
	if !strings.ContainsFunc(line, unicode.IsGraphic) {
		return nameless
	}
	return line
}

//go:embed words.tmpl
var defaultWords string

// Why a template is refused.
var (
	errLong   = errors.New("its own words are too long for an issue: GitHub takes 65,536 characters in all")
	errMarker = errors.New("holds a comment that begins with followthrough: that is how issues are known again")
)

// CheckTemplate says why a text can't be what an item says; nil: it can. It is
// executed with an item that has everything, and with one that has nothing.
func CheckTemplate(text string) error {
	t, err := parsed(text)
	if err != nil {
		return err
	}
	full, bare := example(), tracker.NewItem{Marker: example().Marker}
	for _, item := range []tracker.NewItem{full, bare} {
		out, err := filled(t, item, len(item.Detail))
		switch {
		case err != nil:
			return err
		case utf8.RuneCountInString(out) > maxBody/2:
			return errLong
		case strings.Contains(out, opening):
			return errMarker
		}
	}
	return nil
}

func example() tracker.NewItem {
	return tracker.NewItem{
		Marker: tracker.Marker{Instance: "example", Review: "000000000000", Action: "000000000000", Generation: 1, Number: 1},
		Title:  strings.Repeat("Alert on queue depth ", 20), Detail: "Before the queue is full.",
		Review: tracker.ReviewRef{Title: "Checkout outage", Date: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC), URL: "https://reviews.example/checkout"},
	}
}

func parsed(text string) (*template.Template, error) { return tracker.Template(text, defaultWords) }

// fitted are the words of an item in so many characters at most: the detail
// gives way first.
func fitted(text string, item tracker.NewItem, room int) (string, error) {
	t, err := parsed(text)
	if err != nil {
		return "", err
	}
	item.Detail = mdedit.Cut(quiet.Visible(strings.ReplaceAll(item.Detail, "\t", "    ")), maxBody)
	whole := utf8.RuneCountInString(item.Detail)
	out, err := filled(t, item, whole)
	if err != nil || utf8.RuneCountInString(out) <= room {
		return out, err
	}
	sort.Search(whole, func(less int) bool {
		shorter, wrong := filled(t, item, whole-1-less)
		fits := wrong == nil && utf8.RuneCountInString(shorter) <= room
		if fits {
			out = shorter
		}
		return fits
	})
	return mdedit.Cut(out, room), nil
}

// cutShort says that a detail goes on in the review.
const cutShort = "\n\n(Cut short here: the review has all of it.)"

// filled executes a template with so many characters of the detail.
func filled(t *template.Template, item tracker.NewItem, keep int) (string, error) {
	detail := pieces(item.Detail)
	if keep < utf8.RuneCountInString(item.Detail) {
		detail = pieces(mdedit.Cut(item.Detail, max(keep, 1))) + cutShort
	}
	data := tracker.Text{Detail: detail, Review: reviewLink(item.Review), Date: tracker.Day(item.Review.Date)}
	switch whole := named(item.Title); {
	case item.Addressed != "":
		data.Title = quiet.Line(mdedit.Cut(item.Addressed, maxName))
	case quiet.Title(whole) != titled(item.Title):
		data.Title = quiet.Line(mdedit.Cut(whole, maxName))
	}
	var b paper
	if err := t.Execute(&b, data); err != nil {
		return "", err
	}
	return strings.TrimSpace(b.String()), nil
}

// paper takes no more than many issues could hold.
type paper struct{ strings.Builder }

// Write ends a template that does not end by itself.
func (p *paper) Write(text []byte) (int, error) {
	if p.Len()+len(text) > 64*maxBody {
		return 0, errLong
	}
	return p.Builder.Write(text)
}
