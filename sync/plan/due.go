package plan

import (
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/mapping"
)

// dueDate is the day by which a team's configuration wants an item done: the
// one decided in the review, else one counted from its publication, unless that is past
// when the item is made; zero: none.
func dueDate(b mapping.Backlog, r Review, k Action, now time.Time) time.Time {
	if b.Due.FromReview && !k.Reading.DueDate.IsZero() {
		return k.Reading.DueDate
	}
	after := b.Due.Default
	if d, ok := byPriority(b.Due.After, k.Reading.Priority); ok {
		after = d
	}
	if after <= 0 {
		return time.Time{}
	}
	published := r.PublishedAt
	if published.IsZero() {
		published = r.FirstRead
	}
	day := published.Add(after).UTC().Truncate(24 * time.Hour)
	if day.Before(now.UTC().Truncate(24 * time.Hour)) {
		return time.Time{}
	}
	return day
}

// priority is what the tracker calls a review's priority; "": nothing is set.
func priority(b mapping.Backlog, k Action) string {
	called, _ := byPriority(b.Priority, k.Reading.Priority)
	return called
}

func byPriority[T any](m map[string]T, written string) (value T, ok bool) {
	for name, v := range m {
		if names.Alike(name, strings.TrimSpace(written)) {
			return v, true
		}
	}
	return value, false
}

// plain is a duration as the configuration writes it: 1h, not 1h0m0s.
func plain(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}
