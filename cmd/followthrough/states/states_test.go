package states_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/cmd/followthrough/states"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/docs"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// The page tells of each state there is, in their order, and of no other.
func TestThePageTellsOfEachState(t *testing.T) {
	var rows, entries []string
	for _, m := range regexp.MustCompile(`(?m)^\| \[(\w+)\]\(#(\w+)\) \| ([^|]+) \| (.) \| (yes|no) \|$`).FindAllStringSubmatch(docs.States, -1) {
		if m[1] != m[2] {
			t.Errorf("%s leads to %s", m[1], m[2])
		}
		rows = append(rows, fmt.Sprint(m[1], " ", m[3], " ", m[5] == "yes"))
	}
	for _, m := range regexp.MustCompile(`(?m)^## (.*)$`).FindAllStringSubmatch(docs.States, -1) {
		entries = append(entries, m[1])
	}
	var wantRows, wantEntries []string
	for _, s := range review.States() {
		wantRows = append(wantRows, fmt.Sprint(s, " ", s.Words(), " ", plan.Action{State: s}.WaitsForPerson()))
		wantEntries = append(wantEntries, string(s))
		x := states.New(s)
		if x.Means == "" || x.Ends == "" || x.Do == "" {
			t.Errorf("%s lacks a part: %+v", s, x)
		}
	}
	if !slices.Equal(rows, wantRows) {
		t.Errorf("the table has\n%q, not\n%q", rows, wantRows)
	}
	if !slices.Equal(entries, wantEntries) {
		t.Errorf("the page has\n%q, not\n%q", entries, wantEntries)
	}
}

func TestStatesAreKnownAsTheyAreSaid(t *testing.T) {
	for word, want := range map[string]review.State{
		"open": review.Open, "In Progress": review.InProgress, "in-progress": review.InProgress, "in_progress": review.InProgress, "no team": review.Unrouted,
		"unclear": review.Unrouted, "being created": review.Creating, "DONE": review.Done, "doubtful": review.Held, "left alone": review.Held, "": "", "opened": "",
	} {
		if got, ok := states.Named(word); ok != (want != "") || ok && got != want {
			t.Errorf("%q is %q, %v", word, got, ok)
		}
	}
}

func TestAStateFitsTheTerminal(t *testing.T) {
	for _, width := range []int{40, 80, 200} {
		for _, s := range review.States() {
			var out bytes.Buffer
			states.Print(terminal.Env{Out: &out, Width: width}, states.New(s))
			for _, line := range strings.Split(out.String(), "\n") {
				if len([]rune(line)) > width {
					t.Errorf("%d columns: %q", len([]rune(line)), line)
				}
			}
		}
	}
}
