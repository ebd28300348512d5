package jirafake_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
)

// clock is a time that a test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// keys searches and names what is found, in order.
func (h hand) keys(jql string) string {
	h.t.Helper()
	out := h.want(200, "POST", "/rest/api/2/search/jql", object{"jql": jql, "fields": []string{"summary"}})
	var all []string
	for i := range 100 {
		if key := at(out, "issues", i, "key"); key != nil {
			all = append(all, key.(string))
		}
	}
	return strings.Join(all, " ")
}

func TestJQL(t *testing.T) {
	c := &clock{time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)}
	opt := flavours["Cloud"]
	opt.Now = c.now
	opt.Caller = jirafake.Account{ID: "bot", Name: "Bot", Zone: "America/New_York"}
	f, h := start(t, opt)
	f.AddProject(jirafake.Project{Key: "STO", Name: "Storage team"})
	f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "Alert on queue-depth", Labels: []string{"post-mortem"}, Components: []string{"Checkout"}})
	c.at = c.at.Add(5 * time.Minute)
	f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "Other", Type: "Epic", Priority: "High"})
	c.at = c.at.Add(5 * time.Minute)
	f.AddIssue(jirafake.Issue{Project: "STO", Summary: "Third", Reporter: "bot", Labels: []string{"b"}, Description: "ft:3f9a2c1b77d0.1"})
	f.SetStatus("STO-1", "Done", "Done")
	tests := []struct{ jql, want string }{
		{"project = PAY ORDER BY key ASC", "PAY-1 PAY-2"},
		{"project in (PAY, STO)", "STO-1 PAY-2 PAY-1"},
		{`project = "Storage team"`, "STO-1"},
		{"labels = post-mortem OR reporter = currentUser()", "STO-1 PAY-1"},
		{"project = PAY AND (labels = post-mortem OR reporter = currentUser())", "PAY-1"},
		{"labels = b OR labels = post-mortem AND project = STO", "STO-1"},
		{"updated >= -7m", "STO-1 PAY-2"},
		{"updated >= \"-2m\"", "STO-1"},
		{"created >= -1d AND created < \"2026-11-30 07:05\"", "PAY-1"},
		{"created >= 2026-11-30 and created <= \"2026/11/30 07:05\" order by created", "PAY-1 PAY-2"},
		{fmt.Sprintf("updated > %d", c.at.Add(-time.Minute).UnixMilli()), "STO-1"},
		{"key in (PAY-1, STO-1)", "STO-1 PAY-1"},
		{"project = PAY AND labels not in (x)", "PAY-1"},
		{"project = PAY AND labels is not empty", "PAY-1"},
		{"statusCategory != Done", "PAY-2 PAY-1"},
		{"not (project = PAY)", "STO-1"},
	}
	for _, tt := range tests {
		if got := h.keys(tt.jql); got != tt.want {
			t.Errorf("%s\n found %q, not %q", tt.jql, got, tt.want)
		}
	}
}

func TestJQLRefused(t *testing.T) {
	f := jirafake.New(&listener{TB: t}, flavours["Cloud"])
	f.AddProject(payments())
	h := hand{t: t, base: f.URL()}
	f.AddProject(jirafake.Project{Key: "OLD"})
	f.ArchiveProject("OLD")
	f.AddProject(jirafake.Project{Key: "HID"})
	f.SetPermissions("HID")
	gone := f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "x"})
	f.Delete(gone)
	for jql, want := range map[string]string{
		"":                        "Unbounded",
		"ORDER BY created":        "Unbounded",
		"project = NONE":          "The value 'NONE' does not exist for the field 'project'.",
		"project = HID":           "does not exist",
		"project = OLD":           "does not exist",
		"key in (PAY-1)":          "An issue with key 'PAY-1' does not exist",
		"id = 99":                 "A value with ID '99' does not exist",
		"nonsense = 1":            "Field 'nonsense' does not exist",
		"project = PAY AND":       "expecting",
		"project PAY":             "operator",
		"labels = a b":            "Error in the JQL",
		`labels = "open`:          "has not been completed",
		"labels = x#y":            "reserved JQL character",
		"labels = and":            "reserved",
		"status was Done":         "not modelled",
		"updated >= lately":       "is invalid",
		"labels ~ x":              "not supported",
		"reporter in groupless()": "not modelled",
	} {
		out := h.want(400, "POST", "/rest/api/2/search/jql", object{"jql": jql})
		got, _ := at(out, "errorMessages", 0).(string)
		if !strings.Contains(strings.ToLower(got), strings.ToLower(want)) {
			t.Errorf("%q is refused with %q", jql, got)
		}
	}
}

// What the fake can't judge is no answer: it fails the test.
func TestUnknownJQLFailsTheTest(t *testing.T) {
	ear := &listener{TB: t}
	f := jirafake.New(ear, flavours["Cloud"])
	h := hand{t: t, base: f.URL()}
	h.want(400, "POST", "/rest/api/2/search/jql", object{"jql": "assignee was currentUser()"})
	h.want(404, "GET", "/rest/api/2/statuscategory", nil)
	h.want(404, "GET", "/rest/api/2/nonsense", nil)
	for _, want := range []string{"the operator \"was\"", "GET /rest/api/2/statuscategory is not modelled", "has no such operation"} {
		if !strings.Contains(strings.Join(ear.all(), "\n"), want) {
			t.Errorf("%q is not among %q", want, ear.all())
		}
	}
}

func TestIndexLagsBehind(t *testing.T) {
	c := &clock{time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)}
	opt := flavours["Cloud"]
	opt.Now = c.now
	f, h := start(t, opt)
	f.SetLag(30 * time.Second)
	out := h.want(201, "POST", "/rest/api/2/issue", element("x", nil))
	id, key := at(out, "id").(string), at(out, "key").(string)
	if got := h.keys("project = PAY"); got != "" {
		t.Errorf("seen at once: %s", got)
	}
	var n int
	_, _ = fmt.Sscan(id, &n)
	out = h.want(200, "POST", "/rest/api/2/search/jql", object{"jql": "project = PAY", "reconcileIssues": []int{n}})
	if at(out, "issues", 0, "id") != id {
		t.Errorf("not reconciled: %v", out)
	}
	if out = h.want(200, "POST", "/rest/api/2/issue/bulkfetch", object{"issueIdsOrKeys": []string{id}}); at(out, "issues", 0, "key") != key {
		t.Errorf("not fetched: %v", out)
	}
	c.at = c.at.Add(30 * time.Second)
	if got := h.keys("project = PAY"); got != key {
		t.Errorf("after the lag: %q", got)
	}
	f.SetStatus(key, "Done", "Done")
	f.Delete(key)
	if got := h.keys("project = PAY and statusCategory != Done"); got != key {
		t.Errorf("the index does not lag: %q", got)
	}
	c.at = c.at.Add(30 * time.Second)
	if got := h.keys("project = PAY"); got != "" {
		t.Errorf("deleted, and still found: %q", got)
	}
}
