package github_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

func item(b tracker.Backlog, number int) tracker.NewItem {
	return trackertest.NewItem(b, trackertest.Instance, number)
}

func TestCreateSetsWhatTheBacklogSaysAndNothingElse(t *testing.T) {
	s := newSite(t, false)
	s.AddIssueType("acme", "Task")
	s.As(person).Milestone("acme/pay", "Q4")
	tr := s.open(t)
	none := ""
	for name, c := range map[string]struct {
		backlog tracker.Backlog
		labels  []string
		left    []string
	}{
		"nothing": {tracker.Backlog{Project: "acme/pay"}, []string{"post-mortem"}, nil},
		"labels": {tracker.Backlog{Project: "acme/pay", Labels: []string{"reliability", "Post-Mortem"}},
			[]string{"reliability", "Post-Mortem"}, nil},
		"no label": {tracker.Backlog{Project: "Acme/Pay", Settings: settings(t, github.Backlog{Labelled: tracker.Labelled{Label: &none}})}, nil, nil},
		"all": {tracker.Backlog{Project: "acme/pay", Settings: settings(t, github.Backlog{
			Type: "task", Milestone: "Q4", Parent: "#100", Board: 42, Fields: []github.Value{{Name: "Points", Value: 3}},
		})}, []string{"post-mortem"}, []string{"parent acme/pay#100", "project 42", "Points: 3"}},
	} {
		t.Run(name, func(t *testing.T) {
			o := made(t, tr, item(c.backlog, len(c.labels)+len(c.left)*10))
			if !slices.Equal(o.Left, c.left) || o.Note != "" || !strings.EqualFold(o.Item.Project, "acme/pay") {
				t.Errorf("outcome %+v", o)
			}
			got := s.at(o.Item.ID)
			if !slices.EqualFunc(got.Labels, c.labels, strings.EqualFold) || len(got.Assignees) != 0 {
				t.Errorf("labels %q, assignees %q", got.Labels, got.Assignees)
			}
			if all := name == "all"; all != (got.Type == "Task") || all != (got.Milestone == 1) {
				t.Errorf("type %q, milestone %d", got.Type, got.Milestone)
			}
		})
	}
}

func TestCreateRefusesWhatWouldNotBeSet(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		s.As(person).Milestone("acme/pay", "Q4")
		s.As(person).Milestone("acme/pay", "Q3")
		tr := s.open(t)
		b := tracker.Backlog{Project: "acme/pay", Settings: settings(t, github.Backlog{Milestone: "Q5"})}
		out := tr.Create(t.Context(), []tracker.NewItem{item(b, 1)})
		want := "milestone: acme/pay has no open milestone \"Q5\" (allowed: Q3, Q4)"
		if tracker.KindOf(out[0].Err) != tracker.Rejected || out[0].Err.Error() != want {
			t.Errorf("%v", out[0].Err)
		}
		if n := s.Count(githubfake.Creates); n != 0 {
			t.Errorf("%d requests to create", n)
		}
	})
}

// A milestone is known by its title, whichever way its accents are written.
func TestMilestoneInAnotherForm(t *testing.T) {
	s := newSite(t, false)
	s.As(person).Milestone("acme/pay", "E\u0301te\u0301")
	b := tracker.Backlog{Project: "acme/pay", Settings: settings(t, github.Backlog{Milestone: "Été"})}
	if out := s.open(t).Create(t.Context(), []tracker.NewItem{item(b, 1)}); out[0].Err != nil {
		t.Error(out[0].Err)
	}
}

// What an account may not set is dropped by GitHub in silence: it is told, and
// left where the account may set it after all.
func TestWhatIsDroppedIsTold(t *testing.T) {
	s := newSite(t, false)
	s.AddIssueType("acme", "Task")
	s.As(person).Milestone("acme/pay", "Q4")
	s.Fake.Repo("acme/pub", githubfake.RepoOptions{Visibility: githubfake.Public})
	r := s.repo("acme/read", githubfake.Private)
	r.SetRole(bot, githubfake.Pull)
	s.As(person).Milestone("acme/read", "Q4")
	b := tracker.Backlog{Project: "acme/read", Labels: []string{"reliability"}, Settings: settings(t, github.Backlog{Type: "Task", Milestone: "Q4"})}
	o := made(t, s.open(t), item(b, 1))
	want := "the new issue lacks labels reliability, post-mortem; milestone Q4; type Task: GitHub drops it in silence for an account that may not write to acme/read: give it the role Write there"
	if o.Note != want || len(o.Left) != 0 {
		t.Errorf("note %q, left %q", o.Note, o.Left)
	}
}

func TestCreateTellsWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(s site)
		project string
		kind    tracker.Kind
		says    string
	}{
		"no such repository":  {func(site) {}, "acme/nowhere", tracker.NotFound, "not there, or the token may not see it"},
		"issues are disabled": {func(s site) { s.repo("acme/code", "").DisableIssues() }, "acme/code", tracker.Rejected, "project: issues are disabled in acme/code: turn them on in its settings"},
		"archived":            {func(s site) { s.repo("acme/code", "").Archive() }, "acme/code", tracker.Rejected, "project: acme/code is archived"},
		"an unknown token":    {func(s site) { s.Revoke(token) }, "acme/pay", tracker.Auth, "the token is wrong, expired or revoked"},
		"single sign-on":      {func(s site) { s.RequireSSO(token, "acme") }, "acme/pay", tracker.Auth, "single sign-on"},
		"no repository":       {func(site) {}, "payments", tracker.Rejected, "project: \"payments\" is not owner/name"},
	} {
		t.Run(name, func(t *testing.T) {
			eachSite(t, func(t *testing.T, s site) {
				c.prepare(s)
				out := s.open(t).Create(t.Context(), []tracker.NewItem{item(tracker.Backlog{Project: c.project}, 1)})
				if tracker.KindOf(out[0].Err) != c.kind || !strings.Contains(fmt.Sprint(out[0].Err), c.says) {
					t.Errorf("%v: %v", tracker.KindOf(out[0].Err), out[0].Err)
				}
				if len(s.CreatedIssues()) != 0 {
					t.Error("an issue was made")
				}
			})
		})
	}
}

// What changes while a creation is under way is told by the creation itself.
func TestCreateMeetsWhatJustChanged(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		tr := s.open(t)
		r := s.repo("acme/code", "")
		made(t, tr, item(tracker.Backlog{Project: "acme/code"}, 1))
		r.DisableIssues()
		out := tr.Create(t.Context(), []tracker.NewItem{item(tracker.Backlog{Project: "acme/code"}, 2)})
		if tracker.KindOf(out[0].Err) != tracker.Rejected || !strings.Contains(out[0].Err.Error(), "issues are disabled in acme/code") {
			t.Errorf("%v", out[0].Err)
		}
	})
}

func TestNeverMorePublicThanTheReview(t *testing.T) {
	allowed := settings(t, github.Backlog{Public: github.PublicAllowed})
	for name, c := range map[string]struct {
		review   review.Audience
		place    string
		settings []byte
		made     bool
	}{
		"private review, public place":           {review.AudiencePrivate, githubfake.Public, nil, false},
		"internal review, public place":          {review.AudienceInternal, githubfake.Public, nil, false},
		"public review, public place":            {review.AudiencePublic, githubfake.Public, nil, true},
		"private review, private place":          {review.AudiencePrivate, githubfake.Private, nil, true},
		"private review, public place, as meant": {review.AudiencePrivate, githubfake.Public, allowed, true},
		"a folder's review, public place":        {review.AudienceUnknown, githubfake.Public, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, false)
			s.repo("acme/code", c.place)
			n := item(tracker.Backlog{Project: "acme/code", Settings: c.settings}, 1)
			n.Review.Audience = c.review
			out := s.open(t).Create(t.Context(), []tracker.NewItem{n})
			if (out[0].Err == nil) != c.made {
				t.Errorf("%v", out[0].Err)
			}
			if err := out[0].Err; err != nil && (tracker.KindOf(err) != tracker.Rejected || !strings.HasPrefix(err.Error(), "public: acme/code is public") ||
				!strings.HasSuffix(err.Error(), "say `public: allowed` in that backlog where this is meant")) {
				t.Errorf("%v", err)
			}
		})
	}
}

// A repository that becomes public is noticed within minutes, and before the
// first creation there; one that can't be asked takes nothing.
func TestVisibilityIsFresh(t *testing.T) {
	s := newSite(t, false)
	r := s.repo("acme/code", githubfake.Private)
	mine := &clock{at: time.Now()}
	tr := s.open(t, func(o *github.Options) { o.Now = mine.now })
	private := func(number int) tracker.NewItem {
		n := item(tracker.Backlog{Project: "acme/code"}, number)
		n.Review.Audience = review.AudiencePrivate
		return n
	}
	made(t, tr, private(1))
	r.SetVisibility(githubfake.Public)
	mine.add(6 * time.Minute)
	out := tr.Create(t.Context(), []tracker.NewItem{private(2)})
	if tracker.KindOf(out[0].Err) != tracker.Rejected {
		t.Errorf("made in public: %+v", out[0])
	}
	r.SetVisibility(githubfake.Private)
	mine.add(6 * time.Minute)
	s.FailShare(1, fault.Route("GET /repos/{owner}/{repo}"), fault.Fault{Kind: fault.FailBefore})
	out = tr.Create(t.Context(), []tracker.NewItem{private(3)})
	if tracker.KindOf(out[0].Err) != tracker.Unavailable || len(s.CreatedIssues()) != 1 {
		t.Errorf("%+v, %d issues", out[0], len(s.CreatedIssues()))
	}
}

