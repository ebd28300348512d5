package jira_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

// settings are a backlog's own, as they are kept.
func settings(t *testing.T, b jira.Backlog) json.RawMessage {
	t.Helper()
	raw, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// A first pass over 500 actions of 5 teams: 10 requests make them, and no more
// than 20 others are about it.
func TestFirstPassTakesThirtyRequests(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := jirafake.New(t, jirafake.Options{Flavour: flavour})
		var backlogs []tracker.Backlog
		for _, key := range []string{"PAY", "STO", "WEB", "NET", "OPS"} {
			f.AddProject(jirafake.Project{Key: key, Name: "Project " + key, Components: []jirafake.Component{{Name: "Core"}}})
			backlogs = append(backlogs, tracker.Backlog{Project: key, Settings: settings(t, jira.Backlog{Component: "Core"})})
		}
		tr := open(t, f, flavour)
		first, err := tr.Changed(t.Context(), backlogs, nil, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range backlogs {
			if _, err := tr.Recent(t.Context(), b.Project, time.Now().Add(-48*time.Hour), 300); err != nil {
				t.Fatal(err)
			}
		}
		number := 0
		for _, b := range backlogs {
			for range 2 {
				var items []tracker.NewItem
				for range tracker.MaxBatch {
					items = append(items, trackertest.NewItem(b, trackertest.Instance, number))
					number++
				}
				for i, o := range tr.Create(t.Context(), items) {
					if o.Err != nil || o.Item.Status != "To Do" || o.Item.Project != b.Project {
						t.Fatalf("item %d: %+v", i, o)
					}
				}
			}
		}
		if n := f.Requests(); n > 30 {
			t.Errorf("%d requests: %v", n, f.Counts())
		}
		t.Logf("first pass: %d requests: %v", f.Requests(), f.Counts())
		if got := f.Count(jirafake.Creates); got != 10 {
			t.Errorf("%d requests made issues", got)
		}
		for _, i := range f.Created() {
			if i.Assignee != "" || !slices.Equal(i.Labels, []string{"post-mortem"}) || !slices.Equal(i.Components, []string{"Core"}) {
				t.Fatalf("made as %+v", i)
			}
		}
		f.Forget()
		c, err := tr.Changed(t.Context(), backlogs, nil, first.Watermark)
		if err != nil || len(c.Items) != 500 {
			t.Fatalf("%d items listed, %v", len(c.Items), err)
		}
		t.Logf("read back: %d requests: %v", f.Requests(), f.Counts())
	})
}

// A pass in which nothing changed costs one search, however many issues are
// followed.
func TestQuietPassIsOneSearch(t *testing.T) {
	for _, many := range []int{10, 1000} {
		t.Run(fmt.Sprint(many), func(t *testing.T) {
			eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
				now := clockAt(time.Now().Add(-6 * time.Hour))
				f := site(t, jirafake.Options{Flavour: flavour, Now: now.now})
				tr := open(t, f, flavour, func(o *jira.Options) { o.Now = now.now })
				pay := []tracker.Backlog{{Project: "PAY"}}
				for first := 0; first < many; first += tracker.MaxBatch {
					var items []tracker.NewItem
					for i := first; i < min(first+tracker.MaxBatch, many); i++ {
						items = append(items, trackertest.NewItem(pay[0], trackertest.Instance, i))
					}
					tr.Create(t.Context(), items)
				}
				now.add(time.Hour)
				c, err := tr.Changed(t.Context(), pay, nil, "")
				if err != nil || len(c.Items) != many {
					t.Fatalf("%d items, %v", len(c.Items), err)
				}
				for range 3 {
					now.add(time.Minute)
					f.Forget()
					c, err = tr.Changed(t.Context(), pay, nil, c.Watermark)
					if err != nil || len(c.Items) != 0 || f.Requests() != 1 || f.Count(jirafake.Searches) != 1 {
						t.Errorf("%d items, %v, requests %v", len(c.Items), err, f.Counts())
					}
				}
				f.SetStatus(f.Created()[3].ID, "In Progress", "")
				now.add(time.Minute)
				f.Forget()
				c, err = tr.Changed(t.Context(), pay, nil, c.Watermark)
				if err != nil || len(c.Items) != 1 || c.Items[0].State != review.InProgress || f.Requests() != 1 {
					t.Errorf("one change: %+v, %v, requests %v", c.Items, err, f.Counts())
				}
			})
		})
	}
}
