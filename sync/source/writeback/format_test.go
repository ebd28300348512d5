package writeback_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions"
	"github.com/followthrough/followthrough/sync/source/document"
	"github.com/followthrough/followthrough/sync/source/writeback"
)

// outline is a format of its own, as docs/adapters.md says how to add one: a line
// with an equals sign before it is a heading, each other one an item.
func outline() writeback.Format {
	link := func(text, url, title string) string {
		return strings.TrimSpace("{"+url+" "+text+" "+title) + "}"
	}
	return writeback.Format{
		Read: func(doc []byte) *writeback.Reading {
			d := read(doc)
			return &writeback.Reading{Document: d, Found: actions.Read(d, actions.Settings{}).Found}
		},
		Link: link,
		Links: func(text string) []writeback.Link {
			from, to := strings.IndexByte(text, '{'), strings.IndexByte(text, '}')
			if from < 0 || to < from {
				return nil
			}
			url, words, _ := strings.Cut(text[from+1:to], " ")
			return []writeback.Link{{From: from, To: to + 1, Text: words, URL: url}}
		},
		Address: func(url string) string { return url },
		Target:  func(url string) string { return "{" + url + " " },
		Shown:   func(text string) string { return text },
		Cell:    func(_ review.WriteBack, words string) string { return words },
		Block: func(r review.WriteBack, eol string) string {
			return "# " + string(r.Review) + " " + writeback.Said(r) + eol + "#."
		},
		LineEnd: mdedit.LineEnd,
		Insert:  func(_ []byte, _ int, block, eol string) string { return block + eol },
		Extent:  func(_ []byte, from, to int) (int, int) { return from, to + 1 },
	}
}

// read makes the tree, in which each part says where it stands.
func read(doc []byte) *document.Document {
	d := &document.Document{Text: string(doc), Marks: document.Marks{From: -1, To: -1, At: len(doc)}}
	list := &document.Block{Kind: document.List, From: -1, Box: -1}
	at := 0
	for line := range strings.Lines(string(doc)) {
		d.Starts = append(d.Starts, at)
		from, to := at, at+len(strings.TrimRight(line, "\n"))
		at += len(line)
		words := string(doc[from:to])
		switch text, heading := strings.CutPrefix(words, "="); {
		case strings.HasPrefix(words, "#."):
			d.Marks.To = to
		case strings.HasPrefix(words, "#"):
			d.Marks.From, d.Marks.Review = from, review.Key(strings.Fields(words)[1])
		case heading:
			d.Blocks = append(d.Blocks, &document.Block{Kind: document.Heading, Level: 1, At: from, From: from + 1, To: to, Box: -1, Rich: document.Rich{Text: text}})
		default:
			p := &document.Block{Kind: document.Paragraph, At: from, From: from, To: to, Box: -1, Rich: shown(words)}
			p.Lines = []document.Line{{From: from, To: to, Rich: p.Rich, Written: p.Rich}}
			list.Blocks = append(list.Blocks, &document.Block{Kind: document.Item, At: from, From: -1, Box: -1, Blocks: []*document.Block{p}})
		}
	}
	d.Blocks = append(d.Blocks, list)
	return d
}

// shown is a line as readers see it, with its link.
func shown(line string) document.Rich {
	before, rest, linked := strings.Cut(line, "{")
	url, rest, _ := strings.Cut(rest, " ")
	words, after, _ := strings.Cut(rest, "}")
	if !linked {
		return document.Rich{Text: line}
	}
	return document.Rich{Text: before + words + after, Spans: []document.Span{{From: len(before), To: len(before) + len(words), Kind: document.Link, URL: url}}}
}

// TestToAddAFormat: a format of some eighty lines is read and written to as
// Markdown is.
func TestToAddAFormat(t *testing.T) {
	doc := "=Outage\n=Action items\nAlert on queue depth (owner: payments)\nSplit the pool of connections\n"
	v := actions.Read(read([]byte(doc)), actions.Settings{}).Review
	if len(v.Actions) != 2 || v.Title != "Outage" || v.Actions[0].Owner != "payments" {
		t.Fatalf("read %q: %+v", v.Title, v.Actions)
	}
	r := review.WriteBack{Review: "aaaabbbbcccc", Digest: "1", Modes: []review.Mode{review.ModeBlock, review.ModeLinks}, Rows: []review.Row{
		{Action: "3f9a2c1b77d0", LinkKey: "3f9a2c1b77d0", Index: 0, Title: "Alert on queue depth", State: review.Done, Item: &review.ItemRef{Key: "PAY-1", URL: "https://a.example/PAY-1"}},
		{Action: "3f9a2c1b77d1", LinkKey: "3f9a2c1b77d1", Index: 1, Title: "Split the pool", State: review.Open},
	}}
	got, _, err := writeback.Annotate([]byte(doc), r, outline())
	if err != nil {
		t.Fatal(err)
	}
	want := "=Outage\n=Action items\nAlert on queue depth (owner: payments) ({https://a.example/PAY-1 PAY-1})\nSplit the pool of connections\n" +
		"# aaaabbbbcccc 1 of 2 actions settled: 1 done.\n#.\n"
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	if back := string(writeback.Strip(got, r, outline())); back != doc {
		t.Errorf("stripped %q", back)
	}
}
