package issues

import (
	"regexp"
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
)

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
