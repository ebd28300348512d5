package jira_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

// rich is a site with a project that has a bit of everything.
func rich(t *testing.T, flavour jirafake.Flavour) *jirafake.Fake {
	t.Helper()
	f := jirafake.New(t, jirafake.Options{Flavour: flavour})
	f.AddProject(jirafake.Project{
		Key: "PAY", Name: "Payments", AssignLead: true, Lead: jirafake.Person(),
		Components: []jirafake.Component{{Name: "Checkout", Assigns: "COMPONENT_LEAD", Lead: jirafake.Person()}, {Name: "Ledger"}},
		Versions:   []jirafake.Version{{Name: "4.2"}},
	})
	for _, field := range []jirafake.Field{
		{Name: "Story Points", Kind: jirafake.Number},
		{Name: "Severity", Kind: jirafake.Option, Options: []jirafake.Choice{{Value: "High"}, {Value: "Low"}}},
		{Name: "Areas", Kind: jirafake.MultiOption, Options: []jirafake.Choice{{Value: "API"}, {Value: "UI"}}},
		{Name: "Region", Kind: jirafake.Cascading, Options: []jirafake.Choice{{Value: "Europe", Children: []jirafake.Choice{{Value: "Berlin"}}}}},
		{Name: "Found on", Kind: jirafake.Date},
		{Name: "Remark", Kind: jirafake.Text},
		{Name: "Groups", Kind: jirafake.MultiGroup, Options: []jirafake.Choice{{Value: "payments-developers"}}},
		{Name: "Tags", Kind: jirafake.LabelList},
		{Name: "Twin", Kind: jirafake.Text, ID: "customfield_20001"},
		{Name: "Twin", Kind: jirafake.Text, ID: "customfield_20002"},
		{Name: "Responsible", Kind: jirafake.User},
	} {
		f.AddField("PAY", "", field)
	}
	return f
}

func one(t *testing.T, tr *jira.Tracker, n tracker.NewItem) (tracker.Item, error) {
	t.Helper()
	out := tr.Create(t.Context(), []tracker.NewItem{n})
	return out[0].Item, out[0].Err
}

func itemIn(t *testing.T, b jira.Backlog, labels ...string) tracker.NewItem {
	t.Helper()
	return trackertest.NewItem(tracker.Backlog{Project: "PAY", Settings: settings(t, b), Labels: labels}, trackertest.Instance, 1)
}

func TestFieldsAreFilled(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := rich(t, flavour)
		if flavour == jirafake.DataCenter {
			f.AddField("PAY", "", jirafake.Field{Name: "Epic Link", Kind: jirafake.EpicLink})
		}
		epic := f.AddIssue(jirafake.Issue{Project: "PAY", Type: "Epic", Summary: "Reliability"})
		n := itemIn(t, jira.Backlog{
			Type: "Story", Component: "checkout", Components: []string{"Ledger"}, FixVersion: "4.2", Parent: epic,
			Fields: []jira.Value{
				{Name: "story points", Value: 3}, {Name: "Severity", Value: "high"}, {Name: "Areas", Value: []string{"API", "UI"}},
				{Name: "Region", Value: "Europe > Berlin"}, {Name: "Found on", Value: "2026-11-20"}, {Name: "Remark", Value: "by review"},
				{Name: "Groups", Value: []string{"payments-developers"}}, {Name: "Tags", Value: []string{"a", "b"}}, {ID: "customfield_20002", Value: "second"},
			},
		}, "reliability")
		n.Priority, n.Due = "Highest", time.Date(2026, 12, 24, 0, 0, 0, 0, time.UTC)
		n.Detail = "{code}not code{code}\nsee [~somebody]"
		it, err := one(t, open(t, f, flavour), n)
		if err != nil {
			t.Fatal(err)
		}
		i := f.Issue(it.ID)
		if i.Type != "Story" || fmt.Sprint(i.Components) != "[Checkout Ledger]" || fmt.Sprint(i.Versions) != "[4.2]" ||
			fmt.Sprint(i.Labels) != "[post-mortem reliability]" || i.Priority != "Highest" || i.Due != "2026-12-24" {
			t.Errorf("made as %+v", i)
		}
		if i.Assignee != "" {
			t.Error("somebody is assigned")
		}
		if flavour == jirafake.Cloud && f.Issue(i.Parent).Key != epic {
			t.Errorf("parent is %q", i.Parent)
		}
		all := fmt.Sprint(i.Fields)
		for _, want := range []string{"3", "High", "API", "UI", "Europe", "Berlin", "2026-11-20", "by review", "payments-developers", "second"} {
			if !strings.Contains(all, want) {
				t.Errorf("fields lack %q: %v", want, all)
			}
		}
		if !strings.Contains(i.Description, `\{code\}not code\{code\}`) || !strings.Contains(i.Description, `\[\~somebody\]`) {
			t.Errorf("described as %s", i.Description)
		}
	})
}

