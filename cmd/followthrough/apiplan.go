package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/web/api"
)

// Plan is what plan prints: made beside the loop, of a store that is opened to be
// read, with sources and trackers of its own.
func (b apiAnswers) Plan(ctx context.Context, q api.Plan) ([]byte, error) {
	running := b.running()
	from, err := day("--since", q.Since, b.env.Now())
	if err != nil {
		return nil, mistaken(err)
	}
	e := b.env
	e.Err, e.Out = io.Discard, io.Discard
	cfg := *running.Config
	cfg.Sources = slices.Clone(cfg.Sources) // try sets their since
	a, err := wire(ctx, &cfg, e, toRead)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer func() {
		cancel()
		a.reconciler.Gatherer.Close()
		a.close()
	}()
	a.reconciler.Metrics = running.Loop.Metrics // its requests count
	if q.Since != "" {
		a.try(from)
	}
	req := gather.Request{Request: plan.Request{Again: true, Now: q.Now || q.Since != ""}}
	if req.Scope, err = a.scopeOf(ctx, q.Scope, q.Reviews); err != nil {
		return nil, err
	}
	view, _, err := a.planned(ctx, req, planOptions{tellFlags: tellFlags{outputFlag{asJSON}, redacted}, since: q.Since})
	if err != nil {
		return nil, err
	}
	m := machineOf(running.Config)
	for i := range view.Steps {
		view.Steps[i].Err = m.err(view.Steps[i].Err)
	}
	view.Failures = slices.Clone(view.Failures)
	for i := range view.Failures {
		view.Failures[i].Err = m.err(view.Failures[i].Err)
	}
	var doc bytes.Buffer
	err = view.JSON(&doc)
	return doc.Bytes(), err
}

// scopeOf is the scope that an address and keys name.
func (a *app) scopeOf(ctx context.Context, s api.Scope, keys []string) (plan.Scope, error) {
	scope, err := scoped(a.cfg, s)
	if err != nil || len(keys) == 0 {
		return scope, err
	}
	for _, key := range keys {
		known, err := a.store.ReviewsBy(ctx, store.Filter{Keys: []review.Key{review.Key(key)}})
		if err != nil {
			return scope, err
		}
		if len(known) == 0 {
			return scope, fmt.Errorf("no review has the key %s: %w", key, api.ErrUnknown)
		}
		scope.Reviews = append(scope.Reviews, plan.Where{Source: known[0].Source, Path: known[0].Path})
	}
	return scope, nil
}
