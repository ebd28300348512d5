// Package board knows GitHub's projects (Projects v2): it finds one by owner
// and number, reads its fields and what they may be set to, puts an issue into
// it and sets the issue's fields there. All goes by GraphQL, which github.com
// and Enterprise Server both answer. It knows nothing of items, backlogs or
// reviews, and never takes an issue out or changes a project itself.
package board

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
)

// Project is a project as its fields are now.
type Project struct {
	ID       string  `json:"id"`
	Owner    string  `json:"-"` // login of an organisation or a person
	Number   int     `json:"number"`
	Title    string  `json:"title"`
	Closed   bool    `json:"closed"`
	Writable bool    `json:"viewerCanUpdate"` // we may put issues into it
	Fields   []Field `json:"-"`
}

// String is how people know it.
func (p *Project) String() string {
	return fmt.Sprintf("%s's project %d (%s)", p.Owner, p.Number, p.Title)
}

// rights is what a token needs, in the words of the page where it is made.
const rights = "a classic token needs the scope project, a fine-grained token and an App the organisation permission Projects: read and write"

// projectFields is what is read of a project. There are never more than fifty
// fields in one.
const projectFields = `projectV2(number: $number) { id number title closed viewerCanUpdate
  fields(first: 100) { nodes {
    ... on ProjectV2FieldCommon { id name dataType }
    ... on ProjectV2SingleSelectField { options { id name } }
    ... on ProjectV2IterationField { configuration { open: iterations { id name: title startDate duration } over: completedIterations { id name: title startDate duration } } }
  } } }`

type answer struct {
	Project *struct {
		Project
		Fields struct {
			Nodes []Field `json:"nodes"`
		} `json:"fields"`
	} `json:"projectV2"`
}

// Read finds the project of an owner, an organisation or else a person, by its
// number: one request, or two.
func Read(ctx context.Context, c *client.Client, owner string, number int) (*Project, error) {
	for _, kind := range []string{"organization", "user"} {
		var data map[string]*answer
		query := fmt.Sprintf("query($login: String!, $number: Int!) { owner: %s(login: $login) { %s } }", kind, projectFields)
		err := c.GraphQL(ctx, query, map[string]any{"login": owner, "number": number}, &data)
		found := data["owner"]
		switch {
		case found != nil && found.Project != nil:
			p := found.Project.Project
			p.Owner, p.Fields = owner, slices.DeleteFunc(found.Project.Fields.Nodes, func(f Field) bool { return f.ID == "" })
			return &p, nil
		case err == nil || client.KindOf(err) == client.NotFound:
			if found != nil {
				return nil, missing(owner, number)
			}
		default:
			return nil, told(fmt.Sprintf("project %d of %s", number, owner), err)
		}
	}
	return nil, missing(owner, number)
}

func missing(owner string, number int) error {
	return refuse(nil, "%s has no project %d, or we may not see it: %s", owner, number, rights)
}

// refuse is a no for good: as things are, asking again changes nothing. allowed
// is what would be taken; nil: not told.
func refuse(allowed []string, format string, args ...any) error {
	return &client.Error{Kind: client.Rejected, Allowed: allowed, Err: fmt.Errorf(format, args...)}
}

// told adds what a token lacks to GitHub's own words, which don't say.
func told(doing string, err error) error {
	if e, ok := errors.AsType[*client.Error](err); ok && e.Kind == client.Auth && e.Status == 200 {
		return refuse(nil, "%s: %w: %s", doing, err, rights)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

var errNoItem = errors.New("the answer names no item of the project")

// Add puts an issue, by its node id, into the project and returns what it is
// there; one that is in it already stays. Wait for the client's Wait before.
func Add(ctx context.Context, c *client.Client, p *Project, issue string) (string, error) {
	const mutation = `mutation($project: ID!, $content: ID!) { add: addProjectV2ItemById(input: {projectId: $project, contentId: $content}) { item { id } } }`
	var data struct {
		Add struct {
			Item struct {
				ID string `json:"id"`
			} `json:"item"`
		} `json:"add"`
	}
	err := c.GraphQL(client.WithSort(ctx, client.Idempotent), mutation, map[string]any{"project": p.ID, "content": issue}, &data)
	switch {
	case err != nil:
		return "", told("add it to "+p.String(), err)
	case data.Add.Item.ID == "":
		return "", &client.Error{Err: errNoItem}
	}
	return data.Add.Item.ID, nil
}

// Find is what an issue, by its node id, is in the project; "": it is not in
// it.
func Find(ctx context.Context, c *client.Client, p *Project, issue string) (string, error) {
	const query = `query($id: ID!) { node(id: $id) { ... on Issue { projectItems(first: 100, includeArchived: true) { nodes { id project { id } } } } } }`
	var data struct {
		Node struct {
			Items struct {
				Nodes []struct {
					ID      string `json:"id"`
					Project struct {
						ID string `json:"id"`
					} `json:"project"`
				} `json:"nodes"`
			} `json:"projectItems"`
		} `json:"node"`
	}
	if err := c.GraphQL(ctx, query, map[string]any{"id": issue}, &data); err != nil {
		return "", told("look into "+p.String(), err)
	}
	for _, item := range data.Node.Items.Nodes {
		if item.Project.ID == p.ID {
			return item.ID, nil
		}
	}
	return "", nil
}

// Set sets fields of what an issue is in the project, in one request. Where it
// is refused, some may be set all the same. Wait for the client's Wait before.
func Set(ctx context.Context, c *client.Client, p *Project, item string, settings ...Setting) error {
	vars := map[string]any{"project": p.ID, "item": item}
	var head, body strings.Builder
	var names []string
	for n, s := range settings {
		fmt.Fprintf(&head, ", $f%d: ID!, $v%d: ProjectV2FieldValue!", n, n)
		fmt.Fprintf(&body, " s%d: updateProjectV2ItemFieldValue(input: {projectId: $project, itemId: $item, fieldId: $f%d, value: $v%d}) { projectV2Item { id } }", n, n, n)
		vars[fmt.Sprintf("f%d", n)], vars[fmt.Sprintf("v%d", n)] = s.field.ID, s.value
		names = append(names, s.field.Name)
	}
	mutation := "mutation($project: ID!, $item: ID!" + head.String() + ") {" + body.String() + " }"
	if err := c.GraphQL(client.WithSort(ctx, client.Idempotent), mutation, vars, nil); err != nil {
		return told("set "+strings.Join(names, ", ")+" in "+p.String(), err)
	}
	return nil
}
