package campaign_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/followthrough/followthrough/internal/longtest"
)

// campaignSeeds says how many seeds the campaign tries, or from which one to which:
// 200-399. campaignSeed names one, whose schedule is printed.
const (
	campaignSeeds = "FOLLOWTHROUGH_CAMPAIGN_SEEDS"
	campaignSeed  = "FOLLOWTHROUGH_CAMPAIGN_SEED"
)

// TestCampaignSeeds lives through the schedules of many seeds, and through those that
// once failed. One that fails is shortened and printed: it belongs into
// testdata/schedules.
func TestCampaignSeeds(t *testing.T) {
	kept, err := keptSchedules()
	must(t, err)
	for _, name := range slices.Sorted(maps.Keys(kept)) {
		t.Run(name, func(t *testing.T) {
			if lived := simulate(t, kept[name]); len(lived.wrong) > 0 {
				t.Errorf("%s\n%s\n%s", lived.account(), kept[name], lived.log.last(60))
			}
		})
	}
	from, to := drawn(t)
	all := &figures{counts: map[string]int{}}
	t.Run("seeds", func(t *testing.T) {
		for seed := from; seed < to; seed++ {
			t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
				t.Parallel()
				s := draw(seed)
				lived := simulate(t, s)
				all.add(lived.figures)
				if to-from == 1 {
					t.Logf("%s\n%s", s, lived.account())
				}
				if len(lived.wrong) > 0 {
					fails(t, s, lived)
				}
			})
		}
	})
	t.Logf("%d seeds:\n%s", to-from, all)
}

// drawn are those that were asked for.
func drawn(t *testing.T) (from, to uint64) {
	to = 20
	if os.Getenv(longtest.Variable) != "" && !raced {
		to = 200
	}
	number := func(text string) uint64 {
		n, err := strconv.ParseUint(text, 10, 64)
		must(t, err)
		return n
	}
	if one := os.Getenv(campaignSeed); one != "" {
		return number(one), number(one) + 1
	}
	if first, last, some := strings.Cut(os.Getenv(campaignSeeds), "-"); some {
		from, to = number(first), number(last)+1
	} else if first != "" {
		to = number(first)
	}
	return from, to
}

// fails tells of a schedule that fails, shortened.
func fails(t *testing.T, s schedule, lived *simulation) {
	first := lived
	short := shortened(s, 60, func(s schedule) bool {
		again := simulate(t, s)
		if len(again.wrong) > 0 {
			lived = again
		}
		return len(again.wrong) > 0
	})
	src, err := json.Marshal(short)
	must(t, err)
	t.Errorf("seed %d: %s\nshortened to %d of %d events:\n%s%s\n%s\nits log ends:\n%s", s.Seed, first.wrong[0], len(short.Events), len(s.Events), short, src, lived.account(), lived.log.last(60))
}

// figures are what happened in all worlds together.
type figures struct {
	mu     sync.Mutex
	counts map[string]int
}

func (f *figures) add(counts map[string]int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for what, n := range counts {
		f.counts[what] += n
	}
}

func (f *figures) String() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := ""
	for _, what := range slices.Sorted(maps.Keys(f.counts)) {
		out += fmt.Sprintf("%9d %s\n", f.counts[what], what)
	}
	return out
}
