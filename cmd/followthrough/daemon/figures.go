package daemon

import (
	"context"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/followthrough/followthrough/internal/metrics"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/web/hooks"
)

// measure lets the loop count, and the store be counted.
func (d *daemon) measure(registry *prometheus.Registry) {
	sources, trackers := names(d.current().Config)
	d.current().Loop.Metrics = metrics.New(registry, metrics.Labels{
		Version: d.Version, Sources: sources, Trackers: trackers,
		Ops:     texts([]plan.Op{plan.OpCreate, plan.OpLink, plan.OpWriteBack}),
		Results: texts([]execute.Result{execute.ResultDone, execute.ResultWaiting, execute.ResultFailed}),
		Hooks:   d.current().Config.Hooks(), Deliveries: texts(hooks.Results()), Now: d.current().Loop.Now,
	})
	registry.MustRegister(&metrics.Tallies{
		Count: d.tally, Places: func() (sources, trackers []string) { return names(d.current().Config) }, ReviewStates: []string{published, unpublished, gone}, ActionStates: texts(review.States()),
		Now: d.current().Loop.Now, Metrics: d.current().Loop.Metrics,
	})
	registry.MustRegister(metrics.Lease(d.Store.Works))
	d.figures().ConfigurationTaken(d.current().Loop.Now())
}

// Where a review stands, as a label.
const (
	published   = "published"
	unpublished = "unpublished" // a draft, or taken back
	gone        = "gone"        // deleted at its source
)

// tally is what the store counts.
func (d *daemon) tally(ctx context.Context) (metrics.Tally, error) {
	out := metrics.Tally{Reviews: map[metrics.Cell]int{}, Actions: map[metrics.Cell]int{}, Waiting: map[string]int{}, Troubled: map[string]int{},
		LeftAlone: map[string]int{}, NotUnderstood: map[string]int{}, Unresolved: map[string]metrics.Unresolved{}}
	counted, err := d.Store.Tally(ctx)
	for _, r := range counted.Reviews {
		out.Reviews[metrics.Cell{Source: r.Source, State: published}] = r.Published
		out.Reviews[metrics.Cell{Source: r.Source, State: unpublished}] = r.Unpublished
		out.Reviews[metrics.Cell{Source: r.Source, State: gone}] = r.Gone
		out.Troubled[r.Source] = r.Troubled
		out.LeftAlone[r.Source], out.NotUnderstood[r.Source] = r.MoreDoubtful, r.NotUnderstood
	}
	for _, c := range counted.Actions {
		k := plan.Action{State: c.State, HeldBy: c.HeldBy}
		if k.LeftAlone() {
			out.LeftAlone[c.Source] += c.Count
		} else {
			out.Actions[metrics.Cell{Source: c.Source, State: string(c.State)}] += c.Count
		}
		if k.WaitsForPerson() {
			out.Waiting[c.Source] += c.Count
		}
	}
	for _, i := range counted.Intents {
		out.Unresolved[i.Tracker] = metrics.Unresolved{Count: i.Unresolved, Oldest: i.Oldest}
	}
	return out, err
}

func texts[T ~string](values []T) []string {
	var out []string
	for _, v := range values {
		out = append(out, string(v))
	}
	return out
}
