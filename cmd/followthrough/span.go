package main

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/followthrough/followthrough/config"
)

// monthsRE is a span in months; m are minutes, as in every duration.
var monthsRE = regexp.MustCompile(`^([0-9]{1,4})mo$`)

// ago reads how long ago a moment is: 90d, 12w, 24h, 3mo; false: it is no span.
func ago(text string, now time.Time) (time.Time, bool) {
	if m := monthsRE.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1]) // at most four digits
		return monthsBefore(now, n), true
	}
	span, err := config.ParseDuration(text)
	return now.Add(-span), err == nil
}

// monthsBefore is the same day n months before, or the last one of a month that
// has not so many.
func monthsBefore(at time.Time, n int) time.Time {
	first := time.Date(at.Year(), at.Month()-time.Month(n), 1, at.Hour(), at.Minute(), at.Second(), at.Nanosecond(), at.Location())
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(at.Day(), last)-1)
}

// wantsDays refuses minutes where days are counted: they were meant as months,
// or as nothing.
func wantsDays(flag, text string) error {
	if _, err := config.ParseDuration(text); err != nil || !strings.Contains(text, "m") {
		return nil
	}
	months := strings.Replace(text, "m", "mo", 1)
	if monthsRE.MatchString(months) {
		return usage("%s %s: minutes or months? Months are %s; days are counted here", flag, text, months)
	}
	return usage("%s %s: minutes or months? Months are mo, as in 3mo; days are counted here: 90d, 12w", flag, text)
}
