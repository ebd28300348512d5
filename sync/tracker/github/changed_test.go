package github_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"maps"
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

const issuesRoute = "GET /repos/{owner}/{repo}/issues"

// listings are the requests for a repository's issues that were sorted so.
func listings(s site, sorted string) (n int) {
	for _, e := range s.Exchanges() {
		if e.Route == issuesRoute && e.Query.Get("sort") == sorted && e.Query.Get("direction") == "desc" {
			for _, filter := range []string{"labels", "creator", "assignee", "milestone", "type"} {
				if e.Query.Has(filter) {
					return -1
				}
			}
			n++
		}
	}
	return n
}

// A pass in which nothing changed is one conditional request for each
// repository, however many issues are followed.
func TestQuietPassCostsNothing(t *testing.T) {
	const repositories, each = 20, 10
	eachSite(t, func(t *testing.T, s site) {
		tr := s.open(t)
		var backlogs []tracker.Backlog
		for r := range repositories {
			name := fmt.Sprintf("acme/team-%d", r)
			s.repo(name, githubfake.Private)
			backlogs = append(backlogs, tracker.Backlog{Project: name})
			for i := range each {
				made(t, tr, item(backlogs[r], r*100+i))
			}
		}
		c := changes(t, tr, "", backlogs...)
		t.Logf("first pass: %d requests: %v", s.Requests(), s.Counts())
		if len(c.Items) != repositories*each {
			t.Fatalf("%d items", len(c.Items))
		}
		c = changes(t, tr, c.Watermark, backlogs...) // learns what the listings are answered
		for _, process := range []tracker.Tracker{tr, s.open(t)} {
			s.Forget()
			quiet := changes(t, process, c.Watermark, backlogs...)
			if n := s.Count(githubfake.Unchanged); len(quiet.Items) != 0 || n != repositories || s.Requests() != n || quiet.Watermark != c.Watermark {
				t.Errorf("%d items, %d of %d requests were 304: %v", len(quiet.Items), n, s.Requests(), s.Counts())
			}
		}
		if n := s.MostAtOnce(); n > 4 {
			t.Errorf("%d requests at once", n)
		}
		s.As(person).Close(s.Issue("acme/team-7", 3), "completed")
		s.Forget()
		c = changes(t, tr, c.Watermark, backlogs...)
		if len(c.Items) != 1 || c.Items[0].ID != "acme/team-7#3" || c.Items[0].State != review.Done || s.Count(githubfake.Unchanged) != repositories-1 {
			t.Errorf("one change: %+v, %v", c.Items, s.Counts())
		}
		t.Logf("one change: %d requests, %d of them 304", s.Requests(), s.Count(githubfake.Unchanged))
		if s.Requests() > repositories+1 {
			t.Errorf("%d requests: %v", s.Requests(), s.Counts())
		}
		s.Forget()
		if c = changes(t, tr, c.Watermark, backlogs...); len(c.Items) != 0 || s.Count(githubfake.Unchanged) != repositories || s.Requests() != repositories {
			t.Errorf("after a change: %+v, %v", c.Items, s.Counts())
		}
	})
}

// A lost answer is looked for in the unfiltered listing, newest first, by the
// process that lost it and by one that follows it.
func TestLostAnswerIsFoundUnfiltered(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		tr := s.open(t)
		pay := tracker.Backlog{Project: "acme/pay"}
		made(t, tr, item(pay, 1))
		mark := changes(t, tr, changes(t, tr, "", pay).Watermark, pay).Watermark
		s.FailNext(1, githubfake.Creates, fault.Fault{Kind: fault.CutAfter})
		if out := tr.Create(t.Context(), []tracker.NewItem{item(pay, 2)}); out[0].Err == nil {
			t.Fatal("an answer came")
		}
		asked := tracker.Asked{pay.Project: s.clock.now()} // the open intent, as every process knows it
		// Whatever people did to it meanwhile.
		s.As(person).Unlabel(s.at("acme/pay#2"), "post-mortem")
		for name, process := range map[string]tracker.Tracker{"the same": tr, "a new": s.open(t)} {
			s.Forget()
			c, err := process.Changed(t.Context(), []tracker.Backlog{pay}, asked, mark)
			if err != nil || len(c.Items) != 1 || c.Items[0].Marker == nil || *c.Items[0].Marker != item(pay, 2).Marker {
				t.Errorf("%s process: %+v, %v", name, c.Items, err)
			}
			if n := listings(s, "created"); n != 1 {
				t.Errorf("%s process: %d unfiltered listings: %v", name, n, s.Counts())
			}
		}
	})
}

