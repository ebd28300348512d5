package finish

import (
	"errors"
	"time"

	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/backlog"
	"github.com/followthrough/followthrough/sync/tracker/github/board"
)

// board puts the issue into the backlog's project, if that is left, and sets
// its fields there. Without the project there are no fields.
func (f *run) board(adds, fields []string) {
	if len(adds)+len(fields) == 0 {
		return
	}
	var err error
	if f.project, err = board.Read(f.ctx, f.Client, backlog.Owner(f.issue.Issue().Repo), f.Own.Board); err == nil {
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
func (f *run) enter(first bool) (err error) {
	if !first {
		f.item, err = board.Find(f.ctx, f.Client, f.project, f.issue.Node)
		if err == nil && f.item == "" {
			err = refuse("%s is not in %s any more", f.issue.Issue().Ref, f.project)
		}
		return err
	}
	if err = f.Client.Wait(f.ctx); err == nil {
		f.item, err = board.Add(f.ctx, f.Client, f.project, f.issue.Node)
	}
	return err
}

// fields sets those whose values are good together, and one by one where that
// is refused.
func (f *run) fields(steps []string) {
	var good []string
	var settings []board.Setting
	for _, step := range steps {
		v, _ := fieldOf(step, f.Own)
		s, err := Setting(f.project, v, f.Client.Now())
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

// Setting is what sets a value of a backlog or an item in a project. Its
// error names what would be taken.
func Setting(p *board.Project, v backlog.Value, now time.Time) (board.Setting, error) {
	names := []string{v.Name}
	if v.Name == FieldDue {
		names = dueNames()
		if day, ok := p.DateField(names...); ok {
			names = []string{day}
		}
	}
	s, err := p.Setting(v.Value, now, names...)
	var no *board.Refusal
	if errors.As(err, &no) {
		err = &tracker.Error{Kind: tracker.Rejected, Allowed: no.Allowed, Err: err}
	}
	return s, err
}

func (f *run) set(settings ...board.Setting) error {
	if err := f.Client.Wait(f.ctx); err != nil {
		return err
	}
	return board.Set(f.ctx, f.Client, f.project, f.item, settings...)
}
