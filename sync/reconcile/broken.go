package reconcile

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"sync"

	"github.com/followthrough/followthrough/internal/panics"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
)

// leaveOut has what is known of broken reviews kept, with the problem, and has them
// read again by the next pass.
func (r *Reconciler) leaveOut(broken []plan.Broken, found *gather.Result) {
	for _, b := range broken {
		before := found.Found.Before[b.Review.Key]
		keep := b.Keep(before)
		if !reflect.DeepEqual(keep, before) {
			found.Found.Changes.Reviews = append(found.Found.Changes.Reviews, keep)
		}
		name := keep.LogName()
		if b.Review.Restricted {
			name = string(keep.Key)
		}
		found.Failures = append(found.Failures, gather.Failure{Source: keep.Source, Path: keep.Path, Name: name, Err: b.Err})
		r.unread(keep.Source, found)
	}
}

// unread has a source compared anew by the next pass.
func (r *Reconciler) unread(name string, found *gather.Result) {
	for _, s := range r.Gatherer.Sources {
		if s.Name != name {
			continue
		}
		digest := plan.Read("", s.Reading)
		found.Found.Digests[name] = ""
		for i := range found.Found.Changes.Sources {
			if m := &found.Found.Changes.Sources[i]; m.Source == name {
				m.Digest = digest
				return
			}
		}
		found.Found.Changes.Sources = append(found.Found.Changes.Sources, plan.SourceMark{Source: name, Digest: digest, Wrote: found.Found.Wrote[name]})
	}
}

// tellBroken logs, once, where something of ours went wrong, and counts it each time.
func (r *Reconciler) tellBroken(what string, err error) {
	var p *panics.Error
	if !errors.As(err, &p) {
		return
	}
	kind, _, _ := strings.Cut(what, " ")
	r.Metrics.Broke(kind)
	if r.running().broken.isNew(what, p.Error()) {
		r.Log.Error("something went wrong in a way that is a mistake in followthrough", "what", what, "stack", p.Stack)
	}
}

// brokenOnes are those that are logged, with what was said, by what broke.
type brokenOnes struct {
	mu   sync.Mutex
	said map[string]string
}

func (b *brokenOnes) isNew(what, says string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.said == nil {
		b.said = map[string]string{}
	}
	is := b.said[what] != says
	b.said[what] = says
	return is
}

// contained does something that may go wrong alone.
func contained(ctx context.Context, do func(context.Context) error) (err error) {
	defer panics.Into(&err)
	return do(ctx)
}
