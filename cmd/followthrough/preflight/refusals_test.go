package preflight

import (
	"errors"
	"fmt"
	"testing"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/tracker"
)

// What the daemon warns of is a line a cause, with the teams that it concerns.
func TestRefusalsAreCauses(t *testing.T) {
	var teams []mapping.Team
	for n := range 80 {
		teams = append(teams, mapping.Team{Name: fmt.Sprintf("team-%02d", n), Backlog: mapping.Backlog{Tracker: "jira", Project: fmt.Sprintf("T%02d", n)}})
	}
	m, wrong := mapping.New(teams, nil, "")
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	cfg := &config.Config{Mapping: m, Trackers: []config.Tracker{{Name: "jira"}}}
	got := Refusals(t.Context(), cfg, map[string]tracker.Tracker{"jira": tracker.Broken{Err: errors.New("the token is wrong")}})
	if len(got) != 1 || got[0].About != "tracker jira" || got[0].Sentence() != "the token is wrong" || len(got[0].Teams) != 80 {
		t.Errorf("got %+v", got)
	}
}
