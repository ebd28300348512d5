package jira

import (
	"context"
	"log/slog"
	"slices"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/together"
	"github.com/followthrough/followthrough/sync/tracker"
)

// reasons tells why items were declined.
type reasons struct {
	client *client.Client
	log    *slog.Logger
	known  together.Map[string, ending]
}

// ending is what was read of how an issue ended.
type ending struct {
	hash   string // of the issue when it was read
	reason string
}

// Duplicates has nothing to add: listings show what issues are duplicates of.
func (rs *reasons) Duplicates(context.Context, []*tracker.Listed) error { return nil }

// Reasons puts into declined items why they are: the tracker's own name for it, a
// comment that is meant for the review, or that a rule did it. What can't be read
// leaves the name.
func (rs *reasons) Reasons(ctx context.Context, items []tracker.Ended) {
	var ask []string
	for _, e := range items {
		if rs.known.Get(nameOf(e)).hash != stampOf(e) {
			ask = append(ask, e.End.ID)
		}
	}
	slices.Sort(ask)
	stories := map[string]client.Story{}
	for chunk := range slices.Chunk(slices.Compact(ask), client.MaxFetch) {
		list, err := rs.client.Stories(ctx, chunk)
		if err != nil {
			rs.log.DebugContext(ctx, "reading reasons failed", "error", err)
			break
		}
		for _, s := range list {
			stories[s.ID] = s
		}
	}
	for _, e := range items {
		name, hash := nameOf(e), stampOf(e)
		if story, ok := stories[e.End.ID]; ok {
			if !e.Ours {
				story.Comments = nil // people's words come from what we made alone
			}
			rs.known.Put(name, ending{hash, story.Reason(e.Item.Reason)})
		}
		if known := rs.known.Get(name); known.hash == hash {
			e.Item.Reason = known.reason
		}
	}
}

// nameOf names what was read of how an item ended. Another one that was closed as
// its duplicate shares its end, and not what people said there.
func nameOf(e tracker.Ended) string { return e.Item.ID + " " + e.End.ID }

// stampOf changes when the issue that tells the state does.
func stampOf(e tracker.Ended) string { return e.Item.Updated.String() + e.Item.Status + e.Item.Reason }
