package mdedit_test

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/internal/referee/gfm"
)

func TestOthersReadLinesAsMeant(t *testing.T) {
	longtest.Only(t)
	gfm.Judge(t, gfm.Texts(1, 20_000), func(texts []gfm.Text) string {
		var b strings.Builder
		for _, text := range texts {
			b.WriteString("- [ ] " + mdedit.Escape(text.Words) + "\n")
		}
		return b.String()
	}, func(all []gfm.Shown) []gfm.Shown { return all })
}

func TestOthersReadCellsAsMeant(t *testing.T) {
	longtest.Only(t)
	gfm.Judge(t, gfm.Texts(2, 20_000), func(texts []gfm.Text) string {
		var b strings.Builder
		b.WriteString("| A | B |\n| --- | --- |\n")
		for _, text := range texts {
			b.WriteString("| " + mdedit.Cell(text.Words) + " | end |\n")
		}
		return b.String()
	}, func(all []gfm.Shown) []gfm.Shown {
		var out []gfm.Shown
		for i := 2; i < len(all); i += 2 {
			out = append(out, all[i])
		}
		return out
	})
}

func TestOthersReadLinksAsMeant(t *testing.T) {
	longtest.Only(t)
	const to = "https://x.example/?a=1&copy;=(b)&amp;c=|d*e_f"
	texts := gfm.Texts(3, 5_000)
	for i := range texts {
		texts[i].Addresses = nil
	}
	gfm.Judge(t, texts, func(texts []gfm.Text) string {
		var b strings.Builder
		b.WriteString("| A |\n| --- |\n")
		for _, text := range texts {
			b.WriteString("| " + mdedit.Link(text.Words, to, "3f9a") + " |\n")
		}
		return b.String()
	}, func(all []gfm.Shown) []gfm.Shown {
		for i, s := range all {
			if len(s.Links) == 1 && gfm.Same(s.Links[0].URL, to) && s.Links[0].Text == s.Text {
				all[i].Links = nil
			}
		}
		return all[1:]
	})
}
