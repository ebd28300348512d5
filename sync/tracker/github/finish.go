package github

import (
	"context"
	"errors"
	"fmt"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/board"
)

// finishing is what is left of one creation, on its way.
type finishing struct {
	t     *Tracker
	ctx   context.Context // of the one call
	u     tracker.Unfinished
	own   Backlog
	issue finishIssue
	// The project, and what the issue is in it, once they are needed.
	project *board.Project
	item    string

	left, refused []string
	err           error
}

// finishIssue is what is read of an issue before more of it is set.
type finishIssue struct {
	restIssue
	ID   int64  `json:"id"`
	Node string `json:"node_id"`
}

// Finish does what a creation could not carry. Each step waits for its turn to
// write, and may be done again. An issue that was deleted, or taken to another
// repository, is the team's by then: nothing more is set.
func (t *Tracker) Finish(ctx context.Context, u tracker.Unfinished) tracker.Finished {
	f := &finishing{t: t, ctx: ctx, u: u}
	if err := f.begin(); err != nil {
		f.done(u.Left, err)
		return f.finished()
	}
	var adds, fields []string
	for _, step := range u.Left {
		switch _, is := fieldOf(step, f.own); {
		case is:
			fields = append(fields, step)
		case kindOf(step) == stepProject:
			adds = append(adds, step)
		default:
			f.done([]string{step}, f.do(step))
		}
	}
	f.board(adds, fields)
	return f.finished()
}

// begin reads what the steps start from.
func (f *finishing) begin() error {
	r, ok := parseRef(f.u.ID)
	if !ok {
		return refuse("", nil, "%q is not the id of an issue", f.u.ID)
	}
	var err error
	if f.own, err = settingsOf(f.u.Backlog); err != nil {
		return err
	}
	_, err = f.t.client.Do(f.ctx, "GET", r.Path(), nil, &f.issue)
	switch {
	case unseen(err):
		return refuse("", nil, "%s is gone, or no longer visible: nothing more is set", r)
	case err != nil:
		return fmt.Errorf("read %s: %w", r, err)
	}
	return f.stays(r)
}

// stays refuses what is not where it was made; a repository that was renamed
// is the same one.
func (f *finishing) stays(r ref) error {
	now := f.issue.Issue().Repo
	if strings.EqualFold(now, r.Repo) {
		return nil
	}
	facts, err := f.t.factsOf(f.ctx, f.t.called(r.Repo), 0)
	if err == nil && !strings.EqualFold(facts.name, now) {
		err = refuse("", nil, "%s was taken to %s: what is not set there is the team's to set", r, f.issue.Issue().Ref)
	}
	return err
}

// do does a step that has nothing to do with a project.
func (f *finishing) do(step string) error {
	switch kindOf(step) {
	case stepParent:
		return f.parent(strings.TrimPrefix(step, stepParent+" "))
	case stepLabels:
		return f.labels(strings.TrimPrefix(step, stepLabels+" "))
	case stepMilestone:
		return f.milestone(strings.TrimPrefix(step, stepMilestone+" "))
	case stepType:
		return f.kind(strings.TrimPrefix(step, stepType+" "))
	}
	return refuse("", nil, "this version knows no such step")
}

// write sends one change after its turn.
func (f *finishing) write(method, path string, in, out any) error {
	if err := f.t.client.Turn(f.ctx); err != nil {
		return err
	}
	_, err := f.t.client.Do(client.WithSort(f.ctx, client.Idempotent), method, path, in, out)
	return err
}

// done notes what became of steps.
func (f *finishing) done(steps []string, err error) {
	switch {
	case err == nil || len(steps) == 0:
	case passes(err):
		f.left = append(f.left, steps...)
		if f.err == nil || tracker.KindOf(asError(err)) == tracker.Throttled {
			f.err = asError(err)
		}
	default:
		f.refused = append(f.refused, strings.Join(steps, ", ")+": "+mdedit.Line(err.Error()))
	}
}

func (f *finishing) finished() tracker.Finished {
	return tracker.Finished{Left: f.left, Refused: strings.Join(f.refused, "; "), Err: f.err}
}

// passes tells an error after which the same step may succeed, with nothing
// changed but time, or a person's new token.
func passes(err error) bool {
	var no *board.Refusal
	var own *tracker.Error
	var e *client.Error
	switch {
	case errors.As(err, &no):
		return false
	case errors.As(err, &own):
		return own.Kind != tracker.Rejected
	case !errors.As(err, &e):
		return true
	}
	switch e.Kind {
	case client.Rejected, client.NotFound, client.Gone:
		return false
	case client.Auth:
		return e.Status == 401 || e.Status == 0 || e.SSO != ""
	}
	return true
}
