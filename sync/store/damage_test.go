package store_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/tracker"
)

// damagedStore is the path of three reviews with an item and an intent each, in a closed store.
func damagedStore(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "followthrough.db")
	s, err := store.Open(t.Context(), store.Options{Path: path, Now: made})
	must(t, err)
	must(t, s.Claim(t.Context(), "followthrough"))
	c := plan.Changes{
		Sources:  []plan.SourceMark{{Source: "sre", Digest: plan.Read("d1", "r1")}},
		Trackers: []plan.TrackerMark{{Tracker: "jira", Watermark: "w1"}, {Tracker: "hub", Watermark: "w2"}},
	}
	for i, key := range []review.Key{"aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"} {
		m := tracker.Marker{Instance: "followthrough", Review: key, Action: "00000000000" + review.Key(fmt.Sprint(i)), Generation: 1}
		c.Reviews = append(c.Reviews, plan.Review{
			Key: key, Source: "sre", Path: string(key) + ".md", Published: true, Said: plan.Said{Title: "Checkout was slow", Services: []string{"checkout"}, Labels: []string{"sev-1"}},
			TakenOut: []plan.TakenOut{{}},
			Actions: []plan.Action{{
				Key: m.Action, State: review.Open, Asks: &plan.Asked{}, Claimed: &plan.Claimed{},
				Wording: plan.Wording{Text: "alert on queue depth", Reading: review.Action{Title: "Alert on queue depth"}},
			}},
		})
		row := plan.ItemRow{Tracker: "jira", MadeIn: "PAY", Made: made()}
		row.ID, row.Project, row.Marker, row.Claim = fmt.Sprint(i), "PAY", &m, &tracker.Claim{Marker: m}
		c.Items = append(c.Items, row)
		c.Intents = append(c.Intents, plan.Intent{Action: m.Action, Attempt: 1, Review: key, Marker: m, Tracker: "jira", Asked: made(), Left: []string{"parent"}, Backlog: tracker.Backlog{Project: "PAY"}})
		c.Events = append(c.Events, plan.Event{At: made(), Review: key, What: "read"})
	}
	must(t, errors.Join(s.Apply(t.Context(), c), s.Close()))
	return path
}

// reads asks a store for all that commands ask for.
func reads(s *store.Store, t *testing.T) (known []review.Key, err error) {
	all, err := s.ReviewsBy(t.Context(), store.Filter{})
	for _, r := range all {
		known = append(known, r.Key)
	}
	_, err1 := s.Index(t.Context(), "sre")
	_, err2 := s.Intents(t.Context())
	_, err3 := s.Unfinished(t.Context())
	_, err4 := s.ItemsMade(t.Context(), "jira", "PAY", time.Time{})
	_, err5 := s.Log(t.Context(), store.LogFilter{})
	_, err6 := s.TrackerMark(t.Context(), "jira")
	_, err7 := s.SourceMark(t.Context(), "sre")
	_, err8 := s.Created(t.Context())
	_, err9 := s.Tally(t.Context())
	return known, errors.Join(err, err1, err2, err3, err4, err5, err6, err7, err8, err9)
}

