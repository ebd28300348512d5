//go:build unix

package folder_test

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/source/folder"
)

func TestListIrregular(t *testing.T) {
	root := tree(t)
	must(t, syscall.Mkfifo(filepath.Join(root, "pipe.md"), 0o644))
	want := []string{"pipe.md can't be read: it is not a regular file"}
	if diff := cmp.Diff(want, listed(t, folder.Config{Path: root})); diff != "" {
		t.Error(diff)
	}
}
