package jira

import (
	"context"
	"regexp"
	"slices"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
)

// maxReason is how many characters of a comment a review is given.
const maxReason = 200

var (
	// meant are comments whose first words say that they are for the review.
	meant = regexp.MustCompile(`(?i)^\s*[*_]*(?:declined|won['’]t do)[*_]*:[*_]*\s*(\S.*)`)
	// mention and shapes are what wiki markup makes of people and things.
	mention = regexp.MustCompile(`\[~[^\]]*\]`)
	shapes  = regexp.MustCompile(`\{[a-zA-Z]+(?::[^}\n]*)?\}|\[([^|\]\n]+)\|[^\]\n]*\]`)
)

// nobody is the reason of what a rule closed.
const nobody = "closed by automation, nobody decided"

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
		if s.item.State == review.Declined && s.end != "" && t.endings[s.end].hash != s.stamp() {
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
			t.endings[s.end] = ending{s.stamp(), reasonOf(s.item.Reason, story)}
		}
		if e := t.endings[s.end]; e.hash == s.stamp() {
			s.item.Reason = e.reason
		}
	}
}

// stamp changes when the issue that tells the state does.
func (s shown) stamp() string { return s.updated.String() + s.item.Status + s.named }

func reasonOf(name string, s client.Story) string {
	for _, c := range slices.Backward(s.Comments) {
		if words := meant.FindStringSubmatch(strings.ReplaceAll(c, "\r", "\n")); words != nil {
			return name + ": " + spoken(words[1])
		}
	}
	if s.ByAutomation {
		return nobody
	}
	return name
}

// spoken is a line of wiki markup as words, without anybody's name.
func spoken(line string) string {
	line = mention.ReplaceAllString(line, "a colleague")
	line = shapes.ReplaceAllString(line, "$1")
	return mdedit.Cut(mdedit.Line(line), maxReason)
}
