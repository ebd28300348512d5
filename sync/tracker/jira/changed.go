package jira

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira/window"
)

// The size of a page and how many are read at most.
const (
	pageSize = 500
	maxPages = 400
)

// Changed lists what bears a marker of ours and changed since the watermark,
// by one search over the whole site; "" lists all.
func (t *Tracker) Changed(ctx context.Context, backlogs []tracker.Backlog, since string) (tracker.Changes, error) {
	last, anew := window.Parse(since, t.client.Site())
	t.mu.Lock()
	t.backlogs = map[string]bool{}
	for _, b := range backlogs {
		t.backlogs[b.Project] = true
	}
	t.mu.Unlock()
	now := t.o.Now()
	found, site, err := t.look(ctx, backlogs, last, now)
	if err != nil {
		return tracker.Changes{}, fmt.Errorf("search %s: %w", t.client.Site(), asError(err))
	}
	blind, err := t.blind(ctx, backlogs, last)
	if err != nil {
		return tracker.Changes{}, fmt.Errorf("read the projects of %s: %w", t.client.Site(), asError(err))
	}
	again, err := t.regained(ctx, backlogs, last, blind)
	if err != nil {
		return tracker.Changes{}, fmt.Errorf("search %s: %w", t.client.Site(), asError(err))
	}
	items, follows, err := t.items(ctx, t.refollow(ctx, once(append(found, again...)), last))
	if err != nil {
		return tracker.Changes{}, fmt.Errorf("read issues of %s: %w", t.client.Site(), asError(err))
	}
	me, err := t.account(ctx)
	if err != nil {
		return tracker.Changes{}, fmt.Errorf("ask %s who we are: %w", t.client.Site(), asError(err))
	}
	changes := tracker.Changes{Anew: anew, Blind: blind, Account: me}
	shown := map[string]window.Seen{}
	for _, s := range items {
		print := window.Fingerprint(s.item)
		if before, ok := last.Seen[s.item.ID]; !ok || before.Hash != print {
			changes.Items = append(changes.Items, s.item)
		}
		shown[s.item.ID] = window.Seen{At: s.updated.Unix(), Hash: print}
	}
	next := last.Next(now, site, shown)
	next.Follows, next.Blind = t.following(last, follows, items), blind
	changes.Watermark = next.String()
	return changes, nil
}

// look searches, and once more where this machine's clock let it go back less
// far than the site's own says.
func (t *Tracker) look(ctx context.Context, backlogs []tracker.Backlog, last window.Mark, now time.Time) ([]client.Issue, time.Time, error) {
	back := 0
	if !last.Whole() {
		back = last.Reach(now)
	}
	found, answer, err := t.search(ctx, t.ours(backlogs, back))
	if err != nil {
		return nil, time.Time{}, err
	}
	if more := last.Missed(back, answer.Now); more > 0 {
		if found, _, err = t.search(ctx, t.ours(backlogs, more)); err != nil {
			return nil, time.Time{}, err
		}
	}
	return found, answer.Now, t.proven(ctx, answer, len(found) == 0, last.Whole())
}

// regained reads all of ours in the projects that the last look could not see
// and this one can: what happened there meanwhile is older than any window.
func (t *Tracker) regained(ctx context.Context, backlogs []tracker.Backlog, last window.Mark, blind []string) ([]client.Issue, error) {
	var keys []string
	for _, key := range last.Blind {
		if !slices.Contains(blind, key) && projectRE.MatchString(key) && t.sees(key) {
			keys = append(keys, quote(key))
		}
	}
	if len(keys) == 0 {
		return nil, nil
	}
	all, order, _ := strings.Cut(t.ours(backlogs, 0), " ORDER BY ")
	found, _, err := t.search(ctx, "project in ("+strings.Join(keys, ", ")+") AND ("+all+") ORDER BY "+order)
	return found, err
}

// ours is the query for what may bear a marker: what our account made, and
// what has the label, which a former account of ours may have made. People
// may take the label off; who made an issue never changes. back is in minutes;
// 0: all.
func (t *Tracker) ours(backlogs []tracker.Backlog, back int) string {
	var labels []string
	add := func(label string) {
		if quoted := quote(label); label != "" && !slices.Contains(labels, quoted) {
			labels = append(labels, quoted)
		}
	}
	add(t.o.Label)
	for _, b := range backlogs {
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
	if back > 0 {
		jql = fmt.Sprintf("(%s) AND updated >= -%dm", jql, back)
	}
	return jql + " ORDER BY created ASC"
}

// quote writes a text for a query.
func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// search reads all pages.
func (t *Tracker) search(ctx context.Context, jql string) (all []client.Issue, first client.Answer, err error) {
	q := client.Query{JQL: jql, Fields: t.fields(), Properties: []string{MarkerProperty}, Size: pageSize}
	next := ""
	for n := range maxPages {
		page, err := t.client.Search(ctx, q, next)
		if err != nil {
			return nil, first, err
		}
		if n == 0 {
			first = page.Answer
		}
		all = append(all, page.Issues...)
		if next = page.Next; next == "" {
			return once(all), first, nil
		}
	}
	return nil, first, fmt.Errorf("more than %d pages: the site's paging does not end", maxPages)
}

// once drops what a second page showed again.
func once(issues []client.Issue) []client.Issue {
	met := map[string]bool{}
	return slices.DeleteFunc(issues, func(i client.Issue) bool {
		again := met[i.ID]
		met[i.ID] = true
		return again
	})
}

// shown is an item with the time of its last change.
type shown struct {
	item    tracker.Item
	updated time.Time
	end     string // id of the issue that tells the state
	named   string // the reason, as the tracker's own field gives it
}

// items are the issues that bear a marker of ours, with what became of those
// closed as duplicates; follows are the latter.
func (t *Tracker) items(ctx context.Context, issues []client.Issue) (out []shown, follows []string, err error) {
	markers, err := t.markersOf(ctx, issues)
	if err != nil {
		return nil, nil, err
	}
	issues = slices.DeleteFunc(issues, func(i client.Issue) bool { return markers[i.ID] == nil })
	return t.show(ctx, issues, markers)
}

// show makes items of issues.
func (t *Tracker) show(ctx context.Context, issues []client.Issue, markers map[string]*tracker.Marker) (out []shown, follows []string, err error) {
	ends, err := t.ends(ctx, issues)
	if err != nil {
		return nil, nil, err
	}
	me := ""
	if len(markers) > 0 {
		if me, err = t.account(ctx); err != nil {
			return nil, nil, err
		}
	}
	for _, i := range issues {
		s := shown{item: t.item(i), updated: moment(i, "updated"), end: i.ID}
		s.item.Marker, s.item.Claim = t.counts(markers[i.ID], creatorOf(i), me)
		if t.other(i) != "" {
			follows = append(follows, i.ID)
		}
		if end, ok := ends[i.ID]; ok {
			s.item, s.end = t.ended(s.item, end), end.ID
		}
		s.named = s.item.Reason
		out = append(out, s)
		t.name(s.item.Key, s.item.ID)
	}
	t.reasons(ctx, out)
	return out, follows, nil
}
