package draft

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/client/github/quiet"
	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/internal/referee/gfm"
	"github.com/followthrough/followthrough/sync/tracker"
)

// codeAsLinks takes code for links to what it says: there is to be no other link.
func codeAsLinks(all []gfm.Shown) []gfm.Shown {
	for i, s := range all {
		if len(s.Links) > 0 {
			all[i].Text = "links: " + s.Text
		}
		all[i].Links = nil
		for _, c := range s.Code {
			all[i].Links = append(all[i].Links, gfm.Link{Text: c, URL: c})
		}
	}
	return all
}

func TestOthersReadDetailsAsMeant(t *testing.T) {
	longtest.Only(t)
	texts := gfm.Texts(6, 20_000)
	gfm.Judge(t, texts, func(texts []gfm.Text) string {
		var b strings.Builder
		for _, text := range texts {
			b.WriteString(quiet.Paragraphs(text.Words) + "\n\n")
		}
		return b.String()
	}, codeAsLinks)
}

func TestOthersReadLinesOfDetailsAsMeant(t *testing.T) {
	longtest.Only(t)
	texts := gfm.Texts(7, 5_000)
	var meant []gfm.Text
	for i := 0; i+1 < len(texts); i += 2 {
		meant = append(meant, gfm.Text{Words: texts[i].Words + "\n" + texts[i+1].Words, Addresses: append(texts[i].Addresses, texts[i+1].Addresses...)})
	}
	gfm.Judge(t, meant, func(texts []gfm.Text) string {
		var b strings.Builder
		for _, text := range texts {
			b.WriteString(quiet.Paragraphs(text.Words) + "\n\n")
		}
		return b.String()
	}, codeAsLinks)
}

func TestOthersReadTheReviewsLinkAsMeant(t *testing.T) {
	longtest.Only(t)
	const to = "https://x.example/?a=1&copy;=(b)&amp;c=|d*e_f"
	texts := gfm.Texts(8, 5_000)
	for i := range texts {
		texts[i].Addresses = nil
	}
	gfm.Judge(t, texts, func(texts []gfm.Text) string {
		var b strings.Builder
		for _, text := range texts {
			b.WriteString(reviewLink(tracker.ReviewRef{Title: text.Words, URL: to}) + "\n\n")
		}
		return b.String()
	}, func(all []gfm.Shown) []gfm.Shown {
		for i, s := range all {
			if len(s.Links) != 1 || !gfm.Same(s.Links[0].URL, to) || s.Links[0].Text != s.Text {
				all[i].Text = "no link: " + s.Text
			}
			all[i].Links = nil
		}
		return all
	})
}
