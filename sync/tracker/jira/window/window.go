// Package window tells how far a look at a Jira reaches back, and what of it was
// shown before: the watermark, and its clocks. It is pure, and asks nobody.
package window

import (
	"encoding/json"
	"hash/fnv"
	"maps"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/followthrough/followthrough/sync/tracker"
)

// Each look reaches back over the index's lag, and once a day much further:
// what an index shows late is met all the same.
const (
	overlap   = 5 * time.Minute
	remember  = 15 * time.Minute // longer than two looks' overlaps
	wideEvery = 24 * time.Hour
	wideReach = 25 * time.Hour
)

// Mark is a watermark: up to when, by the site's own clock, all of ours has
// been read, and what was shown of the issues that the next look meets again.
type Mark struct {
	Site string          `json:"site,omitempty"` // whose it is; "": of an earlier version
	At   time.Time       `json:"at"`             // the site's clock
	Here time.Time       `json:"here"`           // this machine's at that moment
	Wide time.Time       `json:"wide"`           // when the last look far back was, here
	Pass int             `json:"pass"`
	Seen map[string]Seen `json:"seen,omitempty"`
	// Follows are the issues closed as duplicates, whose others are followed.
	Follows []string `json:"follows,omitempty"`
	// Blind are the projects into which this look could not see.
	Blind []string `json:"blind,omitempty"`
}

// Seen is an issue as it was shown last.
type Seen struct {
	At   int64  `json:"at"` // seconds since 1970 of its last change
	Hash string `json:"hash"`
}

// Parse reads a watermark. That of another site, or of what bore the
// tracker's name before, says nothing here: all is listed.
func Parse(since, site string) (m Mark, anew bool) {
	err := json.Unmarshal([]byte(since), &m)
	if err != nil || m.At.IsZero() || m.Site != "" && m.Site != site {
		return Mark{Site: site}, since != ""
	}
	m.Site = site
	return m, false
}

// String is the watermark as it is kept.
func (m Mark) String() string {
	text, err := json.Marshal(m)
	if err != nil {
		return "" // times and texts always marshal
	}
	return string(text)
}

// Whole is a mark before the first look: everything is listed.
func (m Mark) Whole() bool { return m.At.IsZero() }

// Reach is how many minutes a look goes back. Relative to the site's own
// clock no time zone and no change of one can shift it.
func (m Mark) Reach(now time.Time) int {
	back := max(now.Sub(m.Here), 0) + overlap
	if m.wideDue(now) {
		back = max(back, wideReach)
	}
	return minutes(back)
}

func (m Mark) wideDue(now time.Time) bool { return now.Sub(m.Wide) >= wideEvery }

func minutes(d time.Duration) int { return int(math.Ceil(d.Minutes())) + 1 }

// Missed is how far a look should have gone back, by the site's own clock,
// where that is further than it did; 0: it went far enough.
func (m Mark) Missed(reached int, site time.Time) int {
	if m.Whole() || site.IsZero() {
		return 0
	}
	if need := minutes(site.Sub(m.At) + overlap); need > reached {
		return need
	}
	return 0
}

// Next is the mark after a look that showed items at a moment.
func (m Mark) Next(now, site time.Time, shown map[string]Seen) Mark {
	if site.IsZero() {
		site = now
	}
	out := Mark{Site: m.Site, At: site.UTC(), Here: now.UTC(), Wide: m.Wide, Pass: m.Pass + 1, Seen: map[string]Seen{}}
	if m.Whole() || m.wideDue(now) {
		out.Wide = now.UTC()
	}
	oldest := site.Add(-remember).Unix()
	for _, of := range []map[string]Seen{m.Seen, shown} {
		for _, id := range slices.Sorted(maps.Keys(of)) {
			if of[id].At >= oldest {
				out.Seen[id] = of[id]
			}
		}
	}
	return out
}

// Fingerprint changes when what an item shows does.
func Fingerprint(it tracker.Item) string {
	h := fnv.New64a()
	_ = json.NewEncoder(h).Encode(it) // a hash takes any bytes, and an item marshals
	return strconv.FormatUint(h.Sum64(), 36)
}
