package github_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

// one is what Get shows of an id.
func one(t *testing.T, tr tracker.Tracker, id string) tracker.Item {
	t.Helper()
	items, err := tr.Get(t.Context(), []string{id})
	if err != nil || len(items) != 1 || items[0].ID != id {
		t.Fatalf("get %s: %+v, %v", id, items, err)
	}
	return items[0]
}

// both is an item as the next look and Get show it, which must be the same.
func both(t *testing.T, tr tracker.Tracker, mark *string, id string, backlogs ...tracker.Backlog) tracker.Item {
	t.Helper()
	c := changes(t, tr, *mark, backlogs...)
	*mark = c.Watermark
	got := one(t, tr, id)
	if diff := cmp.Diff(c.Items, []tracker.Item{got}); diff != "" {
		t.Fatalf("changed and get differ: %s", diff)
	}
	return got
}

func TestStates(t *testing.T) {
	pay := tracker.Backlog{Project: "acme/pay"}
	for name, c := range map[string]struct {
		act    func(s site, i githubfake.Issue)
		state  review.State
		status string
		reason string
	}{
		"open":      {func(s site, i githubfake.Issue) { s.As(person).Comment(i, "looking at it") }, review.Open, "open", ""},
		"completed": {func(s site, i githubfake.Issue) { s.As(person).Close(i, "completed") }, review.Done, "closed as completed", ""},
		"completed by a bot": {func(s site, i githubfake.Issue) { s.As("merge[bot]").Close(i, "completed") },
			review.Done, "closed as completed", ""},
		"not planned": {func(s site, i githubfake.Issue) { s.As(person).Close(i, "not_planned") },
			review.Declined, "closed as not planned", "closed as not planned"},
		"not planned, with any comment": {func(s site, i githubfake.Issue) {
			s.As(person).Comment(i, "We won't do: this is for the team alone. Declined, says @ana.")
			s.As(person).Close(i, "not_planned")
		}, review.Declined, "closed as not planned", "closed as not planned"},
		"not planned, with a comment for the review": {func(s site, i githubfake.Issue) {
			s.As(person).Comment(i, "Declined: an older thought")
			s.As(person).Comment(i, "**Won’t do:** [the queue](https://queue.example) goes away, as @ana and @acme/payments said\n\nmore")
			s.As(person).Close(i, "not_planned")
		}, review.Declined, "closed as not planned", "the queue goes away, as a colleague and a colleague said"},
		"by a bot": {func(s site, i githubfake.Issue) { s.As("stale[bot]").Close(i, "not_planned") },
			review.Declined, "closed as not planned", "closed by automation, nobody decided"},
		"by a bot, then by a person": {func(s site, i githubfake.Issue) {
			s.As("stale[bot]").Close(i, "not_planned")
			s.As(person).Reopen(i)
			s.As(person).Close(i, "not_planned")
		}, review.Declined, "closed as not planned", "closed as not planned"},
		"re-opened": {func(s site, i githubfake.Issue) { s.As(person).Close(i, "completed"); s.As(person).Reopen(i) }, review.Open, "open", ""},
		"duplicate of nothing": {func(s site, i githubfake.Issue) { s.As(person).Close(i, "duplicate") },
			review.Declined, "closed as duplicate", "closed as a duplicate"},
	} {
		t.Run(name, func(t *testing.T) {
			eachSite(t, func(t *testing.T, s site) {
				tr := s.open(t)
				for _, robot := range []string{"stale[bot]", "merge[bot]"} {
					s.role(t, "acme/pay", robot)
				}
				id := made(t, tr, item(pay, 1)).Item.ID
				mark := changes(t, tr, "", pay).Watermark
				s.clock.add(time.Minute)
				s.Forget()
				c.act(s, s.at(id))
				if name == "open" {
					s.As(person).Retitle(s.at(id), "Something else")
					s.As(person).Assign(s.at(id), person)
					got := one(t, tr, id)
					if got.State != c.state || got.Status != c.status || !got.Settled.IsZero() {
						t.Errorf("%+v", got)
					}
					return
				}
				var got tracker.Item
				if name == "re-opened" {
					got = one(t, tr, id)
				} else {
					got = both(t, tr, &mark, id, pay)
				}
				if got.State != c.state || got.Status != c.status || got.Reason != c.reason {
					t.Errorf("%s %q %q", got.State, got.Status, got.Reason)
				}
				if settled := got.State.Settled(); settled != got.Settled.Equal(s.Now()) || !settled && !got.Settled.IsZero() {
					t.Errorf("settled at %v, now %v", got.Settled, s.Now())
				}
				if n := s.Count(fault.Route("POST /graphql")); n > 2 {
					t.Errorf("%v", s.Counts())
				}
			})
		})
	}
}

