package issueapi

import (
	"encoding/json"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/issueworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// givenLabels are the labels of a body: a list, or an object with one.
func (c *Call) givenLabels() (names, *reply) {
	var in struct{ Labels names }
	if json.Unmarshal(c.Body, &in.Labels) == nil {
		return in.Labels, nil
	}
	return in.Labels, c.fill(&in)
}

func addLabels(c *Call) reply {
	given, no := c.givenLabels()
	if no != nil {
		return *no
	}
	return c.labelled(c.Caller.AddLabels(c.Repo.ID, c.issueNumber(), given...))
}

func (c *Call) labelled(i issueworld.Issue, err error) reply {
	if err != nil {
		return c.refuse(err)
	}
	return rest.OK(c.labels(i))
}

func getLabel(c *Call) reply {
	l, found := c.World.Label(c.Repo.ID, c.Param("name"))
	if !found {
		return rest.NotFound()
	}
	return rest.OK(c.label(l))
}

func createLabel(c *Call) reply {
	var in struct{ Name, Color, Description string }
	if no := c.fill(&in); no != nil {
		return *no
	}
	l, err := c.Caller.CreateLabel(c.Repo.ID, in.Name, in.Color, in.Description)
	if err != nil {
		return c.refuse(err)
	}
	return rest.Created(c.label(l))
}

func listMilestones(c *Call) reply {
	var found []issueworld.Milestone
	for _, m := range c.World.Home(c.Repo.ID).Milestones {
		if state := c.Query("state", "open"); state == "all" || m.Open == (state == "open") {
			found = append(found, m)
		}
	}
	return c.Page(all(found, c.milestone))
}
