package metrics

import (
	"context"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Tally is how many reviews and actions there are, by source and state. A state
// that is not named for a source has none.
type Tally struct {
	Reviews, Actions map[Cell]int
	// Waiting are actions that wait for a person, Troubled reviews that can't
	// be read or written to, by source.
	Waiting, Troubled map[string]int
	// LeftAlone are lines that may be actions, which are not among Actions, and
	// NotUnderstood reviews of which no section was understood, by source.
	LeftAlone, NotUnderstood map[string]int
	// Unresolved are items that were asked for and of which nobody knows yet whether
	// they were made, by tracker.
	Unresolved map[string]Unresolved
}

// Unresolved are intents without an outcome.
type Unresolved struct {
	Count  int
	Oldest time.Time // when the first of them was asked for; zero: there is none
}

// Cell is one source's share in one state.
type Cell struct{ Source, State string }

// Tallies are gauges that are counted when Prometheus asks, not in a pass: a
// pass costs what it costs without them. One count serves for a while: at least
// for Fresh, and so long that counting takes a hundredth of the time.
type Tallies struct {
	// Count counts; its error makes the gauges absent.
	Count func(context.Context) (Tally, error)
	// Places, those of the moment, ReviewStates and ActionStates are what has a
	// series even at 0.
	Places                     func() (sources, trackers []string)
	ReviewStates, ActionStates []string
	Now                        func() time.Time
	Metrics                    *Metrics

	mu    sync.Mutex
	last  Tally
	err   error
	until time.Time // when to count again
}

// How a count is kept.
const (
	// Fresh is how long a count serves at least.
	Fresh = 10 * time.Second
	// share is how much longer than it took a count serves.
	share = 100
	// longest is what a count may take.
	longest = 10 * time.Second
)

// tallied are the gauges.
type tallied struct {
	reviews, actions, waiting, troubled *prometheus.Desc
	leftAlone, notUnderstood            *prometheus.Desc
	unresolved, oldest                  *prometheus.Desc
}

func gauges() tallied {
	bySource, byState := []string{"source"}, []string{"source", "state"}
	return tallied{
		reviews: prometheus.NewDesc("followthrough_reviews",
			"Reviews known, by source and state: published, unpublished (a draft, or taken back), gone (deleted at the source).", byState, nil),
		actions: prometheus.NewDesc("followthrough_actions",
			"Follow-up actions of reviews that are not gone, by source and state.", byState, nil),
		waiting: prometheus.NewDesc("followthrough_actions_waiting_for_person",
			"Actions of which only a person can say how they go on; `followthrough status` says what each waits for.", bySource, nil),
		troubled: prometheus.NewDesc("followthrough_reviews_in_trouble",
			"Reviews that can't be read, or not be written to; `followthrough status` says why.", bySource, nil),
		leftAlone: prometheus.NewDesc("followthrough_lines_left_alone",
			"Lines of reviews that may be actions and were left alone; they are not among the actions.", bySource, nil),
		notUnderstood: prometheus.NewDesc("followthrough_reviews_not_understood",
			"Published reviews of which no section was understood.", bySource, nil),
		unresolved: prometheus.NewDesc("followthrough_intents_unresolved",
			"Items that were asked for and of which it is not known yet whether they were made.", []string{"tracker"}, nil),
		oldest: prometheus.NewDesc("followthrough_intents_oldest_unresolved_timestamp_seconds",
			"When the first of the unresolved items was asked for, in Unix time; absent where there is none.", []string{"tracker"}, nil),
	}
}

// Describe implements prometheus.Collector.
func (t *Tallies) Describe(out chan<- *prometheus.Desc) {
	g := gauges()
	out <- g.reviews
	out <- g.actions
	out <- g.waiting
	out <- g.troubled
	out <- g.leftAlone
	out <- g.notUnderstood
	out <- g.unresolved
	out <- g.oldest
}

// Collect implements prometheus.Collector.
func (t *Tallies) Collect(out chan<- prometheus.Metric) {
	tally, err := t.counted()
	if err != nil {
		return // the counter of store errors tells
	}
	g := gauges()
	send := func(d *prometheus.Desc, n int, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, float64(n), labels...)
	}
	sources, trackers := t.Places()
	for _, source := range sources {
		for _, state := range t.ReviewStates {
			send(g.reviews, tally.Reviews[Cell{source, state}], source, state)
		}
		for _, state := range t.ActionStates {
			send(g.actions, tally.Actions[Cell{source, state}], source, state)
		}
		send(g.waiting, tally.Waiting[source], source)
		send(g.troubled, tally.Troubled[source], source)
		send(g.leftAlone, tally.LeftAlone[source], source)
		send(g.notUnderstood, tally.NotUnderstood[source], source)
	}
	for _, tracker := range trackers {
		open := tally.Unresolved[tracker]
		send(g.unresolved, open.Count, tracker)
		if !open.Oldest.IsZero() {
			out <- prometheus.MustNewConstMetric(g.oldest, prometheus.GaugeValue, seconds(open.Oldest), tracker)
		}
	}
}

// counted is a count that is fresh enough.
func (t *Tallies) counted() (Tally, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	began := t.Now()
	if began.Before(t.until) {
		return t.last, t.err
	}
	ctx, cancel := context.WithTimeout(context.Background(), longest)
	defer cancel()
	t.last, t.err = t.Count(ctx)
	if t.err != nil {
		t.Metrics.StoreError()
	}
	ended := t.Now()
	t.until = ended.Add(max(Fresh, share*ended.Sub(began)))
	return t.last, t.err
}
