//go:build !unix

package main

import "os"

// hangups are none where there is no SIGHUP: changed files are noticed all the same.
func hangups() (asked <-chan os.Signal, stop func()) { return nil, func() {} }
