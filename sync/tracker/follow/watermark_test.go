package follow_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

// TestWatermarks: of an earlier version, damaged, and of a listing that the vendor
// does not go on with: all of ours is read.
func TestWatermarks(t *testing.T) {
	for name, place := range map[string]string{
		"of an earlier version":                    `{"id":1,"since":"2026-11-30T08:00:00Z","ours":[1,2],"seen":{"1":"a"},"checked":"2026-11-30T08:00:00Z","whole":true}`,
		"of an earlier one, in its first listing":  `{"id":1,"since":"2026-11-30T08:00:00Z","ours":[1,2],"next":"10","whole":false}`,
		"without our clock":                        `{"identity":"PAY","from":"2026-11-30T08:00:00Z","ids":["1"],"whole":true}`,
		"of a listing that does not go on":         `{"identity":"PAY","from":"2026-11-30T08:00:00Z","here":"2026-11-30T08:00:00Z","next":"gone","whole":false}`,
		"of a listing that goes on at its own end": `{"identity":"PAY","next":"","whole":false}`,
	} {
		t.Run(name, func(t *testing.T) {
			v := newVendor(t)
			for n := range 15 {
				v.edit("", func(c *card) {
					c.Board, c.By, c.Title = "PAY", v.account, fmt.Sprint("card ", n)
					c.Marker = tracker.Marker{Instance: trackertest.Instance, Review: "aaaabbbbcccc", Action: "3f9a2c1b77d0", Generation: n + 1}
				})
			}
			f := v.followed(trackertest.Instance, time.Minute)
			since := fmt.Sprintf(`{"site":%q,"repositories":{"PAY":%s}}`, v.URL, place)
			got, err := f.Changed(t.Context(), []tracker.Backlog{{Project: "PAY"}}, nil, since)
			if err != nil || len(got.Items) != 15 || len(got.Unreadable) > 0 {
				t.Errorf("%d items, unreadable %v: %v", len(got.Items), got.Unreadable, err)
			}
		})
	}
}
