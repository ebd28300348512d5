// Package finish does what belongs to the creation of an issue and its request
// can't carry: a parent, a project with its fields, and what GitHub dropped. It
// names these steps so that people can read them, does each so that a second
// time does no harm, and says of each whether it is done, left for now, or
// refused for good. It makes no issue, and takes nothing back that the team
// set.
package finish

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/backlog"
	"github.com/followthrough/followthrough/sync/tracker/github/board"
	"github.com/followthrough/followthrough/sync/tracker/github/hub"
)

// Job is one issue of which something is left.
type Job struct {
	Client *client.Client
	ID     string // owner/repo#number
	Left   []string
	Own    backlog.Backlog
	// Labels are all that an issue of the backlog bears.
	Labels []string
	// Milestone is the number of an open milestone by its title.
	Milestone func(ctx context.Context, title string) (int, error)
	// Name is what the issue's repository is called now.
	Name func(ctx context.Context) (string, error)
}

// run is a job on its way.
type run struct {
	Job
	ctx   context.Context // of the one call
	issue shownIssue
	// The project, and what the issue is in it, once they are needed.
	project *board.Project
	item    string

	left, refused []string
	err           error
}

// shownIssue is what is read of an issue before more of it is set.
type shownIssue struct {
	hub.RESTIssue
	ID   int64  `json:"id"`
	Node string `json:"node_id"`
}

// Run does what is left. Each step waits for its turn to write. An issue that
// was deleted, or taken to another repository, is the team's by then: nothing
// more is set. The error, why something is left, is as the client gave it.
func Run(ctx context.Context, job Job) tracker.Finished {
	f := &run{Job: job, ctx: ctx}
	if err := f.begin(); err != nil {
		f.done(f.Left, err)
		return f.finished()
	}
	var adds, fields []string
	for _, step := range f.Left {
		switch _, is := fieldOf(step, f.Own); {
		case is:
			fields = append(fields, step)
		case kindOf(step) == StepProject:
			adds = append(adds, step)
		default:
			f.done([]string{step}, f.do(step))
		}
	}
	f.board(adds, fields)
	return f.finished()
}

// begin reads what the steps start from.
func (f *run) begin() error {
	r, ok := hub.ParseRef(f.ID)
	if !ok {
		return refuse("%q is not the id of an issue", f.ID)
	}
	_, err := f.Client.Do(f.ctx, http.MethodGet, r.Path(), nil, &f.issue)
	switch {
	case hub.Unseen(err):
		return refuse("%s is gone, or no longer visible: nothing more is set", r)
	case err != nil:
		return fmt.Errorf("read %s: %w", r, err)
	}
	return f.stays(r)
}

// stays refuses what is not where it was made; a repository that was renamed
// is the same one.
func (f *run) stays(r hub.Ref) error {
	now := f.issue.Issue()
	if strings.EqualFold(now.Repo, r.Repo) {
		return nil
	}
	name, err := f.Name(f.ctx)
	if err == nil && !strings.EqualFold(name, now.Repo) {
		err = refuse("%s was taken to %s: what is not set there is the team's to set", r, now.Ref)
	}
	return err
}

// do does a step that has nothing to do with a project.
func (f *run) do(step string) error {
	switch kindOf(step) {
	case StepParent:
		return f.parent(strings.TrimPrefix(step, StepParent+" "))
	case StepLabels:
		return f.labels(strings.TrimPrefix(step, StepLabels+" "))
	case StepMilestone:
		return f.milestone(strings.TrimPrefix(step, StepMilestone+" "))
	case StepType:
		return f.kind(strings.TrimPrefix(step, StepType+" "))
	}
	return refuse("this version knows no such step")
}

// write sends one change after its turn.
func (f *run) write(method, path string, in, out any) error {
	if err := f.Client.Wait(f.ctx); err != nil {
		return err
	}
	_, err := f.Client.Do(client.WithSort(f.ctx, client.Idempotent), method, path, in, out)
	return err
}

// done notes what became of steps.
func (f *run) done(steps []string, err error) {
	switch {
	case err == nil || len(steps) == 0:
	case passes(err):
		f.left = append(f.left, steps...)
		if f.err == nil || client.KindOf(err) == client.Throttled {
			f.err = err
		}
	default:
		f.refused = append(f.refused, strings.Join(steps, ", ")+": "+mdedit.Line(err.Error()))
	}
}

func (f *run) finished() tracker.Finished {
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
		return e.Status == http.StatusUnauthorized || e.Status == 0 || e.SSO != ""
	}
	return true
}

// refuse is a refusal of our own: GitHub would say the same, or set nothing.
func refuse(format string, args ...any) error {
	return &tracker.Error{Kind: tracker.Rejected, Err: fmt.Errorf(format, args...)}
}
