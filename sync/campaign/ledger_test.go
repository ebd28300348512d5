package campaign_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// ledger is a tracker as bad as they come: a file to which every creation
// adds a line, also one that was made before; one answer in ten is lost, half
// of them after the item was made; its listing lags; and what it stumbles over
// it takes alone only. What it holds survives the death of the process.
type ledger struct {
	path   string
	lose   float64
	lag    time.Duration
	settle time.Duration
	pause  time.Duration // before and after each item is made, at most
	// stumbles are words that let a request for several be answered with an error
	// as a whole: for certain, or after a part of it was carried out.
	stumbles string
}

type entry struct {
	ID     string         `json:"id"`
	At     time.Time      `json:"at"`
	Marker tracker.Marker `json:"marker"`
}

var errReset = errors.New("connection reset by peer")

func (l *ledger) Settle() time.Duration { return l.settle }

func (l *ledger) Create(_ context.Context, items []tracker.NewItem) []tracker.Outcome {
	out := make([]tracker.Outcome, len(items))
	if at := l.stumble(items); at >= 0 {
		return l.whole(items, at)
	}
	for i, n := range items {
		lost := rand.Float64() < l.lose
		l.rest()
		if lost && rand.IntN(2) == 0 {
			out[i].Err = &tracker.Error{Err: errReset}
			continue
		}
		e, err := l.add(n.Marker)
		if err != nil {
			out[i].Err = &tracker.Error{Kind: tracker.Rejected, Err: err}
			continue
		}
		l.rest()
		if lost {
			out[i].Err = &tracker.Error{Err: errReset}
			continue
		}
		out[i].Item = e.item()
	}
	return out
}

// stumble is the item over which a request for several falls; -1: none.
func (l *ledger) stumble(items []tracker.NewItem) int {
	if l.stumbles == "" || len(items) < 2 {
		return -1
	}
	return slices.IndexFunc(items, func(n tracker.NewItem) bool { return strings.Contains(n.Title, l.stumbles) })
}

// whole answers a request for several with one error.
func (l *ledger) whole(items []tracker.NewItem, at int) []tracker.Outcome {
	why := &tracker.Error{Kind: tracker.Rejected, Whole: true, Err: errors.New("the request holds what is not liked")}
	if rand.IntN(2) == 0 {
		why = &tracker.Error{Whole: true, Err: errors.New("answered 502 Bad Gateway")}
		for _, n := range items[:rand.IntN(at+1)] {
			if _, err := l.add(n.Marker); err != nil {
				why.Err = err
			}
			l.rest()
		}
	}
	out := make([]tracker.Outcome, len(items))
	for i := range out {
		out[i].Err = why
	}
	return out
}

func (l *ledger) rest() { time.Sleep(time.Duration(rand.Int64N(int64(l.pause) + 1))) }

func (l *ledger) add(m tracker.Marker) (entry, error) {
	all, err := l.all()
	if err != nil {
		return entry{}, err
	}
	e := entry{ID: fmt.Sprintf("LED-%d", len(all)+1), At: time.Now().UTC(), Marker: m}
	line, err := json.Marshal(e)
	if err != nil {
		return e, err
	}
	f, err := os.OpenFile(l.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return e, err
	}
	_, err = f.Write(append(line, '\n'))
	return e, errors.Join(err, f.Close())
}

func (e entry) item() tracker.Item {
	return tracker.Item{
		ID: e.ID, Key: e.ID, URL: "https://ledger.example/browse/" + e.ID, Project: "payments", State: review.Open, Status: "open",
		Created: e.At, Marker: &e.Marker,
	}
}

// all is what the ledger really holds.
func (l *ledger) all() ([]entry, error) {
	f, err := os.Open(l.path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	var out []entry
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var e entry
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// Changed shows what is older than the lag; its watermark overlaps by that.
func (l *ledger) Changed(_ context.Context, _ []tracker.Backlog, _ tracker.Asked, since string) (tracker.Changes, error) {
	var from time.Time
	if since != "" {
		var err error
		if from, err = time.Parse(time.RFC3339Nano, since); err != nil {
			return tracker.Changes{}, err
		}
	}
	all, err := l.all()
	if err != nil {
		return tracker.Changes{}, err
	}
	seen := time.Now().Add(-l.lag)
	c := tracker.Changes{Watermark: since}
	for _, e := range all {
		if e.At.Before(seen) && e.At.After(from.Add(-2*l.lag)) {
			c.Items = append(c.Items, e.item())
			if at := e.At.Format(time.RFC3339Nano); e.At.After(from) {
				c.Watermark, from = at, maxTime(from, e.At)
			}
		}
	}
	return c, nil
}

func maxTime(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func (l *ledger) Get(_ context.Context, ids []string) ([]tracker.Item, error) {
	all, err := l.all()
	var out []tracker.Item
	for _, e := range all {
		if slices.Contains(ids, e.ID) {
			out = append(out, e.item())
		}
	}
	return out, err
}

func (l *ledger) Recognise(t review.Ticket) (string, bool) {
	return t.Text, strings.HasPrefix(t.Text, "LED-")
}
