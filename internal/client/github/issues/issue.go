// Package issues is what GitHub says of issues: which one a name or an
// address means, how REST and GraphQL show issues and repositories, how they
// are listed, how an issue ended, and what a webhook says. It knows the client,
// and neither items, backlogs nor markers; it only reads.
package issues

import (
	"context"
	"fmt"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
)

// Issue is an issue or a pull request, whichever way it was read.
type Issue struct {
	Ref
	Title, Body, URL string
	Pull, Merged     bool
	Open             bool
	Reason           string // completed, not_planned, duplicate; "": not told
	Created, Updated time.Time
	Closed           time.Time
	Author           int64 // the number of the account that made it; 0: not told
}

// REST is an issue as REST shows it.
type REST struct {
	Number     int        `json:"number"`
	Title      string     `json:"title"`
	Body       string     `json:"body"`
	State      string     `json:"state"`
	Reason     string     `json:"state_reason"`
	URL        string     `json:"html_url"`
	Repository string     `json:"repository_url"`
	Created    time.Time  `json:"created_at"`
	Updated    time.Time  `json:"updated_at"`
	Closed     *time.Time `json:"closed_at"`
	Pull       *struct {
		Merged *time.Time `json:"merged_at"`
	} `json:"pull_request"`
	Labels    []Label `json:"labels"`
	Milestone *struct {
		Title string `json:"title"`
	} `json:"milestone"`
	Type *struct {
		Name string `json:"name"`
	} `json:"type"`
	User *struct {
		ID int64 `json:"id"`
	} `json:"user"`
	// ID is what it is as a sub-issue, and Node in GraphQL.
	ID        int64  `json:"id"`
	Node      string `json:"node_id"`
	SubIssues struct {
		Total int `json:"total"`
	} `json:"sub_issues_summary"`
}

// Label is a label of an issue.
type Label struct {
	Name string `json:"name"`
}

// Issue gives what of it counts.
func (b REST) Issue() Issue {
	i := Issue{
		Ref: Ref{tail(b.Repository), b.Number}, Title: b.Title, Body: b.Body, URL: b.URL, Pull: b.Pull != nil,
		Open: b.State == "open", Reason: b.Reason, Created: b.Created.UTC(), Updated: b.Updated.UTC(),
	}
	i.Merged = b.Pull != nil && b.Pull.Merged != nil
	if b.Closed != nil {
		i.Closed = b.Closed.UTC()
	}
	if b.User != nil {
		i.Author = b.User.ID
	}
	return i
}

// tail is owner/name at the end of a repository's address.
func tail(address string) string {
	parts := strings.Split(address, "/")
	return strings.Join(parts[max(len(parts)-2, 0):], "/")
}

// Undone tells an issue whose end has more to it than it shows itself.
func (i Issue) Undone() bool {
	return !i.Open && !i.Pull && (i.Reason == "not_planned" || i.Reason == "duplicate")
}

// Stamp changes when an issue does.
func (i Issue) Stamp() string { return fmt.Sprint(i.Updated.Unix(), i.Open, i.Reason) }

// maxMilestones is how many milestones of a repository are read.
const maxMilestones = 1000

// Milestone is one of a repository's milestones.
type Milestone struct {
	Number int    `json:"number"`
	Title  string `json:"title"`
	State  string `json:"state"` // open, closed
}

// Milestones lists those of a repository that are in a state: open, closed, all.
func Milestones(ctx context.Context, c *client.Client, repo, state string) ([]Milestone, error) {
	out, _, err := client.List[Milestone](ctx, c, client.Path(repo, "milestones")+"?state="+state, "", maxMilestones)
	return out, err
}
