package pace_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/followthrough/followthrough/sync/gather/pace"
)

var errDown = errors.New("503")

func never(error) time.Time { return time.Time{} }

// reads begins a reading that takes so long.
func reads(ctx context.Context, v *pace.Vendor, takes time.Duration, err error) {
	pace.Read(ctx, v, never, func(ctx context.Context) (string, error) {
		select {
		case <-time.After(takes):
			return "all of it", err
		case <-ctx.Done():
			return "", ctx.Err()
		}
	})
}

func late(err error) bool {
	var l *pace.Late
	return errors.As(err, &l)
}

// in runs a test in a bubble, with a desk that is closed at its end.
func in(t *testing.T, rules pace.Rules, test func(t *testing.T, ctx context.Context, d *pace.Desk, pokes *atomic.Int64)) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var pokes atomic.Int64
		d := &pace.Desk{Rules: rules, Now: time.Now, Poke: func() { pokes.Add(1) }}
		test(t, ctx, d, &pokes)
		cancel()
		d.Close()
	})
}

func TestLateOnesAreTakenInByALaterPass(t *testing.T) {
	in(t, pace.Rules{Grace: time.Second}, func(t *testing.T, ctx context.Context, d *pace.Desk, pokes *atomic.Int64) {
		quick, slow, from := d.Vendor("tracker", "quick"), d.Vendor("tracker", "slow"), time.Now()
		d.Begin()
		reads(ctx, quick, 100*time.Millisecond, nil)
		reads(ctx, slow, 3*time.Second, nil)
		if d.Wait(ctx); time.Since(from) != time.Second {
			t.Errorf("a pass waited for %s", time.Since(from))
		}
		if a := pace.Take[string](quick); a.Err != nil || a.Value != "all of it" || !a.Began.Equal(from) {
			t.Errorf("who answered in time: %v", a)
		}
		if a := pace.Take[string](slow); !late(a.Err) || !slow.Since().Equal(from) {
			t.Errorf("who did not: %v, since %s", a, slow.Since())
		}
		d.Begin() // another pass, soon after: it waits for nobody who is late already
		reads(ctx, quick, 100*time.Millisecond, nil)
		if slow.Free() {
			t.Error("who is asked is asked another time")
		}
		if d.Wait(ctx); time.Since(from) != 1100*time.Millisecond {
			t.Errorf("the next pass waited until %s after the first began", time.Since(from))
		}
		if !d.Next(ctx) || time.Since(from) != 3*time.Second || pokes.Load() != 1 {
			t.Errorf("the late one came after %s, with %d pokes", time.Since(from), pokes.Load())
		}
		d.Begin()
		if a := pace.Take[string](slow); a.Err != nil || !a.Began.Equal(from) || !slow.Since().IsZero() {
			t.Errorf("it counts from when it began: %v, since %s", a, slow.Since())
		}
	})
}

// Who answers while a pass goes on without it is not waited for any more, whoever else
// never answers.
func TestWhatCameMeanwhileIsNotWaitedFor(t *testing.T) {
	in(t, pace.Rules{Grace: time.Second}, func(t *testing.T, ctx context.Context, d *pace.Desk, _ *atomic.Int64) {
		d.Begin()
		slow, never := d.Vendor("tracker", "slow"), d.Vendor("tracker", "never")
		reads(ctx, slow, 2*time.Second, nil)
		reads(ctx, never, time.Hour, nil)
		d.Wait(ctx)
		time.Sleep(5 * time.Second) // the rest of the pass
		from := time.Now()
		if !d.Next(ctx) || time.Since(from) != 0 {
			t.Errorf("an answer that was there was waited for: %s", time.Since(from))
		}
		waiting, stop := context.WithTimeout(ctx, time.Minute)
		defer stop()
		if d.Next(waiting) {
			t.Error("one answer is told of twice")
		}
	})
}

