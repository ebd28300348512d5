package structure

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// docs/adapters.md promises that a tracker is short to write, and shows one.
func TestTheExampleOfATrackerIsShort(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "sync", "tracker", "follow", "tracker_test.go"))
	must(t, err)
	if n := bytes.Count(text, []byte("\n")); n >= 300 {
		t.Errorf("the example of a tracker has %d lines, promised are under 300", n)
	}
}
