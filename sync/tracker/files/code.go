package files

import (
	"regexp"
	"sort"
	"strings"
)

// span is a range of bytes.
type span struct{ from, to int }

var (
	// aloneRE is what no code begins in: an escaped sign, an address in angle
	// brackets, a tag. A comment is another.
	aloneRE = regexp.MustCompile("^(?:\\\\[!-/:-@\\[-`{-~]|<[A-Za-z][A-Za-z0-9.+-]{1,31}:[^<>\\s]*>|</?[A-Za-z][A-Za-z0-9-]*" +
		"(?:\\s+[A-Za-z_:][\\w.:-]*(?:\\s*=\\s*(?:\"[^\"]*\"|'[^']*'|[^\\s\"'=<>`]+))?)*\\s*/?>)")
	// bareRE is an address, in which readers of bare ones see no code either.
	bareRE = regexp.MustCompile(`^(?i)https?://[^\s<]*`)
	// rawRE follows a span that pandoc writes for raw HTML.
	rawRE = regexp.MustCompile(`^\{=html5?\}`)
)

// codeSpans are the code spans of a paragraph, in their order: a run of
// backticks opens one that the next run of just as many closes; a run that
// nothing closes is text.
func codeSpans(text string) []span {
	var out []span
	runs := map[int][]int{} // where runs of each length are, in their order
	for i := 0; i < len(text); {
		if text[i] != '`' {
			i++
			continue
		}
		n := ticks(text[i:])
		runs[n] = append(runs[n], i)
		i += n
	}
	if strings.HasPrefix(text, "<!--") {
		return nil // a line that begins with a comment is all HTML
	}
	lastEnd := strings.LastIndex(text, "-->")
	for i := 0; i < len(text); {
		switch text[i] {
		case '\\', '<':
			i += alone(text, i, lastEnd)
		case 'h', 'H':
			i += max(1, len(bareRE.FindString(text[i:])))
		case '`':
			n := ticks(text[i:])
			later := runs[n]
			for len(later) > 0 && later[0] <= i {
				later = later[1:]
			}
			runs[n] = later
			i += n
			if len(later) > 0 {
				out = append(out, span{i - n, later[0] + n})
				i = later[0] + n
			}
		default:
			i++
		}
	}
	return out
}

// longestTag is how many bytes of a tag or an address are looked at.
const longestTag = 1000

// alone is how long what begins there is that no code begins in, or one sign.
// lastEnd is where the last comment ends.
func alone(text string, at, lastEnd int) int {
	rest := text[at:min(len(text), at+longestTag)]
	if !strings.HasPrefix(rest, "<!--") {
		return max(1, len(aloneRE.FindString(rest)))
	}
	if at > lastEnd {
		return len("<!--") // nothing ends it: it is text
	}
	return strings.Index(text[at:], "-->") + len("-->")
}

func ticks(text string) int { return len(text) - len(strings.TrimLeft(text, "`")) }

// inCode tells whether the byte lies in one of the spans, and is shown as code.
func inCode(text string, spans []span, at int) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].to > at })
	return i < len(spans) && spans[i].from <= at && !rawRE.MatchString(text[spans[i].to:])
}
