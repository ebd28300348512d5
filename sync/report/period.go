package report

import (
	"errors"
	"time"
)

// Period is a run of whole days, in UTC.
type Period struct {
	// Since is the midnight that begins it; zero: there is no beginning.
	Since time.Time
	// Until is the midnight that begins its last day; zero: there is no end.
	Until time.Time
}

// ErrBackwards is the error of a period that ends before it begins.
var ErrBackwards = errors.New("the period ends before it begins")

// Check refuses a period that ends before it begins.
func (p Period) Check() error {
	if !p.Until.IsZero() && p.Until.Before(p.Since) {
		return ErrBackwards
	}
	return nil
}

// Holds tells whether a moment is in the period.
func (p Period) Holds(t time.Time) bool {
	return !t.Before(p.Since) && (p.Until.IsZero() || t.Before(p.Until.AddDate(0, 0, 1)))
}

// Words is the period as people read it.
func (p Period) Words() string {
	switch {
	case p.Since.IsZero() && p.Until.IsZero():
		return "all time"
	case p.Since.IsZero():
		return "until " + dayWords(p.Until)
	case p.Until.IsZero():
		return "since " + dayWords(p.Since)
	}
	return dayWords(p.Since) + " to " + dayWords(p.Until)
}

func dayWords(t time.Time) string { return t.UTC().Format("2 January 2006") }

// Day is the midnight, in UTC, that begins a moment's day.
func Day(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }
