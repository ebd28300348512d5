package markdown

import (
	"os"
	"path/filepath"
	"testing"
)

// corpusDir is where the corpus lies beside the work tree.
const corpusDir = "../../../../shared/corpus"

// corpus reads the documents by name, or skips.
func corpus(t testing.TB) map[string][]byte {
	t.Helper()
	files, _ := filepath.Glob(corpusDir + "/*/*.md")
	if len(files) == 0 {
		t.Skipf("the corpus is not here: %s", corpusDir)
	}
	docs := map[string][]byte{}
	for _, f := range files {
		doc, err := os.ReadFile(f)
		must(t, err)
		docs[filepath.Base(f)] = doc
	}
	return docs
}
