package markdown

import (
	"strings"
	"testing"
)

func TestExplain(t *testing.T) {
	doc := "---\ntitle: x\n---\n# Outage\n\nText.\n\n## Timeline\n\n- 10:00\n\n## Action items\n\nIntro.\n\n- Add an alert (payments team)\n- ...\n\n" +
		"<!-- followthrough:begin aaaabbbbcccc 1 -->\n## Follow-through\n\n<!-- followthrough:end -->\n"
	want := map[int]string{
		2: "front matter", 4: "a label without a word", 6: "below the label of line 4", 8: "no action", 10: "below the label of line 8",
		12: "a label of follow-up actions", 14: "beside its actions", 16: `an action (list item): "Add an alert", owner "payments team"`, 17: "placeholder",
		20: "our own block",
	}
	lines := map[int]Line{}
	for _, l := range Explain([]byte(doc), Settings{}) {
		lines[l.Number] = l
	}
	for n, w := range want {
		if !strings.Contains(lines[n].What, w) {
			t.Errorf("line %d: %q, want %q", n, lines[n].What, w)
		}
	}
	if lines[16].Action != 1 {
		t.Errorf("line 16 is action %d", lines[16].Action)
	}
}
