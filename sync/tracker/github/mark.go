package github

import (
	"encoding/json"
	"hash/fnv"
	"slices"
	"strconv"
	"time"

	"github.com/followthrough/followthrough/sync/tracker"
)

// How far a listing reaches back over what may have become visible late, and
// when it begins anew: once it shows so many issues, or after a day.
const (
	overlap    = 5 * time.Minute
	maxWindow  = 20
	checkEvery = 24 * time.Hour
)

// mark is a watermark: for each repository up to when all of ours in it has
// been read, all times by the server's own clock.
type mark struct {
	Site   string           `json:"site,omitempty"` // whose it is; "": of an earlier version
	Places map[string]place `json:"repositories"`
	// Follows are the items in the state of another issue, by id, as they were
	// shown last.
	Follows map[string]string `json:"follows,omitempty"`
}

// place is a repository as it was left.
type place struct {
	ID int64 `json:"id"` // another one may get its name
	// Since is what the listing asks for, ETag what it was answered, and Seen
	// how those of ours in it were shown, by number.
	Since time.Time      `json:"since,omitzero"`
	ETag  string         `json:"etag,omitempty"`
	Seen  map[int]string `json:"seen,omitempty"`
	// Ours are the numbers of those that bear a marker of ours.
	Ours []int `json:"ours,omitempty"`
	// Checked is when all of ours were read; Next is where a first listing that
	// takes several looks goes on, and Whole says that it came to its end.
	Checked time.Time `json:"checked,omitzero"`
	Next    string    `json:"next,omitempty"`
	Whole   bool      `json:"whole"`
	// Visited is a place of no backlog, to which issues were taken.
	Visited bool `json:"visited,omitempty"`
}

// parseMark reads a watermark. That of another site, or of what bore the
// tracker's name before, says nothing here: all is listed.
func parseMark(since, site string) (m mark, anew bool) {
	err := json.Unmarshal([]byte(since), &m)
	if err != nil || m.Places == nil || m.Site != "" && m.Site != site {
		return mark{Site: site}, since != ""
	}
	m.Site = site
	return m, false
}

func (m mark) String() string {
	text, err := json.Marshal(m)
	if err != nil {
		return "" // times, texts and numbers always marshal
	}
	return string(text)
}

// keep adds the number of one of ours.
func (p *place) keep(number int) {
	if at, known := slices.BinarySearch(p.Ours, number); !known {
		p.Ours = slices.Insert(slices.Clone(p.Ours), at, number)
	}
}

// begin lets the next listing ask from a moment on.
func (p *place) begin(at time.Time) {
	p.Since, p.ETag = at.Add(-overlap).UTC(), ""
}

// due tells whether all of ours are to be read again.
func (p *place) due(at time.Time) bool { return at.Sub(p.Checked) >= checkEvery }

// fingerprint changes when what an item shows does.
func fingerprint(it tracker.Item) string {
	h := fnv.New64a()
	_ = json.NewEncoder(h).Encode(it) // a hash takes any bytes, and an item marshals
	return strconv.FormatUint(h.Sum64(), 36)
}
