package review_test

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// A command that is told can be pasted: a shell takes each word as it is meant,
// and what no quotes hold is named by its key.
func TestACommandCanBePasted(t *testing.T) {
	for path, want := range map[string]string{
		"2026/outage.md":     "`followthrough sync sre:2026/outage.md --yes`",
		"my outage (1).md":   "`followthrough sync 'sre:my outage (1).md' --yes`",
		"a$(touch x)&b;*.md": "`followthrough sync 'sre:a$(touch x)&b;*.md' --yes`",
		"größe.md":           "`followthrough sync 'sre:größe.md' --yes`",
		"it's.md":            "`followthrough sync 0123456789ab --yes`",
		"a`b.md":             "`followthrough sync 0123456789ab --yes`",
		"a|b.md":             "`followthrough sync 0123456789ab --yes`",
		"a\nb.md":            "`followthrough sync 0123456789ab --yes`",
		`a\b.md`:             "`followthrough sync 0123456789ab --yes`",
	} {
		r := plan.Review{Key: "0123456789ab", Source: "sre", Path: path}
		got := review.Command("sync", r.Named(), "--yes")
		if got != want {
			t.Errorf("%q: got %s, want %s", path, got, want)
		}
		sh, err := exec.LookPath("sh")
		if err != nil {
			continue // no shell to ask
		}
		pasted := strings.Replace(strings.Trim(got, "`"), "followthrough", `printf '%s\n'`, 1)
		out, err := exec.Command(sh, "-c", pasted).Output()
		if words := strings.Split(strings.TrimSpace(string(out)), "\n"); err != nil || len(words) != 3 || words[1] != r.Named() {
			t.Errorf("%q: a shell takes %q (%v)", path, out, err)
		}
	}
}
