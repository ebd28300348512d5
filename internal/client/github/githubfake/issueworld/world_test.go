package issueworld_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/issueworld"
)

// site is a GitHub's repositories and a clock that a test sets.
type site struct {
	repos map[int64]issueworld.Repo
	roles map[string]issueworld.Role
	now   time.Time
	told  []string
}

func (s *site) Repo(id int64) (issueworld.Repo, bool) {
	r, found := s.repos[id]
	return r, found
}

func (s *site) Named(owner, name string) (issueworld.Repo, bool) {
	for _, r := range s.repos {
		if r.Owner == owner && r.Name == name {
			return r, true
		}
	}
	return issueworld.Repo{}, false
}

func (s *site) Role(login string, repo int64) issueworld.Role {
	role := s.roles[login]
	if s.repos[repo].Visibility == "public" {
		role = max(role, issueworld.Read)
	}
	return role
}

const pay, ledger, secret, foreign = 1, 2, 3, 4

var start = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

func begin(t *testing.T) (*issueworld.World, *site) {
	t.Helper()
	s := &site{
		now: start,
		repos: map[int64]issueworld.Repo{
			pay:     {ID: pay, Owner: "acme", Name: "pay", Visibility: "private"},
			ledger:  {ID: ledger, Owner: "acme", Name: "ledger", Visibility: "private"},
			secret:  {ID: secret, Owner: "acme", Name: "secret", Visibility: "public"},
			foreign: {ID: foreign, Owner: "other", Name: "tool", Visibility: "public"},
		},
		roles: map[string]issueworld.Role{"reader": issueworld.Read, "triager": issueworld.Triage, "writer": issueworld.Write, "owner": issueworld.Admin},
	}
	w := issueworld.New(s, func() time.Time { return s.now })
	w.Notify = func(n issueworld.Notice) { s.told = append(s.told, n.Event+" "+n.Action) }
	return w, s
}

func person(w *issueworld.World, login string) *issueworld.Caller {
	return w.As(issueworld.Account{ID: int64(len(login))*31 + int64(login[0]), Login: login})
}

// must is for what a test needs and GitHub would not refuse.
func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func refused(t *testing.T, err error, why issueworld.Why, word string) *issueworld.Refusal {
	t.Helper()
	var no *issueworld.Refusal
	if !errors.As(err, &no) || no.Why != why || !strings.Contains(no.Error(), word) {
		t.Fatalf("%v: not refused as %d with %q", err, why, word)
	}
	return no
}

func TestCreateRefuses(t *testing.T) {
	w, s := begin(t)
	tests := []struct {
		name  string
		repo  int64
		draft issueworld.Draft
		why   issueworld.Why
		word  string
	}{
		{"no title", pay, issueworld.Draft{Title: " "}, issueworld.Invalid, "missing_field"},
		{"a long title", pay, issueworld.Draft{Title: strings.Repeat("ä", 257)}, issueworld.Invalid, "256"},
		{"a long body", pay, issueworld.Draft{Title: "x", Body: strings.Repeat("ä", issueworld.MaxBody+1)}, issueworld.Invalid, "65536"},
		{"no such milestone", pay, issueworld.Draft{Title: "x", Milestone: 9}, issueworld.Invalid, "milestone"},
		{"no such type", pay, issueworld.Draft{Title: "x", Type: "Epic"}, issueworld.Invalid, "type"},
		{"no such person", pay, issueworld.Draft{Title: "x", Assignees: []string{"nobody"}}, issueworld.Invalid, "assignees"},
		{"a long label", pay, issueworld.Draft{Title: "x", Labels: []string{"ok", strings.Repeat("l", 51)}}, issueworld.Invalid, "50"},
		{"disabled", ledger, issueworld.Draft{Title: "x"}, issueworld.Gone, "disabled"},
		{"archived", secret, issueworld.Draft{Title: "x"}, issueworld.Forbidden, "archived"},
		{"no such place", 99, issueworld.Draft{Title: "x"}, issueworld.NotFound, ""},
	}
	s.repos[ledger] = issueworld.Repo{ID: ledger, NoIssues: true}
	s.repos[secret] = issueworld.Repo{ID: secret, Archived: true}
	for _, tt := range tests {
		_, err := person(w, "writer").Create(tt.repo, tt.draft)
		refused(t, err, tt.why, tt.word)
	}
	if len(w.All()) != 0 || len(w.Home(pay).Labels) != 0 {
		t.Error("a refusal left something behind")
	}
	if _, err := person(w, "writer").Create(pay, issueworld.Draft{Title: "x", Body: strings.Repeat("ä", issueworld.MaxBody)}); err != nil {
		t.Errorf("a body that just fits: %v", err)
	}
	_, err := person(w, "stranger").Create(pay, issueworld.Draft{Title: "x"})
	refused(t, err, issueworld.NotFound, "Not Found")
}