// A daily reading in the midst of a lag does not take the new one for gone.
func TestLagHidesNothingForGood(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		tr := s.open(t)
		pay := tracker.Backlog{Project: "acme/pay"}
		mark := changes(t, tr, changes(t, tr, "", pay).Watermark, pay).Watermark
		s.SetLag(githubfake.Lag{List: 2 * time.Minute, Filter: time.Hour})
		s.clock.add(25 * time.Hour)
		late := made(t, tr, item(pay, 2)).Item.ID
		c := changes(t, tr, mark, pay)
		if ids := idsOf(c.Items); !slices.Contains(ids, late) || !slices.Contains(c.Scanned, "acme/pay") {
			t.Errorf("scanned %q: %q", c.Scanned, ids)
		}
		s.clock.add(24*time.Hour - 30*time.Second)
		late = made(t, tr, item(pay, 3)).Item.ID
		c = changes(t, tr, c.Watermark, pay)
		s.clock.add(time.Minute)
		c = changes(t, tr, c.Watermark, pay)
		if ids := idsOf(c.Items); !slices.Contains(ids, late) || !slices.Contains(c.Scanned, "acme/pay") {
			t.Errorf("scanned %q: %q", c.Scanned, ids)
		}
	})
}

// What a busy repository's listings show after they have moved on is found by
// the daily check.
func TestTooLateForEveryWindow(t *testing.T) {
	s := newSite(t, false)
	tr := s.open(t)
	pay := tracker.Backlog{Project: "acme/pay"}
	c := changes(t, tr, changes(t, tr, "", pay).Watermark, pay)
	s.clock.add(22 * time.Hour)
	s.SetLag(githubfake.Lag{List: time.Hour})
	s.FailNext(1, githubfake.Creates, fault.Fault{Kind: fault.CutAfter})
	s.open(t).Create(t.Context(), []tracker.NewItem{item(pay, 1)})
	s.SetLag(githubfake.Lag{})
	s.clock.add(30 * time.Minute)
	for i := range 30 {
		s.As(person).Open("acme/pay", fmt.Sprint("theirs ", i), "")
	}
	c = changes(t, tr, c.Watermark, pay)
	s.clock.add(time.Hour)
	if c = changes(t, tr, c.Watermark, pay); len(c.Items) != 0 {
		t.Fatalf("seen by a plain look: %+v", c.Items)
	}
	s.clock.add(time.Hour)
	if c = changes(t, tr, c.Watermark, pay); !slices.Equal(idsOf(c.Items), []string{"acme/pay#1"}) {
		t.Errorf("checked: %+v", c)
	}
}

func unreadable(c tracker.Changes) []string { return slices.Sorted(maps.Keys(c.Unreadable)) }

func idsOf(items []tracker.Item) (ids []string) {
	for _, i := range items {
		ids = append(ids, i.ID)
	}
	slices.Sort(ids)
	return ids
}

