// Package referee runs other people's readers and servers in tests: what we
// write is judged by those who will read it. It is imported by tests only, and
// knows nothing of what is judged. Where a referee is not installed the test is
// skipped with a word; with CI=true, where .ci/referees has run, it fails.
package referee

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

//go:embed tools.txt
var tools string

// Folder is where the npm packages of a group are installed: it holds their
// node_modules.
func Folder(t testing.TB, group string) string {
	t.Helper()
	dir := filepath.Join(cache(t), group)
	stamp, err := os.ReadFile(filepath.Join(dir, "installed"))
	if want := Packages(group); want == "" || err != nil || strings.TrimSpace(string(stamp)) != want {
		absent(t, "the npm packages of "+group+" ("+want+")")
	}
	return dir
}

// Node runs a script of ours with a group's packages at hand. The values go to
// its standard input, one line of JSON each; it answers each with one line, in
// their order, which is decoded into the result of that place.
func Node[In, Out any](t testing.TB, group, script string, values []In) []Out {
	t.Helper()
	dir := Folder(t, group)
	node := Program(t, "node")
	var in bytes.Buffer
	enc := json.NewEncoder(&in)
	enc.SetEscapeHTML(false)
	for _, v := range values {
		if err := enc.Encode(v); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "script.mjs")
	if err := os.WriteFile(file, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	// The script finds the packages where it seems to lie.
	link := filepath.Join(filepath.Dir(file), "node_modules")
	if err := os.Symlink(filepath.Join(dir, "node_modules"), link); err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), node, "--preserve-symlinks", file)
	cmd.Stdin, cmd.Stderr = &in, &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("node with %s: %v\n%s", group, err, stderr.String())
	}
	return decode[Out](t, out, len(values))
}

func decode[Out any](t testing.TB, out []byte, want int) []Out {
	t.Helper()
	results := make([]Out, 0, want)
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var v Out
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatalf("the referee's line %d: %v: %.200s", len(results)+1, err, lines.Text())
		}
		results = append(results, v)
	}
	if len(results) != want {
		t.Fatalf("the referee gave %d answers to %d questions", len(results), want)
	}
	return results
}

// Program is the path of an installed program, or of one in the cache.
func Program(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		path, err = exec.LookPath(filepath.Join(cache(t), "programs", name))
	}
	if err != nil {
		absent(t, "the program "+name)
	}
	return path
}

// cache is the folder that .ci/referees fills.
func cache(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("FOLLOWTHROUGH_REFEREES"); dir != "" {
		return dir
	}
	base := os.Getenv("XDG_CACHE_HOME")
	if base == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			absent(t, "a home for the cache")
		}
		base = filepath.Join(home, ".cache")
	}
	return filepath.Join(base, "followthrough", "referees")
}

// Packages are a group's, as tools.txt names them; "": no such group.
func Packages(group string) string {
	for line := range strings.Lines(tools) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), "npm "+group+" "); ok {
			return rest
		}
	}
	return ""
}

func absent(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is not there: .ci/referees installs it", what)
	}
	t.Skipf("%s is not there: .ci/referees installs it", what)
}
