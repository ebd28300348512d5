package files

import (
	"regexp"
	"sort"
	"strings"
)

// span is a range of bytes.
type span struct{ from, to int }

var (
	// aloneRE is what no code begins in: an escaped sign, a comment, an address
	// in angle brackets, a tag.
	aloneRE = regexp.MustCompile("^(?:\\\\[!-/:-@\\[-`{-~]|<!--.*?-->|<[A-Za-z][A-Za-z0-9.+-]{1,31}:[^<>\\s]*>|</?[A-Za-z][^<>`]*>)")
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
	lastEnd := strings.LastIndex(text, "-->")
	for i := 0; i < len(text); {
		switch text[i] {
		case '\\', '<':
			if strings.HasPrefix(text[i:], "<!--") && i > lastEnd {
				i += len("<!--") // nothing ends it: it is text
				continue
			}
			i += max(1, len(aloneRE.FindString(text[i:])))
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

func ticks(text string) int { return len(text) - len(strings.TrimLeft(text, "`")) }

// inCode tells whether the byte lies in one of the spans, and is shown as code.
func inCode(text string, spans []span, at int) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].to > at })
	return i < len(spans) && spans[i].from <= at && !rawRE.MatchString(text[spans[i].to:])
}
