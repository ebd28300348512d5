package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/web/api"
)

// byAPI is who asked, as the log tells it: no person.
const byAPI = "the API"

// Ask leaves in the store what the loop takes up as its next pass.
func (b apiAnswers) Ask(ctx context.Context, q api.Resync) (string, error) {
	scope, err := b.app().scopeOf(ctx, q.Scope, q.Reviews)
	var mistake api.Mistake
	switch {
	case errors.As(err, &mistake):
		mistake.Param = "body"
		return "", mistake
	case err != nil:
		return "", err
	}
	asked := gather.Request{Request: plan.Request{Scope: scope, Now: q.Now, Again: true}}
	id, err := b.store.Ask(ctx, reconcile.Request{Request: asked, Who: byAPI})
	if errors.Is(err, store.ErrTooMany) {
		return "", fmt.Errorf("%w: %w", api.ErrBusy, err)
	}
	if err != nil {
		return "", err
	}
	b.running().Loop.Look()
	audit := *b.audits.Load()
	audit.by = auditsAPI
	audit.asked(ctx, b.store, asked)
	return id, nil
}

// Answer is how a request stands, with the steps as sync prints them. Those of other
// processes are told of as well.
func (b apiAnswers) Answer(ctx context.Context, id string) (api.Resynced, error) {
	answer, known, err := b.store.Answer(ctx, id)
	if err != nil {
		return api.Resynced{}, err
	}
	if !known {
		return api.Resynced{}, fmt.Errorf("no request has this name: %w", api.ErrUnknown)
	}
	out := api.Resynced{
		Resync: api.Resync{Scope: api.Scope{Team: answer.Scope.Team, Source: answer.Scope.Source}, Now: answer.Now},
		Stage:  api.Waiting, Asked: answer.Asked, Began: answer.Taken, Ended: answer.Ended,
	}
	if out.Reviews, err = b.keys(ctx, answer.Scope.Reviews); err != nil {
		return api.Resynced{}, err
	}
	switch {
	case !answer.Ended.IsZero():
		out.Stage = api.Ended
		return b.ended(out, answer)
	case !answer.Taken.IsZero():
		out.Stage = api.Running
	}
	return out, nil
}

// ended is what a request came to.
func (b apiAnswers) ended(out api.Resynced, answer reconcile.Answer) (api.Resynced, error) {
	steps := slices.DeleteFunc(slices.Clone(answer.Outcome.Steps), func(d execute.Done) bool { return !concerns(d.Step, answer.Scope) })
	bad := answer.Failed != "" || failed(answer.Outcome.Failures, answer.Scope) ||
		slices.ContainsFunc(answer.Outcome.Steps, func(d execute.Done) bool { return d.Result == execute.ResultFailed })
	exit := codeOf(verdict(bad, b.app().waiting(answer.Outcome.Reviews, answer.Scope)))
	out.Exit = &exit
	if answer.Failed != "" {
		out.Error = "the pass failed: the daemon's log says why"
	}
	var doc bytes.Buffer
	if err := show.SyncJSON(&doc, machineOf(b.running().Config).steps(redacted.Done(steps))); err != nil {
		return out, err
	}
	var document struct {
		Steps json.RawMessage `json:"steps"`
	}
	err := json.Unmarshal(doc.Bytes(), &document)
	out.Steps = document.Steps
	return out, err
}

// keys are those of the reviews at these places.
func (b apiAnswers) keys(ctx context.Context, places []plan.Where) ([]string, error) {
	var out []string
	for _, w := range places {
		known, err := b.store.ReviewsBy(ctx, store.Filter{Source: w.Source, Paths: []string{w.Path}})
		if err != nil {
			return nil, err
		}
		for _, r := range known {
			out = append(out, string(r.Key))
		}
	}
	return out, nil
}
