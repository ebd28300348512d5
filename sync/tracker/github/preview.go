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
func (o order) shown() (out []tracker.PreviewField) {
	add := func(id, name, text string, sent any) {
		if text != "" {
			out = append(out, tracker.PreviewField{ID: id, Name: name, Text: text, Sent: sent})
		}
	}
	add("repository", "repository", o.name, o.name)
	add("title", "title", o.issue.Title, o.issue.Title)
	add("type", "type", o.issue.Type, o.issue.Type)
	add("labels", "labels", strings.Join(o.issue.Labels, ", "), o.issue.Labels)
	add("milestone", "milestone", o.own.Milestone, o.issue.Milestone)
	for _, step := range leftOver(o.item, o.own) {
		name, text, ok := strings.Cut(step, ": ")
		if !ok {
			name, text, _ = strings.Cut(step, " ")
		}
		add("", name, text, text)
	}
	add("body", "description", o.issue.Body, o.issue.Body)
	return out
}
