//go:build unix

package campaign_test

import "syscall"

// makePipe puts a named pipe at a path.
func makePipe(path string) error { return syscall.Mkfifo(path, 0o600) }
