package support

import (
	"context"
	"errors"
	"regexp"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
)

// How much of the store is packed at most.
const (
	mostEvents  = 5000
	mostActions = 20000
)

// Why is an error of the store without its words, which hold paths and hosts.
func Why(err error) string {
	for _, known := range []error{
		store.ErrNoFolder, store.ErrNotExist, store.ErrNotStore, store.ErrOlder, store.ErrNewer, store.ErrLocked, store.ErrFull, store.ErrDamaged,
		store.ErrRefused, store.ErrAway, store.ErrMoved, store.ErrInstance,
	} {
		if errors.Is(err, known) {
			return known.Error()
		}
	}
	return "it can't be read"
}

// Kept is the store, as far as it is packed.
type Kept interface {
	Tally(ctx context.Context) (store.Tally, error)
	Log(ctx context.Context, f store.LogFilter) ([]plan.Event, error)
	ReviewsBy(ctx context.Context, f store.Filter) ([]plan.Review, error)
	Intents(ctx context.Context) ([]plan.Intent, error)
	Marks(ctx context.Context, sources, trackers []string) ([]plan.SourceMark, []plan.TrackerMark, error)
}

// The parts that come from the store.
func storeParts() []Part {
	return []Part{
		{Name: "figures.json", What: "how many reviews and actions there are, by where they stand"},
		{Name: "log.json", What: "the last events: when, what, and the keys of review and action"},
		{Name: "actions.json", What: "where each action stands: keys, states and times"},
		{Name: "failures.json", What: "what can't be read or written now, and creations without an answer: keys and times"},
	}
}

// WithoutStore are the parts of a store that can't be read.
func WithoutStore(why string) []Part {
	out := storeParts()
	for i := range out {
		out[i].Missing = why
	}
	return out
}

// OfStore are the parts of a store. What of it can't be read is missing.
func OfStore(ctx context.Context, s Kept, n *Names, sources, trackers []string) []Part {
	out := storeParts()
	for i, read := range []func() (any, error){
		func() (any, error) { return figures(ctx, s, n) },
		func() (any, error) { return events(ctx, s, n) },
		func() (any, error) { return actions(ctx, s, n) },
		func() (any, error) { return failures(ctx, s, n, sources, trackers) },
	} {
		says, err := read()
		if err != nil {
			out[i].Missing = Why(err)
			continue
		}
		out[i] = part(out[i].Name, out[i].What, says)
	}
	return out
}

type reviewFigures struct {
	Source        string `json:"source,omitzero"`
	Published     int    `json:"published,omitzero"`
	Unpublished   int    `json:"unpublished,omitzero"`
	Gone          int    `json:"gone,omitzero"`
	Troubled      int    `json:"troubled,omitzero"`
	MoreDoubtful  int    `json:"more_doubtful,omitzero"`
	NotUnderstood int    `json:"not_understood,omitzero"`
}

type actionFigures struct {
	Source string `json:"source,omitzero"`
	State  string `json:"state,omitzero"`
	HeldBy string `json:"held_by,omitzero"`
	Count  int    `json:"count,omitzero"`
}

func figures(ctx context.Context, s Kept, n *Names) (any, error) {
	t, err := s.Tally(ctx)
	out := struct {
		Reviews []reviewFigures `json:"reviews,omitzero"`
		Actions []actionFigures `json:"actions,omitzero"`
	}{[]reviewFigures{}, []actionFigures{}}
	for _, r := range t.Reviews {
		out.Reviews = append(out.Reviews, reviewFigures{n.Number("source", r.Source), r.Published, r.Unpublished, r.Gone, r.Troubled, r.MoreDoubtful, r.NotUnderstood})
	}
	for _, a := range t.Actions {
		out.Actions = append(out.Actions, actionFigures{n.Number("source", a.Source), string(a.State), string(a.HeldBy), a.Count})
	}
	return out, err
}

// word is what happened, as the program says it: a few words of its own.
var word = regexp.MustCompile(`^[a-z]+(?:[ -][a-z]+){0,4}$`)

type event struct {
	At     time.Time `json:"at,omitzero"`
	What   string    `json:"what,omitzero"`
	Source string    `json:"source,omitzero"`
	Review string    `json:"review,omitzero"`
	Action string    `json:"action,omitzero"`
}

