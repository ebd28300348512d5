package markdown

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A whole document inside one fence is read as what it is, and written behind it; a
// fence with front matter of its own, or beside other text, is code.
func TestAWholeDocumentInAFence(t *testing.T) {
	const inner = "# Queue outage\n\n## Action items\n\n- [ ] Add an alert\n"
	read := func(doc string) []string { return shorts(Read([]byte(doc), Settings{})) }
	want := []string{"Add an alert {mark open}"}
	for name, doc := range map[string]string{
		"plain": "```\n" + inner + "```\n", "markdown": "```markdown\n" + inner + "```", "tildes": "\n~~~~ md\n" + inner + "~~~~\n\n",
		"behind front matter": "---\ntitle: x\n---\n\n```md\n" + inner + "```\n",
		"with our block":      "```md\n" + inner + "```\n\n<!-- followthrough:begin aaaabbbbcccc 1 -->\n## Follow-through\n\n<!-- followthrough:end -->\n",
	} {
		if diff := cmp.Diff(want, read(doc)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if name == "with our block" {
			continue
		}
		form.RoundTrip(t, []byte(doc), "block")
		form.RoundTrip(t, []byte(doc), "block", "links")
	}
	for name, doc := range map[string]string{
		"text before": "Text.\n\n```md\n" + inner + "```\n", "text behind": "```md\n" + inner + "```\n\nText.\n", "another language": "```yaml\n" + inner + "```\n",
		"front matter in it": "```md\n---\nvisibility: restricted\n---\n" + inner + "```\n", "never closed": "```md\n" + inner,
		"no heading": "```\n- [ ] Add an alert\n```\n",
	} {
		if got := read(doc); got != nil {
			t.Errorf("%s: %q", name, got)
		}
	}
	deep := "```md\n# x\n\n" + strings.Repeat(">", 200) + " y\n```\n"
	if err := Decodable([]byte(deep)); err == nil {
		t.Error("what is too deep is read in a fence")
	}
}
