package board

import (
	"context"
	"errors"
	"fmt"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
)

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
