package show

import (
	"io"
	"time"

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
			At: ev.At.UTC().Format(time.RFC3339), Source: OrNull(ev.Source), Review: OrNull(ev.Source + ":" + ev.Path),
			Key: OrNull(string(ev.Action)), Item: OrNull(ev.Item), What: ev.What, Why: OrNull(restate(ev.Why)),
		})
	}
	return JSON(w, struct {
		Events []eventJSON `json:"events"`
	}{out})
}
