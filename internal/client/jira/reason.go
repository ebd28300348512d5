package jira

import (
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
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

// Reason is why an issue that ended under this name did: a comment that is
// meant for the review, or that a rule closed it, else the name.
func (s Story) Reason(name string) string {
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
