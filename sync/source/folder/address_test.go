package folder_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/followthrough/followthrough/sync/source/folder"
)

func TestADocumentHasTheAddressWherePeopleReadIt(t *testing.T) {
	for _, c := range []struct{ url, path, want string }{
		{"https://wiki.example/reviews/{path}", "2026/a b#1.md", "https://wiki.example/reviews/2026/a%20b%231.md"},
		{"https://wiki.example/reviews/{path}", "ü/100%.md", "https://wiki.example/reviews/%C3%BC/100%25.md"},
		{"https://git.example/blob/main/{path}?plain=1", "a.md", "https://git.example/blob/main/a.md?plain=1"},
		{"https://wiki.example/show?page={path}", "2026/a&b.md", "https://wiki.example/show?page=2026%2Fa%26b.md"},
		{"", "a.md", ""},
	} {
		root := t.TempDir()
		file := filepath.Join(root, filepath.FromSlash(c.path))
		must(t, os.MkdirAll(filepath.Dir(file), 0o755))
		must(t, os.WriteFile(file, []byte("# Outage\n"), 0o644))
		s, err := folder.New("reviews", folder.Config{Path: root, URL: c.url}, folder.Options{})
		must(t, err)
		entries, err := s.List(t.Context())
		if err != nil || len(entries) != 1 {
			t.Fatal(entries, err)
		}
		doc, err := s.Read(t.Context(), entries[0])
		if err != nil || doc.URL != c.want {
			t.Errorf("%s: %s, %v, want %s", c.path, doc.URL, err, c.want)
		}
	}
	for _, wrong := range []string{"https://wiki.example/", "https://{path}", "wiki.example/{path}", "javascript:{path}", "https://wiki.example{path}", "https://me:secret@wiki.example/{path}", "ftp://x/{path}"} {
		if folder.AddressProblem(wrong) == nil {
			t.Errorf("%s is taken", wrong)
		}
	}
}
