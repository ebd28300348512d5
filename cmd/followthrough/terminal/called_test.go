package terminal

import (
	"strings"
	"testing"
)

func TestCalled(t *testing.T) {
	const module = "example.test/ft/cmd/ft"
	for _, tt := range []struct{ executable, typed, want string }{
		{"/usr/local/bin/followthrough", "followthrough", "followthrough"},
		{"/home/x/followthrough", "./followthrough", "./followthrough"},
		{"/home/x/my tools/followthrough", "./my tools/followthrough", "'./my tools/followthrough'"},
		{"/tmp/go-build123/b001/exe/followthrough", "/tmp/go-build123/b001/exe/followthrough", "go run " + module},
		{`/home/x/.cache/go-build/ab/followthrough-d/exe/followthrough`, "x", "go run " + module},
		{"/opt/ft", "", "followthrough"},
	} {
		if got := Called(tt.executable, tt.typed, module); got != tt.want {
			t.Errorf("%s as %s: %s, not %s", tt.executable, tt.typed, got, tt.want)
		}
	}
	t.Chdir("../../..")
	if got := Called("/tmp/go-build123/b001/exe/followthrough", "x", module); got != "go run ./cmd/followthrough" {
		t.Errorf("in the checkout: %s", got)
	}
}

func TestQuoted(t *testing.T) {
	for word, want := range map[string]string{
		"/tmp/a-b_c.1": "/tmp/a-b_c.1", "/tmp/größe": "/tmp/größe", "a b": "'a b'", "it's": `'it'\''s'`, "$HOME": "'$HOME'", "": "''", "~a": "'~a'", "a;b": "'a;b'",
	} {
		if got := Quoted(word); got != want {
			t.Errorf("%q: %s, not %s", word, got, want)
		}
	}
}

func TestCommandFits(t *testing.T) {
	if got := Command("  ", 80, "ft", "status", "--config", "a.yaml"); got != "  ft status --config a.yaml" {
		t.Errorf("got %q", got)
	}
	long := "/tmp/" + strings.Repeat("d", 60)
	if got := Command("  ", 80, "go run ./cmd/followthrough", "status", "--config", long); got != "  go run ./cmd/followthrough status \\\n    --config "+long {
		t.Errorf("got %q", got)
	}
	if got := Command("  ", 80, "go run ./cmd/followthrough", "demo", long); got != "  go run ./cmd/followthrough demo \\\n    "+long {
		t.Errorf("got %q", got)
	}
}
