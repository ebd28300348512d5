package files

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// stamp is what a marker's comment holds: the marker and the item's key,
// which is given once and never changes.
type stamp struct {
	tracker.Marker
	Key string `json:"key"`
}

var (
	markerRE = regexp.MustCompile(`<!--[ \t]*followthrough:[ \t]*(\{[^<>]*\})[ \t]*-->`)
	keyRE    = regexp.MustCompile(`^(.+)-([0-9a-f]{6,12})(?:-([1-9][0-9]{0,8}))?$`)
)

// comment is the marker as it stands in a line.
func (s stamp) comment() string {
	text, err := json.Marshal(s)
	if err != nil {
		return "" // strings and numbers always marshal
	}
	return "<!-- followthrough: " + mdedit.QuietJSON(string(text)) + " -->"
}

// parseStamp reads a marker's JSON; false: malformed, or not of our making.
func parseStamp(text string) (stamp, bool) {
	var s stamp
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return s, false
	}
	return s, s.valid()
}

func (s stamp) valid() bool {
	if !s.Review.Valid() || !s.Action.Valid() || s.Generation < 1 || s.Number < 1 || len(s.Key) > 300 {
		return false
	}
	m := keyRE.FindStringSubmatch(s.Key)
	if m == nil || strings.ContainsFunc(s.Key, unicode.IsControl) {
		return false
	}
	return strings.HasPrefix(string(s.Action), m[2]) && m[3] == suffixDigits(s.Generation)
}

func suffixDigits(generation int) string {
	if generation < 2 {
		return ""
	}
	return strconv.Itoa(generation)
}

// home is the base name of the file for which the key was made.
func (s stamp) home() string { return keyRE.FindStringSubmatch(s.Key)[1] }

// fragment is what follows # in the item's url: the key without its home.
func (s stamp) fragment() string { return strings.TrimPrefix(s.Key, s.home()+"-") }

// keyFor is the first free key for an item made in the file with base name
// base. taken tells the action that holds a fragment.
func keyFor(base string, m tracker.Marker, taken func(fragment string) (review.Key, bool)) string {
	suffix := ""
	if d := suffixDigits(m.Generation); d != "" {
		suffix = "-" + d
	}
	for digits := 6; ; digits++ {
		fragment := string(m.Action[:digits]) + suffix
		if owner, ok := taken(fragment); !ok || owner == m.Action || digits == len(m.Action) {
			return base + "-" + fragment
		}
	}
}
