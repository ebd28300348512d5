package github

import (
	"bytes"
	"fmt"
	"sync"

	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/format"
	"github.com/followthrough/followthrough/sync/source/github/gitdata"
	"github.com/followthrough/followthrough/sync/source/writeback"
)

// change is what one job makes of its document.
type change struct {
	job  int
	path string       // from the folder on
	file gitdata.File // as it is
	data []byte       // what is in it
	text []byte       // what is to be
	sha  string       // of text
	done writeback.Changes
}

// atOnce bounds how many blobs are read at the same time.
const atOnce = 4

// changes are what the open jobs want to be changed in a snapshot. A job gets
// its outcome here if there is nothing to write for it, or not any more.
func (w *writing) changes(now *snapshot) []change {
	all := make([]*change, len(w.jobs))
	var wg sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for i := range w.jobs {
		if !w.open[i] {
			continue
		}
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			all[i] = w.change(now, i)
		})
	}
	wg.Wait()
	var out []change
	alone := 0
	for _, c := range all {
		switch {
		case c == nil:
			continue
		case !gitdata.Inline(c.text):
			alone++
		}
		if alone > mostBlobs && !gitdata.Inline(c.text) {
			w.none(c.job, fmt.Errorf("report into %s: %w", c.path, errNextPass))
			continue
		}
		out = append(out, *c)
	}
	return out
}

// mostBlobs bounds how many documents are sent each by a request of its own.
const mostBlobs = 50

var errNextPass = fmt.Errorf("%w: too many to be written at once, so it is at the next pass", source.ErrChanged)

// change is what one job wants; nil: it has its outcome. Documents are written
// by anybody: one that makes the writing panic stops no other.
func (w *writing) change(now *snapshot, i int) (c *change) {
	defer func() {
		if cause := recover(); cause != nil {
			c = w.none(i, fmt.Errorf("report into %s: %w: writing to it went wrong (%v): please report this", w.jobs[i].Entry.Path, source.ErrUnfit, cause))
		}
	}()
	e := w.jobs[i].Entry
	f, there := now.files[e.Path]
	switch {
	case !there:
		return w.none(i, fmt.Errorf("report into %s: %w", e.Path, source.ErrGone))
	case f.SHA == w.made[i]: // our commit came through, though its answer did not
		return w.came(now, i, f)
	case !f.Plain() || f.SHA != e.Revision:
		return w.none(i, fmt.Errorf("report into %s: %w", e.Path, source.ErrChanged))
	}
	c, err := w.annotated(now, i, f)
	if err != nil {
		return w.none(i, fmt.Errorf("report into %s: %w", e.Path, err))
	}
	if bytes.Equal(c.text, c.data) {
		w.finish(i, c.outcome(f.SHA), nil)
		return nil
	}
	return c
}

func (w *writing) none(i int, err error) *change {
	w.finish(i, source.Written{}, err)
	return nil
}

func (w *writing) annotated(now *snapshot, i int, f gitdata.File) (*change, error) {
	data, err := now.repo.Blob(w.ctx, f.SHA)
	if err != nil {
		return nil, err
	}
	if err := readable(w.jobs[i].Entry.Path, data); err != nil {
		return nil, fmt.Errorf("%w: %w", source.ErrUnfit, err)
	}
	text, done, err := format.Of(w.jobs[i].Entry.Path).Annotate(data, w.jobs[i].WriteBack, w.opt.Documents)
	if err != nil {
		return nil, err
	}
	return &change{job: i, path: w.jobs[i].Entry.Path, file: f, data: data, text: text, sha: gitdata.SHA(text), done: done}, nil
}

// came is the outcome of a job whose change is on the branch already: what it
// changed is told of what the document was before.
func (w *writing) came(now *snapshot, i int, f gitdata.File) *change {
	c, err := w.annotated(now, i, gitdata.File{SHA: w.jobs[i].Entry.Revision, Mode: f.Mode})
	if err != nil {
		return w.none(i, fmt.Errorf("report into %s: %w", w.jobs[i].Entry.Path, err))
	}
	w.finish(i, c.outcome(f.SHA), nil)
	return nil
}

// outcome is a change as it counts once the document has a revision.
func (c *change) outcome(revision string) source.Written {
	return source.Written{
		Revision: revision, Content: source.Digest(c.text), Changed: !bytes.Equal(c.text, c.data),
		Ticked: c.done.Ticked, Unticked: c.done.Unticked, Cells: c.done.Cells, Notes: c.done.Notes,
	}
}
