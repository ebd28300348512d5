package preflight

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/finding"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/tracker"
)

// What bears a marker of ours and is not ours is summed up by account, and what
// is gone is not told.
func TestClaimsAreSummedUpByAccount(t *testing.T) {
	path := filepath.Join(t.TempDir(), "followthrough.db")
	s, err := store.Open(t.Context(), store.Options{Path: path, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	claim := func(in, id, by string, holds bool) plan.ItemRow {
		m := tracker.Marker{Instance: "followthrough", Review: "aaaaaaaaaaaa", Action: "bbbbbbbbbbbb", Generation: 1, Number: 1}
		return plan.ItemRow{Tracker: in, Holds: holds, Item: tracker.Item{ID: id, Claim: &tracker.Claim{Marker: m, By: by}}}
	}
	gone := claim("github", "5", "4711", true)
	gone.Gone = time.Now()
	line := claim("local", "6", "", true)
	line.Unproven = true
	err = s.Apply(t.Context(), plan.Changes{Items: []plan.ItemRow{
		claim("github", "1", "4711", false), claim("github", "2", "4711", true), claim("github", "3", "815", false), claim("jira", "4", "", false), gone, line,
	}})
	if err != nil {
		t.Fatal(err)
	}
	p := newPart("store")
	claims(t.Context(), p, s)
	var text []string
	for _, f := range p.end() {
		text = append(text, f.About+": "+f.Sentence())
		if f.Sign == finding.Wrong {
			t.Errorf("a problem: %s", f.Text)
		}
	}
	want := []string{
		"tracker github: markers of ours were seen on 2 items made by account 4711, of which 1 may hold an action: if it was followthrough's account, name 4711 under `accounts`",
		"tracker github: markers of ours were seen on 1 item made by account 815: copies, which count for nothing",
		"tracker jira: markers of ours were seen on 1 item made by an account that the tracker does not tell: copies, which count for nothing",
		"tracker local: markers of ours, unsigned and in no backlog of their teams, were seen on 1 item, of which 1 may hold an action: marker_secret signs them",
	}
	if got := strings.Join(text, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
