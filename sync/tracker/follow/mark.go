package follow

import (
	"encoding/json"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/followthrough/followthrough/sync/tracker"
)

// mark is a watermark: for each place up to when all of ours in it has been read,
// all times by the tracker's clock but where it is said.
type mark struct {
	Site   string           `json:"site,omitempty"` // whose it is; "": of an earlier version
	Places map[string]place `json:"repositories"`   // by name; "": the whole site
	// Follows are the items in the state of another one, by id, as they were shown
	// last.
	Follows map[string]string `json:"follows,omitempty"`
	// Unreadable are the projects into which the last reading could not look,
	// where one listing shows the whole site.
	Unreadable []string `json:"unreadable,omitempty"`
}

// place is a place as it was left.
type place struct {
	Identity string `json:"identity,omitempty"` // another one may get its name
	// Since is what the next listing asks from, Here this machine's clock when it
	// was told, ETag what the last one was answered, and Seen how those that the
	// next one meets again were shown, by id.
	Since time.Time       `json:"from,omitzero"`
	Here  time.Time       `json:"here,omitzero"`
	ETag  string          `json:"etag,omitempty"`
	Seen  map[string]seen `json:"shown,omitempty"`
	// Ours are the ids of those that bear a marker of ours; of a whole site they
	// are not kept.
	Ours []string `json:"ids,omitempty"`
	// Checked is when the last reading of all of ours was (of a whole site: when
	// it was last looked far back, by this machine's clock); Next is where a first
	// listing that takes several readings goes on, and Whole says that it came to
	// its end.
	Checked time.Time `json:"checked,omitzero"`
	Next    string    `json:"next,omitempty"`
	Whole   bool      `json:"whole"`
	// Visited is a place of no backlog, to which items were taken.
	Visited bool `json:"visited,omitempty"`
}

// seen is an item as it was shown last.
type seen struct {
	At   int64  `json:"at"` // seconds since 1970 of its last change
	Hash string `json:"hash"`
}

// parse reads a watermark. That of another site, or of what bore the tracker's
// name before, says nothing here: all is listed. One of an earlier version says
// that something was read here, and no more.
func parse(since, site string, whole bool) (m mark, anew bool) {
	var is struct {
		Site   string           `json:"site"`
		At     time.Time        `json:"at"` // Jira's, of an earlier version
		Places map[string]place `json:"repositories"`
	}
	err := json.Unmarshal([]byte(since), &is)
	ours := err == nil && (is.Places != nil || whole && !is.At.IsZero()) && (is.Site == "" || is.Site == site)
	if ours && is.Places != nil {
		if json.Unmarshal([]byte(since), &m) != nil {
			m = mark{}
		}
	}
	for name, p := range m.Places {
		if p.Since.IsZero() || p.Here.IsZero() { // not of this version
			m.Places[name] = place{Visited: p.Visited}
		}
	}
	m.Site = site
	return m, since != "" && !ours
}

// String is the watermark as it is kept.
func (m mark) String() string {
	text, err := json.Marshal(m)
	if err != nil {
		return "" // times, texts and numbers always marshal
	}
	return string(text)
}

// keep adds the id of one of ours.
func (p *place) keep(id string) {
	if at, known := slices.BinarySearch(p.Ours, id); !known {
		p.Ours = slices.Insert(p.Ours, at, id)
	}
}

// follow keeps in mind that an item is in the state of another one, or that it is
// not.
func (m *mark) follow(id, print string, ends ending) {
	_, follows := ends.others[id]
	_, known := m.Follows[id]
	switch {
	case !follows:
		delete(m.Follows, id)
	case known || len(m.Follows) < maxFollowed:
		m.Follows[id] = print
	}
}

// begin lets the next listing ask from a moment on, which was now here.
func (p *place) begin(at, here time.Time) {
	p.Since, p.Here, p.ETag = at.Add(-overlap).UTC(), here.UTC(), ""
}

// shown is what was shown up to now, as far as the next listing meets it again.
func (p *place) shown(before map[string]seen, items []tracker.Listed, prints []string, at time.Time, whole bool) {
	oldest := p.Since
	if reach := at.Add(-remember); whole && reach.Before(oldest) { // each listing reaches back anew
		oldest = reach
	}
	p.Seen = map[string]seen{}
	maps.Copy(p.Seen, before)
	for n, l := range items {
		p.Seen[l.ID] = seen{l.Updated.Unix(), prints[n]}
	}
	maps.DeleteFunc(p.Seen, func(_ string, s seen) bool { return s.At < oldest.Unix() })
}

// fingerprint changes when what an item shows does.
func fingerprint(it tracker.Item) string {
	h := fnv.New64a()
	_ = json.NewEncoder(h).Encode(it) // a hash takes any bytes, and an item marshals
	return strconv.FormatUint(h.Sum64(), 36)
}
