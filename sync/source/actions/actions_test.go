package actions_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions"
	"github.com/followthrough/followthrough/sync/source/document"
)

// paragraph is one line of a document that has no source.
func paragraph(text string) *document.Block {
	r := document.Rich{Text: text}
	return &document.Block{From: 0, To: len(text), Box: -1, Rich: r, Lines: []document.Line{{To: len(text), Rich: r, Written: r}}}
}

func heading(level int, text string) *document.Block {
	b := paragraph(text)
	b.Kind, b.Level = document.Heading, level
	return b
}

// list is a list of one item each text, with a check box where it opens with one.
func list(at int, texts ...string) *document.Block {
	l := &document.Block{Kind: document.List, At: at, Box: -1}
	for i, text := range texts {
		head := paragraph(text)
		head.At, head.From, head.To = at+i, at+i, at+i+1
		head.Boxed = strings.HasPrefix(text, "[")
		l.Blocks = append(l.Blocks, &document.Block{Kind: document.Item, At: at + i, Blocks: []*document.Block{head}})
	}
	return l
}

func cells(texts ...string) []document.Cell {
	var out []document.Cell
	for _, text := range texts {
		out = append(out, document.Cell{Rich: document.Rich{Text: text}})
	}
	return out
}

// TestATreeOfNoFormat: a tree made by hand is read, so nothing but what is in it
// is looked at.
func TestATreeOfNoFormat(t *testing.T) {
	table := &document.Block{Kind: document.Table, At: 60, Grid: &document.Grid{
		Head: cells("Action item", "Owner"),
		Rows: []document.Row{{At: 61, Cells: []document.Cell{{Rich: document.Rich{Text: "Split the pool"}, Place: document.Place{From: 61, To: 62}}, cells("payments")[0]}}},
	}}
	d := &document.Document{
		Starts: []int{0},
		Matter: document.Matter{Values: []document.Value{{Key: "severity", Text: "SEV-2", Line: 1}}},
		Marks:  document.Marks{From: -1, To: -1},
		Blocks: []*document.Block{
			heading(1, "Checkout outage"), paragraph("Date: 2026-03-01"),
			heading(2, "Action items"), list(40, "[x] Add an alert (payments team)", "Page @bo"), table,
			heading(2, "Timeline"), list(80, "10:00 down"),
		},
	}
	got := actions.Read(d, actions.Settings{})
	var short []string
	for _, f := range got.Found {
		short = append(short, strings.Join([]string{f.Title, f.Owner, string(f.Mark), string(f.Place.Form)}, "|"))
	}
	want := []string{"Add an alert|payments team|" + string(review.Done) + "|list item", "Page|@bo||list item", "Split the pool|payments||table row"}
	if diff := cmp.Diff(want, short); diff != "" {
		t.Error(diff)
	}
	if r := got.Review; r.Title != "Checkout outage" || r.Severity != "SEV-2" || r.Date.IsZero() || len(r.Actions) != 3 {
		t.Errorf("the review is read as %+v", r)
	}
}