// What the configuration writes as 1.10 is the option 1.10, and no number on
// its way there makes 1.1 of it.
func TestDigitsStayAsWritten(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := rich(t, flavour)
		f.AddField("PAY", "", jirafake.Field{Name: "Version", Kind: jirafake.Option, Options: []jirafake.Choice{{Value: "1.1"}, {Value: "1.10"}}})
		own := `{"fields":[{"name":"Version","value":1.10},{"name":"Remark","value":1.10},{"name":"Tags","value":["010",1e3]},{"name":"Story Points","value":2.50}]}`
		n := trackertest.NewItem(tracker.Backlog{Project: "PAY", Settings: []byte(own)}, trackertest.Instance, 1)
		it, err := one(t, open(t, f, flavour), n)
		if err != nil {
			t.Fatal(err)
		}
		all := fmt.Sprint(f.Issue(it.ID).Fields)
		for _, want := range []string{"1.10", "010", "1e3", "2.5"} {
			if !strings.Contains(all, want) {
				t.Errorf("fields lack %q: %v", want, all)
			}
		}
		if strings.Contains(strings.ReplaceAll(all, "1.10", ""), "1.1") {
			t.Errorf("digits are lost: %v", all)
		}
	})
}

// Each mistake is a clear refusal, and the project's other team is unharmed.
func TestMistakesAreSaid(t *testing.T) {
	for name, c := range map[string]struct {
		backlog jira.Backlog
		labels  []string
		change  func(*tracker.NewItem)
		says    []string
	}{
		"type not in the scheme":      {jira.Backlog{Type: "Incident"}, nil, nil, []string{"type", "Incident", "Task"}},
		"no such component":           {jira.Backlog{Component: "Chekout"}, nil, nil, []string{"Component", "Chekout", "Checkout, Ledger"}},
		"no such version":             {jira.Backlog{FixVersion: "9"}, nil, nil, []string{"9", "4.2"}},
		"label with a space":          {jira.Backlog{}, []string{"two words"}, nil, []string{"labels", "two words", "space"}},
		"field not on the screen":     {jira.Backlog{Fields: []jira.Value{{Name: "Nowhere", Value: 1}}}, nil, nil, []string{"Nowhere", "create screen of PAY for Task"}},
		"two fields of one name":      {jira.Backlog{Fields: []jira.Value{{Name: "Twin", Value: "x"}}}, nil, nil, []string{"Twin", "id: customfield_20001, id: customfield_20002"}},
		"no such priority":            {jira.Backlog{}, nil, func(n *tracker.NewItem) { n.Priority = "Urgent" }, []string{"Priority", "Urgent", "Highest"}},
		"no such parent":              {jira.Backlog{Parent: "PAY-4711"}, nil, nil, []string{"PAY-4711"}},
		"a parent of the wrong level": {jira.Backlog{Parent: "PAY-1"}, nil, nil, []string{"PAY-1"}},
		"no such project":             {jira.Backlog{}, nil, func(n *tracker.NewItem) { n.Backlog.Project = "NOPE" }, []string{"NOPE"}},
		"not a project":               {jira.Backlog{}, nil, func(n *tracker.NewItem) { n.Backlog.Project = "../x" }, []string{"../x", "key"}},
		"no settings of ours":         {jira.Backlog{}, nil, func(n *tracker.NewItem) { n.Backlog.Settings = []byte(`{"board":"x"}`) }, []string{"settings"}},
		"not a marker":                {jira.Backlog{}, nil, func(n *tracker.NewItem) { n.Marker.Generation = 0 }, []string{"marker"}},
		"a parent that is no issue":   {jira.Backlog{Parent: "x"}, nil, nil, []string{"parent", "PAY-100"}},
	} {
		t.Run(name, func(t *testing.T) {
			eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
				f := rich(t, flavour)
				f.AddProject(jirafake.Project{Key: "STO", Name: "Storage"})
				if flavour == jirafake.DataCenter && c.backlog.Parent == "PAY-4711" {
					f.AddField("PAY", "", jirafake.Field{Name: "Epic Link", Kind: jirafake.EpicLink})
				}
				if c.backlog.Parent == "PAY-1" {
					if flavour == jirafake.DataCenter {
						f.AddField("PAY", "", jirafake.Field{Name: "Epic Link", Kind: jirafake.EpicLink})
					}
					f.AddIssue(jirafake.Issue{Project: "PAY", Type: "Task", Summary: "No epic"})
				}
				n := itemIn(t, c.backlog, c.labels...)
				if c.change != nil {
					c.change(&n)
				}
				good := trackertest.NewItem(tracker.Backlog{Project: "STO"}, trackertest.Instance, 2)
				out := open(t, f, flavour).Create(t.Context(), []tracker.NewItem{n, good})
				if k := tracker.KindOf(out[0].Err); out[0].Err == nil || k != tracker.Rejected && k != tracker.NotFound {
					t.Fatalf("%+v (%v)", out[0], k)
				}
				for _, want := range c.says {
					if !strings.Contains(out[0].Err.Error(), want) {
						t.Errorf("%q lacks %q", out[0].Err, want)
					}
				}
				if out[1].Err != nil {
					t.Errorf("the other team: %v", out[1].Err)
				}
			})
		})
	}
}

