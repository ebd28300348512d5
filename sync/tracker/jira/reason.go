package jira

import (
	"context"
	"slices"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/review"
)

// ending is what was read of how an issue ended.
type ending struct {
	hash   string // of the issue when it was read
	reason string
}

// reasons puts into the items that read as declined why they are: the
// tracker's own name for it, a comment that is meant for the review, or that a
// rule did it. What can't be read leaves the name.
func (t *Tracker) reasons(ctx context.Context, items []shown) {
	var ask []string
	t.mu.Lock()
	for _, s := range items {
		if s.item.State == review.Declined && s.end != "" && t.endings[s.ending()].hash != s.stamp() {
			ask = append(ask, s.end)
		}
	}
	t.mu.Unlock()
	slices.Sort(ask)
	ask = slices.Compact(ask)
	stories := map[string]client.Story{}
	for chunk := range slices.Chunk(ask, client.MaxFetch) {
		list, err := t.client.Stories(ctx, chunk)
		if err != nil {
			t.o.Log.DebugContext(ctx, "reading reasons failed", "error", err)
			break
		}
		for _, s := range list {
			stories[s.ID] = s
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := range items {
		s := &items[i]
		if s.item.State != review.Declined {
			continue
		}
		if story, ok := stories[s.end]; ok {
			if s.item.Marker == nil || s.end != s.item.ID {
				story.Comments = nil // people's words come from what we made alone
			}
			t.endings[s.ending()] = ending{s.stamp(), story.Reason(s.item.Reason)}
		}
		if e := t.endings[s.ending()]; e.hash == s.stamp() {
			s.item.Reason = e.reason
		}
	}
}

// ending names what was read of how an item ended. Another one that was closed
// as its duplicate shares its end, and not what people said there.
func (s shown) ending() string { return s.item.ID + " " + s.end }

// stamp changes when the issue that tells the state does.
func (s shown) stamp() string { return s.updated.String() + s.item.Status + s.named }
