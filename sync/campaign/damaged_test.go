package campaign_test

import (
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// A row that can't be read costs nobody an item: its review is read anew and finds
// its items again, the others go on, and nothing new is made before it was looked
// for.
func TestADamagedRowLosesNoItem(t *testing.T) {
	for _, damage := range []string{
		"reviews SET services = '[' WHERE path = 'a.md'",
		"actions SET reading = '{' WHERE review IN (SELECT key FROM reviews WHERE path = 'a.md')",
		"items SET marker = '{' WHERE marker_review IN (SELECT key FROM reviews WHERE path = 'a.md')",
		"intents SET backlog = '{' WHERE review IN (SELECT key FROM reviews WHERE path = 'a.md')",
		"sources SET wrote = 'x'",
	} {
		t.Run(damage, func(t *testing.T) {
			w := newWorld(t)
			w.settle = time.Minute
			w.put("reviews/a.md", incident)
			w.put("reviews/b.md", strings.ReplaceAll(incident, "queue", "ledger"))
			w.pass()
			w.ahead += time.Hour
			w.pass()
			w.edit("backlogs/payments.md", "- [ ] Add", "- [x] Add")
			w.pass()
			w.quiet()
			before, tree := w.records(), w.tree()
			w.close()
			w.execute("UPDATE " + damage)
			w.ahead += time.Hour
			w.pass()
			w.unchanged(tree)
			for path, r := range w.records() {
				for i, k := range r.Actions {
					if was := before[path].Actions[i]; k.Key != was.Key || k.State != was.State || k.Item == nil || k.Item.ID != was.Item.ID {
						t.Errorf("%s %q is %s %s, was %s %s", path, k.Reading.Title, k.Key, k.State, was.Key, was.State)
					}
				}
			}
			w.edit("backlogs/payments.md", "- [ ] Alert on ledger", "- [x] Alert on ledger")
			w.edit("reviews/b.md", "- [ ] Raise", "- [ ] Tell the customers sooner\n- [ ] Raise")
			if o := w.pass(); len(o.Early) != 1 || o.Early[0].Memory.Why != "the store was damaged" {
				t.Errorf("early: %v", o.Early)
			}
			w.states("b.md", map[string]review.State{"Alert": review.Done, "Tell": review.Planned})
			w.ahead += time.Hour
			w.pass()
			w.states("b.md", map[string]review.State{"Tell": review.Open})
			w.holds(7)
			w.quiet()
		})
	}
}

// execute does a statement behind the store's back.
func (w *world) execute(text string) {
	w.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(w.dir, "followthrough.db"))
	must(w.t, err)
	_, err = db.ExecContext(w.t.Context(), text)
	must(w.t, errors.Join(err, db.Close()))
}