func ptr[T any](v T) *T { return &v }

func TestClosing(t *testing.T) {
	w, s := begin(t)
	c := person(w, "writer")
	for range 2 {
		_ = must(c.Create(pay, issueworld.Draft{Title: "x"}))(t)
	}
	first, second := must(c.Get(pay, 1))(t), must(c.Get(pay, 2))(t)
	s.now = s.now.Add(time.Hour)
	got := must(c.Change(pay, 2, issueworld.Patch{State: ptr("closed"), Reason: ptr("duplicate"), DuplicateOf: first.ID}))(t)
	if got.Open || got.Reason != "duplicate" || got.DuplicateOf != first.ID || got.Closed != s.now || got.ClosedBy.Login != "writer" {
		t.Errorf("closed as a duplicate: %+v", got)
	}
	if kinds := kinds(got); !slices.Equal(kinds, []string{"marked_as_duplicate", "closed"}) {
		t.Errorf("told as %v", kinds)
	}
	_, err := c.Change(pay, 2, issueworld.Patch{State: ptr("closed"), Reason: ptr("duplicate"), DuplicateOf: second.ID})
	refused(t, err, issueworld.Invalid, "duplicate_issue_id")
	got = must(c.Change(pay, 2, issueworld.Patch{State: ptr("open")}))(t)
	if !got.Open || got.Reason != "reopened" || got.DuplicateOf != 0 || !got.Closed.IsZero() || got.ClosedBy.Login != "" {
		t.Errorf("opened again: %+v", got)
	}
	got = must(c.Change(pay, 1, issueworld.Patch{State: ptr("closed")}))(t)
	if got.Reason != "completed" {
		t.Errorf("closed without a reason is %q", got.Reason)
	}
	_, err = person(w, "reader").Change(pay, 1, issueworld.Patch{State: ptr("open")})
	refused(t, err, issueworld.Forbidden, "")
	updated := got.Updated
	s.now = s.now.Add(time.Hour)
	if got = must(c.Change(pay, 1, issueworld.Patch{State: ptr("closed")}))(t); got.Updated != updated {
		t.Error("a change of nothing moved the time of the last change")
	}
}

func TestACommentMarksADuplicate(t *testing.T) {
	w, _ := begin(t)
	c := person(w, "writer")
	first := must(c.Create(ledger, issueworld.Draft{Title: "x"}))(t)
	_ = must(c.Create(pay, issueworld.Draft{Title: "y"}))(t)
	for _, said := range []struct {
		by, body string
	}{{"reader", "Duplicate of acme/ledger#1"}, {"writer", "a duplicate of acme/ledger#1"}, {"writer", "Duplicate of #1"}, {"writer", "duplicate of acme/ledger#1 "}} {
		_ = must(person(w, said.by).Comment(pay, 1, said.body))(t)
	}
	i := must(c.Get(pay, 1))(t)
	if !slices.Equal(kinds(i), []string{"marked_as_duplicate"}) || i.Events[0].Other != first.ID || !i.Open || i.DuplicateOf != 0 {
		t.Errorf("told as %+v", i)
	}
}

func kinds(i issueworld.Issue) []string {
	var out []string
	for _, e := range i.Events {
		out = append(out, e.Kind)
	}
	return out
}

