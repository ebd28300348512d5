package campaign_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// silence takes a request and never answers it.
func silence(ctx context.Context) error {
	<-ctx.Done()
	return &tracker.Error{Err: ctx.Err()}
}

// Probe asks for what can't be made, where creations are answered as well or not.
func (d *distant) Probe(ctx context.Context, _ tracker.Backlog) error {
	if err := d.answer(ctx); err != nil {
		return err
	}
	return d.making.answer(ctx)
}

// One of several whose creations have no answer, while it can be read, holds up
// nobody else, is asked little, and when it is over all is made by itself, once.
func TestCreationsWithoutAnswerHoldUpNobody(t *testing.T) {
	for name, trouble := range map[string]func(context.Context) error{
		"hang": silence, "500": func(context.Context) error { return &tracker.Error{Whole: true, Err: fmt.Errorf("500")} },
		"slow": func(context.Context) error { time.Sleep(5 * time.Second); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newMany(t, 5)
				for _, d := range w.trackers {
					d.settle = 2 * time.Minute
				}
				sick := w.trackers[3]
				sick.making.gets(trouble)
				defer w.runs()()
				w.takes("the items of the others", 4*time.Minute, w.shows(4, "](https://"))
				time.Sleep(polls)
				worst := time.Duration(0)
				for n := range 10 {
					w.sources[3].put(fmt.Sprintf("b%d.md", n), fmt.Sprintf("# Another\n\n## Action items\n\n- [ ] Test the backup of cluster number %d (owner: team3)\n", n))
					worst = max(worst, w.ticks(1, review.Done, polls), w.ticks(1, review.Open, polls))
					time.Sleep(3 * time.Minute)
				}
				if worst > 3*time.Second {
					t.Errorf("others waited %s", worst)
				}
				asked, ended := sick.making.gets(nil), time.Now()
				if name != "slow" && (asked < 3 || asked > 20) {
					t.Errorf("it was asked %d times in half an hour", asked)
				}
				w.takes("the items of the one", 70*time.Minute, func() bool { return sick.holds() == 12 })
				t.Logf("others waited %s, it was asked %d times, and made all %s after it was over", worst, asked, time.Since(ended))
				time.Sleep(10 * time.Minute)
				if n := sick.holds(); n != 12 {
					t.Errorf("%d items, want 12", n)
				}
				if told := w.log.String(); strings.Contains(told, "blocked") {
					t.Errorf("somebody is asked:\n%s", told)
				}
			})
		})
	}
}

// A source into which nothing can be written for a while holds up nobody else.
func TestAWritingWithoutAnswerHoldsUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newMany(t, 5)
		sick := w.sources[3]
		sick.writing.gets(silence)
		defer w.runs()()
		w.takes("the reports of the others", 20*time.Second, w.shows(4, "followthrough:end"))
		worst := time.Duration(0)
		for range 5 {
			worst = max(worst, w.ticks(1, review.Done, polls), w.ticks(1, review.Open, polls))
			time.Sleep(polls)
		}
		if worst > 3*time.Second {
			t.Errorf("others waited %s", worst)
		}
		asked := sick.writing.gets(nil)
		t.Logf("others waited %s, it was written to %d times", worst, asked)
		if asked > 5 {
			t.Errorf("it was written to %d times in five minutes", asked)
		}
		w.takes("its report", 4*time.Minute, w.shows(3, "followthrough:end"))
		if n := w.trackers[3].holds(); n != 2 {
			t.Errorf("%d items, want 2", n)
		}
	})
}