func TestHiccupHoldsAPassNoLongerThanTwiceAsLongAsUsual(t *testing.T) {
	in(t, pace.Rules{Grace: time.Second}, func(t *testing.T, ctx context.Context, d *pace.Desk, _ *atomic.Int64) {
		v := d.Vendor("tracker", "jira")
		for _, tc := range []struct{ takes, waits time.Duration }{
			{20 * time.Millisecond, 20 * time.Millisecond},
			{10 * time.Second, 100 * time.Millisecond}, // a tenth of the grace at least
			{300 * time.Millisecond, 0},                // who was late is not waited for
			{400 * time.Millisecond, 400 * time.Millisecond},
			{10 * time.Second, 800 * time.Millisecond},
			{10 * time.Millisecond, 0},
			{10 * time.Second, 600 * time.Millisecond}, // what it took then is forgotten by and by
		} {
			from := time.Now()
			d.Begin()
			reads(ctx, v, tc.takes, nil)
			if d.Wait(ctx); time.Since(from) != tc.waits {
				t.Errorf("one that takes %s is waited for %s, want %s", tc.takes, time.Since(from), tc.waits)
			}
			time.Sleep(time.Minute)
			pace.Take[string](v)
		}
	})
}

func TestWhoFailedIsAskedAgainLaterAndLater(t *testing.T) {
	in(t, pace.Rules{Grace: time.Second, Pause: time.Minute}, func(t *testing.T, ctx context.Context, d *pace.Desk, pokes *atomic.Int64) {
		v, from := d.Vendor("tracker", "jira"), time.Now()
		var asked []time.Duration
		for range 60 { // a pass every ten seconds
			d.Begin()
			if v.Free() {
				asked = append(asked, time.Since(from))
				reads(ctx, v, 0, errDown)
			}
			d.Wait(ctx)
			if a := pace.Take[string](v); !errors.Is(a.Err, errDown) || !v.Since().Equal(from) {
				t.Fatalf("after %s: %v, since %s", time.Since(from), a.Err, v.Since())
			}
			time.Sleep(10 * time.Second)
		}
		if len(asked) != 6 || asked[1] != time.Minute || asked[2]-asked[1] != 110*time.Second {
			t.Errorf("in ten minutes it was asked at %v", asked)
		}
		if pokes.Load() != 0 || !d.Again().After(time.Now().Add(-2*time.Minute)) {
			t.Errorf("%d pokes, again at %s", pokes.Load(), d.Again())
		}
		time.Sleep(2 * time.Minute)
		d.Begin()
		reads(ctx, v, 0, nil)
		time.Sleep(time.Second)
		if a := pace.Take[string](v); a.Err != nil || !v.Since().IsZero() || !d.Again().IsZero() || !v.Free() {
			t.Errorf("healed: %v, since %s, again at %s", a.Err, v.Since(), d.Again())
		}
	})
}

func TestWhoWantsToBeLeftAloneIs(t *testing.T) {
	in(t, pace.Rules{Grace: time.Second, Pause: time.Minute}, func(t *testing.T, ctx context.Context, d *pace.Desk, _ *atomic.Int64) {
		for wants, want := range map[time.Duration]time.Duration{30 * time.Minute: 30 * time.Minute, 24 * time.Hour: time.Hour, time.Second: 54 * time.Second} {
			v := d.Vendor("tracker", wants.String())
			d.Begin()
			until := func(error) time.Time { return time.Now().Add(wants) }
			pace.Read(ctx, v, until, func(context.Context) (string, error) { return "", errDown })
			d.Wait(ctx)
			pace.Take[string](v)
			if at := d.Again(); time.Until(at) != want {
				t.Errorf("who wants to be left alone for %s is asked again after %s", wants, time.Until(at))
			}
			time.Sleep(want)
			reads(ctx, v, 0, nil)
			synctest.Wait()
		}
	})
}

func TestWithoutAGraceAllAreWaitedFor(t *testing.T) {
	in(t, pace.Rules{}, func(t *testing.T, ctx context.Context, d *pace.Desk, _ *atomic.Int64) {
		v := d.Vendor("tracker", "jira")
		for _, err := range []error{errDown, nil} {
			d.Begin()
			reads(ctx, v, time.Minute, err)
			d.Wait(ctx)
			if a := pace.Take[string](v); !errors.Is(a.Err, err) {
				t.Errorf("%v, want %v", a.Err, err)
			}
		}
		if a := pace.Take[string](v); a.Err == nil {
			t.Error("who was not asked has answered")
		}
	})
}

