// Package longtest keeps what takes long out of a plain `go test ./...`: kills
// by the hundred, other people's readers over thousands of texts, a browser. It
// is for tests only, and knows none of them.
package longtest

import (
	"os"
	"testing"
)

// Variable is set to 1 by .ci/run and make crash, and by whoever wants all.
const Variable = "FOLLOWTHROUGH_LONG"

// Only skips the test unless the long ones were asked for.
func Only(t testing.TB) {
	t.Helper()
	if os.Getenv(Variable) == "" {
		t.Skipf("takes long: %s=1 runs it", Variable)
	}
}
