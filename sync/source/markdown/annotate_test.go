package markdown

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// fixtures are the documents in testdata/forms, one for each form.
func fixtures(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("testdata/forms/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures in testdata/forms")
	}
	docs := map[string][]byte{}
	for _, f := range files {
		doc, err := os.ReadFile(f)
		must(t, err)
		docs[filepath.Base(f)] = doc
	}
	return docs
}

const testReview = review.Key("aaaabbbbcccc")

// reportFor is a report as a sync would make it: an item for each action that
// names none, every open box ticked, every empty status cell filled.
func reportFor(v review.Review, modes ...review.Mode) review.WriteBack {
	r := review.WriteBack{Review: testReview, Digest: "9c1f02", Modes: modes}
	for i, a := range v.Actions {
		key := review.ActionKeyOf("followthrough", testReview, review.Normalise(a.Title), i+1)
		row := review.Row{Action: key, LinkKey: key, Index: i, Title: a.Title, Team: "payments", State: review.Done}
		if a.Ticket == nil {
			row.Item = &review.ItemRef{Key: "payments-" + string(key[:6]), URL: "../backlogs/payments.md#" + string(key[:6])}
		}
		if a.Mark == review.Open {
			row.Box = review.TickBox
		}
		if a.Mark == "" {
			row.Cell = "done"
		}
		r.Rows = append(r.Rows, row)
	}
	return r
}

func titles(v review.Review) []string {
	var out []string
	for _, a := range v.Actions {
		out = append(out, review.Normalise(a.Title))
	}
	return out
}

// roundTrip: annotate once and twice, read between, strip.
func roundTrip(t *testing.T, doc []byte, modes ...review.Mode) {
	t.Helper()
	v := Read(doc, Settings{})
	r := reportFor(v, modes...)
	once, done, err := Annotate(doc, r, Settings{})
	if err != nil {
		if errors.Is(err, source.ErrUnfit) && v.BlockProblem != "" {
			return
		}
		t.Fatalf("annotate: %v", err)
	}
	after := Read(once, Settings{})
	if diff := cmp.Diff(titles(v), titles(after)); diff != "" {
		t.Errorf("the actions read differently: %s", diff)
	}
	if review.Normalise(v.Text) != review.Normalise(after.Text) && len(modes) == 1 && modes[0] == review.ModeBlock {
		t.Errorf("the words differ without the block")
	}
	twice, _, err := Annotate(once, r, Settings{})
	if err != nil || string(twice) != string(once) {
		t.Errorf("a second annotate changes the document (%v): %s", err, cmp.Diff(string(once), string(twice)))
	}
	if got := string(Strip(once, r)); got != string(doc) {
		t.Errorf("strip does not give the original: %s", cmp.Diff(string(doc), got))
	}
	checkLinks(t, v, after, r, done)
}

// checkLinks: in mode links each action that got a link reads it as its ticket.
func checkLinks(t *testing.T, before, after review.Review, r review.WriteBack, done Annotated) {
	t.Helper()
	if len(r.Modes) < 2 || len(after.Actions) != len(r.Rows) {
		return
	}
	missing := 0
	for i, row := range r.Rows {
		a := after.Actions[i]
		switch {
		case row.Item == nil:
			if diff := cmp.Diff(before.Actions[i].Ticket, a.Ticket); diff != "" {
				t.Errorf("line %d: the ticket changed: %s", a.Line, diff)
			}
		case a.Ticket == nil:
			missing++
		case a.Ticket.Text != row.Item.Key || a.Ticket.URL != row.Item.URL:
			t.Errorf("line %d: reads %+v, wrote %+v", a.Line, a.Ticket, row.Item)
		}
	}
	if missing > len(done.Notes) {
		t.Errorf("%d actions have no link, %d notes: %q", missing, len(done.Notes), done.Notes)
	}
}

func TestRoundTrip(t *testing.T) {
	docs := fixtures(t)
	for name, doc := range docs {
		for variant, text := range variants(doc) {
			t.Run(name+"/"+variant+"/block", func(t *testing.T) { roundTrip(t, text, review.ModeBlock) })
			t.Run(name+"/"+variant+"/links", func(t *testing.T) { roundTrip(t, text, review.ModeBlock, review.ModeLinks) })
		}
	}
}

// variants of a document that must not matter.
func variants(doc []byte) map[string][]byte {
	text := string(doc)
	return map[string][]byte{
		"as is":   doc,
		"crlf":    []byte(strings.ReplaceAll(text, "\n", "\r\n")),
		"no end":  []byte(strings.TrimRight(text, "\n")),
		"bom":     []byte("\xef\xbb\xbf" + text),
		"blanks":  []byte(text + "\n\n"),
		"old mac": []byte(strings.ReplaceAll(text, "\n", "\r")),
	}
}

func TestRoundTripOfTheCorpus(t *testing.T) {
	for name, doc := range corpus(t) {
		t.Run(name+"/block", func(t *testing.T) { roundTrip(t, doc, review.ModeBlock) })
		t.Run(name+"/links", func(t *testing.T) { roundTrip(t, doc, review.ModeBlock, review.ModeLinks) })
	}
}

func TestAnnotateExample(t *testing.T) {
	doc := "# Outage\n\n## Action items\n\n- [ ] Alert on queue depth\n- Split the pool\n"
	r := review.WriteBack{Review: testReview, Digest: "9c1f02", Modes: []review.Mode{review.ModeBlock, review.ModeLinks}, Rows: []review.Row{
		{Action: "3f9a2c1b77d0", LinkKey: "3f9a2c1b77d0", Index: 0, Title: "Alert on queue depth", Team: "payments", State: review.Done, Box: review.TickBox, Item: &review.ItemRef{Key: "PAY-12", URL: "https://acme.example/browse/PAY-12"}},
		{Action: "3f9a2c1b77d1", LinkKey: "3f9a2c1b77d1", Index: 1, Title: "Split the pool | a_b", State: review.Unrouted, Reason: "no owner"},
		{Action: "3f9a2c1b77d2", LinkKey: "3f9a2c1b77d2", Index: -1, Title: "Gone", Team: "payments", State: review.Withdrawn, Item: &review.ItemRef{Key: "PAY-13", URL: "https://acme.example/browse/PAY-13"}},
	}}
	got, done, err := Annotate([]byte(doc), r, Settings{})
	must(t, err)
	want := `# Outage

## Action items

- [x] Alert on queue depth ([PAY-12](https://acme.example/browse/PAY-12))
- Split the pool

<!-- followthrough:begin aaaabbbbcccc 9c1f02 -->
## Follow-through

1 of 2 actions settled: 1 done.

| Action | Team | Item | State |
| --- | --- | --- | --- |
| Alert on queue depth | payments | [PAY-12](https://acme.example/browse/PAY-12 "3f9a2c1b77d0") | done |
| Split the pool \| a_b |  |  | no team: no owner |
| Gone | payments | [PAY-13](https://acme.example/browse/PAY-13 "3f9a2c1b77d2") | withdrawn |

<!-- followthrough:end -->
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]review.Key{"3f9a2c1b77d0"}, done.Ticked); diff != "" {
		t.Error(diff)
	}
	b := Read(got, Settings{}).Block
	if b == nil || b.Review != testReview || b.Digest != "9c1f02" || len(b.Rows) != 2 || b.Rows[1].Ticket.Text != "PAY-13" || b.Rows[1].Action != "3f9a2c1b77d2" {
		t.Errorf("block read as %s", fmt.Sprintf("%+v", b))
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