// role lets somebody write to a repository.
func (s site) role(t *testing.T, repo, login string) {
	t.Helper()
	r := s.repos[repo]
	if r == nil {
		t.Fatalf("no repository %s", repo)
	}
	r.SetRole(login, githubfake.Push)
}

// How many issues ended is read in one request.
func TestEndsAreReadTogether(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		tr := s.open(t)
		pay, sto := tracker.Backlog{Project: "acme/pay"}, tracker.Backlog{Project: "acme/sto"}
		for i := range 10 {
			made(t, tr, item([]tracker.Backlog{pay, sto}[i%2], i))
		}
		mark := changes(t, tr, "", pay, sto).Watermark
		for _, i := range s.CreatedIssues() {
			s.As(person).Close(i, "not_planned")
		}
		s.Forget()
		c := changes(t, tr, mark, pay, sto)
		if len(c.Items) != 10 || s.Count(fault.Route("POST /graphql")) != 1 {
			t.Errorf("%d items, %v", len(c.Items), s.Counts())
		}
		s.Forget()
		if c = changes(t, tr, c.Watermark, pay, sto); len(c.Items) != 0 || s.Count(fault.Route("POST /graphql")) != 0 {
			t.Errorf("again: %+v, %v", c.Items, s.Counts())
		}
	})
}

// An end that can't be read now is read with the next look.
func TestEndsThatCantBeReadAtOnce(t *testing.T) {
	s := newSite(t, false)
	tr := s.open(t)
	pay := tracker.Backlog{Project: "acme/pay"}
	s.role(t, "acme/pay", "stale[bot]")
	id := made(t, tr, item(pay, 1)).Item.ID
	mark := changes(t, tr, changes(t, tr, "", pay).Watermark, pay).Watermark
	s.As("stale[bot]").Close(s.at(id), "not_planned")
	s.FailShare(1, fault.Route("POST /graphql"), fault.Fault{Kind: fault.FailBefore})
	c := changes(t, tr, mark, pay)
	if len(c.Items) != 1 || c.Items[0].State != review.Declined {
		t.Fatalf("%+v", c.Items)
	}
	s.Heal()
	c = changes(t, tr, c.Watermark, pay)
	if len(c.Items) != 1 || c.Items[0].Reason != "closed by automation, nobody decided" {
		t.Errorf("%+v", c.Items)
	}
}

// A transferred issue keeps the id by which it is asked for; its new place is
// looked at from then on, and shows it by its new id.
func TestTransfer(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		tr := s.open(t)
		pay, sto := tracker.Backlog{Project: "acme/Pay"}, tracker.Backlog{Project: "acme/Sto"}
		s.repo("acme/Ops", "")
		before := made(t, tr, item(pay, 1)).Item
		c := changes(t, tr, "", pay, sto)
		s.As(person).Transfer(s.at(before.ID), "acme/sto")
		c = changes(t, tr, c.Watermark, pay, sto)
		after := one(t, tr, before.ID)
		if len(c.Items) != 1 || c.Items[0].ID != "acme/sto#1" || c.Items[0].URL != after.URL || c.Items[0].Project != "acme/Sto" {
			t.Fatalf("listed %+v", c.Items)
		}
		if after.Key != "acme/sto#1" || after.URL == before.URL || after.Project != "acme/Sto" || *after.Marker != *before.Marker {
			t.Errorf("asked for, it is %+v", after)
		}
		// And on, to a place of no backlog; from one where it is asked for twice.
		s.As(person).Transfer(s.at("acme/sto#1"), "acme/Ops")
		if got := one(t, tr, before.ID); got.Key != "acme/Ops#1" || got.Project != "acme/Ops" {
			t.Errorf("twice: %+v", got)
		}
		c = changes(t, tr, c.Watermark, pay, sto) // learns of the place
		c = changes(t, s.open(t), c.Watermark, pay, sto)
		if !slices.Equal(idsOf(c.Items), []string{"acme/ops#1"}) {
			t.Errorf("listed there: %q", idsOf(c.Items))
		}
		s.As(person).Close(s.at("acme/ops#1"), "completed")
		if c = changes(t, tr, c.Watermark, pay, sto); len(c.Items) != 1 || c.Items[0].State != review.Done {
			t.Errorf("followed there: %+v", c.Items)
		}
	})
}

