package restriction

import (
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/globs"
	"github.com/followthrough/followthrough/sync/review"
)

// Caution tells which reviews are not to be shown where nobody asked for one of
// them: what is restricted, what says so in the usual words although the source's
// own rule knows others, and what can't be read whole.
type Caution struct {
	include   []string
	said, own func(string, review.Review) bool
}

// Cautious is the caution that a source's configuration asks for, and more.
func Cautious(c *config.Restricted) Caution {
	return Caution{include: Rule(c).Include, said: Of(nil), own: Of(c)}
}

// Any tells whether any review of the source may be restricted by configuration.
func (c Caution) Any() bool { return c.own != nil }

// Path tells whether a review's place says it, read or not.
func (c Caution) Path(path string) bool { return globs.Covers(c.include, path) }

// Review tells whether what was read of a review says it, or may.
func (c Caution) Review(r review.Review) bool {
	return len(r.Unread()) > 0 || c.said("", r) || c.own != nil && c.own("", r)
}
