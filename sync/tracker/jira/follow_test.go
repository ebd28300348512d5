package jira_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// item makes one item and returns it.
func item(t *testing.T, tr *jira.Tracker, number int) tracker.Item {
	t.Helper()
	out := tr.Create(t.Context(), pay(number))
	if out[0].Err != nil {
		t.Fatal(out[0].Err)
	}
	return out[0].Item
}

func get(t *testing.T, tr *jira.Tracker, id string) tracker.Item {
	t.Helper()
	items, err := tr.Get(t.Context(), []string{id})
	if err != nil || len(items) != 1 {
		t.Fatalf("%+v, %v", items, err)
	}
	return items[0]
}

func TestStates(t *testing.T) {
	for _, c := range []struct {
		status, resolution string
		state              review.State
		reason             string
	}{
		{"To Do", "", review.Open, ""},
		{"In Progress", "", review.InProgress, ""},
		{"Done", "Done", review.Done, ""},
		{"Done", "", review.Done, ""},
		{"Done", "Won't Do", review.Declined, "Won't Do"},
		{"Done", "Won’t fix", review.Declined, "Won’t fix"},
		{"Done", "Abgelehnt", review.Declined, "Abgelehnt"},
		{"Done", "Duplicate", review.Done, ""}, // no link says of what
		{"Cancelled", "", review.Declined, "Cancelled"},
		{"Cancelled", "Done", review.Declined, "Cancelled"},
		{"In Progress", "Won't Do", review.InProgress, ""}, // re-opened, the resolution left
	} {
		t.Run(c.status+" "+c.resolution, func(t *testing.T) {
			eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
				f := site(t, jirafake.Options{Flavour: flavour})
				f.AddResolutions("Won’t fix", "Abgelehnt")
				tr := open(t, f, flavour)
				it := item(t, tr, 1)
				f.SetStatus(it.ID, c.status, c.resolution)
				got := get(t, tr, it.ID)
				if got.State != c.state || got.Reason != c.reason || got.Status != c.status {
					t.Errorf("%+v", got)
				}
				if got.State.Settled() == got.Settled.IsZero() && c.resolution != "" {
					t.Errorf("settled at %v", got.Settled)
				}
			})
		})
	}
}

func TestReasons(t *testing.T) {
	for name, c := range map[string]struct {
		by       jirafake.Account
		comments []string
		resolved string
		state    review.State
		reason   string
	}{
		"by a person":           {jirafake.Person(), nil, "Won't Do", review.Declined, "Won't Do"},
		"by a rule":             {jirafake.Automation(), nil, "Won't Do", review.Declined, "closed by automation, nobody decided"},
		"done by a rule":        {jirafake.Automation(), nil, "Done", review.Done, ""},
		"with a comment":        {jirafake.Person(), []string{"looks hard", "Declined: the queue goes away\nin spring"}, "Won't Do", review.Declined, "Won't Do: the queue goes away"},
		"with words in between": {jirafake.Person(), []string{"we have declined: no"}, "Won't Do", review.Declined, "Won't Do"},
		"naming somebody":       {jirafake.Person(), []string{"*Won't do:* [~accountid:5b10a] says {color:red}no{color}, see [the plan|https://x.example]"}, "Declined", review.Declined, "Declined: a colleague says no, see the plan"},
		"by a rule, with words": {jirafake.Automation(), []string{"Won’t do: too dear"}, "Declined", review.Declined, "Declined: too dear"},
	} {
		t.Run(name, func(t *testing.T) {
			eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
				f := site(t, jirafake.Options{Flavour: flavour})
				tr := open(t, f, flavour)
				it := item(t, tr, 1)
				for _, words := range c.comments {
					f.CommentAs(jirafake.Person(), it.ID, words)
				}
				f.SetStatusAs(c.by, it.ID, "Done", c.resolved)
				if got := get(t, tr, it.ID); got.State != c.state || got.Reason != c.reason {
					t.Errorf("%s: %q", got.State, got.Reason)
				}
				f.Forget()
				if got := get(t, tr, it.ID); got.Reason != c.reason || f.Requests() != 1 {
					t.Errorf("again: %q, requests %v", got.Reason, f.Counts())
				}
			})
		})
	}
}

func TestDeclinedWordsAreReplaced(t *testing.T) {
	f := site(t, jirafake.Options{})
	tr := open(t, f, jirafake.Cloud, func(o *jira.Options) {
		o.Declined = &jira.Declined{Resolutions: []string{"Cannot Reproduce"}, Statuses: []string{"in nobody's words"}}
	})
	a, b := item(t, tr, 1), item(t, tr, 2)
	f.SetStatus(a.ID, "Done", "Won't Do")
	f.SetStatus(b.ID, "Done", "Cannot Reproduce")
	if get(t, tr, a.ID).State != review.Done || get(t, tr, b.ID).State != review.Declined {
		t.Errorf("%+v, %+v", get(t, tr, a.ID), get(t, tr, b.ID))
	}
}

