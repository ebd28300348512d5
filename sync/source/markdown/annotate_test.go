package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/format/formattest"
)

const testReview = formattest.Review

// form is Markdown for what every format keeps to.
var form = formattest.Format{
	Read: Read, Annotate: Annotate, Strip: Strip, Cell: "done",
	Item: func(digits string) review.ItemRef {
		return review.ItemRef{Key: "payments-" + digits, URL: "../backlogs/payments.md#" + digits}
	},
}

// mdx is the same with the marks that MDX takes.
func mdx() formattest.Format {
	f := form
	f.Annotate = AnnotateMDX
	return f
}

func TestRoundTrip(t *testing.T) {
	docs := formattest.Documents(t, "testdata/forms/*.md")
	for name, doc := range docs {
		for variant, text := range variants(doc) {
			t.Run(name+"/"+variant+"/block", func(t *testing.T) { form.RoundTrip(t, text, review.ModeBlock) })
			t.Run(name+"/"+variant+"/links", func(t *testing.T) { form.RoundTrip(t, text, review.ModeBlock, review.ModeLinks) })
			t.Run(name+"/"+variant+"/mdx", func(t *testing.T) { mdx().RoundTrip(t, text, review.ModeBlock, review.ModeLinks) })
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
		t.Run(name+"/block", func(t *testing.T) { form.RoundTrip(t, doc, review.ModeBlock) })
		t.Run(name+"/links", func(t *testing.T) { form.RoundTrip(t, doc, review.ModeBlock, review.ModeLinks) })
		t.Run(name+"/mdx", func(t *testing.T) { mdx().RoundTrip(t, doc, review.ModeBlock, review.ModeLinks) })
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

<!-- prettier-ignore -->
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

// Nothing is written into a list in HTML: a link of Markdown is none there.
func TestHTMLListsAreNotWrittenInto(t *testing.T) {
	doc := []byte("# Mail outage\n\n## Action items\n\n<ul>\n<li><input type=\"checkbox\"> Add an alert</li>\n<li>Fix the docs</li>\n</ul>\n")
	form.RoundTrip(t, doc, review.ModeBlock, review.ModeLinks)
	out, done, err := Annotate(doc, form.WriteBack(Read(doc, Settings{}), review.ModeBlock, review.ModeLinks), Settings{})
	if err != nil || !bytes.HasPrefix(out, doc) || len(done.Notes) != 2 {
		t.Errorf("%v, notes %q:\n%s", err, done.Notes, out)
	}
}
