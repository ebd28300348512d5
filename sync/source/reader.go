package source

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"runtime/debug"
	"strings"
	"sync"
)

// reader is the code that reads documents: its words and weights are part of it.
//
//go:embed actions/*.go actions/*/*.go document/*.go format/*.go frontmatter/*.go html/*.go markdown/*.go
var reader embed.FS

// Reader is a digest of what reads documents, of all formats: of its code, tests left
// out, and of the libraries that are linked. Another build of the same code has the
// same one. With another one all documents are read again: they may turn out to be
// drafts, restricted, or to hold other actions.
func Reader() string { return readerDigest() }

var readerDigest = sync.OnceValue(func() string {
	h := sha256.New()
	err := fs.WalkDir(reader, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := reader.ReadFile(path)
		fmt.Fprintf(h, "%q\n%s", path, bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")))
		return err
	})
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			fmt.Fprintf(h, "%q %q\n", m.Path, m.Version)
		}
	}
	fmt.Fprintf(h, "%v", err)
	return hex.EncodeToString(h.Sum(nil)[:6])
})