func events(ctx context.Context, s Kept, n *Names) (any, error) {
	all, err := s.Log(ctx, store.LogFilter{Limit: mostEvents})
	out := []event{}
	for _, e := range all {
		if !word.MatchString(e.What) {
			e.What = "(other)"
		}
		out = append(out, event{e.At.UTC(), e.What, n.Number("source", e.Source), hash(e.Review), hash(e.Action)})
	}
	return out, err
}

var hashed = regexp.MustCompile(`^[0-9a-f]{1,64}$`)

// hash is a key as long as it is one, which holds no name.
func hash(k review.Key) string {
	if k == "" || hashed.MatchString(string(k)) {
		return string(k)
	}
	return "(other)"
}

type action struct {
	Source     string    `json:"source,omitzero"`
	Review     string    `json:"review,omitzero"`
	Action     string    `json:"action,omitzero"`
	State      string    `json:"state,omitzero"`
	HeldBy     string    `json:"held_by,omitzero"`
	Published  bool      `json:"published,omitzero"`
	Restricted bool      `json:"restricted,omitzero"`
	Newly      bool      `json:"newly,omitzero"`
	Generation int       `json:"generation,omitzero"`
	Attempts   int       `json:"attempts,omitzero"`
	Tracker    string    `json:"tracker,omitzero"`
	FirstRead  time.Time `json:"first_read,omitzero"`
	Changed    time.Time `json:"changed,omitzero"`
	Gone       time.Time `json:"gone,omitzero"`
	Admitted   time.Time `json:"admitted,omitzero"`
	Until      time.Time `json:"until,omitzero"`
}

func actions(ctx context.Context, s Kept, n *Names) (any, error) {
	records, err := s.ReviewsBy(ctx, store.Filter{})
	out := []action{}
	for _, r := range records {
		for _, k := range r.Actions {
			if len(out) == mostActions {
				return out, err
			}
			a := action{
				Source: n.Number("source", r.Source), Review: hash(r.Key), Action: hash(k.Key), State: string(k.State), HeldBy: string(k.HeldBy),
				Published: r.Published, Restricted: r.Restricted, Newly: k.Newly, Generation: k.Generation, Attempts: k.Attempts,
				FirstRead: k.FirstRead, Changed: r.Changed, Gone: r.Gone, Admitted: k.Admitted, Until: r.Wake,
			}
			if k.Item != nil {
				a.Tracker = n.Number("tracker", k.Item.Tracker)
			}
			out = append(out, a)
		}
	}
	return out, err
}

type unread struct {
	What  string    `json:"what,omitzero"`
	Since time.Time `json:"since,omitzero"`
}

type troubled struct {
	Source  string    `json:"source,omitzero"`
	Review  string    `json:"review,omitzero"`
	Changed time.Time `json:"changed,omitzero"`
}

type unanswered struct {
	Tracker    string    `json:"tracker,omitzero"`
	Review     string    `json:"review,omitzero"`
	Action     string    `json:"action,omitzero"`
	Generation int       `json:"generation,omitzero"`
	Attempt    int       `json:"attempt,omitzero"`
	Asked      time.Time `json:"asked,omitzero"`
}

func failures(ctx context.Context, s Kept, n *Names, sources, trackers []string) (any, error) {
	out := struct {
		Unread     []unread     `json:"unread,omitzero"`     // sources and trackers
		Troubled   []troubled   `json:"troubled,omitzero"`   // reviews that can't be read or written to
		Unanswered []unanswered `json:"unanswered,omitzero"` // creations
	}{[]unread{}, []troubled{}, []unanswered{}}
	of, at, err := s.Marks(ctx, sources, trackers)
	if err != nil {
		return nil, err
	}
	for _, m := range of {
		if !m.Unread.Since.IsZero() {
			out.Unread = append(out.Unread, unread{n.Number("source", m.Source), m.Unread.Since})
		}
	}
	for _, m := range at {
		if !m.Unread.Since.IsZero() {
			out.Unread = append(out.Unread, unread{n.Number("tracker", m.Tracker), m.Unread.Since})
		}
	}
	records, err := s.ReviewsBy(ctx, store.Filter{})
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		if r.Problem != "" {
			out.Troubled = append(out.Troubled, troubled{Source: n.Number("source", r.Source), Review: hash(r.Key), Changed: r.Changed})
		}
	}
	open, err := s.Intents(ctx)
	for _, i := range open {
		out.Unanswered = append(out.Unanswered, unanswered{n.Number("tracker", i.Tracker), hash(i.Review), hash(i.Action), i.Marker.Generation, i.Attempt, i.Asked})
	}
	return out, err
}