// What changed at the project is seen at the next try.
func TestRefusalsEndWithTheirCause(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := rich(t, flavour)
		tr := open(t, f, flavour)
		if _, err := one(t, tr, itemIn(t, jira.Backlog{})); err != nil {
			t.Fatal(err)
		}
		f.Require("PAY", "Severity")
		_, err := one(t, tr, itemIn(t, jira.Backlog{}))
		if tracker.KindOf(err) != tracker.Rejected || !strings.Contains(err.Error(), "Severity") || !strings.Contains(err.Error(), "High, Low") {
			t.Errorf("%v", err)
		}
		if _, err := one(t, tr, itemIn(t, jira.Backlog{Fields: []jira.Value{{Name: "Severity", Value: "Low"}}})); err != nil {
			t.Errorf("given: %v", err)
		}
		f.ArchiveProject("PAY")
		if _, err := one(t, tr, itemIn(t, jira.Backlog{})); err == nil || tracker.KindOf(err) == tracker.Unknown {
			t.Errorf("archived: %v", err)
		}
		f.RestoreProject("PAY")
		if _, err := one(t, tr, itemIn(t, jira.Backlog{Fields: []jira.Value{{Name: "Severity", Value: "Low"}}})); err != nil {
			t.Errorf("restored: %v", err)
		}
	})
}

func TestLongAndEmptyTitles(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := rich(t, flavour)
		tr := open(t, f, flavour)
		for _, title := range []string{strings.Repeat("🔥", 300), "", "two\nlines", strings.Repeat("x", 5000)} {
			n := itemIn(t, jira.Backlog{})
			n.Title = title
			it, err := one(t, tr, n)
			if err != nil {
				t.Errorf("%.20q: %v", title, err)
				continue
			}
			if got := f.Issue(it.ID).Summary; got == "" || strings.Contains(got, "\n") {
				t.Errorf("%.20q is called %q", title, got)
			}
		}
	})
}

// A mistake costs as many requests for a full batch as for one item.
func TestManyRefusalsCostFewRequests(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := rich(t, flavour)
		tr := open(t, f, flavour)
		for wrong, b := range map[string]jira.Backlog{
			"a component": {Component: "Nope"}, "a type": {Type: "Nope"}, "by Jira": {},
		} {
			f.RefuseWhen(func(jirafake.Attempt) map[string]string { return map[string]string{"labels": "No."} })
			var items []tracker.NewItem
			for i := range tracker.MaxBatch {
				items = append(items, trackertest.NewItem(tracker.Backlog{Project: "PAY", Settings: settings(t, b)}, trackertest.Instance, i))
			}
			f.Forget()
			for _, o := range tr.Create(t.Context(), items) {
				if tracker.KindOf(o.Err) != tracker.Rejected {
					t.Fatalf("%+v", o)
				}
			}
			if f.Requests() > 4 {
				t.Errorf("%s: %v", wrong, f.Counts())
			}
		}
	})
}
