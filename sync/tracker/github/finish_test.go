package github_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github"
)

// bench is a site with a project, an issue of ours and one to be its parent.
type bench struct {
	site
	project *githubfake.Project
	issue   githubfake.Issue
	parent  githubfake.Issue
}

func newBench(t *testing.T, enterprise bool) bench {
	t.Helper()
	s := newSite(t, enterprise)
	s.AddToken(token, bot, "repo", "project")
	b := bench{site: s, project: project(s, "acme")}
	b.parent = s.As(person).Open("acme/pay", "the parent", "")
	o := made(t, s.open(t), item(tracker.Backlog{Project: "acme/pay"}, 1))
	b.issue = s.at(o.Item.ID)
	return b
}

func project(s site, owner string) *githubfake.Project {
	field := func(name, kind string) githubfake.ProjectField {
		return githubfake.ProjectField{Name: name, Type: kind}
	}
	status, priority, sprint := field("Status", "SINGLE_SELECT"), field("Priority", "SINGLE_SELECT"), field("Sprint", "ITERATION")
	status.Options = []githubfake.ProjectOption{{Name: "Todo"}, {Name: "In Progress"}, {Name: "Done"}}
	priority.Options = []githubfake.ProjectOption{{Name: "High"}, {Name: "Low"}}
	sprint.Iterations = []githubfake.ProjectOption{
		{Name: "Sprint 0", Start: "2026-11-02", Days: 14, Over: true}, {Name: "Sprint 1", Start: "2026-11-16", Days: 14}, {Name: "Sprint 2", Start: "2026-11-30", Days: 14},
	}
	return s.AddProject(owner, "Work", status, priority, sprint, field("Points", "NUMBER"), field("Note", "TEXT"), field("Target date", "DATE"))
}

func eachBench(t *testing.T, test func(t *testing.T, b bench)) {
	for name, enterprise := range map[string]bool{"github.com": false, "Enterprise": true} {
		t.Run(name, func(t *testing.T) { test(t, newBench(t, enterprise)) })
	}
}

func (b bench) finish(t *testing.T, own github.Backlog, left ...string) tracker.Finished {
	t.Helper()
	return b.open(t).Finish(t.Context(), tracker.Unfinished{
		ID: "acme/pay#2", Left: left,
		Backlog: tracker.Backlog{Project: "acme/pay", Settings: settings(t, own), Labels: []string{"reliability", "a, b"}},
	})
}

func (b bench) values() map[string]string {
	values, _ := b.InProject(b.project, b.issue)
	return values
}

func fields(pairs ...any) github.Backlog {
	b := github.Backlog{Board: 1}
	for i := 0; i < len(pairs); i += 2 {
		b.Fields = append(b.Fields, github.Value{Name: pairs[i].(string), Value: pairs[i+1]})
	}
	return b
}

// What Create leaves, Finish does: all of it, in few requests, and once more
// without harm.
func TestFinishDoesAllThatIsLeft(t *testing.T) {
	b := newBench(t, false)
	own := fields("status", "todo", "Sprint", "@current", "Points", 3, "Note", "from a review")
	own.Parent = "#1"
	left := []string{"parent acme/pay#1", "project 1", "status: todo", "Sprint: @current", "Points: 3", "Note: from a review", "Priority: high", "Due date: 2026-12-01"}
	want := map[string]string{"Status": "Todo", "Sprint": "Sprint 1", "Points": "3", "Note": "from a review", "Priority": "High", "Target date": "2026-12-01"}
	for range 2 {
		before := b.Count(fault.Any)
		if got := b.finish(t, own, left...); len(got.Left) != 0 || got.Refused != "" || got.Err != nil {
			t.Errorf("%+v", got)
		}
		if diff := cmp.Diff(want, b.values()); diff != "" {
			t.Error(diff)
		}
		if i := b.at("acme/pay#2"); i.Parent != b.parent.ID || len(i.Assignees) != 0 {
			t.Errorf("parent %d, assigned to %v", i.Parent, i.Assignees)
		}
		// The issue, the parent, the project, the issue into it, its fields.
		if n := b.Count(fault.Any) - before; n > 6 {
			t.Errorf("%d requests", n)
		}
	}
}

