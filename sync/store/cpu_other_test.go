//go:build !unix

package store_test

import "time"

var begun = time.Now()

// worked is how long this process runs: the system does not tell more.
func worked() time.Duration { return time.Since(begun) }
