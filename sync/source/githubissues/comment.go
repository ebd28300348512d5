package githubissues

import (
	"context"
	"fmt"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/markdown"
)

// comment is one below an issue.
type comment struct {
	ID   int64  `json:"id"`
	Body string `json:"body"`
	User *actor `json:"user"`
}

// maxComments bounds how many pages of an issue's comments are looked through.
const maxComments = 20

// ours finds the comment that holds our block; nil: there is none. What
// somebody else copied from it is theirs.
func (s *Source) ours(ctx context.Context, i issue, key review.Key) (*comment, error) {
	path := s.cfg.api("/issues/%d/comments?per_page=100", i.Number)
	for n := 0; path != "" && n < maxComments; n++ {
		var some []comment
		answer, err := s.opt.Client.Do(ctx, "GET", path, nil, &some)
		if err != nil {
			return nil, fmt.Errorf("read the comments: %w", err)
		}
		for _, c := range some {
			if !strings.Contains(c.Body, "followthrough:begin") {
				continue
			}
			mine, err := s.history.ourselves(ctx, c.User)
			if err != nil {
				return nil, err
			}
			b := markdown.Read([]byte(c.Body), s.opt.Markdown).Block
			if mine && b != nil && (key == "" || b.Review == key) {
				return &c, nil
			}
		}
		path = answer.Next
	}
	return nil, nil
}

// comment keeps one comment up to date.
func (s *Source) comment(ctx context.Context, e source.Entry, i issue, r review.WriteBack) (source.Written, error) {
	w := source.Written{Revision: e.Revision, Content: source.Digest([]byte(i.Body))}
	have, before, now, notes, err := s.commentOf(ctx, e, i, r)
	if err != nil {
		return source.Written{}, err
	}
	w.Notes = notes
	if w.Changed = now != before; !w.Changed {
		return w, nil
	}
	method, path := "POST", s.cfg.api("/issues/%d/comments", i.Number)
	if have != nil {
		method, path = "PATCH", s.cfg.api("/issues/comments/%d", have.ID)
	}
	if err := s.write(ctx, method, path, now, nil); err != nil {
		return source.Written{}, fmt.Errorf("report into a comment of %s: %w", e.Path, err)
	}
	return w, nil
}

// commentOf is our comment (nil: there is none yet), its text, and what that
// should be; the same where there is nothing to say.
func (s *Source) commentOf(ctx context.Context, e source.Entry, i issue, r review.WriteBack) (have *comment, before, now string, notes []string, err error) {
	have, err = s.ours(ctx, i, r.Review)
	if err != nil {
		return nil, "", "", nil, fmt.Errorf("report into %s: %w", e.Path, err)
	}
	if have != nil {
		before = have.Body
	}
	r.Modes = []review.Mode{review.ModeBlock}
	text, done, err := s.annotated(before, r)
	if err != nil {
		return nil, "", "", nil, fmt.Errorf("report into a comment of %s: %w", e.Path, err)
	}
	if now = strings.TrimLeft(string(text), "\r\n"); strings.TrimSpace(now) == "" {
		now = before
	}
	return have, before, now, done.Notes, nil
}

// recall takes our record from the comment, so that an empty store knows it
// again.
func (s *Source) recall(ctx context.Context, i issue, r *review.Review) error {
	have, err := s.ours(ctx, i, "")
	if err != nil || have == nil {
		return err
	}
	if r.Block == nil {
		r.Block = markdown.Read([]byte(have.Body), s.opt.Markdown).Block
		source.NameTickets(r, s.issue)
	}
	return nil
}
