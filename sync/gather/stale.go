package gather

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/followthrough/followthrough/sync/gather/pace"
	"github.com/followthrough/followthrough/sync/plan"
)

// stale notes that a source could not be read in this pass.
func (s *sources) stale(src Source, err error) {
	rules, told := src.Rules, tellable(src, err)
	rules.Stale = fmt.Sprintf("%s can't be read: %v", src.Name, told)
	if s.late(src, err) {
		rules.Stale = err.Error()
	} else {
		s.failed(Failure{Source: src.Name, Err: err, Told: told, Since: s.g.desk().Vendor(aSource, src.Name).Since()})
	}
	s.rules[src.Name] = rules
}

// markUnread keeps since when a source can't be read, and why.
func (s *sources) markUnread(ctx context.Context, src Source, err error) {
	mark, failed := s.store.SourceMark(ctx, src.Name)
	s.Fail(failed)
	if why, told := s.g.unreadWhy(aSource, src.Name, s.Now, tellable(src, err)); told && mark.Unread != why {
		mark.Unread = why
		s.mark(mark)
	}
}

// mark has a source's mark kept.
func (s *sources) mark(m plan.SourceMark) {
	s.marks = append(slices.DeleteFunc(s.marks, func(was plan.SourceMark) bool { return was.Source == m.Source }), m)
}

// late notes a source that has not answered yet; false: that is not what is wrong.
func (s *sources) late(src Source, err error) bool {
	var late *pace.Late
	if !errors.As(err, &late) {
		return false
	}
	s.unread[src.Name], s.awaits = true, true
	s.tardy(Late{Source: src.Name, Since: late.Since})
	return true
}

// tellable is what is told of a source that can't be listed to who may read less
// than all reviews: not which place below the source's folder it was, where some
// may be restricted.
func tellable(s Source, err error) error {
	var in *fs.PathError
	if s.Restricted == nil || !errors.As(err, &in) || filepath.IsAbs(in.Path) { // the source's own folder
		return err
	}
	return fmt.Errorf("list source %s: something below its folder can't be read, `followthrough plan` says what: %w", s.Name, in.Err)
}