func TestPassThatIsToldToStopWaitsForNobody(t *testing.T) {
	in(t, pace.Rules{}, func(t *testing.T, ctx context.Context, d *pace.Desk, _ *atomic.Int64) {
		v := d.Vendor("tracker", "jira")
		ctx, stop := context.WithCancel(ctx)
		reads(ctx, v, time.Hour, nil)
		time.AfterFunc(time.Second, stop)
		d.Wait(ctx)
		synctest.Wait()
		if d.Next(ctx) {
			t.Error("nobody is asked, and an answer came")
		}
		d.Begin()
		if !v.Free() {
			t.Error("what ended with its pass keeps the next one from asking")
		}
	})
}

// answers is a question that takes so long, and counts.
func answers(n *atomic.Int64, takes time.Duration, err error) func(context.Context) (string, error) {
	return func(context.Context) (string, error) {
		n.Add(1)
		time.Sleep(takes)
		return "an item", err
	}
}

func TestAskIsBounded(t *testing.T) {
	in(t, pace.Rules{Grace: time.Second}, func(t *testing.T, ctx context.Context, d *pace.Desk, pokes *atomic.Int64) {
		v, from := d.Vendor("tracker", "jira"), time.Now()
		var asked atomic.Int64
		pass := func(question string, takes time.Duration, err error) pace.Answer[string] {
			d.Begin()
			reads(ctx, v, 0, nil)
			d.Wait(ctx)
			pace.Take[string](v)
			return pace.Ask(ctx, v, question, answers(&asked, takes, err))
		}
		if a := pass("1", 400*time.Millisecond, nil); a.Err != nil || a.Value == "" {
			t.Errorf("in time: %v", a)
		}
		if a := pace.Ask(ctx, v, "2", answers(&asked, 700*time.Millisecond, nil)); !late(a.Err) || time.Since(from) != time.Second {
			t.Errorf("beyond the grace of the pass: %v, after %s", a, time.Since(from))
		}
		if a := pace.Ask(ctx, v, "3", answers(&asked, 0, nil)); !late(a.Err) || asked.Load() != 2 {
			t.Errorf("who is late is asked more: %v, %d questions", a, asked.Load())
		}
		time.Sleep(200 * time.Millisecond)
		d.Begin()
		if kept := pace.Kept[string](v); len(kept) != 1 || !kept[0].Began.Equal(from.Add(400*time.Millisecond)) || pokes.Load() != 1 {
			t.Errorf("kept is %v, after %d pokes", kept, pokes.Load())
		}
		if a := pace.Ask(ctx, v, "2", answers(&asked, 0, nil)); a.Err != nil || asked.Load() != 2 {
			t.Errorf("the answer that came late: %v, %d questions", a, asked.Load())
		}
		if a := pass("4", 0, errDown); !errors.Is(a.Err, errDown) || !errors.Is(pace.Ask(ctx, v, "5", answers(&asked, 0, nil)).Err, errDown) || asked.Load() != 3 {
			t.Errorf("after a failure: %v, %d questions", a, asked.Load())
		}
		if a := pass("4", 0, nil); a.Err != nil || asked.Load() != 4 {
			t.Errorf("in the next pass: %v, %d questions", a, asked.Load())
		}
	})
}

func TestManyWhoAreLateHoldAPassNoLongerThanTwo(t *testing.T) {
	in(t, pace.Rules{Grace: time.Second}, func(t *testing.T, ctx context.Context, d *pace.Desk, _ *atomic.Int64) {
		var asked atomic.Int64
		from := time.Now()
		d.Begin()
		for i := range 10 {
			pace.Ask(ctx, d.Vendor("tracker", string(rune('a'+i))), "1", answers(&asked, time.Hour, nil))
		}
		if synctest.Wait(); time.Since(from) != 2*time.Second || asked.Load() != 10 || d.Oldest().IsZero() {
			t.Errorf("%s for %d questions", time.Since(from), asked.Load())
		}
		time.Sleep(2 * time.Hour)
		a := d.Vendor("tracker", "a")
		for range 2 {
			d.Begin()
			if kept := pace.Kept[string](a); len(kept) != 1 {
				t.Errorf("kept for a pass that could take it are %v", kept)
			}
		}
		for range 2 {
			reads(ctx, a, 0, nil)
			synctest.Wait()
			pace.Take[string](a)
			d.Begin()
		}
		if kept := pace.Kept[string](a); len(kept) != 0 {
			t.Errorf("what nobody asked for again is kept: %v", kept)
		}
	})
}
