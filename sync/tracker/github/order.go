package github

import (
	"context"
	"fmt"
	"slices"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/draft"
)

// prepareFor is how long it may take to read what a creation needs.
const prepareFor = 10 * time.Second

// newIssue is the body of the request that makes one. Nobody is assigned.
type newIssue struct {
	Title     string   `json:"title"`
	Body      string   `json:"body"`
	Labels    []string `json:"labels,omitempty"`
	Milestone int      `json:"milestone,omitempty"`
	Type      string   `json:"type,omitempty"`
}

// order is one item on its way to becoming an issue.
type order struct {
	item  tracker.NewItem
	name  string // of the repository, as ids know it
	own   Backlog
	facts facts
	push  bool // we may set labels, milestone and type
	issue newIssue
}

// maker makes issues.
type maker struct {
	client          *client.Client
	repos           *repos
	items           items
	label, template string
}

// prepare makes an order in bounded time: the intent is written already, so
// GitHub's limits are not waited for.
func (m *maker) prepare(ctx context.Context, n tracker.NewItem) (order, error) {
	ctx, cancel := context.WithTimeout(ctx, prepareFor)
	defer cancel()
	return m.order(ctx, n)
}

// order judges an item, and reads what is needed for it and not known yet.
func (m *maker) order(ctx context.Context, n tracker.NewItem) (order, error) {
	o := order{item: n}
	if !draft.Usable(n.Marker) {
		return o, tracker.Refuse("marker", nil, "not a marker: %+v", n.Marker)
	}
	if err := client.CheckRepository(n.Backlog.Project); err != nil {
		return o, tracker.Refuse("project", nil, "%w", err)
	}
	var err error
	if o.own, err = settingsOf(n.Backlog); err != nil {
		return o, err
	}
	if _, err := m.client.Me(ctx); err != nil {
		return o, fmt.Errorf("ask %s who we are: %w", m.client.Site(), err)
	}
	o.name = m.repos.placeOf(n.Backlog.Project)
	if o.facts, err = m.repos.of(ctx, o.name, factsFor); err != nil {
		return o, err
	}
	// What an App may do says its installation, not the repository.
	o.push = o.facts.Permissions.Push || m.client.App()
	if err := o.permitted(); err != nil {
		return o, err
	}
	o.issue = newIssue{Labels: m.labels(n.Backlog, o.own), Type: o.own.Type}
	o.issue.Title, o.issue.Body = draft.Compose(n, m.template)
	o.issue.Milestone, err = m.repos.milestone(ctx, o.name, o.own.Milestone)
	return o, err
}

// permitted refuses what GitHub would, and what would be read by more people
// than the review is.
func (o order) permitted() error {
	audience := audienceOf(o.facts.Repository)
	switch {
	case o.facts.NoIssues():
		return tracker.Refuse("project", nil, "issues are disabled in %s: turn them on in its settings (General, Features), or give the team another backlog", o.name)
	case o.facts.Archived:
		return tracker.Refuse("project", nil, "%s is archived and takes no issues: unarchive it, or give the team another backlog", o.name)
	case audience == review.AudienceUnknown && o.item.Review.Audience != review.AudienceUnknown:
		return &tracker.Error{Kind: tracker.Unavailable, Err: tracker.Refuse("", nil, "%s does not tell who can read it", o.name)}
	case audience == review.AudiencePublic && o.own.Public != PublicAllowed && audience.Wider(o.item.Review.Audience):
		return tracker.Refuse("public", nil, "%s is public and the review's place is %s, so everyone could read its words there: say `public: allowed` in that backlog where this is meant",
			o.name, o.item.Review.Audience)
	}
	return nil
}

func settingsOf(b tracker.Backlog) (own Backlog, err error) {
	return own, b.Own("GitHub", &own)
}

// labels are all that an issue of a backlog bears: the backlog's, and the one
// for people.
func (m *maker) labels(b tracker.Backlog, own Backlog) []string {
	var out []string
	for _, label := range slices.Concat(b.Labels, []string{own.Bears(m.label)}) {
		if label != "" && !holds(out, label) {
			out = append(out, label)
		}
	}
	return out
}
