package github_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"unicode"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github"
)

// told is what a check says: problems begin with "!".
func (b bench) told(t *testing.T, backlog tracker.Backlog, use tracker.Use, own github.Backlog) string {
	t.Helper()
	backlog.Settings = settings(t, own)
	if backlog.Project == "" {
		backlog.Project = "acme/pay"
	}
	var out []string
	for _, f := range tracker.CheckBacklog(t.Context(), b.open(t), backlog, use) {
		sign := "  "
		if f.IsWrong() {
			sign = "! "
		}
		if strings.ContainsFunc(f.String(), unicode.IsControl) {
			t.Errorf("a finding that is not one line of words: %q", f.String())
		}
		out = append(out, sign+f.String())
	}
	return strings.Join(out, "\n")
}

// A check is one row of TestCheck: what it says on both sites, or on
// Enterprise Server if that says something else. Without a problem the problem
// is "".
type checkRow struct {
	prepare    func(b bench)
	backlog    tracker.Backlog
	use        tracker.Use
	own        github.Backlog
	problem    string
	remark     string
	enterprise string
}

func in(project string) tracker.Backlog { return tracker.Backlog{Project: project} }

func checkRows() map[string]checkRow {
	none := ""
	role := func(r githubfake.Role) func(b bench) { return func(b bench) { b.repos["acme/pay"].SetRole(bot, r) } }
	wide := tracker.Use{Priorities: []string{"high", "Low"}, Due: true}
	return map[string]checkRow{
		"all is well":             {own: github.Backlog{Labelled: tracker.Labelled{Label: &none}}, remark: "  items are accepted in acme/pay"},
		"labels that are not yet": {backlog: tracker.Backlog{Labels: []string{"reliability", "tooling"}}, remark: "  acme/pay has no labels reliability, tooling: the first item makes them"},
		"a label that is not yet": {backlog: tracker.Backlog{Labels: []string{"reliability"}}, remark: "  acme/pay has no label reliability: the first item makes it"},
		"labels, no right to make them": {prepare: role(githubfake.Triage), backlog: tracker.Backlog{Labels: []string{"x/y z"}},
			problem: "! acme/pay has no label x/y z, and the account may not make labels: make it, or give the account the role Write"},
		"labels that are there": {prepare: func(b bench) {
			b.As(person).Open("acme/pay", "x", "", "Post-Mortem", "x/y z")
			role(githubfake.Triage)(b)
		}, backlog: tracker.Backlog{Labels: []string{"x/y z"}}, remark: "  items are accepted in acme/pay"},
		"our label would be dropped": {prepare: role(githubfake.Pull),
			remark: "  the labels post-mortem would be dropped from new issues in silence: the account may not set them in acme/pay: give it the role Triage or Write there"},
		"labels would be dropped":        {prepare: role(githubfake.Pull), backlog: tracker.Backlog{Labels: []string{"reliability"}}, problem: "! the labels reliability, post-mortem would be dropped"},
		"no such repository":             {backlog: in("acme/nowhere"), problem: "! acme/nowhere: Not Found: it is not there, or the token may not see it: check its name, and give the account access to it"},
		"not a repository":               {backlog: in("payments"), problem: `! "payments" is not owner/name`},
		"issues are disabled":            {prepare: func(b bench) { b.repos["acme/pay"].DisableIssues() }, problem: "! issues are disabled in acme/pay: turn them on in its settings (General, Features)"},
		"archived":                       {prepare: func(b bench) { b.repos["acme/pay"].Archive() }, problem: "! acme/pay is archived and takes no issues: unarchive it"},
		"renamed":                        {prepare: func(b bench) { b.repos["acme/pay"].Rename("acme/money") }, remark: "  acme/pay is called acme/money now: name it so"},
		"single sign-on":                 {prepare: func(b bench) { b.RequireSSO(token, "acme") }, problem: "single sign-on: authorise it at"},
		"an unknown token":               {prepare: func(b bench) { b.Revoke(token) }, problem: " can't be read: "},
		"a token without issues":         {prepare: func(b bench) { b.AddFineGrained(token, bot, githubfake.Permissions{"metadata": "read"}) }, problem: "! the issues of acme/pay can't be listed: "},
		"a token without scope, private": {prepare: func(b bench) { b.AddToken(token, bot) }, problem: "! acme/pay: Not Found"},
		"a token without scope, public": {prepare: func(b bench) { b.AddToken(token, bot); b.repos["acme/pay"].SetVisibility(githubfake.Public) },
			problem: "! the token lacks the scope repo or public_repo: nothing can be made in acme/pay"},
		"server down": {prepare: func(b bench) {
			b.FailShare(1, fault.Any, fault.Fault{Kind: fault.FailBefore, Status: http.StatusBadGateway})
		}, problem: " can't be read: "},
		"throttled": {prepare: func(b bench) {
			b.FailShare(1, fault.Any, githubfake.SecondaryLimit(http.StatusForbidden, "3600"))
		}, problem: " can't be read: "},

		"public": {prepare: func(b bench) { b.repos["acme/pay"].SetVisibility(githubfake.Public) },
			remark: "  acme/pay is public: actions of reviews from a place that fewer people can read are not put there (blocked): give the team a private one, or say `public: allowed`"},
		"public, and meant": {prepare: func(b bench) { b.repos["acme/pay"].SetVisibility(githubfake.Public) }, own: github.Backlog{Public: github.PublicAllowed},
			remark: "  acme/pay is public, and its backlog says `public: allowed`"},

		"an open milestone": {prepare: func(b bench) { b.As(person).Milestone("acme/pay", "Q4") }, own: github.Backlog{Milestone: "Q4"}, remark: "  items are accepted"},
		"no such milestone": {prepare: func(b bench) {
			b.As(person).Milestone("acme/pay", "2026 Q4")
			b.As(person).Milestone("acme/pay", "Beta\n\x1b[31m")
		}, own: github.Backlog{Milestone: "q4"},
			problem: `! acme/pay has no open milestone "q4": do you mean "2026 Q4"? (there are: 2026 Q4, Beta [31m)`},
		"no milestones": {own: github.Backlog{Milestone: "Q4"}, problem: `! acme/pay has no open milestone "Q4" (there are none)`},

		"a type": {prepare: func(b bench) { b.AddIssueType("acme", "Task") }, own: github.Backlog{Type: "task"},
			remark: "  items are accepted", enterprise: "! this server has no issue types: leave type out"},
		"no such type": {prepare: func(b bench) { b.AddIssueType("acme", "Task"); b.AddIssueType("acme", "Bug") }, own: github.Backlog{Type: "Tasks"},
			problem: `! acme/pay has no issue type "Tasks": do you mean "Task"? (there are: Task, Bug)`, enterprise: "! this server has no issue types: leave type out"},
		"a person's repository has no types": {prepare: func(b bench) { b.repo("ana/home", githubfake.Private) }, backlog: in("ana/home"), own: github.Backlog{Type: "Task"},
			problem: "! ana/home has no issue types, as its owner is a person: leave type out", enterprise: "! this server has no issue types: leave type out"},

		"a parent":        {own: github.Backlog{Parent: "#1"}, remark: "  items are accepted", enterprise: "! this server has no sub-issues: leave parent out"},
		"no such parent":  {own: github.Backlog{Parent: "#99"}, problem: "! the parent acme/pay#99 is not there, or the account can't see it: name another one", enterprise: "! this server has no sub-issues"},
		"a closed parent": {prepare: func(b bench) { b.As(person).Close(b.parent, "completed") }, own: github.Backlog{Parent: "#1"}, remark: "  the parent acme/pay#1 is closed", enterprise: "! this server"},
		"a parent that was taken elsewhere": {prepare: func(b bench) { b.As(person).Transfer(b.parent, "acme/sto") }, own: github.Backlog{Parent: "#1"},
			remark: "  the parent acme/pay#1 is acme/sto#1 now: name it so", enterprise: "! this server"},
		"a parent of another owner": {prepare: func(b bench) {
			b.AddOrganization("globex")
			b.repo("globex/x", githubfake.Private)
			b.As(person).Open("globex/x", "p", "")
		},
			own: github.Backlog{Parent: "globex/x#1"}, problem: "! the parent globex/x#1 is another owner's: sub-issues have their parent's", enterprise: "! this server"},
		"a parent where we have no right": {prepare: func(b bench) {
			b.As(person).Open("acme/sto", "p", "")
			b.repos["acme/sto"].SetRole(bot, githubfake.Pull)
		},
			own: github.Backlog{Parent: "acme/sto#1"}, problem: "! the account may not add sub-issues to acme/sto#1: give it the role Triage or Write in acme/sto", enterprise: "! this server"},
		"a full parent": {prepare: func(b bench) {
			for n := range 100 {
				b.As(person).AddSubIssue(b.parent, b.As(person).Open("acme/pay", fmt.Sprint(n), ""))
			}
		}, own: github.Backlog{Parent: "#1"}, problem: "! the parent acme/pay#1 has 100 sub-issues, and GitHub takes no more", enterprise: "! this server"},

		"a project":              {own: fields("Status", "TODO", "Sprint", "@current", "Points", 3), use: wide, remark: "  each item is added to acme's project 1 (Work)"},
		"no such project":        {own: github.Backlog{Board: 7}, problem: "! acme has no project 7, or we may not see it: a classic token needs the scope project"},
		"a closed project":       {prepare: func(b bench) { b.project.Closed = true }, own: github.Backlog{Board: 1}, problem: "! acme's project 1 (Work) is closed: open it again, or name another board"},
		"a project to look at":   {prepare: func(b bench) { b.SetProjectRole(b.project, bot, githubfake.Pull) }, own: github.Backlog{Board: 1}, problem: "! we may not add to acme's project 1 (Work): give the account the role Write"},
		"no scope for projects":  {prepare: func(b bench) { b.AddToken(token, bot, "repo") }, own: github.Backlog{Board: 1}, problem: "! project 1 of acme: projectV2: Resource not accessible by personal access token: a classic token needs the scope project"},
		"no such field":          {own: fields("Severity", 1), problem: "! acme's project 1 (Work) has no field Severity (allowed: Status, Priority, Sprint, Points, Note, Target date)"},
		"no such option":         {own: fields("Status", "Later"), problem: `! acme's project 1 (Work): the field Status has no "Later" (allowed: Todo, In Progress, Done)`},
		"no number":              {own: fields("Points", "many"), problem: `the field Points takes a number, not "many"`},
		"no day":                 {own: fields("Target date", "soon"), problem: `the field Target date takes a day such as 2026-11-30, not "soon"`},
		"a list":                 {own: fields("Note", []string{"a"}), problem: `the field Note takes one value, not ["a"]`},
		"no such priority":       {own: github.Backlog{Board: 1}, use: tracker.Use{Priorities: []string{"Highest"}}, problem: `the field Priority has no "Highest" (allowed: High, Low)`},
		"no fields for them":     {prepare: func(b bench) { b.project.Fields = b.project.Fields[:3] }, own: github.Backlog{Board: 1}, use: wide, problem: "has no field Due date or Due or Target date (allowed: Status)"},
		"priorities, no project": {use: wide, problem: "! an issue has neither priority nor due date: name the board"},
	}
}

