package jira

import (
	"context"
	"fmt"
	"slices"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira/window"
)

// How far duplicates are followed, how many of them, and every how many looks
// their others are read again.
const (
	maxSteps    = 5
	maxFollowed = 500
	followEvery = 10
)

// other is the id of the issue that this one was closed as the duplicate of;
// "": it was not, or the link is missing.
func (t *Tracker) other(i client.Issue) string {
	var status statusBean
	var resolution nameBean
	read(i, "status", &status)
	read(i, "resolution", &resolution)
	if status.Category.Key != "done" || !t.states.duplicate(resolution.Name, status.Name) {
		return ""
	}
	var links []struct {
		Type struct {
			Name    string `json:"name"`
			Outward string `json:"outward"`
		} `json:"type"`
		Outward struct {
			ID string `json:"id"`
		} `json:"outwardIssue"`
	}
	read(i, "issuelinks", &links)
	for _, l := range links {
		says := t.states.links(l.Type.Name) || strings.Contains(strings.ToLower(l.Type.Outward), "dupli")
		if says && l.Outward.ID != "" {
			return l.Outward.ID
		}
	}
	return ""
}

// ends finds, for the issues closed as duplicates, the issue at the end of the
// chain. In a circle, beyond five steps, and where an issue can't be seen or may
// not be looked at, the first one's own end counts, and it is left out.
func (t *Tracker) ends(ctx context.Context, issues []client.Issue) (map[string]client.Issue, error) {
	at := map[string]string{} // by the first one's id: the next to look at
	for _, i := range issues {
		if id := t.other(i); id != "" {
			at[i.ID] = id
		}
	}
	known := map[string]client.Issue{}
	path := map[string][]string{}
	out := map[string]client.Issue{}
	for step := 0; step < maxSteps && len(at) > 0; step++ {
		if err := t.learn(ctx, at, known); err != nil {
			return nil, err
		}
		for first, id := range at {
			issue, there := known[id]
			next := t.other(issue)
			path[first] = append(path[first], id)
			switch {
			case !there || id == first || !t.follows(issue):
				delete(at, first)
			case next == "":
				out[first] = issue
				delete(at, first)
			case next == first || slices.Contains(path[first], next):
				delete(at, first)
			default:
				at[first] = next
			}
		}
	}
	return out, nil
}

// follows tells whether an issue that is not of our making may be looked at.
func (t *Tracker) follows(i client.Issue) bool {
	var project nameBean
	read(i, "project", &project)
	return t.o.Follows == nil || t.o.Follows(project.Key)
}

// learn reads the issues that are not known yet.
func (t *Tracker) learn(ctx context.Context, at map[string]string, known map[string]client.Issue) error {
	var ask []string
	for _, id := range at {
		if _, ok := known[id]; !ok && numberRE.MatchString(id) {
			ask = append(ask, id)
		}
	}
	slices.Sort(ask)
	for chunk := range slices.Chunk(slices.Compact(ask), client.MaxFetch) {
		issues, err := t.client.Fetch(ctx, chunk, t.fields(), nil)
		if err != nil {
			return err
		}
		for _, i := range issues {
			known[i.ID] = i
		}
	}
	return nil
}

// ended is an item in the state of the issue that it was closed for.
func (t *Tracker) ended(it tracker.Item, end client.Issue) tracker.Item {
	e := t.item(end)
	it.State, it.Reason, it.Status, it.Settled = e.State, e.Reason, e.Status, e.Settled
	it.Note = fmt.Sprintf("closed as a duplicate of %s, which is followed", e.Key)
	return it
}

// refollow adds to what a look found, every tenth time, the issues closed as
// duplicates: what they were closed for may have changed.
func (t *Tracker) refollow(ctx context.Context, found []client.Issue, last window.Mark) []client.Issue {
	if last.Pass%followEvery != followEvery-1 {
		return found
	}
	var ask []string
	for _, id := range last.Follows[:min(len(last.Follows), maxFollowed)] {
		if !slices.ContainsFunc(found, func(i client.Issue) bool { return i.ID == id }) {
			ask = append(ask, id)
		}
	}
	for chunk := range slices.Chunk(ask, client.MaxFetch) {
		issues, err := t.client.Fetch(ctx, chunk, t.fields(), []string{MarkerProperty})
		if err != nil {
			t.o.Log.DebugContext(ctx, "reading duplicates failed", "error", err)
			return found
		}
		found = append(found, issues...)
	}
	return found
}

// following are the issues closed as duplicates, after a look that showed
// items: those of before that it did not show stay.
func (t *Tracker) following(last window.Mark, follows []string, items []shown) []string {
	out := slices.Clone(follows)
	for _, id := range last.Follows {
		if !slices.ContainsFunc(items, func(s shown) bool { return s.item.ID == id }) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out[:min(len(out), maxFollowed)]
}
