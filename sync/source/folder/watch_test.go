package folder_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/source/folder"
)

// watching starts a watch and gives its pokes, after the first, and its end.
func watching(t *testing.T, cfg folder.Config) (pokes chan struct{}, ended chan error) {
	t.Helper()
	pokes, ended = make(chan struct{}, 100), make(chan error, 1)
	ctx, cancel := context.WithCancel(t.Context())
	s := open(t, cfg, folder.Options{})
	go func() { ended <- s.Watch(ctx, func() { pokes <- struct{}{} }) }()
	t.Cleanup(func() {
		cancel()
		select {
		case <-ended:
		case <-time.After(5 * time.Second):
			t.Error("still watching 5 s after the end of the context")
		}
	})
	select {
	case <-pokes:
	case err := <-ended:
		ended <- err
	case <-time.After(5 * time.Second):
		t.Fatal("no poke when it began")
	}
	return pokes, ended
}

// poked counts the pokes of half a second.
func poked(pokes chan struct{}) int {
	time.Sleep(500 * time.Millisecond)
	return len(pokes)
}

// Our own store may lie in the folder of the reviews, and our own files beside
// them: a pass must not wake the next.
func TestWatchHearsOnlyOfDocuments(t *testing.T) {
	t.Parallel()
	root := tree(t, "a.md", "drafts/b.md", ".git/HEAD")
	pokes, _ := watching(t, folder.Config{Path: root, Exclude: []string{"drafts/**"}})
	for _, name := range []string{"followthrough.db-wal", ".b.md", ".a.md.followthrough-ABC.new", "drafts/b.md", ".git/HEAD", "notes.txt"} {
		must(t, os.WriteFile(filepath.Join(root, name), []byte("x"), 0o644))
	}
	must(t, os.Remove(filepath.Join(root, "followthrough.db-wal")))
	must(t, os.Chmod(filepath.Join(root, "a.md"), 0o600))
	if n := poked(pokes); n != 0 {
		t.Errorf("%d pokes for what is no document", n)
	}
	must(t, os.WriteFile(filepath.Join(root, "a.md"), []byte("# x"), 0o644))
	if n := poked(pokes); n != 1 {
		t.Errorf("%d pokes for a changed document, want 1", n)
	}
}

func TestWatchTakesABurstForOne(t *testing.T) {
	t.Parallel()
	root := tree(t, "a.md")
	pokes, _ := watching(t, folder.Config{Path: root})
	for range 5 {
		must(t, os.WriteFile(filepath.Join(root, "a.md"), []byte("# x"), 0o644))
		time.Sleep(10 * time.Millisecond)
	}
	if n := poked(pokes); n != 1 {
		t.Errorf("%d pokes for one burst, want 1", n)
	}
	// Who writes without a pause is heard of all the same.
	for begin := time.Now(); time.Since(begin) < 1200*time.Millisecond; time.Sleep(10 * time.Millisecond) {
		must(t, os.WriteFile(filepath.Join(root, "a.md"), []byte("# x"), 0o644))
	}
	if n := len(pokes); n < 1 {
		t.Error("no poke while the writing goes on")
	}
}

func TestWatchFollowsFoldersThatMove(t *testing.T) {
	t.Parallel()
	root := tree(t, "a/b/c.md")
	pokes, _ := watching(t, folder.Config{Path: root})
	must(t, os.Rename(filepath.Join(root, "a"), filepath.Join(root, "z")))
	if n := poked(pokes); n != 1 {
		t.Fatalf("%d pokes for a folder that moved, want 1", n)
	}
	<-pokes
	must(t, os.WriteFile(filepath.Join(root, "z/b/c.md"), []byte("# x"), 0o644))
	if n := poked(pokes); n != 1 {
		t.Errorf("%d pokes for a change in the folder that moved, want 1", n)
	}
}

func TestWatchSeesThroughLinks(t *testing.T) {
	t.Parallel()
	root := tree(t, ".data/a.md", "now -> .data")
	pokes, _ := watching(t, folder.Config{Path: root})
	must(t, os.WriteFile(filepath.Join(root, ".data/a.md"), []byte("# x"), 0o644))
	if n := poked(pokes); n != 1 {
		t.Errorf("%d pokes for a change behind a link, want 1", n)
	}
}

func TestWatchSaysWhenItCantGoOn(t *testing.T) {
	t.Parallel()
	root := tree(t, "a.md")
	for name, path := range map[string]string{"missing": root + "/nowhere", "taken away": root} {
		_, ended := watching(t, folder.Config{Path: path})
		if path == root {
			must(t, os.Rename(root, root+".away"))
		}
		select {
		case err := <-ended:
			if err == nil || !strings.Contains(err.Error(), "watch source reviews") {
				t.Errorf("%s: ended with %v", name, err)
			}
			ended <- err
		case <-time.After(2 * time.Second):
			t.Errorf("%s: still watching", name)
		}
	}
}
