package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/board"
	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/tracker"
)

// finisher does what is left of one issue.
type finisher struct {
	*maker
	ctx   context.Context // of the one call
	u     tracker.Unfinished
	own   Backlog
	name  string // of the backlog's repository, as ids have it
	issue issues.REST
	// The project, and what the issue is in it, once they are needed.
	project *board.Project
	entry   string

	left, refused []string
	err           error
}

// Finish does what belongs to the creation of an issue and its request can't
// carry: a parent, a project with its fields, and what GitHub dropped. Each step
// waits until it may write. An issue that was deleted, or taken to another
// repository, is the team's by then: nothing more is set.
func (m *maker) Finish(ctx context.Context, u tracker.Unfinished) tracker.Finished {
	own, err := settingsOf(u.Backlog)
	if err != nil {
		return tracker.Finished{Refused: err.Error()}
	}
	f := &finisher{maker: m, ctx: ctx, u: u, own: own, name: m.repos.placeOf(u.Backlog.Project)}
	if err := f.begin(); err != nil {
		f.done(u.Left, err)
	} else {
		f.steps()
	}
	return tracker.Finished{Left: f.left, Refused: strings.Join(f.refused, "; "), Err: asError(f.err)}
}

func (f *finisher) steps() {
	var adds, fields []string
	for _, step := range f.u.Left {
		switch _, is := fieldOf(step, f.own); {
		case is:
			fields = append(fields, step)
		case strings.HasPrefix(step, stepProject+" "):
			adds = append(adds, step)
		default:
			f.done([]string{step}, f.do(step))
		}
	}
	f.board(adds, fields)
}

// begin reads what the steps start from.
func (f *finisher) begin() error {
	r, ok := issues.ParseRef(f.u.ID)
	if !ok {
		return tracker.Refuse("", nil, "%q is not the id of an issue", f.u.ID)
	}
	_, err := f.client.Do(f.ctx, http.MethodGet, r.Path(), nil, &f.issue)
	switch {
	case client.Unseen(err):
		return tracker.Refuse("", nil, "%s is gone, or no longer visible: nothing more is set", r)
	case err != nil:
		return fmt.Errorf("read %s: %w", r, err)
	}
	return f.stays(r)
}

// stays refuses what is not where it was made; a repository that was renamed
// is the same one.
func (f *finisher) stays(r issues.Ref) error {
	now := f.issue.Issue()
	if strings.EqualFold(now.Repo, r.Repo) {
		return nil
	}
	facts, err := f.repos.of(f.ctx, f.name, 0)
	if err == nil && !strings.EqualFold(facts.Name, now.Repo) {
		err = tracker.Refuse("", nil, "%s was taken to %s: what is not set there is the team's to set", r, now.Ref)
	}
	return err
}

// do does a step that has nothing to do with a project.
func (f *finisher) do(step string) error {
	switch kind, of, _ := strings.Cut(step, " "); kind {
	case stepParent:
		return f.parent(of)
	case stepLabels:
		return f.labels(of)
	case stepMilestone:
		return f.milestone(of)
	case stepType:
		return f.kind(of)
	}
	return tracker.Refuse("", nil, "this version knows no such step")
}

// write sends one change once it may.
func (f *finisher) write(method, path string, in, out any) error {
	return f.client.Write(client.WithSort(f.ctx, client.Idempotent), method, path, in, out)
}

