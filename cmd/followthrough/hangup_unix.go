//go:build unix

package main

import (
	"os"
	"os/signal"
	"syscall"
)

// hangups are the requests to read the configuration again (SIGHUP), until stop.
func hangups() (asked <-chan os.Signal, stop func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGHUP)
	return c, func() { signal.Stop(c) }
}
