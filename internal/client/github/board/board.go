// Package board knows GitHub's projects (Projects v2): it finds one by owner
// and number, reads its fields and what they may be set to, puts an issue into
// it and sets the fields there. All goes by GraphQL, which github.com
// and Enterprise Server both answer. It knows nothing of items, backlogs or
// reviews, and never takes an issue out or changes a project itself.
package board

import (
	"context"
	"errors"
	"fmt"
	"slices"

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
	var e *client.Error
	if errors.As(err, &e) && e.Kind == client.Auth && e.Status == 200 {
		return refuse(nil, "%s: %w: %s", doing, err, rights)
	}
	return fmt.Errorf("%s: %w", doing, err)
}
