package issueapi

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/issueworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

type reply = rest.Reply

func listIssues(c *Call) reply {
	q := issueworld.Query{
		State: c.Query("state", "open"), Creator: c.Query("creator", ""), Assignee: c.Query("assignee", ""), Milestone: c.Query("milestone", ""),
		Type: c.Query("type", ""), Sort: c.Query("sort", "created"), Order: issueworld.Order(c.Query("direction", "desc")),
	}
	for l := range strings.SplitSeq(c.Query("labels", ""), ",") {
		if l != "" {
			q.Labels = append(q.Labels, l)
		}
	}
	if since := c.Query("since", ""); since != "" {
		at, err := time.Parse(time.RFC3339, since)
		if err != nil {
			return rest.Invalid("Validation Failed", "Issue since invalid")
		}
		q.Since = at
	}
	found, err := c.Caller.List(c.Repo.ID, q)
	if err != nil {
		return c.refuse(err)
	}
	return c.page(found)
}

// names are labels as a request gives them: texts, or objects with a name.
type names []string

// UnmarshalJSON reads either form.
func (n *names) UnmarshalJSON(src []byte) error {
	var raw []any
	if err := json.Unmarshal(src, &raw); err != nil {
		return err
	}
	*n = names{}
	for _, one := range raw {
		if o, isObject := one.(object); isObject {
			one = o["name"]
		}
		text, _ := one.(string)
		*n = append(*n, text)
	}
	return nil
}

// asked is the body of a creation or a change.
type asked struct {
	Title, Body, State *string
	StateReason        *string         `json:"state_reason"`
	DuplicateOf        int64           `json:"duplicate_issue_id"`
	Milestone          json.RawMessage `json:"milestone"`
	Labels             *names
	Assignees          *[]string
	Type               *string
	Assignee           *string
}

// milestone is a milestone's number; 0: none; nil: not named.
func (a asked) milestone() *int64 {
	if len(a.Milestone) == 0 {
		return nil
	}
	n, err := strconv.ParseInt(strings.Trim(string(a.Milestone), `"`), 10, 64)
	if err != nil && string(a.Milestone) != "null" {
		n = -1 // a name is none: milestones are known by number
	}
	return &n
}

func createIssue(c *Call) reply {
	var in asked
	if no := c.fill(&in); no != nil {
		return *no
	}
	d := issueworld.Draft{Title: or(in.Title), Body: or(in.Body), Type: or(in.Type)}
	if in.Labels != nil {
		d.Labels = *in.Labels
	}
	if in.Assignees != nil {
		d.Assignees = *in.Assignees
	}
	if n := in.milestone(); n != nil {
		d.Milestone = *n
	}
	if c.Enterprise {
		d.Type = "" // a key that it does not know, and passes over
	}
	i, err := c.Caller.Create(c.Repo.ID, d)
	if err != nil {
		return c.refuse(err)
	}
	out := rest.Created(c.issue(i))
	out.Header = map[string][]string{"Location": {c.issueURL(i)}}
	return out
}

func or[T any](v *T) T {
	var none T
	if v == nil {
		return none
	}
	return *v
}

func getIssue(c *Call) reply {
	i, err := c.Caller.Get(c.Repo.ID, c.issueNumber())
	if err != nil {
		return c.refuse(err)
	}
	return rest.OK(c.issue(i))
}

func updateIssue(c *Call) reply {
	var in asked
	if no := c.fill(&in); no != nil {
		return *no
	}
	p := issueworld.Patch{
		Title: in.Title, Body: in.Body, State: in.State, Reason: in.StateReason, DuplicateOf: in.DuplicateOf,
		Assignees: in.Assignees, Milestone: in.milestone(), Type: in.Type,
	}
	if in.Labels != nil {
		p.Labels = (*[]string)(in.Labels)
	}
	if was, err := c.Caller.Get(c.Repo.ID, c.issueNumber()); err == nil && was.Pull != nil {
		c.T.Errorf("githubfake: %s: changing a pull request as an issue is not modelled", c.R.URL.Path)
	}
	i, err := c.Caller.Change(c.Repo.ID, c.issueNumber(), p)
	if err != nil {
		return c.refuse(err)
	}
	return rest.OK(c.issue(i))
}

func addSubIssue(c *Call) reply {
	var in struct {
		ID      int64 `json:"sub_issue_id"`
		Replace bool  `json:"replace_parent"`
	}
	if no := c.fill(&in); no != nil {
		return *no
	}
	parent := issueworld.KeepParent
	if in.Replace {
		parent = issueworld.ChangeParent
	}
	i, err := c.Caller.AddSubIssue(c.Repo.ID, c.issueNumber(), in.ID, parent)
	if err != nil {
		return c.refuse(err)
	}
	return rest.Created(c.issue(i))
}

func getParent(c *Call) reply {
	i, err := c.Caller.Get(c.Repo.ID, c.issueNumber())
	if err != nil {
		return c.refuse(err)
	}
	parent, found := c.World.ByID(i.Parent)
	if !found || c.Caller.Role(parent.Repo) < issueworld.Read {
		return rest.NotFound()
	}
	return rest.OK(c.issue(parent))
}

func repoTypes(c *Call) reply { return rest.OK(all(c.World.Types(c.Repo.Owner), issueType)) }

func issueType(t issueworld.Type) object {
	return object{"id": t.ID, "node_id": t.Node, "name": t.Name, "description": t.Description, "color": nil, "is_enabled": true}
}