func TestBodiesKeepTheirHistory(t *testing.T) {
	w, s := begin(t)
	author, writer := person(w, "reader"), person(w, "writer")
	_ = must(author.Create(pay, issueworld.Draft{Title: "x", Body: "one"}))(t)
	for _, step := range []struct {
		by   *issueworld.Caller
		body string
	}{{writer, "two"}, {author, "three"}} {
		s.now = s.now.Add(time.Hour)
		_ = must(step.by.Change(pay, 1, issueworld.Patch{Body: &step.body}))(t)
	}
	i := must(writer.Get(pay, 1))(t)
	var got []string
	for _, e := range i.Edits {
		got = append(got, e.Editor.Login+" "+e.Body+" "+e.At.Format("15"))
	}
	if diff := cmp.Diff([]string{"reader one 09", "writer two 10", "reader three 11"}, got); diff != "" {
		t.Error(diff)
	}
	_, err := person(w, "triager").Change(pay, 1, issueworld.Patch{Body: ptr("mine")})
	refused(t, err, issueworld.Forbidden, "")
}

func TestTransfer(t *testing.T) {
	w, _ := begin(t)
	c := person(w, "writer")
	_ = must(c.CreateLabel(ledger, "shared", "", ""))(t)
	_ = must(c.Create(ledger, issueworld.Draft{Title: "there before"}))(t)
	old := must(c.Create(pay, issueworld.Draft{Title: "x", Labels: []string{"shared", "own"}}))(t)
	_ = must(c.Comment(pay, 1, "said"))(t)
	moved := must(c.Transfer(pay, 1, ledger))(t)
	if moved.Number != 2 || moved.ID == old.ID || moved.Node == old.Node || !slices.Equal(moved.Labels, []string{"shared"}) || len(moved.Comments) != 1 {
		t.Errorf("moved as %+v", moved)
	}
	_, err := c.Get(pay, 1)
	if no := refused(t, err, issueworld.Moved, ""); no.To.ID != moved.ID {
		t.Errorf("moved to %+v", no.To)
	}
	third := must(c.Transfer(ledger, 2, pay))(t)
	_, err = c.Get(pay, 1)
	if no := refused(t, err, issueworld.Moved, ""); no.To.Number != third.Number {
		t.Errorf("moved twice, to %d, not to %d", no.To.Number, third.Number)
	}
	if all := must(c.List(pay, issueworld.Query{State: "all"}))(t); len(all) != 1 || all[0].ID != third.ID {
		t.Errorf("the list shows %+v", all)
	}
	outside := &issueworld.Caller{World: w, May: func(repo int64) issueworld.Role {
		if repo == ledger {
			return issueworld.Read
		}
		return issueworld.None
	}}
	_, err = outside.Get(ledger, 2)
	refused(t, err, issueworld.NotFound, "Not Found")
	for _, to := range []int64{secret, foreign} {
		_, err = c.Transfer(pay, third.Number, to)
		refused(t, err, issueworld.Invalid, "")
	}
	if err := c.Delete(pay, third.Number); err != nil {
		t.Fatal(err)
	}
	_, err = c.Get(pay, third.Number)
	refused(t, err, issueworld.Gone, "deleted")
	if len(w.All()) != 1 {
		t.Errorf("left are %+v", w.All())
	}
}

func TestSubIssues(t *testing.T) {
	w, _ := begin(t)
	c := person(w, "writer")
	var ids []int64
	for range 3 {
		ids = append(ids, must(c.Create(pay, issueworld.Draft{Title: "x"}))(t).ID)
	}
	far := must(person(w, "reader").Create(foreign, issueworld.Draft{Title: "x"}))(t)
	_ = must(c.AddSubIssue(pay, 1, ids[1], issueworld.KeepParent))(t)
	for _, tt := range []struct {
		parent, child int64
		word          string
	}{{1, ids[1], "duplicate sub-issues"}, {3, ids[1], "one parent"}, {2, ids[0], "circular"}, {1, ids[0], "circular"}, {1, far.ID, "same repository owner"}} {
		_, err := c.AddSubIssue(pay, tt.parent, tt.child, issueworld.KeepParent)
		refused(t, err, issueworld.Invalid, tt.word)
	}
	_ = must(c.AddSubIssue(pay, 3, ids[1], issueworld.ChangeParent))(t)
	if len(w.Children(ids[0])) != 0 || len(w.Children(ids[2])) != 1 {
		t.Error("the parent was not replaced")
	}
	_, err := person(w, "reader").AddSubIssue(pay, 3, ids[0], issueworld.KeepParent)
	refused(t, err, issueworld.Forbidden, "")
}