// Enterprise Server has projects, and no sub-issues.
func TestFinishOnEnterprise(t *testing.T) {
	b := newBench(t, true)
	own := fields("Status", "Todo")
	own.Parent = "#1"
	got := b.finish(t, own, "parent acme/pay#1", "project 1", "Status: Todo")
	if len(got.Left) != 0 || got.Err != nil || got.Refused != "parent acme/pay#1: this server has no sub-issues: leave parent out of the team's backlog" || b.values()["Status"] != "Todo" {
		t.Errorf("%+v, %v", got, b.values())
	}
}

func TestWhatFinishIsRefused(t *testing.T) {
	const rights = "a classic token needs the scope project, a fine-grained token and an App the organisation permission Projects: read and write"
	for name, c := range map[string]struct {
		prepare func(b bench)
		own     github.Backlog
		left    []string
		refused string
		values  string // of Status
	}{
		"no such option":    {nil, fields("Status", "Later"), []string{"project 1", "Status: Later"}, `Status: Later: acme's project 1 (Work): the field Status has no "Later" (allowed: Todo, In Progress, Done)`, ""},
		"one of two":        {nil, fields("Status", "Todo", "Points", "many"), []string{"project 1", "Status: Todo", "Points: many"}, `Points: many: acme's project 1 (Work): the field Points takes a number, not "many"`, "Todo"},
		"no such field":     {nil, fields("Severity", "1"), []string{"project 1", "Severity: 1"}, `Severity: 1: acme's project 1 (Work) has no field Severity (allowed: Status, Priority, Sprint, Points, Note, Target date)`, ""},
		"no such iteration": {nil, fields("Sprint", "Sprint 9"), []string{"project 1", "Sprint: Sprint 9"}, `Sprint: Sprint 9: acme's project 1 (Work): the field Sprint has no "Sprint 9" (allowed: Sprint 1, Sprint 2, @current)`, ""},
		"a field of GitHub's own": {nil, fields("Title", "x"), []string{"project 1", "Title: x"},
			`Title: x: acme's project 1 (Work): the field Title (title) is not one that can be set: GitHub takes it from the issue`, ""},
		"no such project": {nil, github.Backlog{Board: 9}, []string{"project 9", "Priority: High"}, "project 9, Priority: High: acme has no project 9, or we may not see it: " + rights, ""},
		"no scope for projects": {func(b bench) { b.AddToken(token, bot, "repo") }, fields("Status", "Todo"), []string{"project 1", "Status: Todo"},
			"project 1, Status: Todo: project 1 of acme: projectV2: Resource not accessible by personal access token: " + rights, ""},
		"a project that we only see": {func(b bench) { b.SetProjectRole(b.project, bot, githubfake.Pull) }, fields("Status", "Todo"), []string{"project 1", "Status: Todo"},
			"project 1, Status: Todo: add it to acme's project 1 (Work): add: Resource not accessible by integration: " + rights, ""},
		"taken out of the project": {nil, fields("Status", "Todo"), []string{"Status: Todo"}, "Status: Todo: acme/pay#2 is not in acme's project 1 (Work) any more", ""},
		"no such parent":           {nil, github.Backlog{}, []string{"parent acme/pay#99"}, "parent acme/pay#99: acme/pay#99 is not there, or we may not add to it: name another parent, or give the account the role Triage there", ""},
		"another parent by now": {func(b bench) { b.As(person).AddSubIssue(b.As(person).Open("acme/pay", "x", ""), b.issue) }, github.Backlog{}, []string{"parent acme/pay#1"},
			"parent acme/pay#1: acme/pay#2 has the parent acme/pay#3 by now, which stays", ""},
		"no role for the parent": {func(b bench) { b.repos["acme/pay"].SetRole(bot, githubfake.Pull) }, github.Backlog{}, []string{"parent acme/pay#1"}, "the account needs the role Triage in acme/pay", ""},
		"a parent elsewhere": {func(b bench) {
			b.AddOrganization("globex")
			b.repo("globex/x", githubfake.Private)
			b.As(person).Open("globex/x", "p", "")
		}, github.Backlog{}, []string{"parent globex/x#1"}, "must belong to the same repository owner", ""},
		"deleted":       {func(b bench) { b.As(person).Delete(b.issue) }, fields("Status", "Todo"), []string{"parent acme/pay#1", "project 1"}, "parent acme/pay#1, project 1: acme/pay#2 is gone, or no longer visible: nothing more is set", ""},
		"transferred":   {func(b bench) { b.As(person).Transfer(b.issue, "acme/sto") }, fields("Status", "Todo"), []string{"project 1", "Status: Todo"}, "project 1, Status: Todo: acme/pay#2 was taken to acme/sto#1: what is not set there is the team's to set", ""},
		"a later name":  {nil, github.Backlog{}, []string{"sprint 9"}, "sprint 9: this version knows no such step", ""},
		"labels":        {func(b bench) { b.repos["acme/pay"].SetRole(bot, githubfake.Pull) }, github.Backlog{}, []string{"labels reliability"}, "labels reliability: ", ""},
		"dropped type":  {func(b bench) { b.AddIssueType("acme", "Task"); b.repos["acme/pay"].SetRole(bot, githubfake.Pull) }, github.Backlog{}, []string{"type Task"}, "GitHub drops it in silence", ""},
		"no such type":  {nil, github.Backlog{}, []string{"type Task"}, "type Task: ", ""},
		"no milestone":  {nil, github.Backlog{}, []string{"milestone Q4"}, `milestone Q4: milestone: acme/pay has no open milestone "Q4"`, ""},
		"wrong setting": {nil, github.Backlog{}, []string{"Status: Todo"}, "Status: Todo: this version knows no such step", ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, false)
			if c.prepare != nil {
				c.prepare(b)
			}
			got := b.finish(t, c.own, c.left...)
			if len(got.Left) != 0 || got.Err != nil || !strings.Contains(got.Refused, c.refused) || b.values()["Status"] != c.values {
				t.Errorf("%+v\nwant %s\nStatus %q", got, c.refused, b.values()["Status"])
			}
		})
	}
}

