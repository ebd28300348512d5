package markdown

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

const blockText = "<!-- followthrough:begin aaaabbbbcccc 000001 -->\n## Follow-through\n\nold\n\n<!-- followthrough:end -->\n"

func oneRow(modes ...review.Mode) review.WriteBack {
	return review.WriteBack{Review: testReview, Digest: "000002", Modes: modes, Rows: []review.Row{{
		Action: "3f9a2c1b77d0", LinkKey: "3f9a2c1b77d0", Title: "Add an alert", Team: "payments", State: review.Open,
		Item: &review.ItemRef{Key: "PAY-12", URL: "https://a.example/browse/PAY-12"},
	}}}
}

func TestBrokenMarks(t *testing.T) {
	head := "# Outage\n\n## Action items\n\n- Add an alert\n\n"
	for name, c := range map[string]struct{ doc, want string }{
		"begin without end":  {head + "<!-- followthrough:begin aaaabbbbcccc 1 -->\n\ntext\n", "line 7"},
		"end without begin":  {head + "<!-- followthrough:end -->\n", "line 7"},
		"two blocks":         {head + blockText + "\n" + blockText, "line 14"},
		"open fence":         {head + "```\ncode\n", "line 7"},
		"open tilde fence":   {head + "~~~ go\n", "line 7"},
		"open comment":       {head + "<!-- never closed\n\ntext\n", "line 7"},
		"end inside a fence": {head + "<!-- followthrough:begin aaaabbbbcccc 1 -->\n\n```\n<!-- followthrough:end -->\n```\n", "line 7"},
	} {
		t.Run(name, func(t *testing.T) {
			got, _, err := Annotate([]byte(c.doc), oneRow(review.ModeBlock), Settings{})
			if !errors.Is(err, source.ErrUnfit) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an unfit that names %s", err, c.want)
			}
			if string(got) != c.doc {
				t.Errorf("the document changed: %s", cmp.Diff(c.doc, string(got)))
			}
			v := Read([]byte(c.doc), Settings{})
			if !strings.Contains(v.BlockProblem, c.want) {
				t.Errorf("BlockProblem %q does not name %s", v.BlockProblem, c.want)
			}
			if diff := cmp.Diff([]string{"Add an alert"}, shorts(v)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMarksThatAreNone(t *testing.T) {
	for name, tail := range map[string]string{
		"in a fence":  "```\n" + blockText + "```\n",
		"indented":    "    <!-- followthrough:begin aaaabbbbcccc 1 -->\n",
		"in code":     "Write `<!-- followthrough:begin -->` there.\n",
		"closed tail": "```\ncode\n```\n",
	} {
		t.Run(name, func(t *testing.T) {
			doc := "# Outage\n\n## Action items\n\n- Add an alert\n\n" + tail
			v := Read([]byte(doc), Settings{})
			if v.Block != nil || v.BlockProblem != "" {
				t.Errorf("block %+v, problem %q", v.Block, v.BlockProblem)
			}
			form.RoundTrip(t, []byte(doc), review.ModeBlock)
		})
	}
}

func TestBlockStaysWhereItsAuthorMovedIt(t *testing.T) {
	doc := "# Outage\n\n" + blockText + "\n## Action items\n\n- Add an alert\n"
	got, _, err := Annotate([]byte(doc), oneRow(review.ModeBlock), Settings{})
	must(t, err)
	if !strings.HasPrefix(string(got), "# Outage\n\n<!-- followthrough:begin aaaabbbbcccc 000002 -->") || !strings.HasSuffix(string(got), "end -->\n\n## Action items\n\n- Add an alert\n") {
		t.Errorf("got %s", got)
	}
	if got := string(Strip(got, oneRow(review.ModeBlock))); got != "# Outage\n\n## Action items\n\n- Add an alert\n" {
		t.Errorf("stripped %q", got)
	}
}

func TestBlockOfAnotherReviewIsReplaced(t *testing.T) {
	doc := "## Action items\n\n- Add an alert\n\n" + strings.Replace(blockText, "aaaabbbbcccc", "ddddeeeeffff", 1)
	got, _, err := Annotate([]byte(doc), oneRow(review.ModeBlock), Settings{})
	if err != nil || strings.Contains(string(got), "ddddeeeeffff") || strings.Count(string(got), "followthrough:begin aaaabbbbcccc") != 1 {
		t.Errorf("%v: %s", err, got)
	}
}

func TestNoActionsNoBlock(t *testing.T) {
	r := review.WriteBack{Review: testReview, Digest: "1", Modes: []review.Mode{review.ModeBlock}}
	for doc, want := range map[string]string{
		"# Outage\n":                       "# Outage\n",
		"# Outage\n\n" + blockText:         "# Outage\n",
		"":                                 "",
		"# Outage\n\ntext\n\n" + blockText: "# Outage\n\ntext\n",
	} {
		got, _, err := Annotate([]byte(doc), r, Settings{})
		if err != nil || string(got) != want {
			t.Errorf("%q: got %q, %v", doc, got, err)
		}
	}
}

// Lines that may be actions have no row: where a block stands anyway, a sentence
// tells of them.
func TestBlockTellsOfLinesLeftAlone(t *testing.T) {
	r := review.WriteBack{Review: testReview, Digest: "1", Modes: []review.Mode{review.ModeBlock}, LeftAlone: 2}
	if got, _, err := Annotate([]byte("# Outage\n"), r, Settings{}); err != nil || string(got) != "# Outage\n" {
		t.Errorf("alone they make a block: %q, %v", got, err)
	}
	r.Rows = []review.Row{{Action: "0123456789ab", Index: -1, Title: "Alert on depth", State: review.Open}}
	for n, want := range map[int]string{
		0: "0 of 1 action settled.\n",
		1: "0 of 1 action settled. followthrough was not sure about 1 line and left it alone: (action) or (no action) behind it says which it is.\n",
		2: "0 of 1 action settled. followthrough was not sure about 2 lines and left them alone: (action) or (no action) behind each says which it is.\n",
	} {
		r.LeftAlone = n
		got, _, err := Annotate([]byte("# Outage\n"), r, Settings{})
		if err != nil || !strings.Contains(string(got), "\n"+want) {
			t.Errorf("%d: %q, %v", n, got, err)
		}
		if read := Read(got, Settings{}); read.Block == nil || len(read.Actions) > 0 || string(Strip(got, r)) != "# Outage\n" {
			t.Errorf("%d: read again: %+v", n, read)
		}
	}
}

// TestLinks: one row, one line before and after.
func TestLinks(t *testing.T) {
	item := &review.ItemRef{Key: "PAY-12", URL: "https://a.example/browse/PAY-12"}
	link := "([PAY-12](https://a.example/browse/PAY-12))"
	table := "| Action | Ticket | Status |\n|---|---|---|\n"
	for name, c := range map[string]struct {
		line string
		row  review.Row
		want string
	}{
		"bullet":            {"- Add an alert", review.Row{Item: item}, "- Add an alert " + link},
		"tick":              {"- [ ] Add an alert", review.Row{Item: item, Box: review.TickBox}, "- [x] Add an alert " + link},
		"tick what is":      {"- [X] Add an alert", review.Row{Item: item, Box: review.TickBox}, "- [X] Add an alert " + link},
		"untick":            {"1) [x] Add an alert " + link, review.Row{Item: item, Box: review.UntickBox}, "1) [ ] Add an alert " + link},
		"declined box":      {"- [-] Add an alert", review.Row{Box: review.TickBox}, "- [-] Add an alert"},
		"moved":             {"- Add an alert ([OPS-1](https://a.example/browse/OPS-1))", review.Row{Item: item}, "- Add an alert " + link},
		"new url":           {"- Add an alert ([PAY-12](https://old.example/browse/PAY-12))", review.Row{Item: item}, "- Add an alert " + link},
		"named by a person": {"- PAY-12: Add an alert", review.Row{Item: item}, "- PAY-12: Add an alert"},
		"copied":            {"- Add an alert ([OLD-1](https://b.example/browse/OLD-1)) @sre", review.Row{Item: item, Replace: "OLD-1"}, "- Add an alert ([PAY-12](https://a.example/browse/PAY-12)) @sre"},
		"second line":       {"- Add an\n  alert\n  - detail", review.Row{Item: item}, "- Add an\n  alert " + link + "\n  - detail"},
		"no item":           {"- Add an alert", review.Row{}, "- Add an alert"},
		"empty cells":       {table + "| Add an alert |  |  |", review.Row{Item: item, Cell: "done"}, table + "| Add an alert | [PAY-12](https://a.example/browse/PAY-12) | done |"},
		"our cell":          {table + "| Add an alert | x | open |", review.Row{Item: item, Cell: "done", LastCell: "open"}, table + "| Add an alert | x | done |"},
		"a person's cell":   {table + "| Add an alert | x | waiting |", review.Row{Item: item, Cell: "done", LastCell: "open"}, table + "| Add an alert | x | waiting |"},
		"old cell":          {table + "| Add an alert | [OPS-1](https://a.example/browse/OPS-1) | |", review.Row{Item: item}, table + "| Add an alert | [PAY-12](https://a.example/browse/PAY-12) | |"},
		"prose":             {"We will add an alert.", review.Row{Item: item}, "We will add an alert."},
		"after an answer":   {"- Add an alert (separate)", review.Row{Item: item}, "- Add an alert (separate) " + link},
	} {
		t.Run(name, func(t *testing.T) {
			head := "# Outage\n\n## Action items\n\n"
			row := c.row
			row.Action, row.Title, row.State = "3f9a2c1b77d0", "Add an alert", review.Open
			r := review.WriteBack{Review: testReview, Digest: "1", Modes: []review.Mode{review.ModeLinks}, Rows: []review.Row{row}}
			got, done, err := Annotate([]byte(head+c.line+"\n"), r, Settings{})
			must(t, err)
			if diff := cmp.Diff(head+c.want+"\n", string(got)); diff != "" {
				t.Errorf("%s\nnotes %q", diff, done.Notes)
			}
		})
	}
}

func TestUnchangedBytes(t *testing.T) {
	doc := "\xef\xbb\xbf---\r\ntitle: x\r\n---\r\n# Outage\r\n\r\n## Action items\r\n\r\n-\tAdd an alert\t \r\n\r\nlast"
	got, _, err := Annotate([]byte(doc), oneRow(review.ModeBlock, review.ModeLinks), Settings{})
	must(t, err)
	want := strings.Replace(doc, "Add an alert", "Add an alert ([PAY-12](https://a.example/browse/PAY-12))", 1)
	if !strings.HasPrefix(string(got), want+"\r\n\r\n<!-- followthrough:begin") || !strings.HasSuffix(string(got), "end -->") || strings.Contains(strings.ReplaceAll(string(got), "\r\n", ""), "\n") {
		t.Errorf("got %q", got)
	}
}

func TestCellsAreCutAndEscaped(t *testing.T) {
	r := oneRow(review.ModeBlock)
	r.Rows[0].Title = strings.Repeat("ä", 130) + "\n| <!-- x -->"
	r.Rows[0].Reason = "field | 'x'\n<!-- followthrough:end -->"
	got, _, err := Annotate([]byte("## Action items\n\n- Add an alert\n"), r, Settings{})
	if err != nil || !strings.Contains(string(got), "| "+strings.Repeat("ä", 119)+"… | payments |") {
		t.Errorf("%v: %s", err, got)
	}
	if b := Read(got, Settings{}).Block; b == nil || len(b.Rows) != 1 || b.Rows[0].Action != "3f9a2c1b77d0" {
		t.Errorf("block %+v", b)
	}
}

func TestStateWords(t *testing.T) {
	r := oneRow(review.ModeBlock)
	r.Rows = nil
	day := mustDay(t, "2026-12-03")
	for _, row := range []review.Row{
		{State: review.Soaking, Until: day}, {State: review.Unrouted}, {State: review.Unrouted, Team: "a", Reason: "cited"}, {State: review.Creating},
		{State: review.InProgress}, {State: review.Done}, {State: review.Declined, Reason: "too noisy"}, {State: review.Withdrawn}, {State: review.Past},
	} {
		row.Title, row.Action = "Add an alert", "3f9a2c1b77d0"
		r.Rows = append(r.Rows, row)
	}
	got, _, err := Annotate([]byte("## Action items\n\n- Add an alert\n"), r, Settings{})
	must(t, err)
	for _, want := range []string{
		"2 of 7 actions settled: 1 done, 1 declined.\n", "| soaking until 3 Dec |", "| no team |", "| unclear: cited |", "| being created |", "| in progress |", "| done |", "| declined: too noisy |", "| withdrawn |",
	} {
		if !strings.Contains(string(got), want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(string(got), "past") {
		t.Error("a past action is shown")
	}
}
