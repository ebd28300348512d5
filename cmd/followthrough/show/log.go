package show

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/plan"
)

type eventJSON struct {
	At     string  `json:"at"`
	Source *string `json:"source"`
	Review *string `json:"review"`
	Key    *string `json:"key"`
	Item   *string `json:"item"`
	What   string  `json:"what"`
	Why    *string `json:"why"`
}

// LogJSON writes events.
func LogJSON(w io.Writer, events []plan.Event, restate func(string) string) error {
	out := []eventJSON{}
	for _, ev := range events {
		out = append(out, eventJSON{
			At: ev.At.UTC().Format(time.RFC3339), Source: orNull(ev.Source), Review: orNull(ev.Source + ":" + ev.Path),
			Key: orNull(string(ev.Action)), Item: orNull(ev.Item), What: ev.What, Why: orNull(restate(ev.Why)),
		})
	}
	return JSON(w, struct {
		Events []eventJSON `json:"events"`
	}{out})
}

// Log prints the events by day and review.
func Log(e terminal.Env, events []plan.Event, restate func(string) string) {
	if len(events) == 0 {
		fmt.Fprintln(e.Out, "Nothing happened yet.")
		return
	}
	last := ""
	for _, ev := range events {
		if here := ev.At.UTC().Format(time.DateOnly) + "  " + ev.Source + ":" + ev.Path; here != last {
			fmt.Fprintln(e.Out, terminal.Bold(e, terminal.Clean(here)))
			last = here
		}
		what := strings.Join(NonEmpty(string(ev.Action), ev.What, ev.Item), " ")
		fmt.Fprintf(e.Out, "  %s %s\n", ev.At.UTC().Format("15:04:05"), terminal.Clean(terminal.Cut(what, e.Width-12)))
		if ev.Why != "" && ev.Why != ev.Item {
			fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(restate(ev.Why)), e.Width-14, "             "))
		}
	}
}
