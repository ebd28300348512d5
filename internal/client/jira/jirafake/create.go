package jirafake

import "github.com/followthrough/followthrough/internal/client/jira/jirafake/world"

func createOne(c *call) reply {
	var a world.Attempt
	if !c.read(&a) {
		return refusal(400, "Unexpected character in the body.")
	}
	if c.Anonymous {
		return refusal(401, "You are not authenticated.")
	}
	i, wrong := c.Create(a)
	if wrong != nil {
		return reply{400, errorBody(nil, wrong)}
	}
	return reply{201, c.createdObject(i)}
}

// createBulk makes each element on its own: 201 if any was made.
func createBulk(c *call) reply {
	var asked struct {
		Updates []world.Attempt `json:"issueUpdates"`
	}
	switch {
	case !c.read(&asked) || len(asked.Updates) == 0:
		return refusal(400, "No issues were provided.")
	case len(asked.Updates) > 50:
		return refusal(400, "The number of issues to create is over the limit of 50.")
	case c.Anonymous:
		return refusal(401, "You are not authenticated.")
	}
	made, failed := []any{}, []any{}
	for n, a := range asked.Updates {
		if c.carry > 0 && n == c.carry {
			break
		}
		i, wrong := c.Create(a)
		if wrong != nil {
			failed = append(failed, object{"status": 400, "elementErrors": errorBody(nil, wrong), "failedElementNumber": n})
			continue
		}
		made = append(made, c.createdObject(i))
	}
	status := 201
	if len(made) == 0 {
		status = 400
	}
	return reply{status, object{"issues": made, "errors": failed}}
}

func (c *call) createdObject(i world.Issue) object {
	return object{"id": i.ID, "key": i.Key, "self": c.fake.self("api/2/issue/%s", i.ID)}
}