func TestRepositoriesThatCantBeSeenStopNoOther(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		hidden := s.Fake.Repo("acme/hidden", githubfake.RepoOptions{})
		s.repo("acme/off", "").DisableIssues()
		old := s.repo("acme/old", "")
		backlogs := []tracker.Backlog{
			{Project: "acme/pay"}, {Project: "Acme/Hidden"}, {Project: "acme/off"}, {Project: "acme/old"}, {Project: "nonsense"}, {Project: "acme/nowhere"},
		}
		var logged bytes.Buffer
		tr := s.open(t, func(o *github.Options) { o.Log = slog.New(slog.NewTextHandler(&logged, nil)) })
		made(t, tr, item(backlogs[0], 1))
		made(t, tr, item(backlogs[3], 2))
		old.Archive()
		c := changes(t, tr, "", backlogs...)
		if want := []string{"acme/old#1", "acme/pay#1"}; !slices.Equal(idsOf(c.Items), want) {
			t.Errorf("listed %q", idsOf(c.Items))
		}
		if want := []string{"Acme/Hidden", "acme/nowhere", "acme/off", "nonsense"}; !slices.Equal(unreadable(c), want) {
			t.Errorf("unreadable %q", unreadable(c))
		}
		before := logged.Len()
		c = changes(t, tr, c.Watermark, backlogs...)
		if logged.Len() != before || before == 0 {
			t.Errorf("logged again: %s", logged.String()[before:])
		}
		// One that comes to light is listed from the beginning.
		s.As("acme").Open("acme/hidden", "theirs", "no marker")
		hidden.SetRole(bot, githubfake.Push)
		if c = changes(t, tr, c.Watermark, backlogs...); slices.Contains(unreadable(c), "Acme/Hidden") || !slices.Contains(c.Scanned, "acme/hidden") {
			t.Errorf("unreadable %q, scanned %q", unreadable(c), c.Scanned)
		}
	})
}

// Trouble with one repository keeps the others going; nothing is made where
// the look failed, since it may be there already.
func TestTroubleWithOneRepository(t *testing.T) {
	s := newSite(t, false)
	tr := s.open(t)
	pay, sto := tracker.Backlog{Project: "acme/pay"}, tracker.Backlog{Project: "acme/sto"}
	made(t, tr, item(pay, 1))
	s.FailShare(1, func(e fault.Exchange) bool {
		return strings.HasPrefix(e.Path, "/repos/acme/sto/issues") && e.Method == "GET"
	},
		fault.Fault{Kind: fault.FailBefore})
	c := changes(t, tr, "", pay, sto)
	if len(c.Items) != 1 || !slices.Equal(unreadable(c), []string{"acme/sto"}) {
		t.Errorf("%+v", c)
	}
	out := tr.Create(t.Context(), []tracker.NewItem{item(sto, 2), item(pay, 3)})
	if tracker.KindOf(out[0].Err) != tracker.Throttled || out[1].Err != nil {
		t.Errorf("%+v", out)
	}
	s.Heal()
	if c = changes(t, tr, c.Watermark, pay, sto); len(c.Unreadable) != 0 {
		t.Errorf("healed: %+v", c)
	}
	made(t, tr, item(sto, 2))
}

// A long first listing goes on with the next pass; until it is over nothing is
// made there.
func TestFirstListingInParts(t *testing.T) {
	s := newSite(t, false)
	pay := tracker.Backlog{Project: "acme/pay"}
	tr := s.open(t)
	first := made(t, tr, item(pay, 1)).Item.ID
	for i := range 250 {
		s.As(person).Open("acme/pay", fmt.Sprint("other ", i), "")
	}
	last := made(t, tr, item(pay, 2)).Item.ID
	mine := &clock{at: time.Now()}
	calls := 0
	slow := s.open(t, func(o *github.Options) {
		o.Now = func() time.Time { calls++; mine.add(20 * time.Second); return mine.now() }
	})
	mark, seen := "", []string{}
	for passes := 1; ; passes++ {
		c := changes(t, slow, mark, pay)
		seen, mark = append(seen, idsOf(c.Items)...), c.Watermark
		if len(c.Unreadable) == 0 {
			if passes < 2 {
				t.Error("it took one pass: the test needs more")
			}
			break
		}
		if out := slow.Create(t.Context(), []tracker.NewItem{item(pay, 3)}); tracker.KindOf(out[0].Err) != tracker.Throttled {
			t.Fatalf("made in the midst of it: %+v", out)
		}
		if passes > 5 {
			t.Fatalf("pass %d: %+v", passes, c)
		}
	}
	if want := []string{last, first}; !slices.Equal(seen, want) {
		t.Errorf("seen %q, not %q", seen, want)
	}
	made(t, slow, item(pay, 3))
	if c := changes(t, slow, mark, pay); len(c.Items) != 1 {
		t.Errorf("then %+v", c.Items)
	}
}

