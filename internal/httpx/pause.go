package httpx

import "time"

// Pause is a time during which something is not asked for, since its server
// wants that. Its zero value is none. It is not for several goroutines.
type Pause struct {
	began, until time.Time
	why          string
	unnamed      int // refusals in a row that named no time
}

// Refusal is what a server said with a refusal for being asked too much.
type Refusal struct {
	Wait time.Duration
	// Most is set where the server named no time: Wait is doubled with each
	// such refusal in a row, up to that.
	Most time.Duration
	Why  string // in a few words
}

// Refuse takes in a refusal of a request that left at a moment, and gives until
// when the pause is. What left before the pause began, or slipped out during it,
// was refused for the same reason: that counts once.
func (p *Pause) Refuse(left, now time.Time, r Refusal) time.Time {
	if now.Before(p.began) {
		p.began, p.until = time.Time{}, time.Time{}
	}
	same := !p.Until(now).IsZero() || !left.After(p.began)
	if same && r.Most > 0 {
		return p.until
	}
	wait := r.Wait
	if r.Most > 0 {
		wait = min(r.Wait<<min(p.unnamed, 16), r.Most)
		p.unnamed++
	}
	if !same {
		p.began, p.until, p.why = now, now.Add(wait), r.Why
	} else if until := now.Add(wait); until.After(p.until) {
		p.until = until
	}
	return p.until
}

// Answered ends the pause, if what was answered left after it had begun.
func (p *Pause) Answered(left time.Time) {
	if left.After(p.began) {
		*p = Pause{}
	}
}

// Until is when the pause ends; zero: there is none. A clock that was set back
// behind its beginning ends it.
func (p *Pause) Until(now time.Time) time.Time {
	if now.Before(p.until) && !now.Before(p.began) {
		return p.until
	}
	return time.Time{}
}

// Why is what the server said, in a few words.
func (p *Pause) Why() string { return p.why }
