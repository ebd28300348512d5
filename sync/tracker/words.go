package tracker

import (
	"errors"
	"net"
	"regexp"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/mdedit"
)

// longestWords is how many characters of a tracker's own words go into a
// review.
const longestWords = 240

// absolutePath is a path of this machine: not the one in an address.
var absolutePath = regexp.MustCompile(`(^|[\s"'(=])(?:/|[A-Za-z]:\\)[^\s"'():]*[/\\]([^\s"'():/\\]+)`)

// Words are what of an error from a tracker may stand in a review, which more
// people read than the log: what was refused and what would be taken, in the
// vendor's words where it has told them in its own format; for all else what it
// means. No page of a proxy, no address of a network and no path of this machine
// stands in it: the whole error belongs into the log.
func Words(err error) string {
	var e *Error
	if !errors.As(err, &e) {
		return "no clear answer"
	}
	var network net.Error
	if errors.As(err, &network) {
		return e.unreached(network)
	}
	switch e.Kind {
	case Auth:
		return "the tracker does not accept the credential: `followthrough check` says more"
	case Throttled:
		if !e.Until.IsZero() {
			return "the tracker asks to be left alone until " + e.Until.UTC().Format(time.RFC3339)
		}
		return "the tracker asks to be left alone for a while"
	case Rejected, NotFound, Unavailable:
		return Brief(e.Error())
	}
	return "no clear answer"
}

// unreached says of an error of the network what it means.
func (e *Error) unreached(network net.Error) string {
	switch {
	case e.Kind != Unavailable:
		return "no answer"
	case network.Timeout():
		return "the tracker did not answer in time"
	}
	return "the tracker can't be reached"
}

// Brief is a text on one line of a bounded length, with the names of files in
// place of paths of this machine.
func Brief(text string) string {
	text = mdedit.Cut(mdedit.Line(text), longestWords)
	if !strings.ContainsAny(text, `/\`) {
		return text
	}
	return absolutePath.ReplaceAllString(text, "$1$2")
}
