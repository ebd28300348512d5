package markdown

import (
	"errors"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// TestMarksOfMDX: in MDX a comment of HTML is a mistake; what an earlier version
// wrote so is replaced, and either kind is known wherever it stands.
func TestMarksOfMDX(t *testing.T) {
	const doc = "# Outage\n\n## Action items\n\n- Add an alert\n"
	row := oneRow(review.ModeBlock)
	old, _, err := Annotate([]byte(doc), row, Settings{})
	must(t, err)
	for name, before := range map[string]string{"new": doc, "with marks of HTML": string(old)} {
		got, _, err := AnnotateMDX([]byte(before), row, Settings{})
		must(t, err)
		text := string(got)
		if strings.Contains(text, "<!--") || !strings.Contains(text, "\n\n{/* followthrough:begin aaaabbbbcccc 000002 */}\n\n## Follow-through\n") || !strings.HasSuffix(text, "|\n\n{/* followthrough:end */}\n") {
			t.Errorf("%s: %s", name, text)
		}
		v := Read(got, Settings{})
		if len(v.Actions) != 1 || v.Block == nil || v.Block.Review != testReview || v.Block.Digest != "000002" || len(v.Block.Rows) != 1 {
			t.Errorf("%s: %+v", name, v)
		}
		if back := string(Strip(got, row)); back != doc {
			t.Errorf("%s: stripped to %q", name, back)
		}
		if again, _, err := Annotate(got, row, Settings{}); err != nil || string(again) != string(old) {
			t.Errorf("%s: as Markdown again: %v\n%s", name, err, again)
		}
	}
}

func TestBrokenMarksOfMDX(t *testing.T) {
	const head = "# Outage\n\n## Action items\n\n- Add an alert\n\n"
	for name, tail := range map[string]string{
		"begin without end": "{/* followthrough:begin aaaabbbbcccc 1 */}\n\ntext\n",
		"end without begin": "{/* followthrough:end */}\n",
		"ends twice":        "{/* followthrough:begin aaaabbbbcccc 1 */}\n\n{/* followthrough:end */}\n<!-- followthrough:end -->\n",
	} {
		if got, _, err := AnnotateMDX([]byte(head+tail), oneRow(review.ModeBlock), Settings{}); !errors.Is(err, source.ErrUnfit) || string(got) != head+tail {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
	}
	for _, tail := range []string{"```\n{/* followthrough:begin aaaabbbbcccc 1 */}\n```\n", "Write `{/* followthrough:end */}` there.\n", "- {/* followthrough:end */}\n"} {
		mdx().RoundTrip(t, []byte(head+tail), review.ModeBlock)
	}
}

// TestCodeStaysCode: what an author wrote as code is code in the block, too, but
// where others read it as theirs in code as well.
func TestCodeStaysCode(t *testing.T) {
	for line, want := range map[string]string{
		"Set `max_conn` to `{x}`":              "Set `max_conn` to \\{x}",
		"Raise `a` of a":                       "Raise `a` of a",
		"Raise a to `a`":                       "Raise a to `a`",
		"Escape `<b>` in {x} and `a|b`":        "Escape `<b>` in \\{x} and a\\|b",
		"Render `{{ page }}` and {% raw %}":    "Render \\{\\{ page }} and",
		"Add an alert {/* when? */}":           "Add an alert",
		"Read \\<Note> at <https://x.example>": "Read \\<Note\\> at https://x.example",
	} {
		doc := "# Outage\n\n## Action items\n\n- " + line + "\n"
		v := Read([]byte(doc), Settings{})
		if len(v.Actions) != 1 {
			t.Errorf("%q: %+v", line, v.Actions)
			continue
		}
		r := form.WriteBack(v, review.ModeBlock)
		out, _, err := Annotate([]byte(doc), r, Settings{})
		must(t, err)
		if !strings.Contains(string(out), "\n| "+want+" | payments |") {
			t.Errorf("%q: want %q in\n%s", line, want, out)
		}
		b := Read(out, Settings{}).Block
		if b == nil || len(b.Rows) != 1 || b.Rows[0].Title != v.Actions[0].Title {
			t.Errorf("%q: the block reads %+v, want %q", line, b, v.Actions[0].Title)
		}
	}
}
