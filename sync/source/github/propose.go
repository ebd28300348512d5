package github

import (
	"errors"
	"fmt"
	"slices"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/github/gitdata"
)

// How long a pull request is let be: one that waits for a person, one that is
// not ours to change any more, and one that a person closed.
const (
	lookAgainAt = 24 * time.Hour
	lookSoonAt  = time.Hour
	closedFor   = 7 * 24 * time.Hour
)

// proposal is the writing of what waits in a pull request.
type proposal struct {
	*writing
	now   *snapshot
	pulls pulls
}

// propose keeps one pull request up to date that holds all that is to be
// written.
func (w *proposal) propose() {
	now, err := w.base.look(w.ctx, 0)
	if err != nil {
		w.failRest(err)
		return
	}
	w.now, w.pulls = now, pulls{w.source.name, now.repo, w.opt.Branch, now.branch}
	if now.branch == w.opt.Branch {
		w.failRest(fmt.Errorf("branch %s is where the reviews are and where their changes would be proposed: rename the source or the branch", now.branch))
		return
	}
	if !w.writable(now) {
		return
	}
	changes := w.changes(now)
	all, err := w.pulls.newest(w.ctx)
	if err != nil {
		w.fail(now, err)
		return
	}
	if i := slices.IndexFunc(all, func(p pull) bool { return p.open }); i >= 0 {
		err = w.update(all[i], changes)
	} else {
		err = w.begin(all, changes)
	}
	if err != nil {
		w.fail(now, err)
	}
}

// begin opens a pull request, unless a person closed the last one unmerged: then
// none is opened for a week, and never one that says the same again.
func (w *proposal) begin(last []pull, changes []change) error {
	if len(last) > 0 && !last[0].merged && !last[0].note.Withdrawn {
		changes = w.notTurnedDown(last[0], changes)
	}
	if len(changes) == 0 {
		return nil
	}
	there, err := w.ourBranch(last)
	if err != nil {
		return err
	}
	if _, err := w.push(changes, nil, there); err != nil {
		return err
	}
	opened, err := w.openPull(changes)
	if err != nil {
		return err
	}
	w.proposed(changes, opened, true)
	return nil
}

// notTurnedDown are the changes that may be proposed again.
func (w *proposal) notTurnedDown(p pull, changes []change) []change {
	again := p.closed.Add(closedFor)
	var out []change
	for _, c := range changes {
		r := w.jobs[c.job].WriteBack
		switch {
		case p.note.Reviews[string(r.Review)] == r.Digest:
			w.waits(c, source.Written{Proposed: fmt.Sprintf("was closed unmerged in pull request %s: proposed again when a state changes", p.url)})
		case w.opt.Now().Before(again):
			w.waits(c, source.Written{Until: again, Proposed: fmt.Sprintf("pull request %s was closed unmerged: the next is opened on %s", p.url, again.UTC().Format(time.DateOnly))})
		default:
			out = append(out, c)
		}
	}
	return out
}

// waits settles a job that is to be written later.
func (w *proposal) waits(c change, say source.Written) {
	would := c.outcome(c.file.SHA)
	would.Content, would.Changed = source.Digest(c.data), say.Changed
	would.Proposed, would.Until = say.Proposed, say.Until
	w.finish(c.job, would, nil)
}

// update brings the open pull request in line, unless it is out of our hands.
func (w *proposal) update(p pull, changes []change) error {
	if p.note.Source != "" && p.note.Source != w.source.name {
		return fmt.Errorf("branch %s holds pull request %s of the source %s: merge or close it, and delete the branch", w.opt.Branch, p.url, p.note.Source)
	}
	was, err := w.now.repo.Commit(w.ctx, p.head)
	if err != nil {
		return err
	}
	holds, err := w.holds(was)
	if err != nil {
		return err
	}
	if same(holds, changes, w.asked()) {
		if err := w.retitle(&p, changes, len(holds)-len(changes)); err != nil {
			return err
		}
		w.proposed(changes, p, false)
		return nil
	}
	why, err := w.outOfHand(p, was)
	if err != nil {
		return err
	}
	if why != "" {
		w.alone(p, holds, changes, why)
		return nil
	}
	return w.rebuild(p, holds, changes)
}

// outOfHand says why a pull request is left alone; "": it is not.
func (w *proposal) outOfHand(p pull, was gitdata.Commit) (string, error) {
	if !w.pulls.isOurs(was) {
		return "somebody else pushed to its branch", nil
	}
	yes, err := w.pulls.approved(w.ctx, p)
	if err != nil || !yes {
		return "", err
	}
	return "it is approved", nil
}

func (w *proposal) alone(p pull, holds map[string]held, changes []change, why string) {
	until := w.opt.Now().Add(lookSoonAt)
	for _, c := range changes {
		if h, ok := holds[c.path]; ok && h.sha == c.sha {
			w.proposed([]change{c}, p, false)
			continue
		}
		w.waits(c, source.Written{Until: until, Proposed: fmt.Sprintf("waits for pull request %s to be merged or closed: %s, so it is left alone", p.url, why)})
	}
}

// rebuild makes the branch anew, on the newest base, with all that is wanted
// now.
func (w *proposal) rebuild(p pull, holds map[string]held, changes []change) error {
	carried := carry(holds, w.now, w.asked())
	if len(carried)+len(changes) == 0 {
		return w.withdraw(p)
	}
	made, err := w.push(changes, carried, p.head)
	if err != nil {
		return err
	}
	p.head = made
	if err := w.retitle(&p, changes, len(carried)); err != nil {
		return err
	}
	w.proposed(changes, p, true)
	return nil
}

func (w *proposal) proposed(changes []change, p pull, pushed bool) {
	for _, c := range changes {
		w.waits(c, source.Written{
			Changed: pushed, Proposed: "waits in pull request " + p.url, Until: w.opt.Now().Add(lookAgainAt),
		})
	}
}

// asked are the documents that this report is about.
func (w *proposal) asked() map[string]bool {
	out := map[string]bool{}
	for i, j := range w.jobs {
		if err := w.out[i].Err; err == nil || errors.Is(err, source.ErrGone) || errors.Is(err, source.ErrChanged) {
			out[j.Entry.Path] = true
		}
	}
	return out
}

// ourBranch is where our branch stands without an open pull request; "": it
// is not there. What somebody else put there is never pushed over.
func (w *proposal) ourBranch(last []pull) (string, error) {
	at, err := w.now.repo.Head(w.ctx, w.opt.Branch)
	if client.KindOf(err) == client.NotFound {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("look for branch %s: %w", w.opt.Branch, err)
	}
	if slices.ContainsFunc(last, func(p pull) bool { return p.head == at && (p.merged || p.note.Source == w.source.name) }) {
		return at, nil
	}
	was, err := w.now.repo.Commit(w.ctx, at)
	if err != nil {
		return "", err
	}
	if !w.pulls.isOurs(was) {
		return "", fmt.Errorf("branch %s holds commits that are not ours: delete it, or rename it", w.opt.Branch)
	}
	return at, nil
}
