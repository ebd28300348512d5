package plan

import (
	"testing"
	"time"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
)

func TestDueDate(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC) }
	week := 7 * 24 * time.Hour
	due := mapping.Due{FromReview: true, After: map[string]time.Duration{"P1": week}, Default: 2 * week}
	for name, tc := range map[string]struct {
		due      mapping.Due
		written  time.Time
		priority string
		now      time.Time
		want     time.Time
	}{
		"decided in the review": {due, day(9), "P1", day(2), day(9)},
		"by priority":           {due, time.Time{}, "p1", day(2), day(8)},
		"by default":            {due, time.Time{}, "P3", day(2), day(15)},
		"past already":          {due, time.Time{}, "P1", day(20), time.Time{}},
		"today is not past":     {due, time.Time{}, "P1", day(8).Add(13 * time.Hour), day(8)},
		"not configured":        {mapping.Due{}, day(9), "P1", day(2), time.Time{}},
	} {
		t.Run(name, func(t *testing.T) {
			k := Action{Wording: Wording{Reading: review.Action{DueDate: tc.written, Priority: tc.priority}}}
			got := dueDate(mapping.Backlog{Due: tc.due}, Review{Said: Said{PublishedAt: day(1)}}, k, tc.now)
			if !got.Equal(tc.want) {
				t.Errorf("due %v, want %v", got, tc.want)
			}
		})
	}
}