// A transfer that nobody asked about shows with the daily check.
func TestTransferShowsWithTheDailyCheck(t *testing.T) {
	s := newSite(t, false)
	tr := s.open(t)
	pay := tracker.Backlog{Project: "acme/pay"}
	s.repo("acme/ops", "")
	hidden := s.Fake.Repo("acme/hidden", githubfake.RepoOptions{})
	hidden.SetRole(person, githubfake.Admin)
	moved, lost := made(t, tr, item(pay, 1)).Item, made(t, tr, item(pay, 2)).Item
	c := changes(t, tr, "", pay)
	s.As(person).Transfer(s.at(moved.ID), "acme/ops")
	s.As(person).Transfer(s.at(lost.ID), "acme/hidden")
	s.clock.add(25 * time.Hour)
	c = changes(t, tr, c.Watermark, pay)
	if !slices.Equal(idsOf(c.Items), []string{moved.ID}) || c.Items[0].Key != "acme/ops#1" || c.Items[0].Place != "" || !slices.Contains(c.Scanned, "acme/pay") {
		t.Errorf("%+v", c)
	}
	if c = changes(t, tr, c.Watermark, pay); !slices.Equal(idsOf(c.Items), []string{"acme/ops#1"}) {
		t.Errorf("then %q", idsOf(c.Items))
	}
}

// A renamed repository keeps the ids of its items.
func TestRenamedRepository(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		tr := s.open(t)
		pay := tracker.Backlog{Project: "acme/pay"}
		before := made(t, tr, item(pay, 1)).Item
		mark := changes(t, tr, "", pay).Watermark
		s.repos["acme/pay"].Rename("acme/payments")
		for name, process := range map[string]tracker.Tracker{"the same": tr, "a new": s.open(t)} {
			got := one(t, process, before.ID)
			if got.Key != "acme/payments#1" || got.Project != "acme/pay" || got.Place != before.Place || got.URL == before.URL {
				t.Errorf("%s process: %+v", name, got)
			}
		}
		s.As(person).Close(s.Issue("acme/payments", 1), "completed")
		if c := changes(t, s.open(t), mark, pay); len(c.Items) != 1 || c.Items[0].Place != before.Place || c.Items[0].Project != "acme/pay" {
			t.Errorf("listed %+v", c.Items)
		}
		got := both(t, tr, &mark, before.ID, pay)
		if got.State != review.Done {
			t.Errorf("%+v", got)
		}
		late := made(t, tr, item(pay, 2)).Item
		if late.ID != "acme/pay#2" || late.Project != "acme/pay" || late.Key != "acme/payments#2" {
			t.Errorf("made there: %+v", late)
		}
		if c := changes(t, tr, mark, pay); !slices.Equal(idsOf(c.Items), []string{late.ID}) {
			t.Errorf("listed %q", idsOf(c.Items))
		}
		if id, ok := tr.Recognise(review.Ticket{Text: "acme/payments#2"}); ok && id != late.ID {
			t.Errorf("recognised as %s", id)
		}
	})
}

// Another repository under the name of one that is gone holds nothing of ours.
func TestNameOfAnotherRepository(t *testing.T) {
	s := newSite(t, false)
	tr := s.open(t)
	pay := tracker.Backlog{Project: "acme/pay"}
	id := made(t, tr, item(pay, 1)).Item.ID
	mark := changes(t, tr, "", pay).Watermark
	s.repos["acme/pay"].DeleteRepository()
	c := changes(t, tr, mark, pay)
	if !slices.Equal(unreadable(c), []string{"acme/pay"}) {
		t.Errorf("gone, it is %+v", c)
	}
	s.repo("acme/pay", "")
	s.As(person).Open("acme/pay", "somebody else's", "")
	tr = s.open(t)
	c = changes(t, tr, c.Watermark, pay)
	if len(c.Items) != 0 || !slices.Equal(c.Scanned, []string{"acme/pay"}) {
		t.Errorf("%+v", c)
	}
	if got := one(t, tr, id); got.Marker != nil || got.Place != "" {
		t.Errorf("%+v", got)
	}
}

