package report

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// FewForP90 is how many times there must be for a 90th percentile.
const FewForP90 = 10

// Spread is how long something took, in days with one decimal.
type Spread struct {
	Count  int      `json:"count"`
	Median *float64 `json:"median_days"` // nil: there were none
	P90    *float64 `json:"p90_days"`    // the 90th percentile; nil: too few for one
}

// spreadOf sorts the times in place.
func spreadOf(times []time.Duration) Spread {
	n := len(times)
	s := Spread{Count: n}
	if n == 0 {
		return s
	}
	slices.Sort(times)
	s.Median = days((times[(n-1)/2] + times[n/2]) / 2)
	if n >= FewForP90 {
		s.P90 = days(times[(9*n+9)/10-1]) // nearest rank
	}
	return s
}

func days(d time.Duration) *float64 {
	v := math.Round(d.Hours()/2.4) / 10
	return &v
}

// Words is "median 3.2 days, 9 of 10 within 11.0 days (12 items)", what naming
// the counted things in the plural.
func (s Spread) Words(one, many string) string {
	if s.Count == 0 {
		return "none yet"
	}
	of := many
	if s.Count == 1 {
		of = one
	}
	text := "median " + dayCount(*s.Median)
	if s.P90 != nil {
		text += ", 9 of 10 within " + dayCount(max(*s.P90, 0.1))
	}
	return fmt.Sprintf("%s (%d %s)", text, s.Count, of)
}

func dayCount(v float64) string {
	switch v {
	case 0:
		return "under 0.1 days"
	case 1:
		return "1.0 day"
	}
	return fmt.Sprintf("%.1f days", v)
}
