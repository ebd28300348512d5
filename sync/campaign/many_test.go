package campaign_test

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// hangs accepts a request and never answers it, or a byte a second: after half a
// minute its client gives it up, and sends it again.
func hangs(ctx context.Context) error {
	select {
	case <-time.After(30 * time.Second):
		return errGivenUp
	case <-ctx.Done():
		return ctx.Err()
	}
}

var errGivenUp = errors.New("no answer in time")

// troubles are what may be wrong with one of whom many are asked.
func troubles() map[string]func(context.Context) error {
	says := func(kind tracker.Kind, after time.Duration, words string) func(context.Context) error {
		return func(context.Context) error {
			e := &tracker.Error{Kind: kind, Err: errors.New(words)}
			if after > 0 {
				e.Until = time.Now().Add(after)
			}
			return e
		}
	}
	n := 0
	return map[string]func(context.Context) error{
		"never answers":   hangs,
		"429":             says(tracker.Throttled, 30*time.Second, "too many requests"),
		"503 for minutes": says(tracker.Throttled, 3*time.Minute, "down for maintenance"),
		"a login page":    says(tracker.Auth, 0, "a page for people"),
		"refused":         says(tracker.Unavailable, 0, "connection refused"),
		"reset":           says(tracker.Unknown, 0, "connection reset by peer"),
		"half an answer": func(ctx context.Context) error {
			if n++; n%2 == 0 {
				return nil
			}
			return &tracker.Error{Err: io.ErrUnexpectedEOF}
		},
		"slow": func(context.Context) error {
			time.Sleep(4 * time.Second)
			return nil
		},
	}
}

// One of fifty that is in trouble, as a tracker or as a source, holds up nobody else,
// is asked little, and heals by itself.
func TestOneInTroubleHoldsUpNobody(t *testing.T) {
	for name, trouble := range troubles() {
		for _, sort := range []string{"tracker", "source"} {
			t.Run(sort+" "+name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					n := 10
					if os.Getenv(longtest.Variable) != "" {
						n = 50
					}
					w := newMany(t, n)
					defer w.runs()()
					w.takes("the first items", 20*time.Second, w.shows(n-1, "followthrough:end"))
					time.Sleep(polls)
					quiet := max(w.ticks(7, review.Done, polls), w.ticks(7, review.Open, polls))
					sick := &w.trackers[3].vendor
					if sort == "source" {
						sick = &w.sources[3].vendor
					}
					sick.gets(trouble)
					from, worst := time.Now(), time.Duration(0)
					for _, pause := range []time.Duration{0, 0, 5 * time.Second, 30 * time.Second, 90 * time.Second, 5 * time.Minute} {
						time.Sleep(pause)
						worst = max(worst, w.ticks(7, review.Done, polls), w.ticks(7, review.Open, polls))
					}
					asked, lasted := sick.gets(nil), time.Since(from)
					most := int(lasted/polls) + 4
					if name == "slow" || name == "half an answer" { // it works, by and by
						most = 30
					}
					if worst > 2*quiet || asked > most {
						t.Errorf("others waited %s, %s where all is well; in %s it was asked %d times", worst, quiet, lasted, asked)
					}
					heals := w.ticks(3, review.Done, 2*polls+30*time.Second)
					t.Logf("others waited %s at most, %s where all is well; asked %d times in %s; healed after %s", worst, quiet, asked, lasted, heals)
					if n := w.trackers[3].holds(); n != 2 {
						t.Errorf("it has %d items, not 2", n)
					}
					synctest.Wait() // nobody writes into the log
					if n := strings.Count(w.log.String(), "level=WARN"); n > 2 && name != "half an answer" {
						t.Errorf("%d warnings of one trouble:\n%s", n, w.log.String())
					}
					for _, told := range []string{"missing", "withdrawn", "item not seen", "gone"} {
						if strings.Contains(w.log.String(), told) {
							t.Errorf("%q is told:\n%s", told, w.log.String())
						}
					}
				})
			})
		}
	}
}

// One of fifty that never answers from the start on is waited for by nobody else.
func TestOneThatNeverAnswersHoldsUpNoFirstItem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newMany(t, 50)
		w.trackers[3].gets(hangs)
		w.sources[4].gets(hangs)
		defer w.runs()()
		if first := w.takes("the first items of the others", 10*time.Second, w.shows(49, "followthrough:end")); first > 5*time.Second {
			t.Errorf("the first items of the others came after %s", first)
		}
	})
}

// After the store was lost a team's items may lie where another tracker is its own
// by now, and no block tells of them: while that one can't be read, nothing is made
// for the reviews that may have had some.
func TestLostStoreMakesNothingTwiceWhileATrackerIsAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newMany(t, 5)
		w.modes = nil
		stop := w.runs()
		w.takes("the items", time.Minute, func() bool { return w.trackers[3].holds() == 2 && w.trackers[4].holds() == 2 })
		stop()
		w.forget()
		w.moved = map[int]int{3: 4} // its team's backlog
		w.trackers[3].gets(hangs)
		defer w.runs()()
		time.Sleep(5 * time.Minute)
		if n := w.trackers[4].holds(); n != 2 {
			t.Errorf("%d items where 2 were: they were made another time", n)
		}
		w.trackers[3].gets(nil)
		w.sources[0].put("new.md", "# Another\n\n## Action items\n\n- [ ] Test the backup (owner: team1)\n")
		w.takes("the item of another review, when all was listed", 2*polls, func() bool { return w.trackers[1].holds() == 3 })
		if n := w.trackers[4].holds(); n != 2 {
			t.Errorf("%d items where 2 were: they were made another time", n)
		}
	})
}
