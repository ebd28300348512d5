package showplan

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What is shown is what patch makes of it: each case is before and after.
func TestDiffIsOneThatPatchTakes(t *testing.T) {
	for name, c := range map[string][2]string{
		"added at the end":      {"a\nb\n", "a\nb\nc\nd\n"},
		"added at the start":    {"a\nb\n", "x\na\nb\n"},
		"added to nothing":      {"", "x\ny\n"},
		"all taken out":         {"x\ny\n", ""},
		"taken out":             {"a\nb\nc\n", "a\nc\n"},
		"changed":               {"a\nb\nc\n", "a\nB\nc\n"},
		"two places":            {"a\nb\nc\nd\ne\n", "A\nb\nc\nc2\nd\nE\n"},
		"no newline at the end": {"a\nb", "a\nb\nc"},
		"newlines of Windows":   {"a\r\nb\r\n", "a\r\nb\r\nc\r\n"},
		"like a header":         {"a\n-- b\n@@ -1 +1 @@\n", "a\n++ b\n@@ -2 +2 @@\nx\n"},
	} {
		text := diff("a.md", c[0], c[1])
		if got := patched(t, c[0], text); got != c[1] {
			t.Errorf("%s: patch makes %q of\n%s", name, got, text)
		}
	}
	if got := diff("a.md", "same\n", "same\n"); got != "" {
		t.Errorf("nothing changed, and the diff is %q", got)
	}
}

// patched is what patch makes of a text.
func patched(t *testing.T, before, text string) string {
	t.Helper()
	tool, err := exec.LookPath("patch")
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal("there is no patch: .ci/run installs it")
	}
	if err != nil {
		t.Skip("there is no patch here: Debian's package of that name applies the diffs")
	}
	file := filepath.Join(t.TempDir(), "a.md")
	if err := os.WriteFile(file, []byte(before), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), tool, "--binary", "--silent", "--fuzz=0", file)
	cmd.Stdin = strings.NewReader(text)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("patch: %v\n%s\n%s", err, out, text)
	}
	after, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(after)
}
