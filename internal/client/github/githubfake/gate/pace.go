package gate

import "time"

// Pace is by which clock the time between two writes is taken.
type Pace int

// The clocks.
const (
	NoPace   Pace = iota // nothing is watched
	ByClock              // the fake's own
	RealTime             // this machine's
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
func (g *Gate) WatchPace(by Pace) {
	g.Mu.Lock()
	defer g.Mu.Unlock()
	g.pace = pace{by: by, last: map[string]wrote{}}
}

// Hurries are the writes that came too close since WatchPace.
func (g *Gate) Hurries() []Hurry {
	g.Mu.Lock()
	defer g.Mu.Unlock()
	return append([]Hurry(nil), g.pace.hurries...)
}

// Wrote notes a write.
func (g *Gate) Wrote(a *Actor, route string) {
	p := &g.pace
	if p.by == NoPace {
		return
	}
	at := g.Site.Now()
	if p.by == RealTime {
		at = time.Now()
	}
	last, before := p.last[a.Key()]
	if gap := at.Sub(last.at); before && gap < time.Second {
		p.hurries = append(p.hurries, Hurry{Account: a.Key(), First: last.route, Second: route, Gap: gap})
	}
	p.last[a.Key()] = wrote{at, route}
}
