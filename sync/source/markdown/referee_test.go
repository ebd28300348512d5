package markdown

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/internal/referee/gfm"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/writeback"
)

// block is one of our blocks with the texts as titles and reasons.
func block(texts []gfm.Text) string {
	r := review.WriteBack{Review: testReview, Digest: "000001", Modes: []review.Mode{review.ModeBlock}}
	for i, text := range texts {
		r.Rows = append(r.Rows, review.Row{
			Action: review.Key(fmt.Sprintf("%012x", i)), LinkKey: review.Key(fmt.Sprintf("%012x", i)),
			Title: text.Words, Team: "payments", State: review.Declined, Reason: text.Words,
			Item: &review.ItemRef{Key: "acme/shop#1 [x]", URL: "https://x.example/?a=1&copy;=(b)|c"},
		})
	}
	return comment(htmlComment).render(r, "\n")
}

func TestOthersReadTheBlockAsMeant(t *testing.T) {
	longtest.Only(t)
	texts := gfm.Texts(9, 2_500)
	meant := make([]gfm.Text, 0, 2*len(texts))
	for _, text := range texts {
		cut := mdedit.Cut(mdedit.Line(text.Words), writeback.MaxCell)
		meant = append(meant, gfm.Text{Words: cut}, gfm.Text{Words: mdedit.Cut("declined: "+mdedit.Line(text.Words), writeback.MaxCell)})
		if cut == mdedit.Line(text.Words) {
			meant[len(meant)-2].Addresses = text.Addresses
		}
	}
	byCut := map[string]gfm.Text{}
	for i, text := range texts {
		byCut[meant[2*i].Words] = text
	}
	gfm.Judge(t, meant, func(meant []gfm.Text) string {
		var texts []gfm.Text
		for i := 0; i < len(meant); i += 2 {
			texts = append(texts, byCut[meant[i].Words])
		}
		return block(texts)
	}, func(all []gfm.Shown) []gfm.Shown {
		const before = 1 + 1 + 4 // the heading, the sentence, the table's head
		var out []gfm.Shown
		for i := before; i+3 < len(all); i += 4 {
			if link := all[i+2]; len(link.Links) != 1 || link.Text != "acme/shop#1 [x]" || !gfm.Same(link.Links[0].URL, "https://x.example/?a=1&copy;=(b)|c") {
				all[i].Text = "no link"
			}
			out = append(out, all[i], all[i+3])
		}
		return out
	})
}

func TestWeReadOurBlockAsMeant(t *testing.T) {
	texts := gfm.Texts(10, 5_000)
	for from := 0; from < len(texts); from += 500 {
		some := texts[from : from+500]
		got := Read([]byte("# Outage\n\n"+block(some)+"\n"), Settings{}).Block
		if got == nil || len(got.Rows) != len(some) {
			t.Fatalf("%d rows are not read as that: %+v", len(some), got)
		}
		for i, row := range got.Rows {
			if strings.ContainsAny(some[i].Words, "^{") {
				continue // what looks like a footnote's mark or an attribute is left out of titles
			}
			if cut := mdedit.Cut(mdedit.Line(some[i].Words), writeback.MaxCell); !gfm.Same(row.Title, cut) || row.Ticket.Text != "acme/shop#1 [x]" {
				t.Fatalf("%q is read as %q, with item %+v", cut, row.Title, row.Ticket)
			}
		}
	}
}

const formatted = `---
title: Queue outage
published: 2026-11-20
---

# Queue outage

## Action items

- [ ] Alert on the depth of the queue (owner: Payments team)
- [x] Raise the limit of the pool
- [ ] Check the team's dashboards: a_b and c*d

## Follow-ups

- Drop the old table

## Lessons

None.
`

func TestFormattersLeaveOurMarksInReviews(t *testing.T) {
	longtest.Only(t)
	report := review.WriteBack{Review: testReview, Digest: "000001", Modes: []review.Mode{review.ModeLinks, review.ModeBlock}}
	for i, a := range Read([]byte(formatted), Settings{}).Actions {
		key := review.Key(fmt.Sprintf("%012x", i+1))
		report.Rows = append(report.Rows, review.Row{
			Action: key, LinkKey: key, Index: i, Title: a.Title, Team: "payments", State: review.Open,
			Item: &review.ItemRef{Key: fmt.Sprintf("PAY-%d", i+1), URL: fmt.Sprintf("https://a.example/browse/PAY-%d?a=1&b=2", i+1)},
		})
	}
	ours, _, err := Annotate([]byte(formatted), report, Settings{})
	must(t, err)
	before := Read(ours, Settings{})
	for _, f := range gfm.Formatters() {
		t.Run(f.Name, func(t *testing.T) {
			doc := f.Format(t, string(ours))
			// What a ballot box says is for its own tests: pandoc writes one for [x].
			boxes := strings.NewReplacer("- ☒", "- [x]", "- ☐", "- [ ]", "-   ☒", "-   [x]", "-   ☐", "-   [ ]")
			want, got := marks(before), marks(Read([]byte(boxes.Replace(doc)), Settings{}))
			if strings.HasSuffix(f.Name, "to markdown") || strings.Contains(f.Name, ", all ") {
				// It writes tables of its own, or knows none: what is left of the block
				// is whose it is, and what it said.
				want = want[:len(before.Actions)+1]
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s\n%s", diff, doc)
			}
		})
	}
}

// marks are what a review says with our help: its actions with their tickets,
// and the block's rows.
func marks(r review.Review) []string {
	var out []string
	for _, a := range r.Actions {
		ticket := review.Ticket{}
		if a.Ticket != nil {
			ticket = *a.Ticket
		}
		out = append(out, fmt.Sprint(a.Title, " ", a.Mark, " ", ticket.Text, " ", ticket.URL))
	}
	if r.Block == nil {
		return append(out, "no block: "+r.BlockProblem)
	}
	out = append(out, string(r.Block.Review)+" "+r.Block.Digest)
	for _, row := range r.Block.Rows {
		out = append(out, fmt.Sprint(row.Action, " ", row.Title, " ", row.Ticket))
	}
	return out
}
