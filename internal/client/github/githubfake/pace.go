package githubfake

import "time"

// Pace is by which clock the time between two writes is taken.
type Pace int

// The clocks.
const (
	NoPace       Pace = iota // nothing is watched
	PaceByClock              // the fake's own
	PaceRealTime             // this machine's
)

// Hurry is two writes of one caller closer than a second apart.
type Hurry struct {
	Account       string
	First, Second string // operations
	Gap           time.Duration
}

// pace watches whether writes keep the second that GitHub asks for.
type pace struct {
	by      Pace
	last    map[string]wrote
	hurries []Hurry
}

type wrote struct {
	at    time.Time
	route string
}

// WatchPace begins to watch the time between two writes of one caller.
func (f *Fake) WatchPace(by Pace) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.pace = pace{by: by, last: map[string]wrote{}}
}

// Hurries are the writes that came too close since WatchPace.
func (f *Fake) Hurries() []Hurry {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]Hurry(nil), f.pace.hurries...)
}

func (p *pace) note(c *call, e Exchange, status int) {
	if p.by == NoPace || !c.writing() || status == 401 {
		return
	}
	at := e.At
	if p.by == PaceRealTime {
		at = time.Now()
	}
	last, before := p.last[c.key()]
	if gap := at.Sub(last.at); before && gap < time.Second {
		p.hurries = append(p.hurries, Hurry{Account: c.key(), First: last.route, Second: e.Route, Gap: gap})
	}
	p.last[c.key()] = wrote{at, e.Route}
}
