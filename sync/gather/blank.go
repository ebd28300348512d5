package gather

import (
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// blanks are the reviews that bore no block of ours when this process read them, by
// since when the store had forgotten nothing then: what they bear later, this store
// wrote.
type blanks map[review.Key]time.Time

// of notes which of a pass' reviews bear no block, and names those that bore none since
// the store may have forgotten something.
func (b blanks) of(reviews []plan.Review, m plan.Memory) map[review.Key]bool {
	out := map[review.Key]bool{}
	for _, r := range reviews {
		if r.Digest == "" {
			b[r.Key] = m.Since
		}
		if since, is := b[r.Key]; is && since.Equal(m.Since) {
			out[r.Key] = true
		}
	}
	return out
}
