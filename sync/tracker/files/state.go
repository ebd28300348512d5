package files

import (
	"regexp"
	"strings"

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
	commentRE  = regexp.MustCompile("`*<!--.*?-->(?:`+\\{=html5?\\})?")
	ourLinkRE  = regexp.MustCompile(`\(\[(?:[^\]\\]|\\.)*\]\([^()\s]*\)\)`)
	declinedRE = regexp.MustCompile(`^(?i:declined|won['’]t do):\s*`) // the state says it
)

// item is what a marker stands in.
type item struct {
	box, body string
	above     headings
	crossed   bool // a ballot box with an x is a no here
	struck    int  // how much of the body is, whatever words it was made with
	says      says
}

// longestText is how much of an item is read: a marker needs less than a tenth.
const longestText = 1 << 16

func itemIn(text string, above headings, crossed bool) item {
	it := item{above: above, crossed: crossed}
	it.box, it.body = boxIn(text[:min(len(text), longestText)])
	it.struck = struck(it.body)
	it.says = it.state(it.struck)
	return it
}

// read tells the item's state. words are those that it was made with.
func (it item) read(words string) says {
	if it.struck == 0 {
		if n := escapedStrike(it.body, words); n > 0 {
			return it.state(n)
		}
	}
	return it.says
}

// state is the item's if so many bytes of it are struck through.
func (it item) state(struck int) says {
	reason := reasonIn(it.body, struck)
	state := boxState(it.box, it.crossed)
	switch {
	case state == review.Done:
		return says{state: review.Done, status: "[x]"}
	case state == review.Declined:
		return says{state: review.Declined, reason: reason, status: "[" + it.box + "]"}
	case struck > 0 && reason != "":
		return says{state: review.Declined, reason: reason, status: "struck through"}
	}
	s := says{state: state, status: it.above.last()}
	if of, h := it.above.say(); of != review.Open {
		s.state, s.status = of, h
		if of == review.Declined {
			s.reason = reason
		}
	}
	if s.status == "" {
		s.status = "[" + strings.NewReplacer("☐", " ").Replace(it.box) + "]"
	}
	if struck > 0 {
		s.note = "struck through without a reason after it"
	}
	return s
}

// reasonIn is the text after what is struck through, so many bytes, or else
// after the review's link or the marker.
func reasonIn(body string, struck int) string {
	rest := body[struck:]
	if struck == 0 {
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
