//go:build !unix

package atomicfile

import "os"

func lock(*os.File) (locked, busy bool) { return false, false }

func (s *spot) sync() error { return nil }
