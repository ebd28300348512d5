package githubissues

import (
	"context"
	"fmt"
	"unicode/utf8"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/markdown"
)

// maxBody is how many characters GitHub takes as an issue's or comment's text.
const maxBody = 65536

// Report brings the issue that was read as e in line with r: in its body, or
// in one comment. GitHub can't be told to change a body only if it is still
// what it was, so it is read again just before.
func (s *Source) Report(ctx context.Context, e source.Entry, r review.Report) (source.Written, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	number := numberOf(e.Path)
	now, err := s.current(ctx, number)
	switch {
	case err != nil:
		return source.Written{}, fmt.Errorf("report into %s: %w", e.Path, err)
	case s.revision(now) != e.Revision:
		return source.Written{}, fmt.Errorf("report into %s: %w", e.Path, source.ErrChanged)
	case s.opt.Comment:
		return s.comment(ctx, e, now, r)
	}
	text, done, err := markdown.Annotate([]byte(now.Body), r, s.opt.Markdown)
	if err == nil {
		err = fits(string(text))
	}
	if err != nil {
		return source.Written{}, fmt.Errorf("report into %s: %w", e.Path, err)
	}
	w := source.Written{
		Revision: e.Revision, Content: digest(string(text)), Changed: string(text) != now.Body,
		Ticked: done.Ticked, Unticked: done.Unticked, Cells: done.Cells, Notes: done.Notes,
	}
	if !w.Changed {
		return w, nil
	}
	var after issue
	if err := s.write(ctx, "PATCH", s.api("/issues/%d", number), string(text), &after); err != nil {
		return source.Written{}, fmt.Errorf("report into %s: %w", e.Path, err)
	}
	after.Body = string(text)
	s.issues[number] = after
	w.Revision = s.revision(after)
	return w, nil
}

// current reads one issue now.
func (s *Source) current(ctx context.Context, number int) (issue, error) {
	var now issue
	_, err := s.opt.Client.Do(ctx, "GET", s.api("/issues/%d", number), nil, &now)
	switch kind := client.KindOf(err); {
	case err != nil && (kind == client.NotFound || kind == client.Gone):
		return issue{}, fmt.Errorf("%w: %w", source.ErrGone, err)
	case err != nil:
		return issue{}, err
	case now.Number != number || now.PullRequest != nil || !now.bears(s.cfg.Label):
		return issue{}, source.ErrGone // transferred, or no review any more
	}
	return now, nil
}

func fits(text string) error {
	if n := utf8.RuneCountInString(text); n > maxBody {
		return fmt.Errorf("%w: with what is to be written it would have %d characters, and GitHub takes %d: use report: [comment]", source.ErrUnfit, n, maxBody)
	}
	return nil
}

// write sends a text in its turn. That we may not is ErrReadOnly, and ends
// when the permissions change.
func (s *Source) write(ctx context.Context, method, path, text string, out any) error {
	if err := s.opt.Client.Turn(ctx); err != nil {
		return err
	}
	_, err := s.opt.Client.Do(ctx, method, path, map[string]string{"body": text}, out)
	if kind := client.KindOf(err); err != nil && (kind == client.Auth || kind == client.NotFound || kind == client.Gone) {
		return readOnly{fmt.Errorf("%s: its issues can't be written to, items are made all the same: give the credential issues: write: %w", s.cfg.Repository, err)}
	}
	return err
}

// readOnly is an error that also is ErrUnfit and ErrReadOnly; its text is the
// cause's.
type readOnly struct{ error }

func (r readOnly) Unwrap() []error { return []error{r.error, source.ErrUnfit, source.ErrReadOnly} }
