package jirafake_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
)

func both(t *testing.T, test func(t *testing.T, f *jirafake.Fake, h hand)) {
	t.Helper()
	for _, name := range []string{"Cloud", "Data Center"} {
		t.Run(name, func(t *testing.T) {
			f, h := start(t, flavours[name])
			test(t, f, h)
		})
	}
}

// What Jira refuses stands under the field's name, and nothing is made.
func TestRefusals(t *testing.T) {
	both(t, func(t *testing.T, f *jirafake.Fake, h hand) {
		epic := f.AddIssue(jirafake.Issue{Project: "PAY", Type: "Epic", Summary: "Epic"})
		f.AddProject(jirafake.Project{Key: "OPS"})
		f.SetPermissions("OPS", "BROWSE_PROJECTS")
		f.AddProject(jirafake.Project{Key: "OLD"})
		f.ArchiveProject("OLD")
		f.AddProject(jirafake.Project{Key: "HID"})
		f.SetPermissions("HID")
		f.AddField("OPS", "", jirafake.Field{ID: "customfield_1", Name: "Elsewhere", Kind: jirafake.Text})
		id := f.FieldID
		before := len(f.Issues())
		tests := []struct {
			name    string
			more    object
			field   string
			message string
		}{
			{"summary too long", object{"summary": strings.Repeat("x", 256)}, "summary", "255"},
			{"emoji count twice", object{"summary": strings.Repeat("🔥", 128)}, "summary", "255"},
			{"summary of two lines", object{"summary": "a\nb"}, "summary", "newline"},
			{"no summary", object{"summary": ""}, "summary", "must specify"},
			{"unknown type", object{"issuetype": object{"name": "Chore"}}, "issuetype", ""},
			{"unknown project", object{"project": object{"key": "NONE"}}, "project", ""},
			{"unseen project", object{"project": object{"key": "HID"}}, "project", ""},
			{"no permission", object{"project": object{"key": "OPS"}}, "project", "permission"},
			{"archived", object{"project": object{"key": "OLD"}}, "project", "archived"},
			{"unknown component", object{"components": []any{object{"name": "Nope"}}}, "components", "Component name 'Nope' is not valid"},
			{"unknown version", object{"fixVersions": []any{object{"id": "1"}}}, "fixVersions", "Version id '1'"},
			{"unknown priority", object{"priority": object{"name": "Urgent"}}, "priority", "Urgent"},
			{"label with a space", object{"labels": []any{"post mortem"}}, "labels", "contain"},
			{"not on the screen", object{"customfield_1": "x"}, "customfield_1", "not on the appropriate screen"},
			{"no such option", object{id("Severity"): object{"value": "Huge"}}, id("Severity"), "Option value 'Huge'"},
			{"option as a word", object{id("Severity"): "High"}, id("Severity"), "Specify a valid"},
			{"one where several are", object{id("Areas"): object{"value": "A"}}, id("Areas"), "not an array"},
			{"number as a word", object{id("Story Points"): "3"}, id("Story Points"), "number"},
			{"no date", object{id("Start"): "30.11.2026"}, id("Start"), "date"},
			{"no such child", object{id("Root"): object{"value": "Code", "child": object{"value": "X"}}}, id("Root"), "Option value 'X'"},
			{"no such team", object{id("Squad"): "team-9"}, id("Squad"), "team-9"},
			{"no such group", object{id("Watch group"): object{"name": "x"}}, id("Watch group"), "group"},
			{"no such user", object{id("Contact"): object{"name": "x", "accountId": "x"}}, id("Contact"), "does not exist"},
			{"due date", object{"duedate": "tomorrow"}, "duedate", "date"},
			{"description too long", object{"description": strings.Repeat("x", 32768)}, "description", "too long"},
			{"sub-task without a parent", object{"issuetype": object{"name": "Sub-task"}}, "parent", "sub-task"},
			{"sub-task of an epic", object{"issuetype": object{"name": "Sub-task"}, "parent": object{"key": epic}}, "parentId", "hierarchy"},
		}
		for _, tt := range tests {
			out := h.want(400, "POST", "/rest/api/2/issue", element("x", tt.more))
			got, _ := at(out, "errors", tt.field).(string)
			if got == "" || !strings.Contains(got, tt.message) {
				t.Errorf("%s: refused with %v", tt.name, out)
			}
		}
		if n := len(f.Issues()); n != before {
			t.Errorf("%d issues were made", n-before)
		}
	})
}

