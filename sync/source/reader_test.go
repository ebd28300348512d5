package source

import (
	"io/fs"
	"os"
	"strings"
	"testing"
)

// What reads documents is all in the digest: a folder that was forgotten could change
// how they are read, and nobody would read them again.
func TestReaderIsAllThatReads(t *testing.T) {
	for _, folder := range []string{"actions", "document", "format", "frontmatter", "html", "markdown"} {
		err := fs.WalkDir(os.DirFS(folder), ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasPrefix(path, "formattest/") {
				return err
			}
			here, err := os.ReadFile(folder + "/" + path)
			if err != nil {
				return err
			}
			if linked, err := reader.ReadFile(folder + "/" + path); err != nil || string(linked) != string(here) {
				t.Errorf("%s/%s is not in the digest: %v", folder, path, err)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	if len(Reader()) != 12 || Reader() != readerDigest() {
		t.Errorf("the digest is %q", Reader())
	}
}
