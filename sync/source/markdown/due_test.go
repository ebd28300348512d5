package markdown

import "testing"

// TestDueDate: a due date that names a day is one, in whatever form; a rough
// one stays in words.
func TestDueDate(t *testing.T) {
	for line, want := range map[string]string{
		"- Add an alert by 2026-12-01":                                "2026-12-01",
		"- Add an alert (due 1 December 2026)":                        "2026-12-01",
		"- Add an alert (due: Dec 1st, 2026)":                         "2026-12-01",
		"- Add an alert\n  - Due: 01.12.2026":                         "2026-12-01",
		"- Añadir una alerta\n  - Due: 1 de diciembre de 2026":        "2026-12-01",
		"- Add an alert, ETA: Q1 2027":                                "",
		"- Add an alert (due: December 2026)":                         "",
		"- Add an alert (due: 1 December)":                            "",
		"- Add an alert":                                              "",
		"| Action | Due |\n|---|---|\n| Add an alert | 2026-12-01 |":  "2026-12-01",
		"| Action | Due |\n|---|---|\n| Add an alert | next sprint |": "",
	} {
		v := Read([]byte("# Outage\n\n## Action items\n\n"+line+"\n"), Settings{})
		if len(v.Actions) != 1 {
			t.Fatalf("%q: %d actions", line, len(v.Actions))
		}
		got := ""
		if d := v.Actions[0].DueDate; !d.IsZero() {
			got = d.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("%q: due %q as %q, want %q", line, v.Actions[0].Due, got, want)
		}
	}
}
