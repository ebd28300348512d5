package campaign_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/plan"
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

// Somebody writes an action's marker into another team's file before its item
// is there: it is made all the same, and the line told.
func TestForeseenLineStopsNothing(t *testing.T) {
	w := fileWorld(t)
	w.pass()
	m := marker("a.md", "Alert on queue depth")
	w.put("backlogs/storage.md", "## Backlog\n\n- [x] Mine <!-- followthrough: {\"instance\":\"followthrough\",\"review\":\""+string(m.Review)+"\",\"action\":\""+string(m.Action)+"\",\"generation\":1,\"number\":1,\"key\":\"storage\\u002d"+string(m.Action)[:6]+"\"} -->\n")
	w.pass()
	w.put("reviews/a.md", incident)
	w.pass()
	k := w.action("a.md", "Alert")
	if k.State != review.Open || k.Item == nil || !strings.HasPrefix(k.Item.Key, "payments-") {
		t.Errorf("%s (%s) %+v", k.State, k.Reason, k.Item)
	}
	if told := strings.Join(w.logged("claimed"), "\n"); !strings.Contains(told, "storage-") {
		t.Errorf("told: %q", told)
	}
}

// remade forgets an action's item and has another made.
func (w *world) remade(path, title string) string {
	w.t.Helper()
	r := w.records()[path]
	for i := range r.Actions {
		k := &r.Actions[i]
		if !strings.HasPrefix(k.Reading.Title, title) {
			continue
		}
		rows, err := w.store.ItemRows(context.Background(), []plan.ItemID{{Tracker: k.Item.Tracker, ID: k.Item.ID}})
		if err != nil || len(rows) != 1 {
			w.t.Fatal(rows, err)
		}
		if *k, err = plan.Remade(*k, plan.Remaking{Item: rows[0], Single: true}, w.now()); err != nil {
			w.t.Fatal(err)
		}
	}
	if err := w.store.Apply(context.Background(), plan.Changes{Reviews: []plan.Review{r}}); err != nil {
		w.t.Fatal(err)
	}
	w.sync(plan.Request{})
	return w.action(path, title).Item.Key
}

// A store that was saved before a remake finds the younger item, and tells what
// it leaves behind.
func TestRestoredStoreAfterARemake(t *testing.T) {
	test := func(t *testing.T, w *world, again func()) {
		path := "a.md"
		if _, there := w.records()[path]; !there {
			path = "r.md"
		}
		w.close()
		backup := w.get("followthrough.db")
		old := w.action(path, "Alert").Item.Key
		key := w.remade(path, "Alert")
		again()
		w.forget()
		w.put("followthrough.db", backup)
		again()
		again()
		k := w.action(path, "Alert")
		if k.Item == nil || k.Item.Key != key || k.Generation != 2 {
			t.Errorf("item %+v of generation %d, want %s", k.Item, k.Generation, key)
		}
		if !strings.Contains(k.Reason, old+", which is left behind") || !strings.Contains(strings.Join(w.logged("left behind"), ""), old) {
			t.Errorf("status says %q, log %q", k.Reason, w.logged("left behind"))
		}
	}
	for name, secrets := range map[string][]string{"unsigned": nil, "signed": {markerSecret}} {
		t.Run("files "+name, func(t *testing.T) {
			w := fileWorld(t, secrets...)
			w.rules.Modes = []review.Mode{review.ModeBlock}
			w.put("reviews/a.md", incident)
			w.pass()
			time.Sleep(1100 * time.Millisecond) // seconds are signed
			test(t, w, func() { w.pass() })
		})
	}
	eachTown(t, func(t *testing.T, w *town) {
		w.publish(first)
		w.pass()
		w.again()
		w.again()
		test(t, w.world, w.again)
	})
}
