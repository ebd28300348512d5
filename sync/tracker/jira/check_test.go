package jira_test

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// told is what a check says: problems begin with "!".
func told(t *testing.T, tr *jira.Tracker, b jira.Backlog, labels ...string) string {
	t.Helper()
	var out []string
	for _, f := range tracker.CheckBacklog(t.Context(), tr, tracker.Backlog{Project: "PAY", Settings: settings(t, b), Labels: labels}, tracker.Use{}) {
		sign := "  "
		if f.IsWrong() {
			sign = "! "
		}
		if strings.Contains(f.String(), "\n") {
			t.Errorf("a finding of two lines: %q", f.String())
		}
		out = append(out, sign+f.String())
	}
	return strings.Join(out, "\n")
}

func TestCheck(t *testing.T) {
	for name, c := range map[string]struct {
		backlog jira.Backlog
		labels  []string
		change  func(f *jirafake.Fake)
		problem string // "": none
		remark  string
	}{
		"all is well":       {remark: "items of type Task are accepted in PAY"},
		"how ends are read": {remark: "declined: resolution Cannot Reproduce, resolution Declined, resolution Won't Do, status Cancelled; followed: resolution Duplicate"},
		"a required select": {
			change:  func(f *jirafake.Fake) { f.Require("PAY", "Severity") },
			problem: "an item would be refused: Severity is required for Task in PAY: add to the team's backlog: fields: [{name: Severity, value: High}] (one of: High, Low)",
		},
		"a required select that is given": {
			backlog: jira.Backlog{Fields: []jira.Value{{Name: "Severity", Value: "Low"}}},
			change:  func(f *jirafake.Fake) { f.Require("PAY", "Severity") },
		},
		"a required cascading select": {
			change:  func(f *jirafake.Fake) { f.Require("PAY", "Region") },
			problem: `fields: [{name: Region, value: "Europe > Berlin"}]`,
		},
		"a required component": {
			change:  func(f *jirafake.Fake) { f.Require("PAY", "components") },
			problem: "add to the team's backlog: component: Checkout (one of: Checkout, Ledger)",
		},
		"no place for its words": {
			change:  func(f *jirafake.Fake) { off(t, f, "Task", "description") },
			problem: "an item would be refused: there is no Description on the create screen for Task in PAY: add Description to its create screen",
		},
		"no place for labels": {
			labels: []string{"reliability"}, change: func(f *jirafake.Fake) { off(t, f, "Task", "labels") },
			problem: "labels: is not on the create screen of PAY for Task: add it there, or take it out of the backlog's configuration",
		},
		"no place for components": {
			backlog: jira.Backlog{Component: "Checkout"}, change: func(f *jirafake.Fake) { off(t, f, "Task", "components") },
			problem: "components: is not on the create screen",
		},
		"a sub-task without parent": {
			backlog: jira.Backlog{Type: "Sub-task"},
			problem: "an item would be refused: Sub-task is a type of sub-tasks, and the backlog names no parent in PAY: give the backlog the key of an issue to stand below (parent), or another type",
		},
		"no such component": {backlog: jira.Backlog{Component: "Nope"}, problem: `"Nope" is not among its values (allowed: Checkout, Ledger)`},
		"no such type":      {backlog: jira.Backlog{Type: "Incident"}, problem: "project PAY makes no issues of type Incident (allowed: "},
		"an unseen project": {change: func(f *jirafake.Fake) { f.SetPermissions("PAY") }, problem: "project PAY is not there, or this account can't see it"},
		"may not create":    {change: func(f *jirafake.Fake) { f.SetPermissions("PAY", "BROWSE_PROJECTS") }, problem: "the account lacks Create Issues in PAY"},
		"may do too much": {
			change: func(f *jirafake.Fake) {
				f.SetPermissions("PAY", "BROWSE_PROJECTS", "CREATE_ISSUES", "ASSIGN_ISSUES", "ADMINISTER_PROJECTS")
			},
			remark: "may do more than it needs in PAY (Administer Projects): Browse",
		},
		"may do all of a project": {
			change: func(f *jirafake.Fake) {
				f.SetPermissions("PAY", "BROWSE_PROJECTS", "CREATE_ISSUES", "ASSIGN_ISSUES", "DELETE_ISSUES", "EDIT_ISSUES", "TRANSITION_ISSUES")
			},
			remark: "may do more than it needs in PAY (Delete Issues, Edit Issues, Transition Issues): Browse Projects and Create Issues are enough",
		},
		"may administer the site":   {change: func(f *jirafake.Fake) { f.Grant("ADMINISTER") }, remark: "than it needs in PAY (Administer):"},
		"may administer the server": {change: func(f *jirafake.Fake) { f.Grant("SYSTEM_ADMIN") }, remark: "than it needs in PAY (System Admin):"},
		"archived":                  {change: func(f *jirafake.Fake) { f.ArchiveProject("PAY") }, problem: "PAY"},
		"unassigned forbidden":      {change: func(f *jirafake.Fake) { f.ForbidUnassigned() }, problem: "items can't be made unassigned in PAY"},
		"server down": {change: func(f *jirafake.Fake) {
			f.FailShare(1, jirafake.Any, jirafake.Fault{Kind: jirafake.FailBefore, Status: 502})
		}, problem: "can't be read"},
		"a login page": {change: func(f *jirafake.Fake) {
			f.FailShare(1, jirafake.Any, jirafake.Fault{Kind: jirafake.LoginPage})
		}, problem: "web page"},
		"a captcha": {change: func(f *jirafake.Fake) {
			f.FailShare(1, jirafake.Any, jirafake.Fault{Kind: jirafake.Captcha})
		}, problem: "captcha"},
		"a board that shows it": {backlog: board(), remark: "board 42 (Team board) shows such an item in its backlog, on the board in the column To Do"},
		"a board of a component": {
			backlog: board(),
			problem: "would not show such an item: its filter wants component = Checkout",
		},
		"a board with a label":                   {backlog: board(), labels: []string{"wanted"}, remark: "shows such an item"},
		"a board of another project":             {backlog: board(), problem: "STO"},
		"a board without a column for new items": {backlog: board(), problem: "has no column for the status To Do"},
		"a board that is not there":              {backlog: jira.Backlog{Board: 4711}, problem: "board 4711 is not there"},
		"a board that can't be told of":          {backlog: board(), remark: "can't be told from its filter"},
	} {
		t.Run(name, func(t *testing.T) {
			eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
				f := rich(t, flavour)
				f.AddProject(jirafake.Project{Key: "STO", Name: "Storage"})
				f.AddResolutions(reason)
				filter := map[string]string{
					"a board that shows it":                  `project = PAY AND issuetype in (Task, Bug) ORDER BY Rank ASC`,
					"a board of a component":                 `project = PAY AND component = Checkout`,
					"a board without a column for new items": `project = PAY`,
					"a board with a label":                   `project = PAY AND (component = Checkout OR labels in (wanted))`,
					"a board that can't be told of":          `project = PAY AND created >= -3d`,
				}[name]
				where := "PAY"
				if strings.Contains(name, "another project") {
					where, filter = "STO", "project = STO"
				}
				if c.backlog.Board == 42 {
					b := jirafake.Board{ID: 42, Name: "Team board", Project: where, Filter: filter}
					if strings.Contains(name, "without a column") {
						b.Columns = []jirafake.Column{{Name: "Under way", Statuses: []string{"In Progress"}}, {Name: "Done", Statuses: []string{"Done"}}}
					}
					f.AddBoard(b)
				}
				if c.change != nil {
					c.change(f)
				}
				before := raw(f)
				text := told(t, open(t, f, flavour), c.backlog, c.labels...)
				if !strings.Contains(text, "! ") != (c.problem == "") || !strings.Contains(text, c.problem) || !strings.Contains(text, c.remark) {
					t.Errorf("it says\n%s\nand not\n%s%s", text, c.problem, c.remark)
				}
				if strings.Contains(text, jirafake.Person().Name) || strings.Contains(text, jirafake.Person().ID) {
					t.Errorf("it names somebody: %s", text)
				}
				if raw(f) != before || f.Count(jirafake.Creates) > 0 {
					t.Error("a check changed something")
				}
			})
		})
	}
}

// off takes a field off the create screen of a type.
func off(t *testing.T, f *jirafake.Fake, kind, field string) {
	t.Helper()
	f.HideField("PAY", kind, field)
}

func board() jira.Backlog { return jira.Backlog{Board: 42} }

// Once there is an item, the board itself is asked.
func TestCheckAsksTheBoard(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := rich(t, flavour)
		f.AddBoard(jirafake.Board{ID: 42, Name: "Team board", Project: "PAY", Filter: `project = PAY AND labels = wanted`})
		tr := open(t, f, flavour)
		it, err := one(t, tr, itemIn(t, jira.Backlog{}))
		if err != nil {
			t.Fatal(err)
		}
		if text := told(t, tr, board()); !strings.Contains(text, "! the last item made in PAY is not on board 42") {
			t.Error(text)
		}
		f.Edit(it.ID, func(i *jirafake.Issue) { i.Labels = append(i.Labels, "wanted") })
		if text := told(t, tr, board()); !strings.Contains(text, "  the last item made there is in the backlog of board 42") {
			t.Error(text)
		}
	})
}
