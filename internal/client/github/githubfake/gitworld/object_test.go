package gitworld

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Names that git gives, known to everybody who has seen one.
func TestKnownHashes(t *testing.T) {
	r := New()
	tests := []struct {
		what      string
		got, want Hash
	}{
		{"empty blob", r.PutBlob(nil), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"},
		{"hello", r.PutBlob([]byte("hello\n")), "ce013625030ba8dba906f756967f9e9ca394464a"},
		{"what is up", r.PutBlob([]byte("what is up, doc?")), "bd9dbf5aae1a3862dd1526723246b20206e5fc37"},
		{"empty tree", r.PutTree(nil), "4b825dc642cb6eb9a060e54bf8d69288fbee4904"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s: %s, not %s", tt.what, tt.got, tt.want)
		}
	}
}

// The same files, links, submodules and commits get the names that git itself
// gives them.
func TestHashesAsGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("skipped: there is no git here")
	}
	dir := t.TempDir()
	git := func(in string, args ...string) string {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(in)
		cmd.Env = append(os.Environ(), "GIT_AUTHOR_NAME=ana", "GIT_AUTHOR_EMAIL=ana@acme.example", "GIT_COMMITTER_NAME=bot", "GIT_COMMITTER_EMAIL=bot@acme.example",
			"GIT_AUTHOR_DATE=1700000000 +0200", "GIT_COMMITTER_DATE=1700000100 +0000", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1")
		var out, wrong bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &wrong
		if err := cmd.Run(); err != nil {
			t.Fatalf("git %v: %v %s", args, err, wrong.String())
		}
		return strings.TrimSpace(out.String())
	}
	git("", "init", "-q", "-b", "main", ".")
	files := map[string]string{"a-b": "1", "a.md": "2\n", "a/b.md": "3", "a/c/d e \U0001f525.md": "4", "z": "5", "run.sh": "6"}
	r := New()
	changes := map[string]Entry{}
	for path, content := range files {
		full := filepath.Join(dir, path)
		must(t, os.MkdirAll(filepath.Dir(full), 0o755))
		must(t, os.WriteFile(full, []byte(content), 0o600))
		changes[path] = Entry{Mode: FileMode, Hash: r.PutBlob([]byte(content))}
	}
	git("", "add", ".")
	git("", "update-index", "--chmod=+x", "run.sh")
	changes["run.sh"] = Entry{Mode: ExecutableMode, Hash: changes["run.sh"].Hash}
	link := r.PutBlob([]byte("a.md"))
	if got := git("a.md", "hash-object", "-w", "--stdin"); got != string(link) {
		t.Fatalf("link: %s, not %s", link, got)
	}
	git("", "update-index", "--add", "--cacheinfo", "120000,"+string(link)+",link")
	changes["link"] = Entry{Mode: SymlinkMode, Hash: link}
	module := "1234567890123456789012345678901234567890"
	git("", "update-index", "--add", "--cacheinfo", "160000,"+module+",a/module")
	changes["a/module"] = Entry{Mode: SubmoduleMode, Hash: Hash(module)}
	tree := r.Change("", changes)
	if want := git("", "write-tree"); string(tree) != want {
		t.Fatalf("tree %s, not %s", tree, want)
	}
	author := Signature{"ana", "ana@acme.example", time.Unix(1700000000, 0).In(time.FixedZone("", 2*3600))}
	committer := Signature{"bot", "bot@acme.example", time.Unix(1700000100, 0).UTC()}
	first := r.PutCommit(Commit{Tree: tree, Author: author, Committer: committer, Message: "First\n"})
	if want := git("First\n", "commit-tree", string(tree)); string(first) != want {
		t.Fatalf("commit %s, not %s", first, want)
	}
	smaller := r.Change(tree, map[string]Entry{"a/b.md": {}, "a/c/d e \U0001f525.md": {}, "a/module": {}})
	git("", "rm", "-q", "--cached", "-r", "a")
	if want := git("", "write-tree"); string(smaller) != want {
		t.Fatalf("a folder that became empty stayed: %s, not %s", smaller, want)
	}
	second := r.PutCommit(Commit{Tree: smaller, Parents: []Hash{first}, Author: author, Committer: committer, Message: "Second\n"})
	if want := git("Second\n", "commit-tree", string(smaller), "-p", string(first)); string(second) != want {
		t.Fatalf("commit %s, not %s", second, want)
	}
}
