package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/followthrough/followthrough/cmd/followthrough/daemon"
	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/report/export"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/web/api"
)

// apiAnswers gives to the daemon's API what the commands print as JSON. Who may read
// it is not known to be one who may read restricted reviews: those are told of as
// --redact does.
type apiAnswers struct {
	store   *store.Store
	running func() *daemon.Running // what runs now
	env     terminal.Env
	audits  *atomic.Pointer[account]
}

// app is what answers are made of: the store, and the configuration of now.
func (b apiAnswers) app() *app {
	return &app{adapters: newAdapters(b.running().Config, nil, httpx.Watch{}), store: b.store}
}

var redacted = show.Redaction{On: true}

// scoped is the scope that an address names.
func scoped(cfg *config.Config, s api.Scope) (plan.Scope, error) {
	flags := scopeFlags{team: s.Team, source: s.Source}
	if err := flags.check(cfg); err != nil {
		return plan.Scope{}, api.Mistake{Param: "query", Err: err}
	}
	out := plan.Scope{Source: s.Source}
	if s.Team != "" {
		out.Team = cfg.Mapping.Team(s.Team).Name // by a former name, too
	}
	return out, nil
}

// Reviews is a page of the list that status prints.
func (b apiAnswers) Reviews(ctx context.Context, q api.Reviews) (api.Page, error) {
	a := b.app()
	scope, err := scoped(a.cfg, q.Scope)
	if err != nil {
		return api.Page{}, err
	}
	all, err := a.store.ReviewsBy(ctx, store.Filter{Source: scope.Source})
	if err != nil {
		return api.Page{}, err
	}
	found := shown(all, scope)
	if list := (listFlags{open: q.Open, waiting: q.Waiting}); list.any() {
		found = a.listOf(found, list)
	}
	found, next, err := pageOf(inStates(found, q.States), q.After, q.Limit)
	if err != nil {
		return api.Page{}, err
	}
	doc, err := a.statusJSON(found)
	return api.Page{JSON: doc, Next: next}, err
}

// Review is one of them by its key.
func (b apiAnswers) Review(ctx context.Context, key string) ([]byte, error) {
	a := b.app()
	all, err := a.store.ReviewsBy(ctx, store.Filter{Keys: []review.Key{review.Key(key)}})
	if err != nil {
		return nil, err
	}
	found := shown(all, plan.Scope{})
	if len(found) == 0 {
		return nil, fmt.Errorf("no review has the key %s: %w", key, api.ErrUnknown)
	}
	return a.statusJSON(found)
}

func (a *app) statusJSON(found []plan.Review) ([]byte, error) {
	var doc bytes.Buffer
	err := show.StatusJSON(&doc, redacted.Reviews(found), a.cfg.Mapping.Anonymise)
	return doc.Bytes(), err
}

// inStates are the records with the actions that are in one of the states; none
// named: as they are.
func inStates(records []plan.Review, states []string) []plan.Review {
	if len(states) == 0 {
		return records
	}
	var out []plan.Review
	for _, r := range records {
		r.Actions = slices.DeleteFunc(slices.Clone(r.Actions), func(k plan.Action) bool { return !slices.Contains(states, string(k.State)) })
		if len(r.Actions) > 0 {
			out = append(out, r)
		}
	}
	return out
}

// Report is what report prints.
func (b apiAnswers) Report(ctx context.Context, q api.Report) ([]byte, error) {
	a := b.app()
	scope, err := scoped(a.cfg, q.Scope)
	if err != nil {
		return nil, err
	}
	flags := reportOptions{format: asJSON, since: cmp.Or(q.Since, usualSince), until: q.Until, by: cmp.Or(q.By, string(report.ByTeam))}
	o, err := flags.options(b.env.Now())
	if err != nil {
		return nil, mistaken(err)
	}
	o.Team, o.Source, o.Restate, o.MinGroup = scope.Team, scope.Source, a.cfg.Mapping.Anonymise, a.cfg.Report.MinGroup
	r, err := a.report(ctx, o)
	if err != nil {
		return nil, err
	}
	var doc bytes.Buffer
	err = export.JSON(&doc, r)
	return doc.Bytes(), err
}

// mistaken is a wrong flag as a wrong parameter.
func mistaken(err error) error {
	return api.Mistake{Param: "query", Err: errors.New(strings.NewReplacer("--since", "since", "--until", "until", "--by", "by").Replace(err.Error()))}
}
