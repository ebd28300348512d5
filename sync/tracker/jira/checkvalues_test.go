package jira_test

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

// TestCheckRefusesWhatCreationWould is what a creation would meet only later:
// values that no such item may have.
func TestCheckRefusesWhatCreationWould(t *testing.T) {
	f := site(t, jirafake.Options{})
	task := f.AddIssue(jirafake.Issue{Project: "PAY", Type: "Task", Summary: "Ordinary work"})
	epic := f.AddIssue(jirafake.Issue{Project: "PAY", Type: "Epic", Summary: "Something large"})
	f.AddProject(jirafake.Project{Key: "FUP", Name: "Incident follow-ups"})
	f.AddProject(jirafake.Project{Key: "DUE", Name: "Due"})
	f.Require("DUE", "duedate")
	f.AddProject(jirafake.Project{Key: "LOW", Name: "Low"})
	f.SetPermissions("LOW", "BROWSE_PROJECTS", "CREATE_ISSUES", "ASSIGN_ISSUES")
	far := f.AddIssue(jirafake.Issue{Project: "STO", Type: "Task", Summary: "Elsewhere"})
	for _, field := range []jirafake.Field{
		{Name: "Note", Kind: jirafake.Text}, {Name: "Begun", Kind: jirafake.DateTime}, {Name: "Tags", Kind: jirafake.LabelList},
	} {
		f.AddField("PAY", "Task", field)
	}
	field := func(name string, value any) jira.Backlog {
		return jira.Backlog{Fields: []jira.Value{{Name: name, Value: value}}}
	}
	tr := open(t, f, jirafake.Cloud)
	for name, tc := range map[string]struct {
		own     jira.Backlog
		backlog tracker.Backlog
		use     tracker.Use
		problem string // "": it is accepted
	}{
		"a parent above":                {own: jira.Backlog{Parent: epic}},
		"a parent of its level":         {own: jira.Backlog{Parent: task}, problem: "does not stand above"},
		"a parent not there":            {own: jira.Backlog{Parent: "PAY-9999"}, problem: "PAY-9999 is not there"},
		"a priority of here":            {use: tracker.Use{Priorities: []string{"High"}}},
		"a priority of nowhere":         {use: tracker.Use{Priorities: []string{"Urgentest"}}, problem: "the priority Urgentest would be refused"},
		"a sub-task's parent":           {own: jira.Backlog{Type: "Sub-task", Parent: task}},
		"a sub-task's parent elsewhere": {own: jira.Backlog{Type: "Sub-task", Parent: far}, problem: "sub-tasks lie in their parent's project, and " + far + " is in STO, not in PAY"},
		"words of one line":             {own: field("Note", "short")},
		"a moment":                      {own: field("Begun", "2026-11-30T08:00:00.000+0000")},
		"too many words":                {own: field("Note", strings.Repeat("x", 256)), problem: "Note: it takes 255 characters at most"},
		"no moment":                     {own: field("Begun", "yesterday"), problem: "Begun: it takes a moment such as"},
		"tags with a blank":             {own: field("Tags", []string{"fine", "two words"}), problem: "Tags: labels have no spaces"},
		"a field of nowhere":            {own: field("Nowhere", "x"), problem: "Nowhere: is not on the create screen of PAY for Task: add it there"},
		"a due date that is required":   {backlog: tracker.Backlog{Project: "DUE"}, problem: "Due date is required for Task in DUE: add to the team's backlog: due: "},
		"and is given, mostly":          {backlog: tracker.Backlog{Project: "DUE"}, use: tracker.Use{Due: true}},
		"a due date nobody may set":     {backlog: tracker.Backlog{Project: "LOW"}, use: tracker.Use{Due: true}, problem: "there is no Due date on the create screen for Task that this account may set in LOW: add Due date"},
		"a project by its name":         {backlog: tracker.Backlog{Project: "FUP"}, problem: "silo"},
		"with a reason for that":        {backlog: tracker.Backlog{Project: "FUP"}, use: tracker.Use{Silo: "the team's name is Incidents"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := tc.backlog
			if b.Project == "" {
				b.Project = "PAY"
			}
			b.Settings = settings(t, tc.own)
			var problems []string
			for _, finding := range tracker.CheckBacklog(t.Context(), tr, b, tc.use) {
				if finding.IsWrong() {
					problems = append(problems, finding.String())
				}
			}
			all := strings.Join(problems, "\n")
			if made := tr.Create(t.Context(), []tracker.NewItem{trackertest.NewItem(b, trackertest.Instance, 1)}); (made[0].Err != nil) != (all != "") &&
				len(tc.use.Priorities) == 0 && !tc.use.Due && !strings.Contains(all, "silo") {
				t.Errorf("check says %q, and the creation %v", all, made[0].Err)
			}
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
