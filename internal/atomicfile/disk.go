package atomicfile

import (
	"context"
	"sync"
	"time"
)

// Disk reads and replaces files. The zero value is ready for use, also by
// several goroutines at once.
type Disk struct {
	// Hook, where set, is called before each step. An error that it returns
	// is taken for the step's own: this is how tests count what is touched,
	// fill the disk, and write at the worst moment.
	Hook func(Op, string) error
	// Now is the wall clock that deadlines are compared with; nil: the
	// system's, on which contexts end.
	Now func() time.Time

	mu    sync.Mutex
	swept map[string]bool
}

// Op is a step in reading or replacing a file.
type Op string

// The steps.
const (
	OpStat Op = "stat"
	OpRead Op = "read"
	OpTemp Op = "temp" // make the file beside
	OpText Op = "text" // write its content
	OpSync Op = "sync" // make it durable
	OpSwap Op = "swap" // about to swap: the last moment for somebody else's write
	OpLook Op = "look" // swapped; writers to the old file are kept waiting
	OpBack Op = "back" // swap back
)

func (d *Disk) step(op Op, path string) error {
	if d.Hook == nil {
		return nil
	}
	return d.Hook(op, path)
}

func (d *Disk) now() time.Time {
	if d.Now == nil {
		return time.Now()
	}
	return d.Now()
}

// inTime looks at the deadline on the monotonic and on the wall clock: the
// first stands still while a machine sleeps.
func (d *Disk) inTime(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if end, ok := ctx.Deadline(); ok && d.now().Round(0).After(end.Round(0)) {
		return context.DeadlineExceeded
	}
	return nil
}
