package match_test

import (
	"context"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/gather/gathertest"
	"github.com/followthrough/followthrough/sync/gather/match"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/plan/identity"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

func TestCounts(t *testing.T) {
	const words = "Alert on queue depth"
	signed := marker(ra, words).Signed("secret", now)
	for name, tc := range map[string]struct {
		row    plan.ItemRow
		change func(*match.Proof, *plan.ItemRow)
		counts bool
	}{
		"made by our account, in its team's backlog": {row: stored("1", "PAY", marker(ra, words)), counts: true},
		"made by our account, elsewhere":             {row: stored("1", "OPS", marker(ra, words)), counts: true},
		"elsewhere, and edited": {row: stored("1", "OPS", marker(ra, words)), change: func(p *match.Proof, _ *plan.ItemRow) {
			p.Edited = func(plan.ItemID) bool { return true }
		}},
		"elsewhere, edited, and signed": {row: stored("1", "OPS", &signed), counts: true, change: func(p *match.Proof, _ *plan.ItemRow) {
			p.Edited = func(plan.ItemID) bool { return true }
		}},
		"without accounts, of a tracker that was renamed": {row: stored("1", "OPS", marker(ra, words)), change: unproven, counts: true},
		"without accounts, in its team's backlog":         {row: stored("1", "PAY", marker(ra, words)), change: unproven, counts: true},
		"without accounts, elsewhere":                     {row: stored("1", "OPS", marker(ra, words)), change: unproven},
		"without accounts, signed":                        {row: stored("1", "OPS", &signed), change: unproven, counts: true},
		"without accounts, signed with another secret": {row: stored("1", "OPS", ptr(marker(ra, words).Signed("guessed", now))),
			change: unproven},
		"without accounts, where its team was asked before": {row: stored("1", "OPS", marker(ra, words)), counts: true, change: func(p *match.Proof, row *plan.ItemRow) {
			row.Unproven = true
			p.AskedIn = func(plan.Destination) []string { return []string{"payments"} }
		}},
		"without accounts, signed, and copied into its team's backlog": {row: stored("1", "OPS", &signed), change: func(p *match.Proof, row *plan.ItemRow) {
			row.Unproven = true
			own := stored("2", "PAY", &signed)
			own.Unproven = true
			p.Items.Meet(own)
			p.Join(tracked(ra, "a.md"), review.Review{}, identity.Meeting{Context: context.Background(), Adopted: []plan.ItemRow{own}, Anonymise: same})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			p, r := proof(t, open(&gathertest.Store{})), tracked(ra, "a.md", words)
			if tc.change != nil {
				tc.change(p, &tc.row)
			}
			if name == "without accounts, of a tracker that was renamed" {
				r.Actions[0].Item = &plan.Item{Tracker: "before", ID: tc.row.ID, URL: tc.row.URL}
			}
			if got := p.Counts(r, r.Actions[0], tc.row); got != tc.counts {
				t.Errorf("it counts: %v", got)
			}
		})
	}
}

func unproven(_ *match.Proof, row *plan.ItemRow) { row.Unproven = true }

func same(s string) string { return s }

// TestAdopt lets an action of a review that is planned meet a new item.
func TestAdopt(t *testing.T) {
	const words = "Alert on queue depth"
	higher := *marker(ra, words)
	higher.Generation = 2
	remade, unseen := stored("1", "PAY", &higher), stored("1", "PAY", marker(ra, words))
	unseen.Gone = now
	atHome := item("2", "PAY", &higher) // in a backlog file
	atHome.Unproven = true
	signed, earlier := atHome, atHome
	signed.Marker, earlier.Marker = ptr(higher.Signed("secret", now)), ptr(higher.Signed("secret", now.AddDate(0, 0, -1)))
	at := func(row plan.ItemRow, made time.Time) plan.ItemRow { row.Created, row.Made = made, made; return row }
	transferred := item("2", "OPS", marker(ra, words))
	transferred.URL = "https://jira.example/browse/PAY-1"
	for name, tc := range map[string]struct {
		has      *plan.ItemRow // what the action has
		shown    tracker.Item
		id       string // of the item that it has then
		warns    string
		restored bool // the store
		gone     bool // the one that it had
	}{
		"it had none":                         {shown: item("2", "PAY", marker(ra, words)), id: "2"},
		"a second one":                        {has: ptr(stored("1", "PAY", marker(ra, words))), shown: item("2", "PAY", marker(ra, words)), id: "1"},
		"of a higher generation":              {has: ptr(at(stored("1", "PAY", marker(ra, words)), now.AddDate(0, 0, -9))), shown: at(plan.ItemRow{Item: item("2", "PAY", &higher)}, now).Item, id: "2", warns: "left behind"},
		"of a higher one, but not newer":      {has: ptr(at(stored("1", "PAY", marker(ra, words)), now)), shown: at(plan.ItemRow{Item: item("2", "PAY", &higher)}, now.AddDate(0, 0, -9)).Item, id: "1", warns: "not taken up"},
		"remade, as a restored store is told": {has: ptr(stored("1", "PAY", marker(ra, words))), shown: atHome, restored: true, id: "2", warns: "left behind"},
		"remade, signed since":                {has: ptr(stored("1", "PAY", marker(ra, words))), shown: signed, id: "2", warns: "left behind"},
		"remade, signed before":               {has: ptr(stored("1", "PAY", marker(ra, words))), shown: earlier, id: "1", warns: "not taken up"},
		"remade, as somebody wrote it":        {has: ptr(stored("1", "PAY", marker(ra, words))), shown: atHome, id: "1", warns: "not taken up"},
		"left behind by remake":               {has: &remade, shown: item("2", "PAY", marker(ra, words)), id: "1"},
		"the one that it had is gone":         {has: &unseen, shown: item("2", "PAY", marker(ra, words)), id: "2", warns: "left behind", gone: true},
		"transferred":                         {has: ptr(stored("1", "PAY", marker(ra, words))), shown: transferred, id: "2", gone: true},
		"its tracker is gone":                 {has: ptr(plan.ItemRow{Tracker: "old", Item: item("1", "PAY", marker(ra, words))}), shown: item("2", "PAY", marker(ra, words)), id: "2"},
	} {
		t.Run(name, func(t *testing.T) {
			r, s := tracked(ra, "a.md", words), &gathertest.Store{}
			if tc.has != nil {
				r.Actions[0].Item, s.Rows = plan.ItemOf(*tc.has), []plan.ItemRow{*tc.has}
				r.Actions[0].Generation = tc.has.Marker.Generation
			}
			s.Known = []plan.Review{r}
			l := open(s)
			l.Items.Add(s.Rows...)
			l.Restored[ra] = tc.restored
			planned := l.Reviews.Plan(r)
			meet(l, tc.shown)
			if name == "transferred" && len(match.Transferred(l)["jira"]) != 1 {
				t.Error("the item of before is not read again")
			}
			proof(t, l).Adopt()
			if got := planned.Actions[0].Item; got.ID != tc.id {
				t.Errorf("its item is %s", got.ID)
			}
			if tc.warns != "" && (len(l.Log.Warnings) != 1 || l.Log.Warnings[0].What != tc.warns) {
				t.Errorf("warnings: %v", l.Log.Warnings)
			}
			if tc.has != nil && l.Items.At(tc.has.ItemID()).Gone.IsZero() == tc.gone {
				t.Errorf("the item of before: %v", l.Items.At(tc.has.ItemID()))
			}
		})
	}
}

func TestAdoptLeavesWhatDoesNotCount(t *testing.T) {
	r := tracked(ra, "a.md", "Alert on queue depth")
	l := open(&gathertest.Store{Known: []plan.Review{r}})
	planned := l.Reviews.Plan(r)
	shown := item("1", "OPS", marker(ra, "Alert on queue depth"))
	shown.Unproven = true
	meet(l, shown)
	proof(t, l).Adopt()
	row := l.Items.At(plan.ItemID{Tracker: "jira", ID: "1"})
	if planned.Actions[0].Item != nil || row.Marker != nil || row.Claim == nil || row.Holds {
		t.Errorf("the action has %v, the row is %v", planned.Actions[0].Item, row)
	}
	told(t, l, "claimed")
}

func TestUnknownActionsAreToldOnceAndKept(t *testing.T) {
	r := tracked(ra, "a.md", "Alert on queue depth")
	l := open(&gathertest.Store{Known: []plan.Review{r}})
	l.Reviews.Plan(r)
	meet(l, item("1", "PAY", marker(ra, "Alert on queue depth")), item("2", "PAY", marker(ra, "Never heard of")), item("3", "PAY", marker(rb, "Never heard of")))
	match.Unknown(l)
	told(t, l, "unknown action", "unknown action")
	for id, orphan := range map[string]bool{"1": false, "2": false, "3": true} {
		if row := l.Items.At(plan.ItemID{Tracker: "jira", ID: id}); row.Orphan != orphan {
			t.Errorf("item %s is an orphan: %v", id, row.Orphan)
		}
	}
}

// TestJoin lets a document meet what is known of it, and the items that bear its
// markers.
func TestJoin(t *testing.T) {
	const words, reworded = "Alert on the depth of the checkout queue", "Alert on the depth of the big checkout queue"
	outside := stored("7", "OPS", marker(ra, words))
	outside.Made = now.AddDate(0, 0, -1) // the older one is the better, were it ours
	outside.Unproven = true
	for name, tc := range map[string]struct {
		known    []string
		doc      source.Document
		items    []plan.ItemRow
		claims   []plan.ItemRow
		restored bool
		key      review.Key
		item     string
		held     bool
	}{
		"new":                           {doc: says("a.md", words), key: key(ra, words)},
		"re-worded":                     {known: []string{words}, doc: says("a.md", reworded), key: key(ra, words)},
		"an item that nobody knows":     {doc: says("a.md", words), items: []plan.ItemRow{stored("1", "PAY", marker(ra, words))}, key: key(ra, words), item: "1"},
		"such an item, re-worded since": {doc: says("a.md", reworded), items: []plan.ItemRow{stored("1", "PAY", marker(ra, words))}, key: key(ra, words), item: "1"},
		"an item that does not count":   {doc: says("a.md", words), items: []plan.ItemRow{outside}, key: key(ra, words)},
		"the same, a restored store":    {doc: says("a.md", words), items: []plan.ItemRow{outside}, restored: true, key: key(ra, words), held: true},
		"one that does not count beside one that does": {doc: says("a.md", words), items: []plan.ItemRow{outside, stored("1", "PAY", marker(ra, words))},
			key: key(ra, words), item: "1"},
	} {
		t.Run(name, func(t *testing.T) {
			l := open(&gathertest.Store{})
			l.Restored[ra] = tc.restored
			r := tracked(ra, "a.md", tc.known...)
			for _, row := range tc.items {
				l.Items.Meet(row)
				l.Items.New[row.ItemID()] = true
			}
			got := proof(t, l).Join(r, tc.doc.Review, identity.Meeting{
				Instance: instance, Now: now, Anonymise: same, Adopted: tc.items, Claims: tc.claims, Context: context.Background(),
			})
			k := got.Actions[0]
			if k.Key != tc.key || k.Position != 0 {
				t.Errorf("the action is %v", k)
			}
			if has := k.Item; (has != nil) != (tc.item != "") || has != nil && has.ID != tc.item {
				t.Errorf("its item is %v", has)
			}
			if (k.Claimed != nil) != tc.held {
				t.Errorf("it is held by %v", k.Claimed)
			}
			if (l.Adopted[k.Key] != "") != (tc.item != "") {
				t.Errorf("it is told that %q", l.Adopted[k.Key])
			}
		})
	}
}

func TestWhoFloodsABacklogGetsNothingTakenUp(t *testing.T) {
	const words = "Alert on queue depth"
	l := open(&gathertest.Store{})
	l.Restored[ra] = true
	var rows []plan.ItemRow
	for i := range 60 {
		m := *marker(ra, words)
		m.Text += " " + string(rune('a'+i%26)) + string(rune('a'+i/26))
		m.Action = key(ra, m.Text)
		row := stored(string(rune('A'+i)), "OPS", &m)
		row.Unproven = true
		rows = append(rows, row)
		l.Items.Meet(row)
	}
	own := tracked(ra, "a.md", words)
	has := stored("own", "OPS", marker(ra, words))
	has.Unproven = true // and yet its action's: the store knows it so
	own.Actions[0].Item = plan.ItemOf(has)
	done := make(chan plan.Review)
	go func() {
		done <- proof(t, l).Join(own, says("a.md", words, words+" one", words+" two").Review, identity.Meeting{
			Instance: instance, Now: now, Anonymise: same, Adopted: append(rows, has), Context: context.Background(),
		})
	}()
	select {
	case r := <-done:
		if r.Actions[0].Item == nil || r.Actions[1].Item != nil || r.Actions[2].Item != nil {
			t.Errorf("the actions are %v", r.Actions)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the matching does not end")
	}
}
