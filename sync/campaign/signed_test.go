package campaign_test

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
)

const markerSecret = "a secret for these tests alone"

// fileWorld has the backlogs of two teams; payments takes everything.
func fileWorld(t *testing.T, secrets ...string) *world {
	w := newWorld(t)
	w.rules.Modes = nil
	w.secrets = secrets
	w.teams = append(w.teams, mapping.Team{
		Name: "storage", Create: mapping.CreateAuto, Backlog: mapping.Backlog{Tracker: "local", Project: "storage"},
	})
	w.put("backlogs/storage.md", "## Backlog\n")
	return w
}

// take cuts the item whose line begins so out of a backlog.
func (w *world) take(path, begin string) string {
	w.t.Helper()
	for line := range strings.Lines(w.get(path)) {
		if strings.HasPrefix(line, begin) {
			w.edit(path, line, "")
			return line
		}
	}
	w.t.Fatalf("%s has no line %q:\n%s", path, begin, w.get(path))
	return ""
}

// An editor of another team's file copies an item's line there, with another
// key, words, box or generation: the action's item stays, with its store and
// without, signed or not.
func TestCopiedLinesTakeNothingOver(t *testing.T) {
	copies := map[string]func(line, key string) string{
		"as it is": func(line, _ string) string { return line },
		"ticked":   func(line, _ string) string { return strings.Replace(line, "[ ]", "[x]", 1) },
		"with its own key": func(line, key string) string {
			return strings.Replace(strings.Replace(line, "[ ]", "[x]", 1), escape(key), escape("aaa"+strings.TrimPrefix(key, "payments")), 1)
		},
		"a higher generation": func(line, key string) string {
			line = strings.Replace(strings.Replace(line, "[ ]", "[x]", 1), `"generation":1`, `"generation":2`, 1)
			return strings.Replace(line, escape(key), escape(key+"-2"), 1)
		},
	}
	for name, change := range copies {
		for _, secrets := range [][]string{nil, {markerSecret}} {
			t.Run(name+" "+strings.Join(secrets, ""), func(t *testing.T) {
				w := fileWorld(t, secrets...)
				w.put("reviews/a.md", incident)
				w.pass()
				item := w.action("a.md", "Alert").Item.Key
				line := w.take("backlogs/payments.md", "- [ ] Alert")
				w.put("backlogs/payments.md", w.get("backlogs/payments.md")+line)
				w.pass()
				w.put("backlogs/storage.md", "## Backlog\n\n"+change(line, item))
				for _, lose := range []bool{false, true, false} {
					if lose {
						w.forget()
					}
					w.pass()
					if k := w.action("a.md", "Alert"); k.State != review.Open || k.Item == nil || k.Item.Key != item {
						t.Errorf("lost %v: %s (%s) %+v, was %s", lose, k.State, k.Reason, k.Item, item)
					}
				}
			})
		}
	}
}

func escape(key string) string { return `"key":"` + strings.ReplaceAll(key, "-", `\u002d`) + `"` }
