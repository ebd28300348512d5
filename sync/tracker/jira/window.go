package jira

import (
	"encoding/json"
	"fmt"
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

// mark is a watermark: up to when, by the site's own clock, all of ours has
// been read, and what was shown of the issues that the next look meets again.
type mark struct {
	At   time.Time       `json:"at"`   // the site's clock
	Here time.Time       `json:"here"` // this machine's at that moment
	Wide time.Time       `json:"wide"` // when the last look far back was, here
	Pass int             `json:"pass"`
	Seen map[string]seen `json:"seen,omitempty"`
	// Follows are the issues closed as duplicates, whose others are followed.
	Follows []string `json:"follows,omitempty"`
	// Blind are the projects into which this look could not see.
	Blind []string `json:"blind,omitempty"`
}

// seen is an issue as it was shown last.
type seen struct {
	At   int64  `json:"at"` // seconds since 1970 of its last change
	Hash string `json:"hash"`
}

func parseMark(since string) (m mark, err error) {
	if since == "" {
		return m, nil
	}
	if err := json.Unmarshal([]byte(since), &m); err != nil || m.At.IsZero() {
		return m, fmt.Errorf("watermark %.60q is not of a Jira tracker", since)
	}
	return m, nil
}

func (m mark) String() string {
	text, err := json.Marshal(m)
	if err != nil {
		return "" // times and texts always marshal
	}
	return string(text)
}

// whole is a mark before the first look: everything is listed.
func (m mark) whole() bool { return m.At.IsZero() }

// reach is how many minutes a look goes back. Relative to the site's own
// clock no time zone and no change of one can shift it.
func (m mark) reach(now time.Time) int {
	back := max(now.Sub(m.Here), 0) + overlap
	if m.wideDue(now) {
		back = max(back, wideReach)
	}
	return minutes(back)
}

func (m mark) wideDue(now time.Time) bool { return now.Sub(m.Wide) >= wideEvery }

func minutes(d time.Duration) int { return int(math.Ceil(d.Minutes())) + 1 }

// missed is how far a look should have gone back, by the site's own clock,
// where that is further than it did; 0: it went far enough.
func (m mark) missed(reached int, site time.Time) int {
	if m.whole() || site.IsZero() {
		return 0
	}
	if need := minutes(site.Sub(m.At) + overlap); need > reached {
		return need
	}
	return 0
}

// next is the mark after a look that showed items at a moment.
func (m mark) next(now, site time.Time, shown map[string]seen) mark {
	if site.IsZero() {
		site = now
	}
	out := mark{At: site.UTC(), Here: now.UTC(), Wide: m.Wide, Pass: m.Pass + 1, Seen: map[string]seen{}}
	if m.whole() || m.wideDue(now) {
		out.Wide = now.UTC()
	}
	oldest := site.Add(-remember).Unix()
	for _, of := range []map[string]seen{m.Seen, shown} {
		for _, id := range slices.Sorted(maps.Keys(of)) {
			if of[id].At >= oldest {
				out.Seen[id] = of[id]
			}
		}
	}
	return out
}

// fingerprint changes when what an item shows does.
func fingerprint(it tracker.Item) string {
	h := fnv.New64a()
	_ = json.NewEncoder(h).Encode(it) // a hash takes any bytes, and an item marshals
	return strconv.FormatUint(h.Sum64(), 36)
}
