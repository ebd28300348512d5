package markdown

import (
	"strings"
	"testing"
)

func TestExplain(t *testing.T) {
	doc := "---\ntitle: x\n---\n# Outage\n\nText.\n\n## Timeline\n\n- 10:00\n\n## Action items\n\nIntro.\n\n- Add an alert (payments team)\n- ...\n\n" +
		"<!-- followthrough:begin aaaabbbbcccc 1 -->\n## Follow-through\n\n<!-- followthrough:end -->\n"
	want := map[int]string{
		2: "front matter", 4: "the title", 6: "below the label of line 4", 8: "no action", 10: "below the label of line 8",
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

// TestExplainRecord: what was read as the record is said to be.
func TestExplainRecord(t *testing.T) {
	doc := "# Outage\n\nStatus: Final\nDate: 2026-11-01\n**Severity:** SEV-2\n- Services: checkout\n\n## Impact: none\n\n" +
		"Root cause: a full disk\n\n## What broke\n\n## Action items\n\n- [ ] Task (owner: payments)\n- Add an alert\n  - Owner: jo\n"
	want := map[int]string{
		1: "the title", 3: "the publication mark", 4: "the review's date", 5: "the review's severity", 6: "the review's services",
		10: "below the label", 12: "a label without a word", 16: "a placeholder", 17: "an action",
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
	if what := lines[18].What; strings.Contains(what, "review's owner") {
		t.Errorf("an action's own field is %q", what)
	}
}