func TestDailyCheck(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		tr := s.open(t)
		pay := tracker.Backlog{Project: "acme/pay"}
		kept, gone := made(t, tr, item(pay, 1)).Item, made(t, tr, item(pay, 2)).Item
		c := changes(t, tr, "", pay)
		c = changes(t, tr, c.Watermark, pay)
		if c.Scanned != nil {
			t.Errorf("a plain look scanned %q", c.Scanned)
		}
		s.As(person).Delete(s.at(gone.ID))
		s.clock.add(23 * time.Hour)
		if c = changes(t, tr, c.Watermark, pay); c.Scanned != nil || len(c.Items) != 0 {
			t.Errorf("before the day is over: %+v", c)
		}
		s.clock.add(2 * time.Hour)
		s.Forget()
		c = changes(t, tr, c.Watermark, pay)
		if !slices.Equal(idsOf(c.Items), []string{kept.ID}) || !slices.Equal(c.Scanned, []string{kept.Place}) {
			t.Errorf("checked: %q, scanned %q", idsOf(c.Items), c.Scanned)
		}
		if s.Requests() > 8 {
			t.Errorf("%v", s.Counts())
		}
		c = changes(t, tr, c.Watermark, pay)
		s.Forget()
		if c = changes(t, tr, c.Watermark, pay); c.Scanned != nil || s.Requests() != 1 || s.Count(githubfake.Unchanged) != 1 {
			t.Errorf("after it: %+v, %v", c, s.Counts())
		}
	})
}

// A busy window begins anew, and shows nothing twice.
func TestBusyRepository(t *testing.T) {
	s := newSite(t, false)
	tr := s.open(t)
	pay := tracker.Backlog{Project: "acme/pay"}
	var items []tracker.NewItem
	for i := range 130 {
		items = append(items, item(pay, i))
	}
	mark := changes(t, tr, changes(t, tr, "", pay).Watermark, pay).Watermark
	for len(items) > 0 {
		n := min(len(items), tracker.MaxBatch)
		for _, o := range tr.Create(t.Context(), items[:n]) {
			if o.Err != nil {
				t.Fatal(o.Err)
			}
		}
		items = items[n:]
	}
	c := changes(t, tr, mark, pay)
	if len(c.Items) != 130 {
		t.Fatalf("%d items", len(c.Items))
	}
	s.clock.add(10 * time.Minute)
	for range 3 {
		s.Forget()
		if c = changes(t, tr, c.Watermark, pay); len(c.Items) != 0 {
			t.Errorf("shown again: %d", len(c.Items))
		}
	}
	if s.Requests() != 1 || s.Count(githubfake.Unchanged) != 1 || len(c.Watermark) > 2500 {
		t.Errorf("%v, a watermark of %d bytes", s.Counts(), len(c.Watermark))
	}
}

// Secrets stay out of every error and of the log.
func TestNoSecretIsTold(t *testing.T) {
	s := newSite(t, false)
	var logged bytes.Buffer
	tr := s.open(t, func(o *github.Options) {
		o.Log = slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	pay := tracker.Backlog{Project: "acme/pay"}
	for _, status := range []int{400, 401, 403, 404, 410, 422, 500} {
		s.FailShare(1, fault.Any, fault.Fault{Kind: fault.FailBefore, Status: status,
			Body: fmt.Sprintf(`{"message":"you sent %s","documentation_url":"https://docs.github.com","status":"%d"}`, token, status)})
		var told []string
		_, err := tr.Changed(t.Context(), []tracker.Backlog{pay}, nil, "")
		told = append(told, fmt.Sprint(err))
		_, err = tr.Get(t.Context(), []string{"acme/pay#1"})
		told = append(told, fmt.Sprint(err))
		told = append(told, fmt.Sprint(tr.Create(t.Context(), []tracker.NewItem{trackertest.NewItem(pay, trackertest.Instance, 1)})[0].Err))
		_, err = tr.Recent(t.Context(), "acme/pay", time.Time{}, 10)
		told = append(told, fmt.Sprint(err))
		if all := strings.Join(told, "\n") + logged.String(); strings.Contains(all, token) || strings.Contains(all, "Bearer") {
			t.Errorf("%d: %s", status, all)
		}
		s.Heal()
	}
}
