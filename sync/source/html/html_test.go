package html

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/actions"
	"github.com/followthrough/followthrough/sync/source/format/formattest"
)

var update = flag.Bool("update", false, "write the golden files")

const testReview = formattest.Review

// form is HTML for what every format keeps to.
var form = formattest.Format{
	Read: Read, Annotate: Annotate, Strip: Strip, Cell: "done <b>& dusted",
	Item: func(digits string) review.ItemRef {
		return review.ItemRef{Key: "PAY-" + digits, URL: "https://acme.example/browse/PAY-" + digits + "?a=1&b='2'"}
	},
}

// TestExports: what is read from files as wikis and incident tools make them, and
// what of their lines a write-back changes.
func TestExports(t *testing.T) {
	for name, doc := range formattest.Documents(t, "testdata/exports/*.html") {
		t.Run(name, func(t *testing.T) {
			v := Read(doc, actions.Settings{})
			var b strings.Builder
			fmt.Fprintf(&b, "title %q, severity %q, date %s, published %s\n", v.Title, v.Severity, v.Date.Format("2006-01-02"), yesNo(v.Published))
			for _, a := range v.Actions {
				fmt.Fprintf(&b, "line %d [%s] %q owner %q due %q ticket %s group %q\n", a.Line, a.Mark, a.Title, a.Owner, a.Due, a.Ticket.Link(), a.Group)
			}
			out, done, err := Annotate(doc, form.WriteBack(v, review.ModeBlock, review.ModeLinks), actions.Settings{})
			must(t, err)
			fmt.Fprintf(&b, "ticked %d, notes %q\n", len(done.Ticked), done.Notes)
			was := map[string]bool{}
			for l := range strings.Lines(string(doc)) {
				was[l] = true
			}
			for l := range strings.Lines(string(out)) {
				if !was[l] {
					b.WriteString("+ " + l)
				}
			}
			golden := "testdata/exports/" + name + ".txt"
			if *update {
				must(t, os.WriteFile(golden, []byte(b.String()), 0o644))
			}
			want, err := os.ReadFile(golden)
			must(t, err)
			if diff := cmp.Diff(string(want), b.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func yesNo(p *bool) string {
	if p == nil {
		return "not said"
	}
	return fmt.Sprint(*p)
}

func TestRoundTrip(t *testing.T) {
	for name, doc := range formattest.Documents(t, "testdata/exports/*.html") {
		text := string(doc)
		for variant, text := range map[string]string{
			"as is": text, "crlf": strings.ReplaceAll(text, "\n", "\r\n"), "no end": strings.TrimRight(text, "\n"),
			"bom": "\xef\xbb\xbf" + text, "one line": strings.ReplaceAll(text, "\n", " "), "old mac": strings.ReplaceAll(text, "\n", "\r"),
			"front matter": "---\nstatus: final\n---\n" + text,
		} {
			t.Run(name+"/"+variant, func(t *testing.T) {
				form.RoundTrip(t, []byte(text), review.ModeBlock)
				form.RoundTrip(t, []byte(text), review.ModeBlock, review.ModeLinks)
			})
		}
	}
}

// TestLines: one action, before and after.
func TestLines(t *testing.T) {
	item := &review.ItemRef{Key: "PAY-12", URL: "https://a.example/browse/PAY-12"}
	link := `<a href="https://a.example/browse/PAY-12">PAY-12</a>`
	table := "<table><tr><th>Action<th>Ticket<th>Status</tr><tr><td>Add an alert</td>"
	for name, c := range map[string]struct {
		line string
		row  review.Row
		want string
	}{
		"item":              {"<li>Add an alert</li>", review.Row{Item: item}, "<li>Add an alert (" + link + ")</li>"},
		"item without end":  {"<li>Add an alert\n<ul><li>why</ul>", review.Row{Item: item}, "<li>Add an alert (" + link + ")\n<ul><li>why</ul>"},
		"in a paragraph":    {"<li><p>Add <b>an alert</b></p></li>", review.Row{Item: item}, "<li><p>Add <b>an alert</b> (" + link + ")</p></li>"},
		"a break behind":    {"<li>Add an alert<br></li>", review.Row{Item: item}, "<li>Add an alert (" + link + ")<br></li>"},
		"tick":              {`<li><input type="checkbox"> Add an alert`, review.Row{Box: review.TickBox}, `<li><input checked="" type="checkbox"> Add an alert`},
		"untick":            {`<li><INPUT type=checkbox CHECKED>Add an alert`, review.Row{Box: review.UntickBox}, `<li><INPUT type=checkbox>Add an alert`},
		"tick a value":      {`<li data-checked="false">Add an alert`, review.Row{Box: review.TickBox}, `<li data-checked="true">Add an alert`},
		"tick a bare value": {`<li data-checked=false>Add an alert`, review.Row{Box: review.TickBox}, `<li data-checked=true>Add an alert`},
		"tick a task":       {`<li data-inline-task-id="1">Add an alert`, review.Row{Box: review.TickBox}, `<li class="checked" data-inline-task-id="1">Add an alert`},
		"tick a class":      {`<li class="a" data-inline-task-id="1">Add an alert`, review.Row{Box: review.TickBox}, `<li class="a checked" data-inline-task-id="1">Add an alert`},
		"untick a class":    {`<li class="a checked" data-inline-task-id="1">Add an alert`, review.Row{Box: review.UntickBox}, `<li class="a" data-inline-task-id="1">Add an alert`},
		"tick a picture":    {`<li><div class="checkbox checkbox-off"></div> Add an alert`, review.Row{Box: review.TickBox}, `<li><div class="checkbox checkbox-on"></div> Add an alert`},
		"tick what is text": {`<li>[ ] Add an alert`, review.Row{Box: review.TickBox}, `<li>[x] Add an alert`},
		"moved":             {`<li>Add an alert (<a href="https://a.example/browse/OPS-1">OPS-1</a>)`, review.Row{Item: item}, "<li>Add an alert (" + link + ")"},
		"new url":           {`<li>Add an alert (<a href="https://old.example/PAY-12">PAY-12</a>)`, review.Row{Item: item}, "<li>Add an alert (" + link + ")"},
		"named by a person": {"<li>PAY-12: Add an alert", review.Row{Item: item}, "<li>PAY-12: Add an alert"},
		"copied":            {`<li>Add an alert (<a href="https://b.example/browse/OLD-1">OLD-1</a>) @sre`, review.Row{Item: item, Replace: "OLD-1"}, "<li>Add an alert (" + link + ") @sre"},
		"empty cells":       {table + "<td></td><td><br></td></tr></table>", review.Row{Item: item, Cell: "a<b"}, table + "<td>" + link + "</td><td>a&lt;b<br></td></tr></table>"},
		"our cell":          {table + "<td>x<td><p> open </p></table>", review.Row{Item: item, Cell: "done", LastCell: "open"}, table + "<td>x<td><p> done </p></table>"},
		"a person's cell":   {table + "<td>x<td>waiting</table>", review.Row{Cell: "done", LastCell: "open"}, table + "<td>x<td>waiting</table>"},
		"an old cell":       {table + `<td><a href="https://a.example/browse/OPS-1">OPS-1</a><td></table>`, review.Row{Item: item}, table + "<td>" + link + "<td></table>"},
		"no scheme of ours": {"<li>Add an alert", review.Row{Item: &review.ItemRef{Key: "<X>", URL: "javascript:alert(1)"}}, `<li>Add an alert`},
	} {
		t.Run(name, func(t *testing.T) {
			head := "<h1>Outage</h1><h2>Action items</h2>"
			row := c.row
			row.Action, row.Title, row.State = "3f9a2c1b77d0", "Add an alert", review.Open
			r := review.WriteBack{Review: testReview, Digest: "1", Modes: []review.Mode{review.ModeLinks}, Rows: []review.Row{row}}
			got, done, err := Annotate([]byte(head+c.line+"\n"), r, actions.Settings{})
			must(t, err)
			if diff := cmp.Diff(head+c.want+"\n", string(got)); diff != "" {
				t.Errorf("%s\nnotes %q", diff, done.Notes)
			}
		})
	}
}

const blockText = "<!-- followthrough:begin aaaabbbbcccc 000001 -->\n<h2>Follow-through</h2>\n<p>old\n<!-- followthrough:end -->\n"

func TestBrokenMarks(t *testing.T) {
	head := "<h1>Outage</h1>\n<h2>Action items</h2>\n<ul><li>Add an alert</ul>\n"
	for name, c := range map[string]struct{ doc, want string }{
		"begin without end": {head + "<!-- followthrough:begin aaaabbbbcccc 1 -->\n<p>text", "line 4"},
		"end without begin": {head + "<!-- followthrough:end -->\n", "line 4"},
		"two blocks":        {head + blockText + blockText, "line 8"},
		"an open comment":   {head + "<!-- never closed\n<p>text", "line 4"},
		"an open tag":       {head + `<p class="a`, "line 4"},
		"an open script":    {head + "<script>let a", "line 4"},
		"hidden to the end": {head + "<div hidden>a", "line 4"},
		"an end in text":    {head + "<!-- followthrough:begin a 1 -->\n<textarea><!-- followthrough:end --></textarea>", "line 4"},
	} {
		t.Run(name, func(t *testing.T) {
			r := form.WriteBack(Read([]byte(head), actions.Settings{}), review.ModeBlock)
			got, _, err := Annotate([]byte(c.doc), r, actions.Settings{})
			if !errors.Is(err, source.ErrUnfit) || !strings.Contains(err.Error(), c.want) || string(got) != c.doc {
				t.Errorf("got %v, want an unfit that names %s", err, c.want)
			}
			v := Read([]byte(c.doc), actions.Settings{})
			if !strings.Contains(v.BlockProblem, c.want) {
				t.Errorf("BlockProblem %q does not name %s", v.BlockProblem, c.want)
			}
			if diff := cmp.Diff([]string{"add an alert"}, formattest.Titles(v)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestBlock: where it goes, what it says, and that nothing in it is markup of
// somebody else's.
func TestBlock(t *testing.T) {
	doc := "<html><body><h2>Action items</h2><ul><li>Add <i>an</i> alert</ul></body>\n</html>\n"
	row := review.Row{Action: "3f9a2c1b77d0", LinkKey: "3f9a2c1b77d0", Index: 0, Title: `<script>alert("1")</script> & --> <!-- followthrough:end -->`, Team: "<b>", State: review.Declined,
		Reason: "see `followthrough retry 3f9a2c1b77d0` <i>", Item: &review.ItemRef{Key: `"><x>`, URL: `https://a.example/?a="b"&c='d'`}}
	r := review.WriteBack{Review: testReview, Digest: "1", Modes: []review.Mode{review.ModeBlock}, Rows: []review.Row{row}}
	got, _, err := Annotate([]byte(doc), r, actions.Settings{})
	must(t, err)
	want := `<html><body><h2>Action items</h2><ul><li>Add <i>an</i> alert</ul>
<!-- followthrough:begin aaaabbbbcccc 1 -->
<h2>Follow-through</h2>
<p>1 of 1 action settled: 1 declined.</p>
<table>
<thead><tr><th>Action</th><th>Team</th><th>Item</th><th>State</th></tr></thead>
<tbody>
<tr><td>&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt; &amp; --&gt; &lt;!-- followthrough:end --&gt;</td><td>&lt;b&gt;</td><td><a href="https://a.example/?a=&#34;b&#34;&amp;c=&#39;d&#39;" title="3f9a2c1b77d0">&#34;&gt;&lt;x&gt;</a></td><td>declined: see <code>followthrough retry 3f9a2c1b77d0</code> &lt;i&gt;</td></tr>
</tbody>
</table>
<!-- followthrough:end --></body>
</html>
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	b := Read(got, actions.Settings{}).Block
	if b == nil || b.Review != testReview || b.Digest != "1" || len(b.Rows) != 1 || b.Rows[0].Ticket.URL != row.Item.URL || b.Rows[0].Title != row.Title {
		t.Errorf("block read as %+v", b)
	}
	if back := string(Strip(got, r)); back != doc {
		t.Error(cmp.Diff(doc, back))
	}
	moved := strings.Replace(string(got), "<h2>Action", blockText+"<h2>Action", 1)
	moved = moved[:strings.LastIndex(moved, "\n<!-- followthrough:begin")] + "</body></html>"
	if again, _, err := Annotate([]byte(moved), r, actions.Settings{}); err != nil || !strings.HasPrefix(string(again), "<html><body><!-- followthrough:begin aaaabbbbcccc 1 -->") {
		t.Errorf("the block does not stay where its author moved it: %v", err)
	}
}

// TestLineEnds: those of the source are its author's, where no tool broke the
// lines for their width.
func TestLineEnds(t *testing.T) {
	head := "<h2>Action items</h2><p>"
	for text, want := range map[string][]string{
		"Add an alert\nSplit the pool of connections\nKeep one connection free for sign-in": {"add an alert", "split the pool of connections", "keep one connection free for sign-in"},
		"Add an alert<br>Split the pool": {"add an alert", "split the pool"},
		"We will add an alert on the queue of the checkout, and also\nSplit the pool of connections that all of them share.": {"we will add an alert on the queue of the checkout and also split the pool of connections that all of them share"},
	} {
		if diff := cmp.Diff(want, formattest.Titles(Read([]byte(head+text), actions.Settings{}))); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

// TestNotSeen: what nobody sees is no action.
func TestNotSeen(t *testing.T) {
	for _, hidden := range []string{
		"<li hidden>X alert</li>", `<li style="color:red; display : none">X alert`, `<li class="gone">X alert`, "<!-- <li>X alert</li> -->",
		"<template><li>X alert</template>", "<script><li>X alert</script>", "<noscript><li>X alert</noscript>", "<li><span hidden>X alert</span></li>",
		`<li style="visibility:hidden">X alert`, "<textarea><li>X alert</textarea>", "<svg><li>X alert</svg>"[:5] + "<title>X alert</title></svg>",
	} {
		doc := "<style>.gone { display: none } @media print { .b { display: none } }</style><h2>Action items</h2><ul><li class=b>Add an alert</li>" + hidden + "</ul>"
		if diff := cmp.Diff([]string{"add an alert"}, formattest.Titles(Read([]byte(doc), actions.Settings{}))); diff != "" {
			t.Errorf("%s: %s", hidden, diff)
		}
	}
}

// TestFacts: meta elements and lines say who may see a review and whether it is
// published, and what can't be understood makes it a draft.
func TestFacts(t *testing.T) {
	body := "<h1>Outage</h1><h2>Action items</h2><ul><li>Add an alert</ul>"
	set := actions.Settings{Restricted: []string{"visibility"}}
	for head, want := range map[string]struct {
		published  string
		visibility string
	}{
		`<meta name="visibility" content="restricted">`:                                {"not said", "restricted"},
		`<meta name="followthrough:visibility" content="restricted">`:                  {"not said", "restricted"},
		`<META NAME=Visibility CONTENT=restricted>`:                                    {"not said", "restricted"},
		`<meta name="draft" content="true">`:                                           {"false", ""},
		`<meta name="draft" content="perhaps">`:                                        {"false", ""},
		`<meta name="status" content="published">`:                                     {"true", ""},
		`<meta name="visibility" content="a"><meta name="visibility" content="b">`:     {"false", "a b"},
		"---\nvisibility: restricted\nstatus: published\n---\n":                        {"true", "restricted"},
		"\ufeff---\nvisibility: restricted\nstatus: published\n---\n":                  {"true", "restricted"},
		"---\rvisibility: restricted\rstatus: published\r---\r":                        {"true", "restricted"},
		strings.Repeat(`<meta name="a" content="b">`, 1001):                            {"false", ""},
		"---\nvisibility: restricted\n":                                                {"false", "restricted"},
		`<p>Visibility: restricted</p>`:                                                {"false", "restricted"},
		`<table><tr><th>Visibility</th><td>restricted</td></tr><tr><th>a<td>b</table>`: {"not said", "restricted"},
		`<dl><dt>Visibility<dd>restricted</dl>`:                                        {"not said", "restricted"},
		`<p><b>Status:</b> draft</p>`:                                                  {"false", ""},
	} {
		v := Read([]byte(head+body), set)
		if got := yesNo(v.Published); got != want.published {
			t.Errorf("%s: published %s, want %s (%v)", head, got, want.published, v.Flaws)
		}
		if got := strings.Join(v.Meta["visibility"], " "); got != want.visibility {
			t.Errorf("%s: visibility %q, want %q", head, got, want.visibility)
		}
	}
	if v := Read([]byte("---\nstatus: final\n---\n<p>a\n"+body), set); v.Actions[0].Line != 5 {
		t.Errorf("line %d behind front matter, want 5", v.Actions[0].Line)
	}
	for _, hidden := range []string{"<!-- visibility: restricted -->", "<p hidden>Visibility: restricted</p>", "<h3>Visibility</h3><p>restricted</p>"} {
		if v := Read([]byte(hidden+body), set); !strings.Contains(strings.Join(v.Meta["line.visibility"], " "), "restricted") {
			t.Errorf("%s: %q", hidden, v.Meta)
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
