package jira

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/tracker"
)

const pageSize = 500

// Site is all projects that the account sees: one search shows what changed in
// them.
func (t *adapter) Site() tracker.Site { return tracker.Site{Address: t.client.Site(), Whole: true} }

// List reads a page of a search over the whole site.
func (t *adapter) List(ctx context.Context, qs []tracker.Query) []tracker.Page {
	out := make([]tracker.Page, len(qs))
	for n, q := range qs {
		out[n] = t.page(ctx, q)
	}
	return out
}

func (t *adapter) page(ctx context.Context, q tracker.Query) tracker.Page {
	if q.Next == "" {
		t.begin(q.Backlogs)
	}
	search := client.Query{JQL: t.ours(q), Fields: t.fields(), Properties: []string{MarkerProperty}, Size: pageSize}
	page, err := t.client.Search(ctx, search, q.Next)
	if err != nil {
		return tracker.Page{Err: asError(err)}
	}
	items, err := t.listed(ctx, page.Issues)
	return tracker.Page{
		Items: items, Shown: len(page.Issues), Now: page.Now, Next: page.Next, Known: page.Known, As: page.ID, Err: asError(err),
	}
}

// begin begins a listing for backlogs.
func (t *adapter) begin(backlogs []tracker.Backlog) {
	projects := map[string]bool{}
	for _, b := range backlogs {
		projects[b.Project] = true
	}
	t.single.Store(0)
	t.backlogs.Swap(projects)
}

// ours is the query for what may bear a marker: what our account made, and
// what has the label, which a former account of ours may have made. People
// may take the label off; who made an issue never changes.
func (t *adapter) ours(q tracker.Query) string {
	var labels, projects []string
	add := func(label string) {
		if quoted := quote(label); label != "" && !slices.Contains(labels, quoted) {
			labels = append(labels, quoted)
		}
	}
	add(t.o.Label)
	for _, b := range q.Backlogs {
		if own, err := settingsOf(b); err == nil && own.Label != nil {
			add(*own.Label)
		}
	}
	jql := "creator = currentUser()"
	switch len(labels) {
	case 0:
	case 1:
		jql = "labels = " + labels[0] + " OR " + jql
	default:
		jql = "labels in (" + strings.Join(labels, ", ") + ") OR " + jql
	}
	for _, key := range q.Projects {
		projects = append(projects, quote(key))
	}
	if len(projects) > 0 {
		jql = "project in (" + strings.Join(projects, ", ") + ") AND (" + jql + ")"
	}
	if q.Back > 0 {
		jql = fmt.Sprintf("(%s) AND updated >= -%dm", jql, int(q.Back/time.Minute))
	}
	return jql + " ORDER BY created ASC"
}

// quote writes a text for a query.
func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// listed are issues as the follower wants them, each with the marker that it
// bears.
func (t *adapter) listed(ctx context.Context, issues []client.Issue) ([]tracker.Listed, error) {
	markers, err := t.markersOf(ctx, issues)
	if err != nil {
		return nil, err
	}
	var out []tracker.Listed
	for _, i := range issues {
		l := tracker.Listed{Item: t.item(i), By: creatorOf(i), Updated: moment(i, "updated"), DuplicateOf: t.other(i)}
		l.Marker = markers[i.ID]
		out = append(out, l)
		t.names.Put(l.Key, named{l.ID, t.o.Now()})
	}
	return out, nil
}

// other is the id of the issue that this one was closed as the duplicate of;
// "": it was not, or the link is missing.
func (t *adapter) other(i client.Issue) string {
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

// Get reads issues by id or key, a hundred in one request.
func (t *adapter) Get(ctx context.Context, ids []string) ([]tracker.Listed, error) {
	var ask []string
	for _, id := range ids {
		if (numberRE.MatchString(id) || keyRE.MatchString(id)) && !slices.Contains(ask, id) {
			ask = append(ask, id)
		}
	}
	var out []tracker.Listed
	for chunk := range slices.Chunk(ask, client.MaxFetch) {
		issues, err := t.client.Fetch(ctx, chunk, t.fields(), []string{MarkerProperty})
		if err == nil {
			var list []tracker.Listed
			list, err = t.listed(ctx, issues)
			out = append(out, list...)
		}
		if err != nil {
			return nil, fmt.Errorf("read issues of %s: %w", t.client.Site(), asError(err))
		}
	}
	slices.SortFunc(out, func(a, b tracker.Listed) int { return cmp.Compare(a.ID, b.ID) })
	return slices.CompactFunc(out, func(a, b tracker.Listed) bool { return a.ID == b.ID }), nil
}

// See tells which projects can be seen.
func (t *adapter) See(ctx context.Context, keys []string, _ time.Duration) (map[string]tracker.Sight, error) {
	out := map[string]tracker.Sight{}
	var ask []string
	for _, key := range keys {
		out[key] = tracker.Sight{Err: errNoProject(key)}
		if projectRE.MatchString(key) {
			ask = append(ask, key)
		}
	}
	if len(ask) == 0 {
		return out, nil
	}
	visible, err := t.client.Projects(ctx, ask)
	if err != nil {
		return nil, asError(err)
	}
	for _, key := range ask {
		if project, ok := visible[key]; ok && !project.Archived {
			out[key] = tracker.Sight{}
		}
	}
	return out, nil
}

// Account is who we are, as issues name who made them.
func (t *adapter) Account(ctx context.Context) (string, error) {
	me, err := t.client.Myself(ctx)
	return me.Key, asError(err)
}
