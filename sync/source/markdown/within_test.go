package markdown

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/review"
)

// manyRows is a report on n actions of which a third is settled and a third has
// left the review.
func manyRows(n int) (string, review.WriteBack) {
	var doc strings.Builder
	doc.WriteString("# Outage\n\n## Action items\n\n")
	r := review.WriteBack{Review: "aaaaaaaaaaaa", Digest: "abcdef", Modes: []review.Mode{review.ModeBlock}}
	for i := range n {
		key := review.Key(fmt.Sprintf("%012x", i+1))
		row := review.Row{
			Action: key, LinkKey: key, Index: -1, Title: fmt.Sprintf("Alert on the depth of queue %d", i), Team: "payments",
			State: []review.State{review.Open, review.Done, review.Withdrawn}[i%3], Reason: strings.Repeat("because ", 40),
			Item: &review.ItemRef{Key: fmt.Sprintf("PAY-%d", i), URL: fmt.Sprintf("https://jira.example.test/browse/PAY-%d", i)},
		}
		if row.State != review.Withdrawn {
			fmt.Fprintf(&doc, "- [ ] %s\n", row.Title)
		}
		r.Rows = append(r.Rows, row)
	}
	return doc.String(), r
}

// More than a place has room for is said in fewer words and with fewer rows,
// what is still open before all else; and the block stays whole.
func TestBlocksFitTheirPlace(t *testing.T) {
	for _, most := range []int{300_000, 65_536, 40_000, 30_000} {
		for _, eol := range []string{"\n", "\r\n"} {
			doc, r := manyRows(600)
			doc = strings.ReplaceAll(doc, "\n", eol)
			out, _, err := AnnotateWithin([]byte(doc), r, Settings{}, most)
			if err != nil || utf8.RuneCount(out) > most {
				t.Fatalf("most %d: %d characters, %v", most, utf8.RuneCount(out), err)
			}
			b := Read(out, Settings{}).Block
			if b == nil || b.Review != r.Review || b.Digest != r.Digest {
				t.Fatalf("most %d: block %+v", most, b)
			}
			open := 0
			for _, row := range b.Rows {
				for _, a := range r.Rows {
					if a.Action == row.Action && a.State == review.Open {
						open++
					}
				}
			}
			if most >= 65_536 && open != 200 || open == 0 {
				t.Errorf("most %d: %d rows, %d of 200 open ones", most, len(b.Rows), open)
			}
			if dropped := len(r.Rows) - len(b.Rows); dropped > 0 && !strings.Contains(string(out), fmt.Sprintf("and %d more", dropped)) {
				t.Errorf("most %d: %d rows are left out in silence", most, dropped)
			}
			again, _, err := AnnotateWithin(out, r, Settings{}, most)
			if err != nil || string(again) != string(out) {
				t.Errorf("most %d: the same report is written otherwise: %v", most, err)
			}
		}
	}
}

// Where there is room nothing is cut.
func TestBlocksWithRoomAreWhole(t *testing.T) {
	doc, r := manyRows(30)
	want, _, err := Annotate([]byte(doc), r, Settings{})
	got, _, within := AnnotateWithin([]byte(doc), r, Settings{}, 65_536)
	if err != nil || within != nil || string(got) != string(want) {
		t.Errorf("%v, %v", err, within)
	}
}
