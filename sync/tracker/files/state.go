package files

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/followthrough/followthrough/sync/review"
)

// says is what a line shows of its item.
type says struct {
	state  review.State
	reason string
	status string
	note   string
}

var (
	boxRE      = regexp.MustCompile(`^[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\[(.)\](?:[ \t]+|$)`)
	bulletRE   = regexp.MustCompile(`^[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+`)
	struckRE   = regexp.MustCompile(`^~~(.+?)~~`)
	commentRE  = regexp.MustCompile(`<!--.*?-->`)
	ourLinkRE  = regexp.MustCompile(`\(\[(?:[^\]\\]|\\.)*\]\([^()\s]*\)\)`)
	linkRE     = regexp.MustCompile(`\[((?:[^\]\\]|\\.)*)\]\([^()\s]*\)`)
	declinedRE = regexp.MustCompile(`^(?i:declined|won['’]t do):\s*`) // the state says it
	escapeRE   = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")
	progressRE = regexp.MustCompile(`^(?:doing|in[ -]progress|wip|work in progress|ongoing|under ?way|started)(?:$|[^\pL]*$|\s*[(:/,–—-].*$)`)
)

// read tells the state of an item from its text and the headings above it.
func read(text string, above headings) says {
	box, body := "", bulletRE.ReplaceAllString(text, "")
	if m := boxRE.FindStringSubmatch(text); m != nil {
		box, body = m[1], text[len(m[0]):]
	}
	status := above.last()
	if status == "" {
		status = "[" + box + "]"
	}
	struck := struckRE.FindString(body)
	reason := reasonIn(body, struck)
	switch {
	case box == "x" || box == "X":
		return says{state: review.Done, status: "[x]"}
	case box == "-":
		return says{state: review.Declined, reason: reason, status: "[-]"}
	case struck != "" && reason != "":
		return says{state: review.Declined, reason: reason, status: "struck through"}
	}
	s := says{state: review.Open, status: status}
	if h := above.progress(); h != "" {
		s.state, s.status = review.InProgress, h
	}
	if struck != "" {
		s.note = "struck through without a reason after it"
	}
	return s
}

// reasonIn is the text after what is struck through, or else after the
// review's link or the marker.
func reasonIn(body, struck string) string {
	rest := body[len(struck):]
	if struck == "" {
		at := -1
		if m := ourLinkRE.FindStringIndex(body); m != nil {
			at = m[1]
		} else if m := markerRE.FindStringIndex(body); m != nil {
			at = m[0]
		}
		if at < 0 {
			return ""
		}
		rest = body[at:]
	}
	rest = commentRE.ReplaceAllString(rest, " ")
	rest = ourLinkRE.ReplaceAllString(rest, " ")
	return declinedRE.ReplaceAllString(plain(rest), "")
}

// plain is Markdown text as people read it, on one line.
func plain(text string) string {
	text = linkRE.ReplaceAllString(text, "$1")
	text = strings.NewReplacer("**", "", "__", "", "~~", "").Replace(text)
	text = escapeRE.ReplaceAllString(text, "$1")
	text = oneLine(text)
	text = strings.TrimSpace(strings.TrimLeft(text, ":-–—,;. "))
	if strings.HasPrefix(text, "(") && strings.Index(text, ")") == len(text)-1 {
		text = strings.TrimSpace(text[1 : len(text)-1])
	}
	return text
}

// headings are those above a line, outermost first.
type headings []title

type title struct {
	level int
	text  string
}

func (h *headings) enter(level int, text string) {
	open := *h
	for len(open) > 0 && open[len(open)-1].level >= level {
		open = open[:len(open)-1]
	}
	open = append(open, title{level, plain(text)})
	*h = open
}

func (h headings) last() string {
	if len(h) == 0 {
		return ""
	}
	return h[len(h)-1].text
}

// progress is the innermost heading that names in progress.
func (h headings) progress() string {
	for i := len(h) - 1; i >= 0; i-- {
		name := strings.TrimLeftFunc(strings.ToLower(h[i].text), func(r rune) bool { return !unicode.IsLetter(r) })
		if progressRE.MatchString(name) {
			return h[i].text
		}
	}
	return ""
}
