package github

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/github/gitdata"
)

// WriteBack brings one document in line with r, by a commit of its own.
func (s *Source) WriteBack(ctx context.Context, e source.Entry, r review.WriteBack) (source.Written, error) {
	out := s.WriteBackAll(ctx, []source.Job{{Source: s.name, Entry: e, WriteBack: r}})
	return out[0].Written, out[0].Err
}

// WriteBackAll brings documents in line by one commit on the branch, or by one
// pull request to it. A branch that moves meanwhile is read again: what others
// changed is left to the next pass (ErrChanged), the rest is written.
func (s *Source) WriteBackAll(ctx context.Context, jobs []source.Job) []source.Outcome {
	s.writing.Lock()
	defer s.writing.Unlock()
	w := s.begins(ctx, jobs)
	switch {
	case ctx.Err() != nil:
		w.failRest(ctx.Err())
	case s.refused != nil && s.base.within(s.at, patience):
		w.failRest(s.refused)
	case s.opt.Via == ViaPullRequest:
		(&proposal{writing: w}).propose()
	default:
		w.commit()
	}
	return w.out
}

// patience is how long a refusal that only people can end is taken to hold.
const patience = 10 * time.Minute

// writing is the state of one WriteBackAll.
type writing struct {
	source *Source
	base   *branch
	opt    Options
	ctx    context.Context
	jobs   []source.Job
	out    []source.Outcome
	open   []bool // no outcome yet
	// made are the blobs of ours that were sent, by job: whether an unanswered
	// request put them on the branch is seen there.
	made map[int]string
}

// begins is the state before anything is written.
func (s *Source) begins(ctx context.Context, jobs []source.Job) *writing {
	w := &writing{source: s, base: s.base, opt: s.opt, ctx: ctx, jobs: jobs, out: make([]source.Outcome, len(jobs)), open: make([]bool, len(jobs)), made: map[int]string{}}
	for i, j := range jobs {
		w.open[i] = true
		if j.Entry.Problem != nil {
			w.finish(i, source.Written{}, fmt.Errorf("%w: %w", source.ErrUnfit, j.Entry.Problem))
		}
	}
	return w
}

func (w *writing) finish(i int, written source.Written, err error) {
	if w.open[i] {
		w.open[i], w.out[i] = false, source.Outcome{Written: written, Err: err}
	}
}

// failRest gives every job that has no outcome yet one that names it.
func (w *writing) failRest(err error) {
	for i, j := range w.jobs {
		if errors.Is(err, source.ErrReadOnly) {
			w.finish(i, source.Written{}, fmt.Errorf("%s %w", j.Entry.Path, err))
			continue
		}
		w.finish(i, source.Written{}, fmt.Errorf("report into %s: %w", j.Entry.Path, err))
	}
}

// fail is failRest for what GitHub said to a write.
func (w *writing) fail(now *snapshot, err error) {
	err = w.opt.Via.meaning(now, err)
	if errors.Is(err, source.ErrReadOnly) {
		w.source.refused, w.source.at = err, w.opt.Now()
	}
	w.failRest(err)
}

// How often a branch that moves is tried again, and what is waited before,
// doubled with each try.
const (
	tries     = 6
	firstWait = time.Second
)

// errMoves is the error of a branch that never stood still.
var errMoves = fmt.Errorf("%w: the branch moved %d times while it was written to, tried again at the next pass", source.ErrChanged, tries)

// commit writes all by one commit on the branch.
func (w *writing) commit() {
	wait := firstWait
	for try := 1; ; try++ {
		now, err := w.base.look(w.ctx, 0)
		if err != nil {
			w.failRest(err)
			return
		}
		if !w.writable(now) {
			return
		}
		changes := w.changes(now)
		if len(changes) == 0 {
			return
		}
		made, err := w.advance(now, changes)
		if err == nil {
			w.base.wrote(now, made, changes)
			w.written(changes)
			return
		}
		if kind := client.KindOf(err); kind != client.Conflict && kind != client.Unknown || w.ctx.Err() != nil {
			w.fail(now, err)
			return
		}
		w.opt.Log.Debug("write again: the branch moved, or there was no answer", "source", w.source.name, "try", try, "error", err)
		if try == tries && client.KindOf(err) == client.Conflict {
			err = errMoves
		}
		if try == tries || !w.opt.Sleep(w.ctx, wait) {
			w.failRest(err)
			return
		}
		wait *= 2
	}
}

// writable is false where the repository takes nothing at all.
func (w *writing) writable(now *snapshot) bool {
	if !now.repo.Value.Archived {
		return true
	}
	w.failRest(fmt.Errorf("%w: %s", source.ErrReadOnly, archived(now.repo.Name)))
	return false
}

// advance puts the changes on top of a snapshot, and the branch on that.
func (w *writing) advance(now *snapshot, changes []change) (gitdata.Commit, error) {
	made, err := w.build(now, changes, nil, func(string) string { return w.message(changes) })
	if err != nil {
		return gitdata.Commit{}, err
	}
	for _, c := range changes {
		w.made[c.job] = c.sha
	}
	return made, now.repo.Advance(w.ctx, now.branch, made.SHA)
}

func (w *writing) written(changes []change) {
	for _, c := range changes {
		w.finish(c.job, c.outcome(c.sha), nil)
	}
}

// build makes a commit of changes, and of documents as they are carried on, on
// top of a snapshot. It is on no branch yet. The message is that of the tree.
func (w *writing) build(now *snapshot, changes []change, carried map[string]gitdata.File, message func(tree string) string) (gitdata.Commit, error) {
	var edits []gitdata.Edit
	for _, path := range slices.Sorted(maps.Keys(carried)) {
		edits = append(edits, gitdata.Of(below(w.base.folder.path, path), carried[path].Mode, carried[path].SHA))
	}
	for _, c := range changes {
		e, err := now.repo.Write(w.ctx, below(w.base.folder.path, c.path), c.file.Mode, c.text)
		if err != nil {
			return gitdata.Commit{}, err
		}
		edits = append(edits, e)
	}
	tree, err := now.repo.Plant(w.ctx, now.tree, edits)
	if err != nil {
		return gitdata.Commit{}, err
	}
	return now.repo.MakeCommit(w.ctx, tree, now.commit, message(tree))
}
