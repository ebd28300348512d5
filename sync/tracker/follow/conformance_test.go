package follow_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

func harness(v *vendor) trackertest.Harness {
	return trackertest.Harness{
		Open:     func(_ *testing.T, instance string) tracker.Tracker { return v.followed(instance, 0) },
		Backlogs: [2]tracker.Backlog{{Project: "PAY"}, {Project: "STO"}},
		SetState: func(_ *testing.T, id string, s review.State, why string) {
			v.edit(id, func(c *card) { c.State, c.Reason, c.DuplicateOf = string(s), why, "" })
		},
		Reword: func(_ *testing.T, id, title string) { v.edit(id, func(c *card) { c.Title = title }) },
		Move:   func(_ *testing.T, id string, to tracker.Backlog) { v.edit(id, func(c *card) { c.Board = to.Project }) },
		Copy: func(_ *testing.T, b tracker.Backlog, m tracker.Marker) string {
			return v.edit("", func(c *card) { c.Board, c.Marker, c.By = b.Project, m, "somebody" }).ID
		},
		By:     func(*testing.T) string { return "somebody" },
		Remark: func(_ *testing.T, id string, m tracker.Marker) { v.edit(id, func(c *card) { c.Marker = m }) },
		Delete: func(_ *testing.T, id string) {
			v.edit(id, func(c *card) { c.Board = "" })
			v.set(func() { v.clock = v.clock.Add(25 * time.Hour) }) // gone, as the daily reading shows
		},
		Break: func(*testing.T) func() {
			v.set(func() { v.broken = true })
			return func() { v.set(func() { v.broken = false }) }
		},
		Count: func(_ *testing.T, m tracker.Marker) (n int) {
			for _, c := range v.read() {
				if c.Marker.Same(m) {
					n++
				}
			}
			return n
		},
		Raw: func(*testing.T) string { return fmt.Sprintf("%+v", v.read()) },
	}
}

func TestConformance(t *testing.T) {
	trackertest.Run(t, func(t *testing.T) trackertest.Harness { return harness(newVendor(t)) })
}

func TestFollowing(t *testing.T) {
	trackertest.RunFollowing(t, func(t *testing.T) trackertest.Following {
		v := newVendor(t)
		return trackertest.Following{
			Harness: harness(v),
			As: func(_ *testing.T, ahead time.Duration, accounts ...string) tracker.Tracker {
				return v.followed(trackertest.Instance, ahead, accounts...)
			},
			Pass: func(d time.Duration) { v.set(func() { v.clock = v.clock.Add(d) }) },
			Lag:  func(d time.Duration) { v.set(func() { v.lag = d }) },
			Lose: func() { v.set(func() { v.loses = true }) },
			Hide: func(b tracker.Backlog) func() {
				v.set(func() { v.hidden[b.Project] = true })
				return func() { v.set(func() { delete(v.hidden, b.Project) }) }
			},
			Expire: func() func() {
				v.set(func() { v.known = false })
				return func() { v.set(func() { v.known = true }) }
			},
			Nobody: map[string]func() func(){"no name": func() func() {
				v.set(func() { v.account = "" })
				return func() { v.set(func() { v.account = "bot" }) }
			}},
			Other: func(_ *testing.T, b tracker.Backlog) (id, key string) {
				id = v.edit("", func(c *card) { c.Board, c.By = b.Project, "somebody" }).ID
				return id, "#" + id
			},
			Duplicate: func(id, of string) {
				v.edit(id, func(c *card) { c.State, c.DuplicateOf = string(review.Declined), of })
			},
		}
	})
}
