//go:build unix

package store_test

import (
	"syscall"
	"time"
)

// worked is how long this process has worked, on all processors together: what
// else a machine does is no part of it.
func worked() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
