package jira

import (
	"context"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Probe asks for an issue without a summary, which no Jira makes, as Create would
// ask for one. Whatever Jira refuses then in its own words it has answered.
func (c *creation) Probe(ctx context.Context, b tracker.Backlog) error {
	own, err := settingsOf(b)
	if err != nil {
		return err
	}
	answer := c.client.Create(ctx, []client.NewIssue{{Fields: map[string]any{
		"project": map[string]string{"key": b.Project}, "issuetype": map[string]string{"name": own.issueType()},
	}}})[0]
	if k := client.KindOf(answer.Err); k == client.Rejected || k == client.NotFound {
		return nil
	}
	return asError(answer.Err)
}
