package githubissues

import (
	"context"
	"fmt"
	"unicode/utf8"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/quiet"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/markdown"
)

// maxBody is how many characters GitHub takes as an issue's or comment's text.
const maxBody = 65536

// WriteBack brings the issue that was read as e in line with r: in its body, or
// in one comment. GitHub can't be told to change a body only if it is still
// what it was, so it is read again just before.
func (s *Source) WriteBack(ctx context.Context, e source.Entry, r review.WriteBack) (source.Written, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now, err := s.asRead(ctx, e)
	switch {
	case err != nil:
		return source.Written{}, err
	case s.opt.Comment:
		return s.comment(ctx, e, now, r)
	}
	w, err := s.body(ctx, e, now, r)
	if err != nil {
		return source.Written{}, fmt.Errorf("report into %s: %w", e.Path, err)
	}
	return w, nil
}

// asRead is the issue that was read as e, if it still is what it was.
func (s *Source) asRead(ctx context.Context, e source.Entry) (issue, error) {
	now, err := s.current(ctx, numberOf(e.Path))
	if err == nil && s.revision(now) != e.Revision {
		err = source.ErrChanged
	}
	if err != nil {
		return issue{}, fmt.Errorf("report into %s: %w", e.Path, err)
	}
	return now, nil
}

// annotated is a text with the report in it, as long as GitHub takes it. Its
// words act on nothing.
func (s *Source) annotated(body string, r review.WriteBack) ([]byte, markdown.Annotated, error) {
	r.Words = quiet.Line
	text, done, err := markdown.AnnotateWithin([]byte(body), r, s.opt.Markdown, maxBody)
	if n := utf8.RuneCount(text); err == nil && n > maxBody {
		err = fmt.Errorf("%w: with what is to be written it would have %d characters, and GitHub takes %d: use report: [comment]", source.ErrUnfit, n, maxBody)
	}
	return text, done, err
}

// slips is how often an edit that we wrote over is put back, when somebody
// edits at the same time.
const slips = 20

// body writes into an issue's text. Where somebody's edit came in between, it
// is put back, with the report in it.
func (s *Source) body(ctx context.Context, e source.Entry, now issue, r review.WriteBack) (source.Written, error) {
	w := source.Written{Revision: e.Revision}
	stands := now.Body
	for range slips {
		text, done, err := s.annotated(now.Body, r)
		if err != nil {
			return source.Written{}, err
		}
		w.Content, w.Ticked, w.Unticked, w.Cells, w.Notes = source.Digest(text), done.Ticked, done.Unticked, done.Cells, done.Notes
		if string(text) == stands {
			now.Body = stands
			break
		}
		after := now
		if err := s.write(ctx, "PATCH", s.cfg.api("/issues/%d", now.Number), string(text), &after); err != nil {
			return source.Written{}, err
		}
		w.Changed = true
		edits, err := s.history.edits(ctx, now.Number)
		if err != nil {
			return source.Written{}, err
		}
		theirs, between := slipped(edits, stands, string(text))
		stands = string(text)
		now, now.Body = after, stands
		if !between {
			break
		}
		now.Body = theirs
	}
	s.issues[now.Number] = now
	w.Revision = s.revision(now)
	return w, nil
}

// current reads one issue now.
func (s *Source) current(ctx context.Context, number int) (issue, error) {
	var now issue
	_, err := s.opt.Client.Do(ctx, "GET", s.cfg.api("/issues/%d", number), nil, &now)
	switch kind := client.KindOf(err); {
	case err != nil && (kind == client.NotFound || kind == client.Gone):
		return issue{}, fmt.Errorf("%w: %w", source.ErrGone, err)
	case err != nil:
		return issue{}, err
	case now.Number != number || now.Pull != nil || !now.bears(s.cfg.Label):
		return issue{}, source.ErrGone // transferred, or no review any more
	}
	return now, nil
}

// write sends a text in its turn. That we may not is ErrReadOnly, and ends
// when the permissions change.
func (s *Source) write(ctx context.Context, method, path, text string, out any) error {
	if err := s.opt.Client.Wait(ctx); err != nil {
		return err
	}
	_, err := s.opt.Client.Do(ctx, method, path, map[string]string{"body": text}, out)
	if kind := client.KindOf(err); err != nil && (kind == client.Auth || kind == client.NotFound || kind == client.Gone) {
		return fmt.Errorf("%s %w for this credential, items are made all the same: give it issues: write: %w", s.cfg.Repository, source.ErrReadOnly, err)
	}
	return err
}
