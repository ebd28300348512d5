package showplan

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

func record(key review.Key, path, content, reading string, actions ...plan.Action) plan.Review {
	r := plan.Review{Key: key, Actions: actions}
	r.Source, r.Path, r.Published, r.ReadFrom = "sre", path, true, plan.ReadFrom{Content: content, Reading: reading}
	return r
}

func titled(key review.Key, title string, position int) plan.Action {
	k := plan.Action{Key: key, State: review.Open}
	k.Reading.Title, k.Position = title, position
	return k
}

func TestWhatAnUpgradeReadsOtherwise(t *testing.T) {
	owned := titled("2", "Owned", 1)
	owned.Reading.Owner, owned.Team = "ledger", "ledger"
	gone := titled("4", "Gone", -1)
	secret := record("d", "secret.md", "1", "v2", titled("5", "Secret", 0))
	secret.Restricted = true
	p := plan.Plan{
		Reviews: []plan.Review{
			record("a", "a.md", "1", "v2", titled("1", "Same", 0), owned, titled("3", "New", 2), gone),
			record("b", "b.md", "2", "v2", titled("6", "An author's", 0)),
			record("c", "c.md", "1", "v1", titled("7", "Quiet", 0)),
			secret,
			record("e", "e.md", "1", "v2"),
		},
		Steps: []plan.Step{{Op: plan.OpWriteBack, Review: "a"}, {Op: plan.OpWriteBack, Review: "c"}},
	}
	before := []plan.Review{
		record("a", "a.md", "1", "v1", titled("1", "Same", 0), titled("2", "Owned", 1), titled("4", "Gone", 2)),
		record("b", "b.md", "1", "v1"),
		record("c", "c.md", "1", "v1", titled("7", "Quiet", 0)),
		record("d", "secret.md", "1", "v1"),
	}
	u := NewUpgrade(before, p, plan.Scope{}, show.Redaction{On: true})
	var lines []string
	for _, d := range u.Differences {
		lines = append(lines, string(d.Kind)+": "+d.line())
	}
	want := []string{
		"newly read: sre:a.md: New", "newly read: sre:d", "no longer read: sre:a.md: Gone", "read otherwise: sre:a.md: Owned (owner, team)", "written in other words: sre:c.md",
	}
	if !slices.Equal(lines, want) || u.Same != 3 || u.Changed != 1 || u.Anew != 2 {
		t.Errorf("%d %d %d\n%s", u.Same, u.Changed, u.Anew, strings.Join(lines, "\n"))
	}
	u.Store, u.Program = 7, 9
	var out bytes.Buffer
	u.Table(terminal.Env{Out: &out})
	for _, say := range []string{
		"The store has schema 7 and would be migrated to 9", "3 reviews as last read, 2 of them", "1 other changed since", "  2 lines are newly read", "\nWritten in other words\n  sre:c.md\n",
	} {
		if !strings.Contains(out.String(), say) {
			t.Errorf("it lacks %q:\n%s", say, out.String())
		}
	}
	if team := NewUpgrade(before, p, plan.Scope{Team: "ledger"}, show.Redaction{}); len(team.Differences) != 1 {
		t.Errorf("of a team: %+v", team.Differences)
	}
}