// What is accepted is shown again as it was given.
func TestFieldsComeBack(t *testing.T) {
	both(t, func(t *testing.T, f *jirafake.Fake, h hand) {
		cloud := t.Name()[len(t.Name())-5:] == "Cloud"
		user := object{"name": jirafake.Person().ID}
		if cloud {
			user = object{"accountId": jirafake.Person().ID}
		}
		id := f.FieldID
		out := h.want(201, "POST", "/rest/api/2/issue", element(strings.Repeat("🔥", 127), object{
			"description": "h3. Why\r\nbecause", "labels": []any{"b", "a"}, "components": []any{object{"name": "checkout"}},
			"fixVersions": []any{object{"name": "1.0"}}, "priority": object{"id": "1"}, "duedate": "2026-12-24",
			id("Severity"): object{"value": "Low"}, id("Areas"): []any{object{"value": "A"}, object{"value": "B"}}, id("Story Points"): 3,
			id("Start"): "2026-12-01", id("Squad"): "team-1", id("Root"): object{"value": "Code"}, id("Watch group"): object{"name": "payments-all"}, id("Contact"): user,
		}))
		got := h.want(200, "GET", "/rest/api/2/issue/"+at(out, "key").(string), nil)
		for _, want := range []struct {
			path []any
			is   any
		}{
			{[]any{"labels", 0}, "a"},
			{[]any{"components", 0, "name"}, "Checkout"},
			{[]any{"fixVersions", 0, "name"}, "1.0"},
			{[]any{"priority", "name"}, "Highest"},
			{[]any{"duedate"}, "2026-12-24"},
			{[]any{"status", "statusCategory", "key"}, "new"},
			{[]any{"resolution"}, nil},
			{[]any{"assignee"}, nil},
			{[]any{id("Severity"), "value"}, "Low"},
			{[]any{id("Areas"), 1, "value"}, "B"},
			{[]any{id("Story Points")}, 3.0},
			{[]any{id("Squad"), "id"}, "team-1"},
			{[]any{id("Root"), "value"}, "Code"},
			{[]any{id("Watch group"), "name"}, "payments-all"},
			{[]any{id("Contact"), "displayName"}, jirafake.Person().Name},
		} {
			if is := at(got, append([]any{"fields"}, want.path...)...); is != want.is {
				t.Errorf("%v is %v, not %v", want.path, is, want.is)
			}
		}
	})
}

func TestWhoIsAssigned(t *testing.T) {
	both(t, func(t *testing.T, f *jirafake.Fake, h hand) {
		f.AddProject(jirafake.Project{Key: "LED", AssignLead: true})
		assignee := func(more object) any {
			out := h.want(201, "POST", "/rest/api/2/issue", element("x", more))
			return f.Issue(at(out, "key").(string)).Assignee
		}
		ledger := []any{object{"name": "Ledger"}}
		if who := assignee(nil); who != "" {
			t.Errorf("a project without a default assigns %v", who)
		}
		if who := assignee(object{"components": ledger}); who != "lead-of-pay" {
			t.Errorf("a component with a default assigns %v", who)
		}
		if who := assignee(object{"project": object{"key": "LED"}}); who != "lead-of-led" {
			t.Errorf("a project with a default assigns %v", who)
		}
		if who := assignee(object{"components": ledger, "assignee": nil}); who != "" {
			t.Errorf("null assigns %v", who)
		}
		f.ForbidUnassigned()
		out := h.want(400, "POST", "/rest/api/2/issue", element("x", object{"assignee": nil}))
		if at(out, "errors", "assignee") == nil {
			t.Errorf("refused with %v", out)
		}
		f.SetPermissions("PAY", "BROWSE_PROJECTS", "CREATE_ISSUES")
		out = h.want(400, "POST", "/rest/api/2/issue", element("x", object{"assignee": nil, "duedate": "2026-12-01"}))
		if at(out, "errors", "assignee") == nil || at(out, "errors", "duedate") == nil {
			t.Errorf("without the permissions refused with %v", out)
		}
	})
}

// A bulk makes what it can: each element has its own outcome.
func TestBulkInPart(t *testing.T) {
	both(t, func(t *testing.T, f *jirafake.Fake, h hand) {
		f.RefuseWhen(func(a jirafake.Attempt) map[string]string {
			if a.Fields["summary"] == "cursed" {
				return map[string]string{"summary": "An internal error occurred."}
			}
			return nil
		})
		send := func(status int, names ...string) any {
			var all []any
			for _, n := range names {
				all = append(all, element(n, nil))
			}
			return h.want(status, "POST", "/rest/api/2/issue/bulk", object{"issueUpdates": all})
		}
		out := send(201, "one", "cursed", "", "four")
		if at(out, "issues", 1, "key") != "PAY-2" || at(out, "errors", 0, "failedElementNumber") != 1.0 || at(out, "errors", 1, "failedElementNumber") != 2.0 {
			t.Errorf("in part: %v", out)
		}
		if at(out, "errors", 0, "elementErrors", "errors", "summary") != "An internal error occurred." {
			t.Errorf("reason: %v", out)
		}
		if out = send(400, "cursed", ""); at(out, "errors", 1, "failedElementNumber") != 1.0 {
			t.Errorf("all refused: %v", out)
		}
		send(400, make([]string, 51)...)
	})
}

