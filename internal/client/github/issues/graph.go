package issues

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
)

// MaxGraph is how many issues one Query reads.
const MaxGraph = 100

// What queries read of an issue, of a pull request, and of how an issue ended.
const (
	graphFields = `fragment issue on Issue { number title url body state stateReason createdAt updatedAt closedAt author { ...who } repository { nameWithOwner } }
fragment pull on PullRequest { number title url body pullState: state createdAt updatedAt closedAt author { ...who } repository { nameWithOwner } }
fragment who on Actor { __typename ... on User { databaseId } ... on Bot { databaseId } }
`
	graphEnd = `fragment end on Issue {
  duplicateOf { __typename ...issue }
  timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) { nodes { __typename ... on ClosedEvent { actor { __typename } } } }
  comments(last: 20) { nodes { body isMinimized author { __typename } } }
}
`
)

// graphIssue is an issue or a pull request as GraphQL shows it.
type graphIssue struct {
	Typename   string      `json:"__typename"`
	Number     int         `json:"number"`
	Title      string      `json:"title"`
	URL        string      `json:"url"`
	Body       string      `json:"body"`
	State      string      `json:"state"`
	PullState  string      `json:"pullState"` // another type's, so under another name
	Reason     string      `json:"stateReason"`
	Created    time.Time   `json:"createdAt"`
	Updated    time.Time   `json:"updatedAt"`
	Closed     *time.Time  `json:"closedAt"`
	Edited     *time.Time  `json:"lastEditedAt"`
	Author     *graphActor `json:"author"`
	Repository struct {
		Name string `json:"nameWithOwner"`
	} `json:"repository"`
	DuplicateOf *graphIssue `json:"duplicateOf"`
	Timeline    struct {
		Nodes []struct {
			Actor *graphActor `json:"actor"`
		} `json:"nodes"`
	} `json:"timelineItems"`
	Comments struct {
		Nodes []struct {
			Body   string      `json:"body"`
			Hidden bool        `json:"isMinimized"`
			Author *graphActor `json:"author"`
		} `json:"nodes"`
	} `json:"comments"`
}

type graphActor struct {
	Typename string `json:"__typename"`
	ID       int64  `json:"databaseId"`
}

// bot tells whether an actor is nobody.
func (a *graphActor) bot() bool { return a != nil && a.Typename == "Bot" }

// issue gives what of it counts.
func (g graphIssue) issue() Issue {
	i := Issue{
		Ref: Ref{g.Repository.Name, g.Number}, Title: g.Title, Body: g.Body, URL: g.URL, Pull: g.Typename == "PullRequest",
		Open: g.State == "OPEN" || g.PullState == "OPEN", Merged: g.PullState == "MERGED", Reason: strings.ToLower(g.Reason), Created: g.Created.UTC(), Updated: g.Updated.UTC(),
	}
	if g.Closed != nil {
		i.Closed = g.Closed.UTC()
	}
	if g.Author != nil {
		i.Author = g.Author.ID
	}
	return i
}

// graph reads issues and pull requests in one request, by where they are asked
// for. Those that are not there are missing; fragments are what more is read.
func graph(ctx context.Context, c *client.Client, refs []Ref, fragments ...string) (map[Ref]graphIssue, error) {
	repos := Repositories(refs)
	query := question(repos, refs, fragments)
	var data map[string]map[string]*graphIssue
	err := c.GraphQL(ctx, query, nil, &data)
	if k := client.KindOf(err); err != nil && k != client.NotFound && (k != client.Auth || client.SiteWide(err) || data == nil) {
		return nil, err
	}
	out := map[Ref]graphIssue{}
	for _, r := range refs {
		if g := data[alias("r", slices.Index(repos, r.Repo))][alias("i", r.Number)]; g != nil {
			out[r] = *g
		}
	}
	return out, nil
}

// Query reads issues and pull requests in one request, MaxGraph at most, by
// where they are asked for; those that are not there are missing.
func Query(ctx context.Context, c *client.Client, refs []Ref) (map[Ref]Issue, error) {
	found, err := graph(ctx, c, refs)
	if err != nil {
		return nil, err
	}
	out := map[Ref]Issue{}
	for r, g := range found {
		out[r] = g.issue()
	}
	return out, nil
}

// Edited tells whether anybody edited an issue's text since it was made; true
// where it is not there.
func Edited(ctx context.Context, c *client.Client, r Ref) (bool, error) {
	found, err := graph(ctx, c, []Ref{r}, "fragment edits on Issue { lastEditedAt }\n")
	g, there := found[r]
	return !there || g.Edited != nil, err
}

// question is the query for what has numbers in repositories.
func question(repos []string, refs []Ref, fields []string) string {
	var b strings.Builder
	b.WriteString("query {\n")
	for n, repo := range repos {
		owner, name, _ := strings.Cut(repo, "/")
		fmt.Fprintf(&b, "  %s: repository(owner: %q, name: %q) {\n", alias("r", n), owner, name)
		for _, r := range refs {
			if r.Repo == repo {
				fmt.Fprintf(&b, "    %s: issueOrPullRequest(number: %d) { __typename ...issue ...pull%s }\n", alias("i", r.Number), r.Number, used(fields))
			}
		}
		b.WriteString("  }\n")
	}
	b.WriteString("}\n" + graphFields + strings.Join(fields, ""))
	return b.String()
}

// used are the uses of further fragments.
func used(fragments []string) string {
	var b strings.Builder
	for _, f := range fragments {
		b.WriteString(" ..." + strings.Fields(f)[1])
	}
	return b.String()
}

// Repositories are those that refs are in, each once.
func Repositories(refs []Ref) []string {
	var out []string
	for _, r := range refs {
		if !slices.Contains(out, r.Repo) {
			out = append(out, r.Repo)
		}
	}
	return out
}

func alias(prefix string, number int) string { return prefix + strconv.Itoa(number) }
