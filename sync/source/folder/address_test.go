package folder_test

import (
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
		s := open(t, folder.Config{Path: tree(t, c.path), URL: c.url}, folder.Options{})
		doc, err := s.Read(t.Context(), first(t, s))
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
