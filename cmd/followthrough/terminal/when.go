package terminal

import (
	"regexp"
	"time"
)

// local is a moment in the zone in which people read times here.
func (e Env) local(t time.Time) time.Time {
	if e.Zone == nil {
		return t.UTC()
	}
	return t.In(e.Zone)
}

// When is a moment as people say it: today 14:20, tomorrow 14:20, Thu 3 Dec
// 14:20, 3 Dec 2027 14:20.
func (e Env) When(t time.Time) string {
	t = e.local(t)
	now := e.local(e.Now())
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	switch day(t).Sub(day(now)) / (24 * time.Hour) {
	case -1:
		return "yesterday " + t.Format("15:04")
	case 0:
		return "today " + t.Format("15:04")
	case 1:
		return "tomorrow " + t.Format("15:04")
	}
	if t.Year() == now.Year() {
		return t.Format("Mon 2 Jan 15:04")
	}
	return t.Format("2 Jan 2006 15:04")
}

// momentRE is a time as programs write it.
var momentRE = regexp.MustCompile(`\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)`)

// Moments is a text in which times stand as people say them.
func (e Env) Moments(text string) string {
	return momentRE.ReplaceAllStringFunc(text, func(written string) string {
		t, err := time.Parse(time.RFC3339, written)
		if err != nil {
			return written
		}
		return e.When(t)
	})
}

// HasMoment tells whether a time stands in a text, as programs write it.
func HasMoment(text string) bool { return momentRE.MatchString(text) }

// ZoneName is what the zone of these times is called now: CET, UTC.
func (e Env) ZoneName() string { return e.local(e.Now()).Format("MST") }
