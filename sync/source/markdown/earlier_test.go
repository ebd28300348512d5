package markdown

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/review"
)

// What the version of commit a3f311a wrote: it escaped each ampersand, and a bare
// address like any other words.
const earlier = `# Outage

## Action items

- [x] Add an alert ([a\&b\[1\]\_](https://a.example/browse/PAY-1?x=1&amp=2))
- Drop the old table ([\_PAY-2\~](https://a.example/browse/PAY-2))

| Action item | Ticket | Status |
| --- | --- | --- |
| Read the logs | [R\&D\|3](https://a.example/browse/R) | declined: R\&D \| see https://x.example/?a=1\&b=2 |

<!-- followthrough:begin aaaabbbbcccc 000001 -->
## Follow-through

0 of 3 actions settled.

| Action | Team | Item | State |
| --- | --- | --- | --- |
| Add an alert | R\&D | [a\&b\[1\]\_](https://a.example/browse/PAY-1?x=1&amp=2 "000000000001") | open |

<!-- followthrough:end -->
`

const unwritten = `# Outage

## Action items

- [ ] Add an alert
- Drop the old table

| Action item | Ticket | Status |
| --- | --- | --- |
| Read the logs |  |  |
`

func earlierReport() review.WriteBack {
	r := review.WriteBack{Review: testReview, Digest: "000001", Modes: []review.Mode{review.ModeLinks, review.ModeBlock}}
	for i, item := range []review.ItemRef{
		{Key: "a&b[1]_", URL: "https://a.example/browse/PAY-1?x=1&amp=2"},
		{Key: "_PAY-2~", URL: "https://a.example/browse/PAY-2"},
		{Key: "R&D|3", URL: "https://a.example/browse/R"},
	} {
		key := review.Key([]string{"000000000001", "000000000002", "000000000003"}[i])
		r.Rows = append(r.Rows, review.Row{Action: key, LinkKey: key, Index: i, Title: "x", Team: "R&D", State: review.Open, Item: &item})
	}
	r.Rows[0].Box = review.TickBox
	r.Rows[2].Cell = "declined: R&D | see https://x.example/?a=1&b=2"
	r.Rows[2].LastCell = r.Rows[2].Cell
	return r
}

func TestStripTakesOutWhatAnEarlierVersionWrote(t *testing.T) {
	if diff := cmp.Diff(unwritten, string(Strip([]byte(earlier), earlierReport()))); diff != "" {
		t.Error(diff)
	}
}

func TestWhatAnEarlierVersionWroteIsNotWrittenAnew(t *testing.T) {
	r := earlierReport()
	r.Modes = []review.Mode{review.ModeLinks}
	doc, _, _ := strings.Cut(earlier, "\n<!-- followthrough:begin")
	got, done, err := Annotate([]byte(doc), r, Settings{})
	if err != nil || len(done.Notes) > 0 {
		t.Fatalf("%v, notes %q", err, done.Notes)
	}
	if diff := cmp.Diff(doc, string(got)); diff != "" {
		t.Error(diff)
	}
	r.Rows[2].Cell = "done"
	r.Rows[0].Item.URL = "https://a.example/browse/PAY-3"
	got, done, err = Annotate([]byte(doc), r, Settings{})
	want := strings.NewReplacer(`declined: R\&D \| see https://x.example/?a=1\&b=2`, "done", "PAY-1?x=1&amp=2", "PAY-3").Replace(doc)
	if diff := cmp.Diff(want, string(got)); diff != "" || err != nil || done.Cells["000000000003"] != "done" {
		t.Errorf("%v, cells %v: %s", err, done.Cells, diff)
	}
}

func TestACellThatSomebodyElseWroteStays(t *testing.T) {
	for _, cell := range []string{`&nbsp;`, `declined: R\&D`, `~~declined~~`, `open <!-- x -->`} {
		doc := strings.Replace(unwritten, "| Read the logs |  |  |", "| Read the logs |  | "+cell+" |", 1)
		r := earlierReport()
		r.Rows, r.Modes = r.Rows[2:], []review.Mode{review.ModeLinks}
		r.Rows[0].LastCell, r.Rows[0].Cell = "", "open"
		got, _, err := Annotate([]byte(doc), r, Settings{})
		if err != nil || !strings.Contains(string(got), "| "+cell+" |") {
			t.Errorf("%s: %v\n%s", cell, err, got)
		}
	}
}
