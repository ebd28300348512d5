package terminal

import (
	"context"
	"fmt"
	"time"
)

// Countdown waits until a moment, which a person on a terminal sees coming;
// false: ctx ended before. It looks at the clock again and again: a machine may
// sleep meanwhile.
func Countdown(ctx context.Context, e Env, until time.Time) bool {
	shown := false
	defer func() {
		if shown {
			fmt.Fprint(e.Err, "\r\x1b[K")
		}
	}()
	for left := until.Sub(e.Now()); left > 0; left = until.Sub(e.Now()) {
		if e.ErrTerminal {
			fmt.Fprintf(e.Err, "\r%s left (Ctrl-C ends it)\x1b[K", Lasting(left))
			shown = true
		}
		select {
		case <-ctx.Done():
			return false
		case <-time.After(min(left, time.Second)):
		}
	}
	return ctx.Err() == nil
}

// Lasting is a time in words, to the second: "1m5s", "2m".
func Lasting(d time.Duration) string {
	d = (d + time.Second - 1).Truncate(time.Second)
	text := d.String()
	for _, zero := range []string{"m0s", "h0m"} {
		if len(text) > len(zero) && text[len(text)-len(zero):] == zero {
			text = text[:len(text)-2]
		}
	}
	return text
}
