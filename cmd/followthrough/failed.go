package main

import (
	"errors"

	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/source"
)

// failed tells whether what could not be read makes a command fail. A document
// that can't be read (too large, no UTF-8) is a remark: only who may edit it can
// mend it, and the same one would fail every run until then. Who named it asked
// for just that one.
func failed(failures []gather.Failure, s plan.Scope) bool {
	for _, f := range failures {
		if f.Late {
			continue // a remark: it waits for whom was not reached
		}
		document := f.Path != "" && errors.Is(f.Err, source.ErrUnreadable)
		named := len(s.Reviews) > 0 && s.Review(plan.Review{Source: f.Source, Path: f.Path})
		if !document || named {
			return true
		}
	}
	return false
}
