package main

import (
	"crypto/sha256"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/cmd/followthrough/upgradetest"
)

// A store of an earlier version is compared, and stays what it is: its own program
// could go on with it.
func TestPlanUpgradeOfAnEarlierVersion(t *testing.T) {
	t.Parallel()
	w := upgradetest.Open(t, "files", filepath.Join(upgradeWorlds, "a3f311a", "files"))
	sum := func() (out string) {
		for _, suffix := range []string{"", "-wal"} {
			text, _ := os.ReadFile(filepath.Join(w.Dir, "followthrough.db"+suffix)) // the log may not be there
			all := sha256.Sum256(text)
			out += string(all[:])
		}
		return out
	}
	before := sum()
	out := w.Run(thisProgram(t), "plan", "--upgrade")
	if !strings.Contains(out, "The store has schema ") || !strings.Contains(out, "planned on a copy in memory") || strings.Contains(out, "\n0 reviews as last read") {
		t.Errorf("it says:\n%s", out)
	}
	if sum() != before {
		t.Error("the store was changed")
	}
}
