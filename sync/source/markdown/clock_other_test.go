//go:build !unix

package markdown

import "time"

var started = time.Now()

// processorTime is the time of the wall where the process's own isn't known.
func processorTime() time.Duration { return time.Since(started) }
