package publication

import (
	"regexp"
	"strings"
)

// What is looked at of a document for what stands in wrappers: lines, and bytes of one.
const (
	maxWrapped     = 30
	maxWrappedLine = 120
)

var (
	// wrapper opens a line that is no prose: a comment, a tag, a shortcode, a container.
	wrapper = regexp.MustCompile(`^(?:<|\{\{|\{%|:::|!!!|>\s*\[!)`)
	// wrapping is all of a line that only wraps its words.
	wrapping = regexp.MustCompile(`<!--+|--+>|</?[a-zA-Z][^<>]*>|\{\{[<%]?|[%>]?\}\}|\{%-?|-?%\}|^:::+\s*\w*|^!!!\s*\w*|^>\s*\[![A-Za-z]+\][+-]?`)
)

// Wrapped tells whether one of the first lines of a document says that it is a draft
// and stands in what shows it as no prose: a comment, a container, a tag, a shortcode.
// One with choices ("draft | final") is a template's and says nothing.
func Wrapped(text string) bool {
	n, headings, inside := 0, 0, false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if n++; n > maxWrapped {
			return false
		}
		if strings.HasPrefix(line, "#") {
			if headings++; headings > 1 {
				return false
			}
		}
		wraps := wrapper.MatchString(line)
		if wraps && strings.HasPrefix(line, ":::") {
			inside = line != ":::"
		}
		if !wraps && !inside || len(line) > maxWrappedLine {
			continue
		}
		said := strings.TrimSpace(strings.Trim(wrapping.ReplaceAllString(line, " "), ` "`))
		if said != "" && !strings.ContainsAny(said, "|/") && !strings.Contains(said, " or ") && Line(said) {
			return true
		}
	}
	return false
}
