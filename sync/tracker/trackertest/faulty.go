package trackertest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/followthrough/followthrough/internal/finding"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// FaultyOptions say how faulty a tracker is.
type FaultyOptions struct {
	// LoseAnswers is the share, 0 to 1, of created items whose answer is
	// lost: half of these were made, the others were not.
	LoseAnswers float64
	// Lag is how long after its creation an item is hidden from Changed.
	Lag time.Duration
	// Settle is the settle time that the tracker names; longer than Lag.
	Settle time.Duration
	// Journal is a file that keeps creation times over the death of a
	// process; "": they are kept in memory.
	Journal string
	Rand    *rand.Rand
	Now     func() time.Time
}

// Faulty is a tracker whose answers get lost and whose index lags. It has the
// optional capabilities of the one that it wraps.
type Faulty struct {
	inner tracker.Tracker
	o     FaultyOptions

	mu   sync.Mutex
	made map[string]time.Time // by action and generation
}

// errLost is what the caller of a lost answer sees.
var errLost = errors.New("connection reset by peer")

// NewFaulty wraps inner. It panics where the journal can't be read.
func NewFaulty(inner tracker.Tracker, o FaultyOptions) *Faulty {
	f := &Faulty{inner: inner, o: o, made: map[string]time.Time{}}
	if err := f.replay(); err != nil {
		panic(err)
	}
	return f
}

// Settle is the settle time of the options.
func (f *Faulty) Settle() time.Duration { return f.o.Settle }

// Create passes on what it does not lose before; of the rest, it loses some
// of the answers.
func (f *Faulty) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	out := make([]tracker.Outcome, len(items))
	var pass []tracker.NewItem
	var index []int
	lost := make([]bool, len(items))
	for i, n := range items {
		before := false
		lost[i], before = f.roll()
		if before {
			continue
		}
		if err := f.record(n.Marker); err != nil {
			out[i].Err = &tracker.Error{Kind: tracker.Rejected, Err: err}
			continue
		}
		pass, index = append(pass, n), append(index, i)
	}
	if len(pass) > 0 {
		for j, o := range f.inner.Create(ctx, pass) {
			out[index[j]] = o
		}
	}
	for i := range out {
		if lost[i] {
			out[i] = tracker.Outcome{Err: &tracker.Error{Kind: tracker.Unknown, Err: errLost}}
		}
	}
	return out
}

// roll decides whether an answer is lost, and whether before the item is made.
func (f *Faulty) roll() (lost, before bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.o.LoseAnswers <= 0 || f.o.Rand.Float64() >= f.o.LoseAnswers {
		return false, false
	}
	return true, f.o.Rand.IntN(2) == 0
}

// faultyMark is Faulty's watermark: that of the inner tracker, held back as
// long as something was hidden.
type faultyMark struct {
	Inner string `json:"inner"`
}

// Changed hides what is younger than the lag. While something is hidden the
// watermark stays, and no place that holds it counts as listed in full.
func (f *Faulty) Changed(ctx context.Context, backlogs []tracker.Backlog, asked tracker.Asked, since string) (tracker.Changes, error) {
	var mark faultyMark
	if since != "" {
		if err := json.Unmarshal([]byte(since), &mark); err != nil {
			return tracker.Changes{}, fmt.Errorf("watermark %q: %w", since, err)
		}
	}
	c, err := f.inner.Changed(ctx, backlogs, asked, mark.Inner)
	if err != nil {
		return tracker.Changes{}, err
	}
	var places []string
	before := len(c.Items)
	c.Items = slices.DeleteFunc(c.Items, func(it tracker.Item) bool {
		hidden := f.hides(it.Marker)
		if hidden {
			places = append(places, it.Place)
		}
		return hidden
	})
	if len(c.Items) == before {
		mark.Inner = c.Watermark
	}
	c.Scanned = slices.DeleteFunc(c.Scanned, func(p string) bool { return slices.Contains(places, p) })
	text, err := json.Marshal(mark)
	c.Watermark = string(text)
	return c, err
}

// Get reads past the index.
func (f *Faulty) Get(ctx context.Context, ids []string) ([]tracker.Item, error) {
	return f.inner.Get(ctx, ids)
}

// Recognise asks the inner tracker.
func (f *Faulty) Recognise(t review.Ticket) (string, bool) {
	if r, ok := f.inner.(tracker.Recogniser); ok {
		return r.Recognise(t)
	}
	return "", false
}

// Holds asks the inner tracker; one that can't tell holds everything.
func (f *Faulty) Holds(address string) bool {
	a, ok := f.inner.(tracker.Addressed)
	return !ok || a.Holds(address)
}

// Check asks the inner tracker; one that can't be asked finds nothing.
func (f *Faulty) Check() tracker.Check {
	if c, ok := f.inner.(tracker.Checker); ok {
		return c.Check()
	}
	return nothing{}
}

type nothing struct{}

func (nothing) Site(context.Context) finding.List                                  { return nil }
func (nothing) Backlog(context.Context, tracker.Backlog, tracker.Use) finding.List { return nil }

// Watch lets the inner tracker watch; one that can't is waited with.
func (f *Faulty) Watch(ctx context.Context, poke func()) error {
	if w, ok := f.inner.(tracker.Watcher); ok {
		return w.Watch(ctx, poke)
	}
	<-ctx.Done()
	return nil
}

func (f *Faulty) hides(m *tracker.Marker) bool {
	if m == nil {
		return false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	at, ok := f.made[nameOf(*m)]
	return ok && f.o.Now().Sub(at) < f.o.Lag
}

func nameOf(m tracker.Marker) string { return fmt.Sprintf("%s.%d", m.Action, m.Generation) }

// record keeps when an item is made, before it is.
func (f *Faulty) record(m tracker.Marker) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.o.Now()
	f.made[nameOf(m)] = now
	if f.o.Journal == "" {
		return nil
	}
	file, err := os.OpenFile(f.o.Journal, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(file, "%s %s\n", nameOf(m), now.Format(time.RFC3339Nano))
	return errors.Join(err, file.Close())
}

// replay reads the journal; a last line that was cut off is none.
func (f *Faulty) replay() error {
	if f.o.Journal == "" {
		return nil
	}
	data, err := os.ReadFile(f.o.Journal)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	for line := range strings.Lines(string(data)) {
		name, at, _ := strings.Cut(strings.TrimSpace(line), " ")
		if when, err := time.Parse(time.RFC3339Nano, at); err == nil {
			f.made[name] = when
		}
	}
	return nil
}
