package files

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/internal/referee/gfm"
	"github.com/followthrough/followthrough/sync/tracker"
)

func TestOthersReadItemsAsMeant(t *testing.T) {
	longtest.Only(t)
	const review = "https://reviews.example/q?a=1&copy;=(b)&c=|d*e_f'é"
	titles, reviews := gfm.Texts(4, 20_000), gfm.Texts(5, 20_000)
	meant := make([]gfm.Text, len(titles))
	line := map[string]string{}
	for i, title := range titles {
		n := tracker.NewItem{Title: title.Words, Review: tracker.ReviewRef{Title: reviews[i].Words, URL: review}}
		meant[i] = gfm.Text{Words: short(title.Words) + " (" + short(reviews[i].Words) + ")", Addresses: title.Addresses}
		line[meant[i].Words] = words(n, "/backlogs/payments.md")
	}
	gfm.Judge(t, meant, func(texts []gfm.Text) string {
		var b strings.Builder
		for _, text := range texts {
			b.WriteString("- [ ] " + line[text.Words] + " <!-- followthrough: {} -->\n")
		}
		return b.String()
	}, func(all []gfm.Shown) []gfm.Shown {
		for i, s := range all {
			last := len(s.Links) - 1
			if s.Box != "[ ]" && s.Box != "" || last < 0 || !gfm.Same(s.Links[last].URL, review) || !strings.HasSuffix(s.Text, "("+s.Links[last].Text+")") {
				all[i].Text = "no box, or no link to the review: " + s.Text
				continue
			}
			all[i].Links = s.Links[:last]
		}
		return all
	})
}