// What may pass is left, with the reason, and done the next time.
func TestWhatFinishLeaves(t *testing.T) {
	all := []string{"parent acme/pay#1", "project 1", "Status: Todo", "Priority: High"}
	for name, c := range map[string]struct {
		fault fault.Fault
		match fault.Match
		kind  tracker.Kind
		left  []string
		share bool
	}{
		"throttled": {githubfake.SecondaryLimit(http.StatusForbidden, "3600"), fault.Route("POST /repos/{owner}/{repo}/issues/{issue_number}/sub_issues"), tracker.Throttled, all, false},
		"500 to the parent": {fault.Fault{Kind: fault.FailBefore}, fault.Route("POST /repos/{owner}/{repo}/issues/{issue_number}/sub_issues"),
			tracker.Unknown, all[:1], true},
		"500 to projects": {fault.Fault{Kind: fault.FailBefore}, fault.Route("POST /graphql"), tracker.Unknown, all[1:], true},
		"cut after":       {fault.Fault{Kind: fault.CutAfter}, fault.Route("POST /graphql"), tracker.Unknown, all[1:], true},
		"500 to all":      {fault.Fault{Kind: fault.FailBefore}, fault.Any, tracker.Unknown, all, true},
		"a login page":    {githubfake.BadGateway(fault.FailBefore), fault.Any, tracker.Unknown, all, true},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, false)
			if c.share {
				b.FailShare(1, c.match, c.fault)
			} else {
				b.FailNext(1, c.match, c.fault)
			}
			own := fields("Status", "Todo")
			got := b.finish(t, own, all...)
			if !slices.Equal(got.Left, c.left) || got.Refused != "" || got.Err == nil || tracker.KindOf(got.Err) != c.kind {
				t.Errorf("%v: %+v", tracker.KindOf(got.Err), got)
			}
			if (c.kind == tracker.Throttled) == tracker.Until(got.Err).IsZero() {
				t.Errorf("until %v", tracker.Until(got.Err))
			}
			b.Heal()
			if got = b.finish(t, own, got.Left...); len(got.Left) != 0 || got.Refused != "" {
				t.Errorf("then %+v", got)
			}
			if b.values()["Status"] != "Todo" || b.values()["Priority"] != "High" || b.at("acme/pay#2").Parent != b.parent.ID {
				t.Errorf("%v", b.values())
			}
		})
	}
}

// An answer that was lost on the way is no second thing: each step is sent
// again in the same call where that is safe.
func TestFinishSendsAgainWhatIsSafe(t *testing.T) {
	eachBench(t, func(t *testing.T, b bench) {
		b.FailNext(1, fault.Route("POST /graphql"), fault.Fault{Kind: fault.CutAfter})
		own := fields("Status", "Todo")
		if got := b.finish(t, own, "project 1", "Status: Todo"); len(got.Left) != 0 || got.Err != nil || b.values()["Status"] != "Todo" {
			t.Errorf("%+v", got)
		}
	})
}