// A requirement that comes midway is in the metadata, and refuses.
func TestRequirementsComeMidway(t *testing.T) {
	both(t, func(t *testing.T, f *jirafake.Fake, h hand) {
		h.want(201, "POST", "/rest/api/2/issue", element("x", nil))
		f.Require("PAY", "Severity")
		f.Require("PAY", "labels")
		out := h.want(400, "POST", "/rest/api/2/issue", element("x", nil))
		if at(out, "errors", f.FieldID("Severity")) != "Severity is required." || at(out, "errors", "labels") == nil {
			t.Errorf("refused with %v", out)
		}
		key, types := "values", h.want(200, "GET", "/rest/api/2/issue/createmeta/PAY/issuetypes", nil)
		if at(types, "issueTypes") != nil {
			key = "fields"
			types = object{"values": at(types, "issueTypes")}
		}
		path := fmt.Sprintf("/rest/api/2/issue/createmeta/PAY/issuetypes/%v", at(types, "values", 0, "id"))
		required := map[any]any{}
		for start := 0; start < 20; start += 5 {
			page := h.want(200, "GET", fmt.Sprintf("%s?startAt=%d&maxResults=5", path, start), nil)
			for i := range 5 {
				if field := at(page, key, i); field != nil {
					required[at(field, "fieldId")] = at(field, "required")
				}
				if at(page, key, i, "fieldId") == f.FieldID("Severity") && at(page, key, i, "allowedValues", 1, "value") != "Low" {
					t.Errorf("Severity is told as %v", at(page, key, i))
				}
			}
		}
		if required[f.FieldID("Severity")] != true || required["labels"] != true || required["description"] != false {
			t.Errorf("required are %v", required)
		}
	})
}

// Properties are made in the same request, and read with a search on Cloud.
func TestProperties(t *testing.T) {
	f, h := start(t, flavours["Cloud"])
	a := element("x", nil)
	a["properties"] = []any{object{"key": "followthrough", "value": object{"action": "3f9a2c1b77d0"}}}
	h.want(201, "POST", "/rest/api/2/issue/bulk", object{"issueUpdates": []any{a, element("y", nil)}})
	found := h.want(200, "POST", "/rest/api/2/search/jql", object{"jql": "project = PAY ORDER BY id ASC", "fields": []string{"summary"}, "properties": []string{"followthrough"}})
	if at(found, "issues", 0, "properties", "followthrough", "action") != "3f9a2c1b77d0" || at(found, "issues", 1, "properties", "followthrough") != nil {
		t.Errorf("found %v", found)
	}
	if n := len(f.Holding("3f9a2c1b77d0")); n != 1 {
		t.Errorf("%d hold it", n)
	}
	a["properties"] = []any{object{"key": "big", "value": strings.Repeat("x", 40000)}}
	h.want(400, "POST", "/rest/api/2/issue", a)
}

func TestParents(t *testing.T) {
	f, h := start(t, flavours["Cloud"])
	epic := f.AddIssue(jirafake.Issue{Project: "PAY", Type: "Epic", Summary: "Epic"})
	out := h.want(201, "POST", "/rest/api/2/issue", element("x", object{"parent": object{"key": epic}}))
	got := h.want(200, "GET", "/rest/api/2/issue/"+at(out, "key").(string)+"?fields=parent", nil)
	if at(got, "fields", "parent", "key") != epic {
		t.Errorf("shown as %v", got)
	}
	h.want(400, "POST", "/rest/api/2/issue", element("x", object{"parent": object{"key": at(out, "key")}}))
	dc, hdc := start(t, flavours["Data Center"])
	dc.AddField("PAY", "Task", jirafake.Field{Name: "Epic Link", Kind: jirafake.EpicLink})
	epic = dc.AddIssue(jirafake.Issue{Project: "PAY", Type: "Epic", Summary: "Epic"})
	hdc.want(201, "POST", "/rest/api/2/issue", element("x", object{dc.FieldID("Epic Link"): epic}))
	hdc.want(400, "POST", "/rest/api/2/issue", element("x", object{"parent": object{"key": epic}}))
	hdc.want(400, "POST", "/rest/api/2/issue", element("x", object{dc.FieldID("Epic Link"): "PAY-2"}))
}
