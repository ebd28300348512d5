package jira_test

import (
	"sync/atomic"
	"time"
)

// clock is a time that a test moves while a fake's goroutines read it.
type clock struct{ at atomic.Int64 }

func clockAt(at time.Time) *clock {
	c := &clock{}
	c.at.Store(at.UnixNano())
	return c
}

func (c *clock) now() time.Time { return time.Unix(0, c.at.Load()) }

func (c *clock) add(d time.Duration) { c.at.Add(int64(d)) }
