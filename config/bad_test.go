package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/config"
)

// Each file in testdata/bad holds one mistake, and its first line the whole
// of what must be said about it.
func TestEachMistakeIsToldAsItsFileWantsIt(t *testing.T) {
	t.Chdir("testdata/bad")
	t.Setenv("HOME", "somewhere")
	names, err := filepath.Glob("*.yaml")
	if err != nil || len(names) < 35 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(string(data), "\n")
		want, ok := strings.CutPrefix(first, "# want: ")
		if !ok {
			t.Errorf("%s does not say what it wants", name)
			continue
		}
		t.Setenv("FOLLOWTHROUGH_CONFIG", name)
		_, err = config.Load(config.Options{})
		if err == nil {
			t.Errorf("%s is taken", name)
		} else if err.Error() != want {
			t.Errorf("%s\n got %s\nwant %s", name, err, want)
		}
	}
}
