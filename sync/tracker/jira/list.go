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

// listings reads issues as the follower wants them.
type listings struct {
	issues
	markers *markers
	keys    *keys
	label   string // "": none
	now     func() time.Time
}

// Site is all projects that the account sees: one search shows what changed in
// them.
func (l *listings) Site() tracker.Site { return tracker.Site{Address: l.client.Site(), Whole: true} }

// List reads a page of a search over the whole site.
func (l *listings) List(ctx context.Context, qs []tracker.Query) []tracker.Page {
	out := make([]tracker.Page, len(qs))
	for n, q := range qs {
		out[n] = l.page(ctx, q)
	}
	return out
}

func (l *listings) page(ctx context.Context, q tracker.Query) tracker.Page {
	if q.Next == "" { // a listing begins
		l.markers.single.Store(0)
		l.keys.projectsOf(q.Backlogs)
	}
	search := client.Query{JQL: l.ours(q), Fields: l.fields(), Properties: []string{MarkerProperty}, Size: pageSize}
	page, err := l.client.Search(ctx, search, q.Next)
	if err != nil {
		return tracker.Page{Err: asError(err)}
	}
	items, err := l.listed(ctx, page.Issues)
	return tracker.Page{
		Items: items, Shown: len(page.Issues), Now: page.Now, Next: page.Next, Known: page.Known, As: page.ID, Err: asError(err),
	}
}

// ours is the query for what may bear a marker: what our account made, and
// what has the label, which a former account of ours may have made. People
// may take the label off; who made an issue never changes.
func (l *listings) ours(q tracker.Query) string {
	labels := []string{l.label}
	for _, b := range q.Backlogs {
		if own, err := settingsOf(b); err == nil {
			labels = append(labels, own.Bears(l.label))
		}
	}
	jql := "creator = currentUser()"
	if in := among("labels", labels); in != "" {
		jql = in + " OR " + jql
	}
	if in := among("project", q.Projects); in != "" {
		jql = in + " AND (" + jql + ")"
	}
	if q.Back > 0 {
		jql = fmt.Sprintf("(%s) AND updated >= -%dm", jql, int(q.Back/time.Minute))
	}
	return jql + " ORDER BY created ASC"
}

// among is the query for what has one of some values; "": there are none.
func among(field string, values []string) string {
	var quoted []string
	for _, v := range values {
		if q := quote(v); v != "" && !slices.Contains(quoted, q) {
			quoted = append(quoted, q)
		}
	}
	if len(quoted) == 0 {
		return ""
	}
	return field + " in (" + strings.Join(quoted, ", ") + ")"
}

// quote writes a text for a query.
func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// listed are issues as the follower wants them, each with the marker that it
// bears.
func (l *listings) listed(ctx context.Context, issues []client.Issue) ([]tracker.Listed, error) {
	markers, err := l.markers.of(ctx, issues)
	if err != nil {
		return nil, err
	}
	var out []tracker.Listed
	for _, i := range issues {
		item := l.item(i)
		item.Marker = markers[i.ID]
		out = append(out, tracker.Listed{Item: item, By: i.Fields.Creator.Account(), Updated: i.Fields.Updated.Time, DuplicateOf: l.other(i)})
		l.keys.learn(i.Key, i.ID)
	}
	return out, nil
}

// Get reads issues by id or key, a hundred in one request.
func (l *listings) Get(ctx context.Context, ids []string) ([]tracker.Listed, error) {
	var ask []string
	for _, id := range ids {
		if (numberRE.MatchString(id) || keyRE.MatchString(id)) && !slices.Contains(ask, id) {
			ask = append(ask, id)
		}
	}
	var out []tracker.Listed
	for chunk := range slices.Chunk(ask, client.MaxFetch) {
		issues, err := l.client.Fetch(ctx, chunk, l.fields(), []string{MarkerProperty})
		if err == nil {
			var list []tracker.Listed
			list, err = l.listed(ctx, issues)
			out = append(out, list...)
		}
		if err != nil {
			return nil, fmt.Errorf("read issues of %s: %w", l.client.Site(), asError(err))
		}
	}
	slices.SortFunc(out, func(a, b tracker.Listed) int { return cmp.Compare(a.ID, b.ID) })
	return slices.CompactFunc(out, func(a, b tracker.Listed) bool { return a.ID == b.ID }), nil
}

// Account is who we are, as issues name who made them.
func (l *listings) Account(ctx context.Context) (string, error) {
	me, err := l.client.Myself(ctx)
	return me, asError(err)
}
