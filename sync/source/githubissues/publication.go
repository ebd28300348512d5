package githubissues

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/source"
)

// event is something that happened to an issue.
type event struct {
	ID     int64        `json:"id"`
	Event  string       `json:"event"` // closed, or another word of GitHub
	Actor  *actor       `json:"actor"`
	At     time.Time    `json:"created_at"`
	Label  issues.Label `json:"label"`
	Reason string       `json:"state_reason"` // of closed; "": as completed
}

// maxEvents bounds how many of an issue's events are read.
const maxEvents = 2000

// history is what was done to issues, and by whom.
type history struct {
	people
	// doubted are the issues that a stranger edited after they were published,
	// by when they were last updated: each update is a reason to look again.
	doubted map[int]time.Time
}

// publication is when an issue was published by somebody who has a say, or why
// it does not count as published. An error that wraps ErrUnreadable means that
// somebody without one edited it since.
func (h history) publication(ctx context.Context, i issue) (at time.Time, why string, err error) {
	events, err := h.events(ctx, i)
	if err != nil {
		return time.Time{}, "", err
	}
	n, bot, err := h.publishedBy(ctx, i, events)
	switch {
	case err != nil:
		return time.Time{}, "", err
	case n < 0 && bot != "":
		return time.Time{}, "published by " + bot + ", which has no say in " + h.cfg.Repository +
			": it counts as a draft until somebody with triage rights publishes it, or bots names that one", nil
	case n < 0:
		return time.Time{}, "published by somebody without triage rights in " + h.cfg.Repository + ": it counts as a draft until somebody with them publishes it", nil
	}
	return events[n].At, "", h.endorsed(ctx, i, events[n].At, events[n+1:])
}

// way is one of the ways in which an issue is published: what an event means
// for it; "": nothing.
type way func(event) verdict

type verdict string

const (
	publishes verdict = "publishes"
	retracts  verdict = "retracts"
)

func (h history) byLabel(e event) verdict {
	switch {
	case !names.Alike(e.Label.Name, h.cfg.Published.Label):
	case e.Event == "labeled":
		return publishes
	case e.Event == "unlabeled":
		return retracts
	}
	return ""
}

// byClosing knows that what was given up was not published, although somebody
// called it completed later.
func byClosing(e event) verdict {
	switch {
	case e.Event == "closed" && !givenUp(e.Reason):
		return publishes
	case e.Event == "closed", e.Event == "reopened":
		return retracts
	}
	return ""
}

// publishedBy is the last event by which an issue is published, as an index;
// -1: nobody who has a say published it, or the last of them retracted it. bot
// is the last one that published it and has no say.
func (h history) publishedBy(ctx context.Context, i issue, events []event) (last int, bot string, err error) {
	var ways []way
	if i.bears(h.cfg.Published.Label) {
		ways = append(ways, h.byLabel)
	}
	if h.cfg.Published.ByClosing() && i.closed() {
		ways = append(ways, byClosing)
	}
	last = -1
	for _, w := range ways {
		n, without, err := h.lastSaid(ctx, events, w)
		if err != nil {
			return 0, "", err
		}
		last, bot = max(last, n), cmp.Or(bot, without)
	}
	return last, bot, nil
}

// lastSaid is the last event with which somebody who has a say published an
// issue in one way; -1: there is none, or one who has a say retracted it since.
func (h history) lastSaid(ctx context.Context, events []event, w way) (last int, bot string, err error) {
	for n := len(events) - 1; n >= 0; n-- {
		e := events[n]
		v := w(e)
		if v == "" {
			continue
		}
		r, err := h.roleOf(ctx, e.Actor)
		switch {
		case err != nil:
			return 0, "", err
		case r.triages() && v == publishes:
			return n, bot, nil
		case r.triages():
			return -1, bot, nil
		case v == publishes && bot == "" && e.Actor.bot():
			bot = e.Actor.shown()
		}
	}
	return -1, bot, nil
}

// events are an issue's, the oldest first.
func (h history) events(ctx context.Context, i issue) ([]event, error) {
	out, l, err := client.List[event](ctx, h.client, h.cfg.api("/issues/%d/events", i.Number), "", maxEvents)
	if l.More {
		err = fmt.Errorf("%w: it has more than %d events, so nobody can tell who published it", source.ErrUnreadable, maxEvents)
	}
	slices.SortStableFunc(out, func(a, b event) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return out, err
}

// advise adds what to do about an error of the whole source.
func (s *Source) advise(err error) error {
	if client.KindOf(err) == client.Gone {
		err = fmt.Errorf("%w: %w", errDisabled, err)
	}
	return client.Missing(s.cfg.Repository, err)
}
