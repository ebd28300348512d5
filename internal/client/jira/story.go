package jira

import (
	"context"
	"regexp"
	"time"

	"github.com/followthrough/followthrough/internal/wiki"
)

// Story is how an issue came to its end, without anybody's name.
type Story struct {
	ID string
	// ByAutomation says that its last change of status or resolution was made
	// by a rule and by nobody.
	ByAutomation bool
	// Comments that everybody who sees the issue may read, oldest first, in the
	// markup of who wrote it.
	Comments []string
	By       wiki.Writer
}

type actorBean struct {
	Kind  string `json:"accountType"` // Cloud: atlassian, app, customer
	Name  string `json:"name"`
	Shown string `json:"displayName"`
}

var automation = regexp.MustCompile(`(?i)\bautomation\b`)

// byRule knows an app on Cloud by its kind, an automation's user elsewhere by
// its name.
func (a actorBean) byRule() bool {
	return a.Kind == "app" || a.Kind == "" && (automation.MatchString(a.Name) || automation.MatchString(a.Shown))
}

type storyBean struct {
	ID     string `json:"id"`
	Fields struct {
		Comment struct {
			Comments []struct {
				Body       string `json:"body"`
				Visibility *struct {
					Type string `json:"type"`
				} `json:"visibility"`
				Public *bool `json:"jsdPublic"`
			} `json:"comments"`
		} `json:"comment"`
	} `json:"fields"`
	Changelog struct {
		Histories []struct {
			Created Time      `json:"created"`
			Author  actorBean `json:"author"`
			Items   []struct {
				Field string `json:"field"`
			} `json:"items"`
		} `json:"histories"`
	} `json:"changelog"`
}

// Stories reads how up to MaxFetch issues, by their numeric ids, ended.
func (c *Client) Stories(ctx context.Context, ids []string) ([]Story, error) {
	path, asked := "issue/bulkfetch", question{IDs: ids}
	if c.Deployment() == DataCenter {
		path, asked = "search", question{JQL: named(ids), Size: MaxFetch}
	}
	asked.Fields, asked.Expand = []string{"comment"}, []string{"changelog"}
	out, _, err := ask[storyBean](ctx, c, path, asked, 0)
	if err != nil {
		return nil, err
	}
	stories := make([]Story, len(out.Issues))
	for i, b := range out.Issues {
		stories[i] = b.story()
		if c.Deployment() == Cloud {
			stories[i].By = wiki.Exported
		}
	}
	return stories, nil
}

func (b storyBean) story() Story {
	s := Story{ID: b.ID}
	last := time.Time{}
	for _, h := range b.Changelog.Histories {
		if h.Created.IsZero() || h.Created.Before(last) {
			continue
		}
		for _, item := range h.Items {
			if item.Field == "status" || item.Field == "resolution" {
				last, s.ByAutomation = h.Created.Time, h.Author.byRule()
			}
		}
	}
	for _, comment := range b.Fields.Comment.Comments {
		if comment.Visibility == nil && (comment.Public == nil || *comment.Public) {
			s.Comments = append(s.Comments, comment.Body)
		}
	}
	return s
}
