package show

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/store"
)

// Names are the sources and trackers that have not answered yet, for a person.
func Names(late []gather.Late) string {
	var names []string
	for _, l := range late {
		if l.Tracker != "" {
			names = append(names, "tracker "+l.Tracker)
		} else {
			names = append(names, "source "+l.Source)
		}
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// Late says for whom a sync waits.
func Late(e terminal.Env, late []gather.Late) {
	fmt.Fprintln(e.Err, terminal.Wrap(terminal.Clean("Waiting for the answer of "+Names(late)+"; what can go on without it was done."), e.Width, ""))
}

// Asked says for whom a command waits that changes nothing.
func Asked(e terminal.Env, late []gather.Late) {
	fmt.Fprintln(e.Err, terminal.Wrap(terminal.Clean("Waiting for the answer of "+Names(late)+"."), e.Width, ""))
}

// NotReached says whom a sync did not reach.
func NotReached(e terminal.Env, late []gather.Late) {
	for _, l := range late {
		text := fmt.Sprintf("Not reached: %s has not answered since %s. What concerns it waits for the next pass.",
			Names([]gather.Late{l}), l.Since.UTC().Format(time.RFC3339))
		fmt.Fprintln(e.Err, terminal.Wrap(terminal.Clean(e.Moments(text)), e.Width, ""))
	}
}

// AskedOf says who is asked to carry a command out.
func AskedOf(e terminal.Env, held *store.LockedError) {
	text := fmt.Sprintf("Process %d on %s works on the store: it is asked to do this with its next pass.", held.PID, held.Host)
	fmt.Fprintln(e.Err, terminal.Wrap(terminal.Clean(text), e.Width, ""))
}

// Held says which process a command waits for, since that one works on the store.
func Held(e terminal.Env, held error) {
	who := "another process"
	if by := (*store.LockedError)(nil); errors.As(held, &by) && by.PID != 0 {
		who = fmt.Sprintf("process %d", by.PID)
	}
	fmt.Fprintln(e.Err, terminal.Clean("Waiting for "+who+", which is working on the store."))
}
