package campaign_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// twinText is one of a few texts that several files may hold.
func twinText(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Incident of kind %d\n\n## Action items\n\n", n)
	for line := range 1 + n {
		fmt.Fprintf(&b, "- [ ] Mend what number %d of kind %d broke\n", line, n)
	}
	return b.String()
}

// Files that are equal when they are first read come at random, together or one
// after the other, in any mode, and the store is lost between: each action has one
// item, and no file is passed over without a word; after a person's yes each file
// has its own.
func TestTwins(t *testing.T) {
	modes := [][]review.Mode{nil, {review.ModeBlock}, {review.ModeLinks}, {review.ModeBlock, review.ModeLinks}}
	for seed := range 12 {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(uint64(seed), 12))
			w := newWorld(t)
			w.rules.Modes = modes[seed%len(modes)]
			files, kinds := map[string]int{}, map[int]int{}
			for range 6 {
				for range 1 + rnd.IntN(3) {
					path, kind := fmt.Sprintf("%c%d.md", 'a'+rnd.IntN(26), len(files)), rnd.IntN(3)
					files[path], kinds[kind] = kind, kinds[kind]+1
					w.put("reviews/"+path, twinText(kind))
				}
				w.pass()
				if rnd.IntN(2) == 0 {
					w.forget()
					w.pass()
				}
				oneEach(t, w, files, kinds)
			}
			w.quiet()
			w.sync(plan.Request{Now: true, Yes: true, Scope: plan.Scope{Source: "reviews"}})
			want := 0
			for kind, n := range kinds {
				want += n * (1 + kind)
			}
			w.quiet()
			if n := w.items(); n != want {
				t.Errorf("after the yes %d items, want %d", n, want)
			}
			w.forget()
			w.pass()
			w.quiet()
			if n := w.items(); n != want {
				t.Errorf("after the yes and a lost store %d items, want %d", n, want)
			}
		})
	}
}

// oneEach fails unless each kind's actions are made once, and all its other files
// ask.
func oneEach(t *testing.T, w *world, files map[string]int, kinds map[int]int) {
	t.Helper()
	open, held := map[int]int{}, map[int]int{}
	for path, r := range w.records() {
		for _, k := range r.Actions {
			switch {
			case k.State == review.Open && k.Item != nil:
				open[files[path]]++
			case k.State == review.Held && strings.HasPrefix(k.Reason, review.TwinOf):
				held[files[path]]++
			default:
				t.Errorf("%s: %q is %s (%s)", path, k.Reading.Title, k.State, k.Reason)
			}
		}
	}
	all := 0
	for kind, n := range kinds {
		lines := 1 + kind
		all += lines
		if open[kind] != lines || held[kind] != (n-1)*lines {
			t.Errorf("kind %d in %d files: %d open, %d held, want %d and %d", kind, n, open[kind], held[kind], lines, (n-1)*lines)
		}
	}
	w.holds(all)
}
