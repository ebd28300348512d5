package issues

import (
	"context"
	"slices"

	client "github.com/followthrough/followthrough/internal/client/github"
)

// maxEnds is how many ends one request reads.
const maxEnds = 50

// End is how an issue ended that was not done.
type End struct {
	Nobody bool   // a bot closed it
	Words  string // of a comment that is meant for the review
	Other  *Issue // what it is a duplicate of, as far as we see it
}

// Ends reads how issues ended.
func Ends(ctx context.Context, c *client.Client, refs []Ref) (map[Ref]End, error) {
	out := map[Ref]End{}
	for chunk := range slices.Chunk(refs, maxEnds) {
		found, err := graph(ctx, c, chunk, graphEnd)
		if err != nil {
			return nil, err
		}
		for _, r := range chunk {
			out[r] = endOf(found[r])
		}
	}
	return out, nil
}

func endOf(g graphIssue) (e End) {
	if g.DuplicateOf != nil && g.DuplicateOf.Number > 0 {
		other := g.DuplicateOf.issue()
		e.Other = &other
	}
	for _, n := range g.Timeline.Nodes {
		e.Nobody = n.Actor.bot()
	}
	for _, c := range slices.Backward(g.Comments.Nodes) {
		if words := meantWords(c.Body); words != "" && !c.Hidden {
			e.Words = words
			break
		}
	}
	return e
}
