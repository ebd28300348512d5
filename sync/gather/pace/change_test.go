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

// Who is another one by now is asked at once, and what the one before was being asked is
// called off; who only failed is asked at once where somebody wants that.
func TestDroppedAndHurriedOnesAreAskedAtOnce(t *testing.T) {
	in(t, pace.Rules{Grace: time.Second, Pause: time.Minute}, func(t *testing.T, ctx context.Context, d *pace.Desk, pokes *atomic.Int64) {
		hangs, fails, rests := d.Vendor("tracker", "hangs"), d.Vendor("tracker", "fails"), d.Vendor("tracker", "rests")
		var ended atomic.Value
		d.Begin()
		pace.Read(ctx, hangs, never, func(ctx context.Context) (string, error) {
			<-ctx.Done()
			ended.Store(context.Cause(ctx))
			return "", ctx.Err()
		})
		reads(ctx, fails, 0, errDown)
		pace.Read(ctx, rests, func(error) time.Time { return time.Now().Add(time.Hour) }, func(context.Context) (string, error) { return "", errDown })
		d.Wait(ctx)
		d.Drop("tracker", "hangs")
		synctest.Wait()
		if err, _ := ended.Load().(error); !errors.Is(err, context.Canceled) || !d.Vendor("tracker", "hangs").Free() {
			t.Errorf("who is another by now: %v", err)
		}
		pace.Take[string](fails)
		pace.Take[string](rests)
		d.Hurry()
		if !fails.Free() || rests.Free() || pokes.Load() != 0 {
			t.Errorf("who failed may be asked: %v, who wants to be left alone: %v, %d pokes", fails.Free(), rests.Free(), pokes.Load())
		}
	})
}
