package mapping_test

import (
	"fmt"
	"testing"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
)

// BenchmarkNearly is an owner whom nobody knows, among 500 teams with ten members
// each.
func BenchmarkNearly(b *testing.B) {
	var teams []mapping.Team
	for i := range 500 {
		t := mapping.Team{Name: fmt.Sprintf("team-%c%c-%d", 'a'+i%26, 'a'+i/26, i), Backlog: mapping.Backlog{Tracker: mapping.NoTracker}}
		for j := range 10 {
			t.Members = append(t.Members, fmt.Sprintf("Member%d Family%d", i*10+j, j))
		}
		teams = append(teams, t)
	}
	m, _ := mapping.New(teams, nil, "")
	q := mapping.Query{Review: &review.Review{}, Action: &review.Action{Owner: "Rowan Moss and the plumbers"}}
	for b.Loop() {
		m.Decide(q)
	}
}