// A repository with items of ours that takes another one's name is listed from
// the beginning.
func TestNameTakenByAnotherPlaceOfOurs(t *testing.T) {
	s := newSite(t, false)
	tr := s.open(t)
	pay, sto := tracker.Backlog{Project: "acme/pay"}, tracker.Backlog{Project: "acme/sto"}
	made(t, tr, item(pay, 1))
	made(t, tr, trackertest.NewItem(sto, "another", 3))
	want := made(t, tr, item(sto, 2)).Item
	s.clock.add(3 * time.Hour)
	mark := changes(t, tr, changes(t, tr, "", pay).Watermark, pay).Watermark
	s.repos["acme/pay"].DeleteRepository()
	s.repos["acme/sto"].Rename("acme/pay")
	s.clock.add(25 * time.Hour)
	c := changes(t, s.open(t), mark, pay)
	if len(c.Items) != 1 || c.Items[0].ID != "acme/pay#2" || *c.Items[0].Marker != *want.Marker || !slices.Equal(c.Scanned, []string{"acme/pay"}) {
		t.Errorf("%+v", c)
	}
}

func TestGet(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		tr := s.open(t)
		pay, sto := tracker.Backlog{Project: "acme/pay"}, tracker.Backlog{Project: "acme/sto"}
		var ids []string
		for i := range 90 {
			ids = append(ids, made(t, tr, item([]tracker.Backlog{pay, sto}[i%2], i)).Item.ID)
		}
		theirs := s.As(person).Open("acme/pay", "theirs", "no marker")
		ids = append(ids, fmt.Sprintf("acme/pay#%d", theirs.Number))
		r := s.repos["acme/sto"]
		for _, branch := range []string{"merged", "closed", "open"} {
			r.CommitAs(person, branch, nil, nil, "a change")
		}
		s.Forget()
		items, err := tr.Get(t.Context(), ids)
		if err != nil || len(items) != len(ids) || s.Requests() != 1 {
			t.Errorf("%d items, %v, %v", len(items), err, s.Counts())
		}
		if last := items[len(items)-1]; last.Marker != nil || last.Place != "" || last.State != review.Open {
			t.Errorf("theirs: %+v", last)
		}
		s.As(person).Delete(s.at(ids[0]))
		s.Forget()
		items, err = tr.Get(t.Context(), []string{ids[0], ids[1], "acme/nowhere#1", "acme/nowhere#2", "acme/pay#4000"})
		if err != nil || len(items) != 1 || items[0].ID != ids[1] {
			t.Errorf("%+v, %v", items, err)
		}
		if s.Requests() > 5 { // the query, two repositories and two issues
			t.Errorf("%v", s.Counts())
		}
	})
}

func TestGetReadsPullRequests(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		r := s.repos["acme/pay"]
		want := map[string]review.State{}
		for branch, state := range map[string]review.State{"merged": review.Done, "closed": review.Declined, "open": review.Open} {
			r.CommitAs(person, branch, map[string]githubfake.File{branch + ".md": {Content: branch}}, nil, "a change")
			pull := r.OpenPull(person, branch, "Change "+branch, "")
			switch branch {
			case "merged":
				pull.Merge()
			case "closed":
				pull.Close()
			}
			want[fmt.Sprintf("acme/pay#%d", pull.Number)] = state
		}
		for id, state := range want {
			got := one(t, s.open(t), id)
			if got.State != state || state.Settled() == got.Settled.IsZero() || !strings.Contains(got.URL, "/pull/") {
				t.Errorf("%s: %+v", state, got)
			}
			if state == review.Declined && got.Reason != "closed without being merged" {
				t.Errorf("reason %q", got.Reason)
			}
		}
	})
}

// What was seen to be ours stays so when people take its marker off.
func TestMarkerTakenOff(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		tr := s.open(t)
		pay := tracker.Backlog{Project: "acme/pay"}
		before := made(t, tr, item(pay, 1)).Item
		c := changes(t, tr, changes(t, tr, "", pay).Watermark, pay)
		s.As(person).Edit(s.at(before.ID), "All new words.")
		s.As(person).Close(s.at(before.ID), "completed")
		for name, process := range map[string]*github.Tracker{"the same": tr, "a new": s.open(t)} {
			c := changes(t, process, c.Watermark, pay)
			if len(c.Items) != 1 || c.Items[0].State != review.Done || c.Items[0].Place != before.Place {
				t.Errorf("%s process lists %+v", name, c.Items)
			}
			if got := one(t, process, before.ID); got.Place != before.Place || got.State != review.Done {
				t.Errorf("%s process gets %+v", name, got)
			}
		}
		s.clock.add(25 * time.Hour)
		if c = changes(t, tr, c.Watermark, pay); !slices.Equal(idsOf(c.Items), []string{before.ID}) || !slices.Equal(c.Scanned, []string{before.Place}) {
			t.Errorf("checked: %+v", c)
		}
	})
}