// One column of one row that can't be read costs what it was about, and no more.
func TestADamagedRowCostsItsReviewAlone(t *testing.T) {
	const others = "[bbbbbbbbbbbb cccccccccccc]"
	const all = "[aaaaaaaaaaaa bbbbbbbbbbbb cccccccccccc]"
	for _, c := range []struct{ damage, known, tracked string }{
		{"reviews SET services = '[\"checkout\"' WHERE key = 'aaaaaaaaaaaa'", others, "w1 w2"},
		{"reviews SET labels = 'sev-1' WHERE key = 'aaaaaaaaaaaa'", others, "w1 w2"},
		{"reviews SET taken_out = '{}' WHERE key = 'aaaaaaaaaaaa'", others, "w1 w2"},
		{"reviews SET wake = 'soon' WHERE key = 'aaaaaaaaaaaa'", others, "w1 w2"},
		{"actions SET reading = '{\"Title\":3}' WHERE review = 'aaaaaaaaaaaa'", others, "w1 w2"},
		{"actions SET asks = '{' WHERE review = 'aaaaaaaaaaaa'", others, "w1 w2"},
		{"actions SET claimed = '{' WHERE review = 'aaaaaaaaaaaa'", others, "w1 w2"},
		{"items SET marker = '{' WHERE id = '0'", all, " w2"},
		{"items SET claim = '{' WHERE id = '0'", all, " w2"},
		{"intents SET marker = '{' WHERE review = 'aaaaaaaaaaaa'", others, " w2"},
		{"intents SET backlog = '[]' WHERE review = 'aaaaaaaaaaaa'", others, " w2"},
		{"intents SET steps_left = '[parent]' WHERE review = 'aaaaaaaaaaaa'", others, " w2"},
		{"sources SET wrote = 'x'", all, "w1 w2"},
		{"events SET at = 'x' WHERE review = 'aaaaaaaaaaaa'", all, "w1 w2"},
		{"meta SET value = 'x' WHERE name = 'created'", all, "w1 w2"},
		{"meta SET value = 'x' WHERE name = 'sequence'", all, "w1 w2"},
	} {
		t.Run(c.damage, func(t *testing.T) {
			path := damagedStore(t)
			execute(t, path, "UPDATE "+c.damage)
			now := made().Add(time.Hour)
			clock := func() time.Time { return now }
			reader := open(t, store.Options{Path: path, Mode: store.ReadOnly, Now: clock})
			if known, err := reads(reader, t); err != nil || fmt.Sprint(known) != c.known && fmt.Sprint(known) != all {
				t.Errorf("looked at: it knows %v, %v; want %s", known, err, c.known)
			}
			var said []string
			s := open(t, store.Options{Path: path, Now: clock, Told: func(what string) { said = append(said, what) }})
			known, err := reads(s, t)
			if err != nil || fmt.Sprint(known) != c.known {
				t.Errorf("it knows %v, %v; want %s", known, err, c.known)
			}
			jira, _ := s.TrackerMark(t.Context(), "jira")
			hub, _ := s.TrackerMark(t.Context(), "hub")
			if got := jira.Watermark + " " + hub.Watermark; got != c.tracked {
				t.Errorf("the trackers' marks are %q, want %q", got, c.tracked)
			}
			if m, _ := s.Memory(t.Context()); !m.Since.Equal(now) {
				t.Errorf("it is whole since %v", m.Since)
			}
			if m, _ := s.SourceMark(t.Context(), "sre"); c.known == others && m.Digest != plan.Read("", "r1") {
				t.Errorf("the source's listing counts as read: %q", m.Digest)
			}
			if items, err := s.ItemsOf(t.Context(), []review.Key{"aaaaaaaaaaaa"}); err != nil || strings.HasPrefix(c.damage, "items") != (len(items) == 0) {
				t.Errorf("items %v, %v", items, err)
			}
			if len(said) == 0 && !strings.Contains(c.damage, "sequence") { // without a witness nobody knows better
				t.Error("nothing is said")
			}
			must(t, s.Close())
			s = open(t, store.Options{Path: path, Now: clock, Told: func(what string) {
				if !strings.Contains(what, "of events") {
					t.Errorf("said again: %s", what)
				}
			}})
			if _, err := reads(s, t); err != nil {
				t.Error(err)
			}
		})
	}
}

// execute does a statement behind the store's back.
func execute(t *testing.T, path, text string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	_, err = db.ExecContext(t.Context(), text)
	must(t, errors.Join(err, db.Close()))
}

