package jira_test

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira"
	"github.com/followthrough/followthrough/sync/tracker/jira/jirafake"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

// TestCheckRefusesWhatCreationWould is what a creation would meet only later:
// values that no such item may have.
func TestCheckRefusesWhatCreationWould(t *testing.T) {
	f := site(t, jirafake.Options{})
	task := f.AddIssue(jirafake.Issue{Project: "PAY", Type: "Task", Summary: "Ordinary work"})
	epic := f.AddIssue(jirafake.Issue{Project: "PAY", Type: "Epic", Summary: "Something large"})
	f.AddProject(jirafake.Project{Key: "FUP", Name: "Incident follow-ups"})
	tr := open(t, f, jirafake.Cloud)
	for name, tc := range map[string]struct {
		own     jira.Backlog
		backlog tracker.Backlog
		problem string // "": it is accepted
	}{
		"a parent above":         {own: jira.Backlog{Parent: epic}},
		"a parent of its level":  {own: jira.Backlog{Parent: task}, problem: "does not stand above"},
		"a parent not there":     {own: jira.Backlog{Parent: "PAY-9999"}, problem: "PAY-9999 is not there"},
		"a priority of here":     {backlog: tracker.Backlog{Priorities: []string{"High"}}},
		"a priority of nowhere":  {backlog: tracker.Backlog{Priorities: []string{"Urgentest"}}, problem: "the priority Urgentest would be refused"},
		"a project by its name":  {backlog: tracker.Backlog{Project: "FUP"}, problem: "silo"},
		"with a reason for that": {backlog: tracker.Backlog{Project: "FUP", Silo: "the team's name is Incidents"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := tc.backlog
			if b.Project == "" {
				b.Project = "PAY"
			}
			b.Settings = settings(t, tc.own)
			var problems []string
			for _, finding := range tr.Check(t.Context(), b) {
				if finding.Problem {
					problems = append(problems, finding.Text)
				}
			}
			all := strings.Join(problems, "\n")
			if tc.problem == "" && all != "" || !strings.Contains(all, tc.problem) {
				t.Errorf("problems %q, want %q", all, tc.problem)
			}
		})
	}
}

// TestRefusalOfSeveralFields names each of them as people know it.
func TestRefusalOfSeveralFields(t *testing.T) {
	f := site(t, jirafake.Options{})
	for _, name := range []string{"Tier", "Grade"} {
		f.AddField("PAY", "Task", jirafake.Field{Name: name, Kind: jirafake.Option, Options: []jirafake.Choice{{Value: "Gold"}, {Value: "Tin"}}})
		f.Require("PAY", name)
	}
	tr := open(t, f, jirafake.Cloud)
	out := tr.Create(t.Context(), []tracker.NewItem{trackertest.NewItem(tracker.Backlog{Project: "PAY"}, trackertest.Instance, 1)})
	text := ""
	if out[0].Err != nil {
		text = out[0].Err.Error()
	}
	for _, want := range []string{"Tier: ", "Grade: ", "(allowed: Gold, Tin)"} {
		if !strings.Contains(text, want) {
			t.Errorf("the refusal %q lacks %q", text, want)
		}
	}
	if strings.Contains(text, "customfield") {
		t.Errorf("the refusal %q names a field by its id", text)
	}
}
