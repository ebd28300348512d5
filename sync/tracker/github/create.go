package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/tracker"
)

// errNoIssue is a creation that was answered with no issue.
var errNoIssue = errors.New("the answer names no issue")

// Wait waits until the next issue may be made.
func (m *maker) Wait(ctx context.Context) error {
	if err := m.client.Wait(ctx); err != nil {
		return asError(err)
	}
	return nil
}

// Create makes issues, each by one request that is sent once. What is not
// known of a repository yet is read first: whatever fails then was certainly
// not made.
func (m *maker) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	out := make([]tracker.Outcome, len(items))
	for i, n := range items {
		o, err := m.prepare(ctx, n)
		switch {
		case err != nil:
			out[i].Err = tracker.Before("prepare the issue", asError(err))
		case ctx.Err() != nil:
			out[i].Err = &tracker.Error{Kind: tracker.Unavailable, Err: fmt.Errorf("not sent: %w", context.Cause(ctx))}
		default:
			out[i] = m.send(ctx, o)
		}
	}
	return out
}

func (m *maker) send(ctx context.Context, o order) tracker.Outcome {
	var answer issues.REST
	_, err := m.client.Do(ctx, http.MethodPost, client.Path(o.name, "issues"), o.issue, &answer)
	if err == nil && (answer.Number <= 0 || answer.URL == "") {
		err = &client.Error{Err: errNoIssue}
	}
	if err != nil {
		switch client.KindOf(err) {
		case client.Rejected, client.NotFound, client.Gone, client.Auth:
			m.repos.forget(o.name)
		}
		return tracker.Outcome{Err: refusedIssue(o.name, err)}
	}
	r := issues.At(o.name, answer.Number)
	made := answer.Issue()
	if made.Repo == "" {
		made.Repo = o.facts.Name
	}
	item := m.items.item(made, r.ID())
	marker := o.item.Marker
	item.Marker, item.Place = &marker, o.name
	lost := o.lost(answer)
	left := leftOver(o.item, o.own)
	if o.push {
		left = append(lost, left...)
	}
	return tracker.Outcome{Item: item, Left: left, Note: o.says(lost)}
}

// lost are the steps that the creation should have carried and did not, as its
// answer shows.
func (o order) lost(answer issues.REST) []string {
	var out []string
	if dropped := lacking(o.issue.Labels, answer.Labels); len(dropped) > 0 {
		out = append(out, stepLabels+" "+strings.Join(dropped, ", "))
	}
	if o.issue.Milestone != 0 && answer.Milestone == nil {
		out = append(out, stepMilestone+" "+o.own.Milestone)
	}
	if o.issue.Type != "" && (answer.Type == nil || !names.Alike(answer.Type.Name, o.issue.Type)) {
		out = append(out, stepType+" "+o.issue.Type)
	}
	return out
}

// says tells of what was lost; "": nothing.
func (o order) says(lost []string) string {
	if len(lost) == 0 {
		return ""
	}
	why := fmt.Sprintf("GitHub drops it in silence for an account that may not write to %s: give it the role Write there", o.name)
	if o.push {
		why = "set once more"
	}
	return "the new issue lacks " + strings.Join(lost, "; ") + ": " + why
}