// A row that is damaged while the store is open is told by the pass that meets it,
// and mended before the next one.
func TestARowThatIsDamagedMeanwhile(t *testing.T) {
	path := damagedStore(t)
	s := open(t, store.Options{Path: path, Now: made})
	reader := open(t, store.Options{Path: path, Mode: store.ReadOnly, Now: made})
	execute(t, path, "UPDATE actions SET reading = 'x' WHERE review = 'aaaaaaaaaaaa'")
	if _, err := reads(reader, t); err != nil {
		t.Errorf("looked at: %v", err)
	}
	_, err := s.ReviewsBy(t.Context(), store.Filter{})
	if !errors.Is(err, store.ErrDamaged) || !strings.Contains(err.Error(), "a row of actions in "+path+" can't be read: the next pass reads anew what it was about") {
		t.Errorf("got %v", err)
	}
	must(t, s.Refresh(t.Context()))
	if known, err := reads(s, t); err != nil || len(known) != 2 {
		t.Errorf("it knows %v, %v", known, err)
	}
}

// An index that does not show all rows is made anew.
func TestADamagedIndexIsMadeAnew(t *testing.T) {
	path := damagedStore(t)
	image, err := os.ReadFile(path)
	must(t, err)
	at := -1 // the key stands in its row, and in the index of keys
	for n := bytes.Index(image, []byte("bbbbbbbbbbbb\x02")); n >= 0 && at < 0; n = -1 {
		at = n
	}
	if at < 0 {
		t.Skip("the index lies elsewhere in this version of SQLite")
	}
	image[at] ^= 1
	must(t, os.WriteFile(path, image, 0o600))
	said := ""
	s := open(t, store.Options{Path: path, Now: made, Told: func(what string) { said += what }})
	if known, err := reads(s, t); err != nil || len(known) != 3 || !strings.Contains(said, "an index in the store") {
		t.Errorf("it knows %v, %v; said %q", known, err, said)
	}
	if got, err := s.Reviews(t.Context(), []review.Key{"bbbbbbbbbbbb"}); err != nil || len(got) != 1 {
		t.Errorf("by its key %d reviews are found, %v", len(got), err)
	}
}

// Whatever byte of the file is another one: the store can be read, or it is said in
// words what to do, with the command.
func TestAnyByteOfTheFile(t *testing.T) {
	path := damagedStore(t)
	image, err := os.ReadFile(path)
	must(t, err)
	rounds, seed := 150, uint64(1)
	if os.Getenv(longtest.Variable) != "" {
		rounds, seed = 2000, 2
	}
	t.Logf("seed %d", seed)
	rnd := rand.New(rand.NewPCG(seed, 0))
	ends := map[string]int{}
	for range rounds {
		at, bit := rnd.IntN(len(image)), byte(1)<<rnd.IntN(8)
		if rnd.IntN(2) == 0 { // where something stands
			for image[at] == 0 {
				at = rnd.IntN(len(image))
			}
		}
		hurt := bytes.Clone(image)
		hurt[at] ^= bit
		for _, mode := range []store.Mode{store.ReadOnly, store.ReadWrite} {
			must(t, os.WriteFile(path, hurt, 0o600))
			s, err := store.Open(t.Context(), store.Options{Path: path, Mode: mode, Now: made})
			if err == nil {
				_, err = reads(s, t)
				must(t, s.Close())
			}
			ends[told(err)]++
			if told(err) == "raw" {
				t.Errorf("byte %d, bit %d, %s: %v", at, bit, mode, err)
			}
			for _, suffix := range []string{"-wal", "-shm"} {
				_ = os.Remove(path + suffix) // where one is left
			}
		}
	}
	t.Log(ends)
}

// told tells how an error says what to do.
func told(err error) string {
	switch {
	case err == nil:
		return "read"
	case errors.Is(err, store.ErrDamaged) && strings.Contains(err.Error(), "mkdir -p "), errors.Is(err, store.ErrNotStore) && strings.Contains(err.Error(), "mkdir -p "):
		return "move it away"
	case errors.Is(err, store.ErrNewer), errors.Is(err, store.ErrOlder):
		return "another version"
	}
	return "raw"
}
