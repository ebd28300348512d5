package issues

import (
	"context"
	"regexp"
	"slices"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/mdedit"
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

// maxReason is how many characters of a comment a review is given.
const maxReason = 200

var (
	// meantRE are comments whose first words say that they are for the review.
	meantRE = regexp.MustCompile(`(?i)^\s*[*_]*(?:declined|won['’]t do)[*_]*:[*_]*\s*(\S.*)`)
	// What Markdown makes of remarks, links and people.
	remarkRE  = regexp.MustCompile(`(?s)<!--.*?(?:-->|$)`)
	shownRE   = regexp.MustCompile(`!?\[([^\]\n]*)\]\([^)\n]*\)`)
	mentionRE = regexp.MustCompile(`(^|[^\w/])@[A-Za-z0-9][\w-]*(?:/[\w-]+)?`)
)

// meantWords are the words of a comment that is meant for the review, in one
// line and without anybody's name; "": it is not.
func meantWords(comment string) string {
	comment = strings.ReplaceAll(remarkRE.ReplaceAllString(comment, ""), "\r", "\n")
	words := meantRE.FindStringSubmatch(comment)
	if words == nil {
		return ""
	}
	line := shownRE.ReplaceAllString(words[1], "$1")
	line = mentionRE.ReplaceAllString(line, "${1}a colleague")
	return mdedit.Cut(mdedit.Line(line), maxReason)
}
