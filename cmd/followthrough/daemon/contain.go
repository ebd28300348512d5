package daemon

import (
	"errors"

	"github.com/followthrough/followthrough/internal/panics"
)

// contained does what stands beside the loop. Where it goes wrong in us, that is told,
// and the daemon goes on.
func (d *daemon) contained(in string, do func()) {
	err := func() (err error) {
		defer panics.Into(&err)
		do()
		return nil
	}()
	var p *panics.Error
	if errors.As(err, &p) {
		d.figures().Broke(in)
		d.Log.Error("something went wrong in a way that is a mistake in followthrough", "what", in, "error", err, "stack", p.Stack)
	}
}