func TestCheck(t *testing.T) {
	for name, c := range checkRows() {
		t.Run(name, func(t *testing.T) {
			eachBench(t, func(t *testing.T, b bench) {
				if c.prepare != nil {
					c.prepare(b)
				}
				problem, remark := c.problem, c.remark
				if b.enterprise && c.enterprise != "" {
					problem, remark = c.enterprise, ""
				}
				before, writes := fmt.Sprintf("%+v", b.Issues()), b.Count(githubfake.Writes)
				text := b.told(t, c.backlog, c.use, c.own)
				if strings.Contains(text, "! ") != (problem != "") || !strings.Contains(text, problem) || !strings.Contains(text, remark) {
					t.Errorf("it says\n%s\nand not\n%s%s", text, problem, remark)
				}
				if strings.Contains(text, "are accepted") == strings.Contains(text, "! ") {
					t.Errorf("accepted, or not?\n%s", text)
				}
				if after := fmt.Sprintf("%+v", b.Issues()); after != before || b.Count(githubfake.Writes) != writes {
					t.Error("a check changed something")
				}
				if strings.Contains(text, bot) || strings.Contains(text, token) {
					t.Errorf("it tells who we are: %s", text)
				}
			})
		})
	}
}

// A token that may read and not write is found, though it tells nothing of what
// it may do, and is asked once for all private repositories of an owner.
func TestCheckFindsATokenThatMayOnlyRead(t *testing.T) {
	eachBench(t, func(t *testing.T, b bench) {
		b.AddFineGrained(token, bot, githubfake.Permissions{"metadata": "read", "issues": "read"})
		before := fmt.Sprintf("%+v", b.Issues())
		text := b.told(t, tracker.Backlog{}, tracker.Use{}, github.Backlog{})
		if !strings.Contains(text, "! the token may not make issues in acme/pay: ") || !strings.Contains(text, ": give the token Issues: read and write there") {
			t.Errorf("it says\n%s", text)
		}
		b.AddFineGrained(token, bot, githubfake.Permissions{"metadata": "read", "issues": "write"})
		check := b.open(t).Check()
		writes := b.Count(githubfake.Writes)
		for _, project := range []string{"acme/pay", "acme/sto", "acme/pay"} {
			if found := check.Backlog(t.Context(), tracker.Backlog{Project: project}, tracker.Use{}); found.AnyWrong() {
				t.Errorf("%+v", found)
			}
		}
		if n := b.Count(githubfake.Writes) - writes; n != 1 {
			t.Errorf("%d questions", n)
		}
		if after := fmt.Sprintf("%+v", b.Issues()); after != before {
			t.Error("a check changed something")
		}
	})
}

// A check costs few requests, however much there is.
func TestCheckIsCheap(t *testing.T) {
	b := newBench(t, false)
	before := b.Count(fault.Any)
	own := fields("Status", "Todo")
	own.Parent = "#1"
	if text := b.told(t, tracker.Backlog{Labels: []string{"reliability"}}, tracker.Use{}, own); strings.Contains(text, "!") {
		t.Error(text)
	}
	// Who we are, the repository, its issues, two labels, the parent, the project.
	if n := b.Count(fault.Any) - before; n != 7 {
		t.Errorf("%d requests", n)
	}
}