// done notes what became of steps.
func (f *finisher) done(steps []string, err error) {
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

// passes tells an error after which the same step may succeed, with nothing
// changed but time, or a person's new token.
func passes(err error) bool {
	var own *tracker.Error
	var e *client.Error
	switch {
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

// board puts the issue into the backlog's project, if that is left, and sets
// its fields there. Without the project there are no fields.
func (f *finisher) board(adds, fields []string) {
	if len(adds)+len(fields) == 0 {
		return
	}
	var err error
	if f.project, err = board.Read(f.ctx, f.client, ownerOf(f.issue.Issue().Repo), f.own.Board); err == nil {
		err = f.enter(len(adds) > 0)
	}
	if err != nil {
		f.done(append(adds, fields...), err)
		return
	}
	f.fields(fields)
}

// enter finds what the issue is in the project. One that somebody took out is
// not put back.
func (f *finisher) enter(first bool) (err error) {
	if !first {
		f.entry, err = board.Find(f.ctx, f.client, f.project, f.issue.Node)
		if err == nil && f.entry == "" {
			err = tracker.Refuse("", nil, "%s is not in %s any more", f.issue.Issue().Ref, f.project)
		}
		return err
	}
	if err = f.client.Wait(f.ctx); err == nil {
		f.entry, err = board.Add(f.ctx, f.client, f.project, f.issue.Node)
	}
	return err
}

// fields sets those whose values are good together, and one by one where that
// is refused.
func (f *finisher) fields(steps []string) {
	var good []string
	var settings []board.Setting
	for _, step := range steps {
		v, _ := fieldOf(step, f.own)
		s, err := settingOf(f.project, v, f.client.Now())
		if err != nil {
			f.done([]string{step}, err)
			continue
		}
		good, settings = append(good, step), append(settings, s)
	}
	if len(good) == 0 {
		return
	}
	err := f.set(settings...)
	if err == nil || passes(err) || len(good) == 1 {
		f.done(good, err)
		return
	}
	for i, step := range good {
		f.done([]string{step}, f.set(settings[i]))
	}
}

// settingOf is what sets a value of a backlog or an item in a project. Its
// error names what would be taken.
func settingOf(p *board.Project, v Value, now time.Time) (board.Setting, error) {
	names := []string{v.Name}
	if v.Name == fieldDue {
		names = dueNames()
		if day, ok := p.DateField(names...); ok {
			names = []string{day}
		}
	}
	return p.Setting(v.Value, now, names...)
}

func (f *finisher) set(settings ...board.Setting) error {
	if err := f.client.Wait(f.ctx); err != nil {
		return err
	}
	return board.Set(f.ctx, f.client, f.project, f.entry, settings...)
}

// dropped is the refusal of a change that was answered and not made.
func dropped(what string) error {
	return tracker.Refuse("", nil, "%s is not set: GitHub drops it in silence: the account may not set it there. Give it the role Write, or set it in the team's own hand", what)
}

// parent makes the issue a sub-issue. Where somebody gave it another parent
// meanwhile, that one stays.
func (f *finisher) parent(of string) error {
	p, ok := issues.ParseRef(of)
	switch {
	case !ok:
		return tracker.Refuse("", nil, "%q is not an issue", of)
	case f.client.Enterprise():
		return tracker.Refuse("", nil, "this server has no sub-issues: leave parent out of the team's backlog")
	}
	err := f.write(http.MethodPost, p.Path()+"/sub_issues", map[string]any{"sub_issue_id": f.issue.ID}, nil)
	switch client.KindOf(err) {
	case client.Rejected:
		return f.bears(p, err)
	case client.NotFound, client.Gone:
		return tracker.Refuse("", nil, "%s is not there, or we may not add to it: name another parent, or give the account the role Triage there", p)
	case client.Auth:
		if !passes(err) {
			return tracker.Refuse("", nil, "%w: the account needs the role Triage in %s", err, p.Repo)
		}
	}
	return err
}

// bears tells whether a refusal means that all is well already.
func (f *finisher) bears(p issues.Ref, refusal error) error {
	var now issues.REST
	_, err := f.client.Do(f.ctx, http.MethodGet, f.issue.Issue().Path()+"/parent", nil, &now)
	switch {
	case client.Unseen(err): // it has none
		return refusal
	case err != nil:
		return err
	case strings.EqualFold(now.Issue().String(), p.String()):
		return nil
	}
	// A parent that was transferred, or its repository renamed, is known by another
	// name now.
	var there issues.REST
	if _, err = f.client.Do(f.ctx, http.MethodGet, p.Path(), nil, &there); err == nil && there.Issue().Ref == now.Issue().Ref {
		return nil
	}
	if err != nil && !client.Unseen(err) {
		return err
	}
	return tracker.Refuse("", nil, "%s has the parent %s by now, which stays", f.issue.Issue().Ref, now.Issue().Ref)
}

// labels adds those that a creation lost and the issue still lacks.
func (f *finisher) labels(listed string) error {
	lacks := lacking(f.listed(listed), f.issue.Labels)
	if len(lacks) == 0 {
		return nil
	}
	var now []issues.Label
	if err := f.write(http.MethodPost, f.issue.Issue().Path()+"/labels", map[string]any{"labels": lacks}, &now); err != nil {
		return err
	}
	if still := lacking(lacks, now); len(still) > 0 {
		return dropped("label " + still[0])
	}
	return nil
}

// lacking are those of some labels that an issue does not bear.
func lacking(labels []string, has []issues.Label) []string {
	return slices.DeleteFunc(slices.Clone(labels), func(label string) bool {
		return slices.ContainsFunc(has, func(l issues.Label) bool { return names.Alike(l.Name, label) })
	})
}

// listed are the labels in the name of a step: those of the backlog, for a
// label may have a comma.
func (f *finisher) listed(rest string) []string {
	var out []string
	for _, l := range f.maker.labels(f.u.Backlog, f.own) {
		if after, ok := strings.CutPrefix(rest, l); ok && (after == "" || strings.HasPrefix(after, ", ")) {
			out, rest = append(out, l), strings.TrimPrefix(after, ", ")
		}
	}
	if rest != "" {
		out = append(out, strings.Split(rest, ", ")...)
	}
	return out
}

// milestone sets the one that a creation lost, unless somebody set another.
func (f *finisher) milestone(title string) error {
	if f.issue.Milestone != nil {
		return nil
	}
	number, err := f.repos.milestone(f.ctx, f.name, title)
	if err != nil {
		return err
	}
	return f.patch(map[string]any{"milestone": number}, func(now issues.REST) bool { return now.Milestone != nil })
}

// kind sets the type that a creation lost, unless somebody set another.
func (f *finisher) kind(name string) error {
	if f.issue.Type != nil {
		return nil
	}
	return f.patch(map[string]any{"type": name}, func(now issues.REST) bool { return now.Type != nil })
}

func (f *finisher) patch(in map[string]any, set func(issues.REST) bool) error {
	var now issues.REST
	if err := f.write(http.MethodPatch, f.issue.Issue().Path(), in, &now); err != nil {
		return err
	}
	if !set(now) {
		return dropped("it")
	}
	return nil
}