// By its former key, too, a moved issue is found.
func TestMovedIssues(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := site(t, jirafake.Options{Flavour: flavour})
		it := item(t, open(t, f, flavour), 1)
		key := f.Move(it.ID, "STO")
		if got := get(t, open(t, f, flavour), it.Key); got.ID != it.ID || got.Key != key || got.Project != "STO" || !strings.HasSuffix(got.URL, "/browse/"+key) {
			t.Errorf("%+v", got)
		}
	})
}

func TestRecognise(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := site(t, jirafake.Options{Flavour: flavour})
		key := f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "Somebody else's"})
		id := f.Issue(key).ID
		tr := open(t, f, flavour)
		for name, c := range map[string]struct {
			ticket review.Ticket
			id     string
			ok     bool
		}{
			"key":                     {review.Ticket{Text: key}, id, true},
			"key in lower case":       {review.Ticket{Text: strings.ToLower(key)}, id, true},
			"link":                    {review.Ticket{URL: f.URL() + "/browse/" + key}, id, true},
			"link with words":         {review.Ticket{Text: "that one", URL: f.URL() + "/browse/" + key + "?focused=1#c"}, id, true},
			"link to a board":         {review.Ticket{URL: f.URL() + "/jira/boards/1?selectedIssue=" + key}, id, true},
			"unknown key":             {review.Ticket{Text: "PAY-4711"}, "PAY-4711", false},
			"link to an unknown key":  {review.Ticket{URL: f.URL() + "/browse/PAY-4711"}, "PAY-4711", true},
			"another site":            {review.Ticket{Text: key, URL: "https://else.example/browse/" + key}, "", false},
			"number of a repository":  {review.Ticket{Text: "#12"}, "", false},
			"nothing":                 {review.Ticket{}, "", false},
			"a path that is no issue": {review.Ticket{URL: f.URL() + "/projects/PAY"}, "", false},
		} {
			got, ok := tr.Recognise(c.ticket)
			if ok != c.ok || ok && got != c.id {
				t.Errorf("%s: %q, %v", name, got, ok)
			}
		}
		f.FailShare(1, jirafake.Any, jirafake.Fault{Kind: jirafake.FailBefore})
		if got, ok := open(t, f, flavour).Recognise(review.Ticket{Text: key}); got != key || !ok {
			t.Errorf("in trouble: %q, %v", got, ok)
		}
	})
}

// Either of label and reporter may be lost, and the description too on Cloud.
func TestOursAreFoundAgain(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := site(t, jirafake.Options{Flavour: flavour})
		tr := open(t, f, flavour)
		a, b, c := item(t, tr, 1), item(t, tr, 2), item(t, tr, 3)
		f.Edit(a.ID, func(i *jirafake.Issue) { i.Labels = nil })
		f.Edit(b.ID, func(i *jirafake.Issue) { i.Reporter = jirafake.Person().ID })
		f.Edit(c.ID, func(i *jirafake.Issue) { i.Description = "the team's own words" })
		f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "A person's", Labels: []string{"post-mortem"}})
		got, err := open(t, f, flavour).Changed(t.Context(), nil, nil, "")
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, i := range got.Items {
			ids = append(ids, i.ID)
			if i.Marker.Text == "" {
				t.Errorf("%s lost its marker's text", i.Key)
			}
		}
		if !slices.Equal(ids, []string{a.ID, b.ID, c.ID}) {
			t.Errorf("found %v", ids)
		}
	})
}

// On Data Center the token in the description serves where the property is gone.
func TestTokenServesAlone(t *testing.T) {
	f := site(t, jirafake.Options{Flavour: jirafake.DataCenter})
	it := item(t, open(t, f, jirafake.DataCenter), 1)
	f.Edit(it.ID, func(i *jirafake.Issue) { i.Properties = nil })
	got := get(t, open(t, f, jirafake.DataCenter), it.ID)
	want := *it.Marker
	want.Text = ""
	if got.Marker == nil || *got.Marker != want {
		t.Errorf("%+v", got.Marker)
	}
}

func TestRecentAreOthers(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := site(t, jirafake.Options{Flavour: flavour})
		tr := open(t, f, flavour)
		item(t, tr, 1)
		key := f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "Raise the alert"})
		f.AddIssue(jirafake.Issue{Project: "STO", Summary: "Elsewhere"})
		f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "Long ago", Created: time.Now().Add(-72 * time.Hour)})
		got, err := tr.Recent(t.Context(), "PAY", time.Now().Add(-time.Hour), 300)
		if err != nil || len(got) != 1 || got[0].Key != key || got[0].Title != "Raise the alert" || got[0].URL != f.URL()+"/browse/"+key {
			t.Errorf("%+v, %v", got, err)
		}
		if _, err := tr.Recent(t.Context(), `PAY" OR project = "STO`, time.Now(), 300); tracker.KindOf(err) != tracker.Rejected {
			t.Errorf("%v", err)
		}
	})
}

var _ tracker.Recent = (*jira.Tracker)(nil)
var _ tracker.Hook = (*jira.Tracker)(nil)
