package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/config"
)

// Each file in testdata/bad holds one mistake, and its first line the whole
// of what must be said about it. What is said in further lines, such as the
// place with a caret below it, stands in the lines after that, behind "#> ". The
// parts of a file that have no mistake stand on one line each: so it is seen.
func TestEachMistakeIsToldAsItsFileWantsIt(t *testing.T) {
	t.Chdir("testdata/bad")
	t.Setenv("HOME", "somewhere")
	names, err := filepath.Glob("*.yaml")
	if err != nil || len(names) < 35 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		must(t, err)
		want := wanted(string(data))
		if want == "" {
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

// wanted is what a file wants to be said about it.
func wanted(data string) string {
	lines := strings.Split(strings.TrimPrefix(data, "\ufeff"), "\n")
	want, ok := strings.CutPrefix(lines[0], "# want: ")
	if !ok {
		return ""
	}
	for _, line := range lines[1:] {
		more, ok := strings.CutPrefix(line, "#> ")
		if !ok {
			break
		}
		want += "\n" + more
	}
	return want
}

// Messages are in the words of who writes a configuration, and not in those of
// the libraries that read it.
func TestMistakesAreToldInPlainWords(t *testing.T) {
	names, err := filepath.Glob("testdata/bad/*.yaml")
	must(t, err)
	for _, name := range names {
		data, err := os.ReadFile(name)
		must(t, err)
		want := strings.ToLower(wanted(string(data)))
		for _, word := range []string{"unmarshal", "mapping value", "sequence", "scalar", "token '", "flow map", "expected", "invalid header", "anchor &"} {
			if strings.Contains(want, word) {
				t.Errorf("%s says %q: %s", name, word, want)
			}
		}
	}
}
