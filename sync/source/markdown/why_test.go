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

// A document without any label is told about as well.
func TestExplainWithoutLabels(t *testing.T) {
	lines := Explain([]byte("It broke.\n\nWe looked.\n\nIt was the disk.\n\nAll was well.\n"), Settings{})
	if len(lines) != 4 || !strings.Contains(lines[0].What, "understood") {
		t.Errorf("got %+v", lines)
	}
}

// TestExplainReasons: which column is what, whether a label counts below another, that
// nothing was understood, and no more than three reasons each way.
func TestExplainReasons(t *testing.T) {
	for name, c := range map[string]struct {
		doc  string
		line int
		want string
	}{
		"columns":              {"## Action items\n\n| Action | Who | When | Colour |\n| --- | --- | --- | --- |\n| Add an alert | payments | 2026-12-01 | red |\n", 5, `a table of actions: "Action" is the action, "Who" is the owner, "When" is the due date, "Colour" is`},
		"a child that counts":  {"## Resolution\n\nRolled back.\n\n### Action items\n\n- Add an alert\n", 7, "counts more than that the label of line 3"},
		"a parent that counts": {"## Resolution\n\n### Process improvements\n\n- Wrote a template\n", 5, "the label of line 3 is of what is none, which counts more"},
		"an end":               {"## Action items\n\n- Add an alert\n\n### Timeline\n\n- It broke\n", 7, "ends the section of line 3"},
		"nothing understood":   {"## Plugh\n\nFoo bar.\n\n- bar\n\n## Quux\n\nBaz qux.\n\nQux baz.\n", 1, "no label of the document was understood"},
	} {
		what := ""
		for _, l := range Explain([]byte("# Xyzzy\n\n"+c.doc), Settings{}) {
			if l.Number == c.line {
				what = l.What
			}
			_, reasons, _ := strings.Cut(l.What, "for it: ")
			if pro, contra, _ := strings.Cut(reasons, "against it: "); strings.Count(pro, "it has") > 3 || strings.Count(contra, "it ") > 4 {
				t.Errorf("%s, line %d has too many reasons: %s", name, l.Number, l.What)
			}
		}
		if !strings.Contains(what, c.want) {
			t.Errorf("%s, line %d: %q, want %q", name, c.line, what, c.want)
		}
	}
}
