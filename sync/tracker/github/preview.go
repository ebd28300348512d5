package github

import (
	"context"
	"strings"

	"github.com/followthrough/followthrough/sync/tracker"
)

// Preview says what Create would send, and what is set by requests of their own
// afterwards.
func (m *maker) Preview(ctx context.Context, items []tracker.NewItem) []tracker.Preview {
	out := make([]tracker.Preview, len(items))
	for i, n := range items {
		o, err := m.prepare(ctx, n)
		if err != nil {
			out[i].Err = tracker.Before("prepare the issue", asError(err))
			continue
		}
		out[i] = tracker.Preview{Fields: o.shown(), Guessed: true}
		out[i].Item = tracker.Item{
			Key: o.facts.Name + "#" + tracker.Ungiven, URL: m.client.Site() + "/" + o.facts.Name + "/issues/" + tracker.Ungiven, Project: n.Backlog.Project,
		}
	}
	return out
}

// shown are the fields of an order, its body last.
func (o order) shown() []tracker.PreviewField {
	out := []tracker.PreviewField{
		{Name: "repository", Text: o.name, ID: "repository", Sent: o.name},
		{ID: "title", Name: "title", Text: o.issue.Title, Sent: o.issue.Title},
	}
	if o.issue.Type != "" {
		out = append(out, tracker.PreviewField{ID: "type", Name: "type", Text: o.issue.Type, Sent: o.issue.Type})
	}
	if len(o.issue.Labels) > 0 {
		out = append(out, tracker.PreviewField{ID: "labels", Name: "labels", Text: strings.Join(o.issue.Labels, ", "), Sent: o.issue.Labels})
	}
	if o.issue.Milestone != 0 {
		out = append(out, tracker.PreviewField{ID: "milestone", Name: "milestone", Text: o.own.Milestone, Sent: o.issue.Milestone})
	}
	for _, step := range leftOver(o.item, o.own) {
		name, text, ok := strings.Cut(step, ": ")
		if !ok {
			name, text, _ = strings.Cut(step, " ")
		}
		out = append(out, tracker.PreviewField{Name: name, Text: text, Sent: text})
	}
	return append(out, tracker.PreviewField{ID: "body", Name: "description", Text: o.issue.Body, Sent: o.issue.Body})
}