// Certain refusals are told apart from what may have happened, and a creation
// is sent once whatever comes.
func TestOutcomesOfFaults(t *testing.T) {
	for name, c := range map[string]struct {
		fault fault.Fault
		kind  tracker.Kind
		there int
	}{
		"cut before":          {fault.Fault{Kind: fault.CutBefore}, tracker.Unknown, 0},
		"cut after":           {fault.Fault{Kind: fault.CutAfter}, tracker.Unknown, 1},
		"500 after":           {fault.Fault{Kind: fault.FailAfter}, tracker.Unknown, 1},
		"a proxy's 502":       {githubfake.BadGateway(fault.FailAfter), tracker.Unknown, 1},
		"garbled":             {fault.Fault{Kind: fault.Garbled}, tracker.Unknown, 1},
		"truncated":           {fault.Fault{Kind: fault.Truncated}, tracker.Unknown, 1},
		"secondary limit":     {githubfake.SecondaryLimit(http.StatusForbidden, "30"), tracker.Throttled, 0},
		"secondary limit 429": {githubfake.SecondaryLimit(http.StatusTooManyRequests, ""), tracker.Throttled, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, false)
			s.FailNext(1, githubfake.Creates, c.fault)
			out := s.open(t).Create(t.Context(), []tracker.NewItem{item(tracker.Backlog{Project: "acme/pay"}, 1)})
			if out[0].Err == nil || tracker.KindOf(out[0].Err) != c.kind {
				t.Errorf("%v: %v", tracker.KindOf(out[0].Err), out[0].Err)
			}
			if n := len(s.CreatedIssues()); n != c.there || s.Count(githubfake.Creates) != 1 {
				t.Errorf("%d issues, %d requests", n, s.Count(githubfake.Creates))
			}
			if (c.kind == tracker.Throttled) == tracker.Until(out[0].Err).IsZero() {
				t.Errorf("until %v", tracker.Until(out[0].Err))
			}
		})
	}
}

func TestTurnKeepsASecondBetweenWrites(t *testing.T) {
	s := newSite(t, false)
	tr := s.open(t)
	if err := tr.Wait(t.Context()); err != nil {
		t.Error(err)
	}
	s.FailNext(1, githubfake.Creates, githubfake.SecondaryLimit(http.StatusForbidden, "3600"))
	tr.Create(t.Context(), []tracker.NewItem{item(tracker.Backlog{Project: "acme/pay"}, 1)})
	if err := tr.Wait(t.Context()); tracker.KindOf(err) != tracker.Throttled || tracker.Until(err).IsZero() {
		t.Errorf("%v", err)
	}
	s.Forget()
	tr.Create(t.Context(), []tracker.NewItem{item(tracker.Backlog{Project: "acme/pay"}, 2)})
	if _, err := tr.Changed(t.Context(), []tracker.Backlog{{Project: "acme/pay"}}, nil, ""); err != nil || s.Count(githubfake.Creates) > 0 || s.Requests() == 0 {
		t.Errorf("reads while creations are limited: %v after %v", err, s.Counts())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.open(t).Wait(ctx); err != nil && tracker.KindOf(err) == tracker.Unknown {
		t.Errorf("%v", err)
	}
}

// Nothing that was copied into issues pings, links or closes anything.
func TestCopiedWordsActOnNothing(t *testing.T) {
	s := newSite(t, false)
	tr := s.open(t)
	for i, words := range trackertest.Hostile {
		n := item(tracker.Backlog{Project: "acme/pay"}, i)
		n.Title, n.Detail, n.Marker.Text, n.Review.Title = words, "@acme/payments fixes #1 "+words, "@ana closes #1", words+" @ana"
		made(t, tr, n)
	}
	if got := s.References(); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// With one creation in five answered wrongly, or not at all, nothing is made
// twice and nothing is lost, as long as only what a look did not show is asked
// for again.
func TestNothingTwiceNothingLost(t *testing.T) {
	for seed := range 10 {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := newSite(t, seed%2 == 1)
			for i, kind := range []fault.Kind{fault.CutBefore, fault.CutAfter, fault.FailAfter, fault.Garbled, fault.FailBefore} {
				s.FailShare(0.05, func(e fault.Exchange) bool { return githubfake.Creates(e) && (len(e.Body)+seed)%5 == i }, fault.Fault{Kind: kind})
			}
			s.FailNext(3, githubfake.Creates, fault.Fault{Kind: fault.CutAfter})
			backlogs := []tracker.Backlog{{Project: "acme/pay"}, {Project: "acme/sto"}}
			wanted := map[review.Key]tracker.NewItem{}
			for i := range 30 {
				n := item(backlogs[i%2], i)
				wanted[n.Marker.Action] = n
			}
			mark, have := "", map[review.Key]string{}
			for pass := 0; len(have) < len(wanted); pass++ {
				if pass > 20 {
					t.Fatalf("%d of %d after %d passes", len(have), len(wanted), pass)
				}
				tr := s.open(t) // as after a crash
				c := changes(t, tr, mark, backlogs...)
				mark = c.Watermark
				for _, i := range c.Items {
					have[i.Marker.Action] = i.ID
				}
				for action, n := range wanted {
					if have[action] == "" {
						if o := tr.Create(t.Context(), []tracker.NewItem{n})[0]; o.Err == nil {
							have[action] = o.Item.ID
						}
					}
				}
				s.clock.add(3 * time.Minute)
			}
			for _, n := range wanted {
				if there := s.count(n.Marker); there != 1 {
					t.Errorf("%s is there %d times", n.Marker.Action, there)
				}
			}
		})
	}
}
