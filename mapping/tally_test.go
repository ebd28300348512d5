package mapping_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
)

// Each action is counted once, and an owner who may be a person is never told
// by words.
func TestTally(t *testing.T) {
	m, problems := mapping.New([]mapping.Team{
		{Name: "payments", Aliases: []string{"Payments team"}, Members: []string{"Quill Marsh"}},
		{Name: "rest"},
	}, []mapping.Rule{{When: mapping.When{Type: []string{"chore"}}, Team: "rest"}}, "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var tally mapping.Tally
	count := func(at string, hidden bool, a review.Action) {
		tally.Count(m, mapping.Query{Source: "s", Path: at, Review: &review.Review{}, Action: &a}, mapping.Where{Review: at, Hidden: hidden})
	}
	for i := range 3 {
		at := fmt.Sprintf("s:%d.md", i)
		count(at, false, review.Action{Owner: "Payments team"})
		count(at, false, review.Action{Owner: "Quill Marsh"})
		count(at, false, review.Action{Owner: "Data Platform"})
		count(at, false, review.Action{Owner: "data-platform team"})
		count(at, false, review.Action{Owner: "Wren Moss"})
		count(at, false, review.Action{Owner: "@wren"})
	}
	count("s:0.md", false, review.Action{})
	count("s:1.md", false, review.Action{Owner: "SRE (Wren Moss)"})
	count("s:1.md", false, review.Action{Answer: review.Answer{Team: "serch team"}})
	count("s:1.md", false, review.Action{Type: "chore"})
	count("secret", true, review.Action{Owner: "Crypto team"})
	if tally.Actions != 23 || tally.Nowhere != 16 || tally.Led() != 7 || tally.Fallback != 0 {
		t.Errorf("%d actions, %d led, %d by fallback, %d nowhere", tally.Actions, tally.Led(), tally.Fallback, tally.Nowhere)
	}
	var got []string
	for _, l := range tally.Lost() {
		got = append(got, fmt.Sprintf("%s %q %d %v", l.Kind, l.Words, l.Actions, l.Reviews))
	}
	want := []string{
		`team "Data Platform" 6 [s:0.md s:1.md s:2.md]`,
		`team "SRE" 1 [s:1.md]`,
		`answer "serch team" 1 [s:1.md]`,
		`person "" 6 [s:0.md s:1.md s:2.md]`,
		`nobody "" 1 [s:0.md]`,
		`hidden "" 1 [secret]`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%v\nwant\n%v", got, want)
	}
}

func TestTeamLike(t *testing.T) {
	for owner, want := range map[string]bool{
		"@acme/payments": true, "SRE": true, "Payments Team": true, "Data Platform": true, "platform-eng": true, "on-call": true, "DB Ops": true,
		"Ana": false, "Wren Moss": false, "@wren": false, "wren@acme.example": false, "": false, "wren": false, "Wren Moss <wren@acme.example>": false,
		"ask the people of the team who were there that night please": false, "Wren/Plover": false, "SRE/Payments": true,
		"Wren/SRE": false, "make it work": false,
		"Dev Patel": false, "Wren Cloud": false, "Otto Crew": false, "Dev": false, "RK": false, "T1": true, "Dev Ops": true, "Data Platform Team": true, "dev": true, "QA": true, "Billing": true,
	} {
		if got := mapping.TeamLike(owner); got != want {
			t.Errorf("%q: %v", owner, got)
		}
	}
}