// A token that was revoked, or waits for single sign-on, is a person's to
// renew: what is left stays left.
func TestFinishWaitsForANewToken(t *testing.T) {
	for name, change := range map[string]func(b bench){
		"revoked": func(b bench) { b.Revoke(token) }, "single sign-on": func(b bench) { b.RequireSSO(token, "acme") },
	} {
		b := newBench(t, false)
		change(b)
		if got := b.finish(t, github.Backlog{Board: 1}, "project 1"); len(got.Left) != 1 || tracker.KindOf(got.Err) != tracker.Auth {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestFinishSetsWhatTheCreationLost(t *testing.T) {
	b := newBench(t, false)
	b.AddIssueType("acme", "Task")
	b.As(person).Milestone("acme/pay", "Q4")
	got := b.finish(t, github.Backlog{}, "labels reliability, a, b", "milestone Q4", "type Task")
	i := b.at("acme/pay#2")
	if len(got.Left) != 0 || got.Refused != "" || i.Milestone != 1 || i.Type != "Task" || !slices.Equal(i.Labels, []string{"post-mortem", "reliability", "a, b"}) {
		t.Errorf("%+v: %+v", got, i)
	}
	before := b.Count(githubfake.Writes)
	b.As(person).Milestone("acme/pay", "Q5")
	if got = b.finish(t, github.Backlog{}, "labels reliability", "milestone Q5", "type Bug"); got.Refused != "" || b.Count(githubfake.Writes) != before {
		t.Errorf("what is set is set again: %+v", got)
	}
}

// A person's project is found as well as an organisation's, and a renamed
// repository is the same one.
func TestFinishForAPerson(t *testing.T) {
	eachBench(t, func(t *testing.T, b bench) {
		b.AddUser("ana")
		b.repo("ana/home", githubfake.Private)
		p := project(b.site, "ana")
		tr := b.open(t)
		o := made(t, tr, item(tracker.Backlog{Project: "ana/home"}, 7))
		b.repos["ana/home"].Rename("ana/den")
		got := tr.Finish(t.Context(), tracker.Unfinished{
			ID: o.Item.ID, Left: []string{"project 1", "Status: Done"},
			Backlog: tracker.Backlog{Project: "ana/home", Settings: settings(t, fields("Status", "Done"))},
		})
		values, in := b.InProject(p, b.Issue("ana/den", 1))
		if len(got.Left) != 0 || got.Refused != "" || !in || values["Status"] != "Done" {
			t.Errorf("%+v, %v", got, values)
		}
	})
}

// Writes keep their distance.
func TestFinishTakesTurns(t *testing.T) {
	b := newBench(t, false)
	b.WatchPace(githubfake.PaceRealTime)
	tr := github.New("github", b.patient(t), github.Options{Options: tracker.Options{Instance: "test", Now: time.Now}})
	got := tr.Finish(t.Context(), tracker.Unfinished{
		ID: "acme/pay#2", Left: []string{"parent acme/pay#1", "project 1", "Priority: High"},
		Backlog: tracker.Backlog{Project: "acme/pay", Settings: settings(t, github.Backlog{Board: 1, Parent: "#1"})},
	})
	if len(got.Left) != 0 || got.Refused != "" || len(b.Hurries()) != 0 {
		t.Errorf("%+v, hurried %v", got, b.Hurries())
	}
}

// patient is a client that keeps a second between its writes.
func (b bench) patient(t *testing.T) *client.Client {
	t.Helper()
	return b.client(t, func(o *client.Options) { o.WriteEvery = 0 })
}

// Fields are set together; where GitHub refuses one after all, the others are
// set all the same, and the one is named.
func TestFinishSetsTheOtherFields(t *testing.T) {
	eachBench(t, func(t *testing.T, b bench) {
		sets := func(e fault.Exchange) bool {
			return strings.Contains(string(e.Body), "updateProjectV2ItemFieldValue")
		}
		b.Meanwhile(sets, func() { b.project.Fields[3].Options = b.project.Fields[3].Options[1:] })
		got := b.finish(t, fields("Status", "Todo", "Points", 3), "project 1", "Status: Todo", "Priority: High", "Points: 3")
		want := "Priority: High: set Priority in acme's project 1 (Work): s0: The single select option Id does not belong to the field"
		if len(got.Left) != 0 || got.Refused != want {
			t.Errorf("%+v", got)
		}
		if diff := cmp.Diff(map[string]string{"Status": "Todo", "Points": "3"}, b.values()); diff != "" {
			t.Error(diff)
		}
	})
}
