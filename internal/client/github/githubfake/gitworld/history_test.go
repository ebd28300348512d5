package gitworld

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// story makes commits on branches, a minute apart.
type story struct {
	*Repository
	t     *testing.T
	clock time.Time
}

func begin(t *testing.T) *story {
	return &story{New(), t, time.Unix(1700000000, 0).UTC()}
}

// commit puts files ("": taken away) on a branch, made at from if it is new.
func (s *story) commit(branch, from string, files ...string) Hash {
	s.t.Helper()
	s.clock = s.clock.Add(time.Minute)
	var parents []Hash
	var tree Hash
	if c, there := s.Resolve(branch); there {
		parents, tree = []Hash{c.Hash}, c.Tree
	} else if c, there := s.Resolve(from); there {
		parents, tree = []Hash{c.Hash}, c.Tree
	}
	changes := map[string]Entry{}
	for _, f := range files {
		path, content, _ := strings.Cut(f, "=")
		e := Entry{}
		if content != "" {
			e = Entry{Mode: FileMode, Hash: s.PutBlob([]byte(content))}
		}
		changes[path] = e
	}
	by := Signature{"ana", "ana@acme.example", s.clock}
	h := s.PutCommit(Commit{Tree: s.Change(tree, changes), Parents: parents, Author: by, Committer: by, Message: strings.Join(files, " ")})
	if err := s.Force(branch, h); err != nil {
		s.t.Fatal(err)
	}
	return h
}

func TestLog(t *testing.T) {
	s := begin(t)
	s.commit("main", "", "docs/a=1", "b=1")
	s.commit("side", "main", "docs/c=1")
	s.commit("main", "", "b=2")
	head := s.commit("main", "", "docs/a=2")
	tree, err := s.Merge(head, s.branches["side"])
	must(t, err)
	s.clock = s.clock.Add(time.Minute)
	by := Signature{"ana", "ana@acme.example", s.clock}
	merged := s.PutCommit(Commit{Tree: tree, Parents: []Hash{head, s.branches["side"]}, Author: by, Committer: by, Message: "merge"})
	words := func(commits []Commit) string {
		var out []string
		for _, c := range commits {
			out = append(out, c.Message)
		}
		return strings.Join(out, "|")
	}
	if got, want := words(s.Log(merged)), "merge|docs/a=2|b=2|docs/c=1|docs/a=1 b=1"; got != want {
		t.Errorf("log %s\nnot %s", got, want)
	}
	if got, want := words(s.Between(head, merged)), "merge|docs/c=1"; got != want {
		t.Errorf("between %s\nnot %s", got, want)
	}
}

func TestDiff(t *testing.T) {
	long := "one\ntwo\nthree\nfour\n"
	s := begin(t)
	s.commit("main", "", "keep=1", "old/name="+long, "gone=x", "changed=1\n2\n", "folder/x=1")
	before, _ := s.Resolve("main")
	s.commit("main", "", "old/name=", "new/name="+long+"five\n", "gone=", "changed=1\n3\n", "added=y\nz\n", "folder/x=", "folder=now a file\n")
	after, _ := s.Resolve("main")
	var got []string
	for _, c := range s.Diff(before.Tree, after.Tree) {
		got = append(got, fmt.Sprintf("%s %s +%d -%d", c.Status, c.Path, c.Added, c.Removed))
	}
	want := []string{
		"added added +2 -0", "modified changed +1 -1", "added folder +1 -0", "removed folder/x +0 -1",
		"removed gone +0 -1", "added new/name +5 -0", "removed old/name +0 -4",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestMerge(t *testing.T) {
	s := begin(t)
	s.commit("main", "", "a=1", "b=1")
	s.commit("side", "main", "b=2", "c=1")
	s.commit("other", "main", "a=3")
	ours := s.commit("main", "", "a=2")
	tree, err := s.Merge(ours, s.branches["side"])
	must(t, err)
	for path, want := range map[string]string{"a": "2", "b": "2", "c": "1"} {
		e, _ := s.Find(tree, path)
		if data, _ := s.Blob(e.Hash); string(data) != want {
			t.Errorf("%s is %q, not %q", path, data, want)
		}
	}
	if _, err := s.Merge(ours, s.branches["other"]); !errors.Is(err, ErrConflict) {
		t.Errorf("both changed a: %v", err)
	}
}

func TestViolations(t *testing.T) {
	s := begin(t)
	first := s.commit("main", "", "a=1")
	second := s.commit("main", "", "a=2")
	next := s.commit("next", "main", "a=3")
	c, _ := s.Commit(next)
	c.Signed = true
	signed := s.PutCommit(c)
	c.Parents = append(c.Parents, first)
	merge := s.PutCommit(c)
	tests := []struct {
		what  string
		rules Rules
		login string
		to    Hash
		want  string
	}{
		{"nothing", Rules{}, "bot", next, ""},
		{"pull request", Rules{PullRequest: true}, "bot", next, "Changes must be made through a pull request."},
		{"bypass", Rules{PullRequest: true, Bypass: []string{"Bot"}}, "bot", next, ""},
		{"unsigned", Rules{Signatures: true}, "bot", next, "Commits must have verified signatures."},
		{"signed", Rules{Signatures: true}, "bot", signed, ""},
		{"merge", Rules{LinearHistory: true}, "bot", merge, "This branch must not contain merge commits."},
		{"linear", Rules{LinearHistory: true}, "bot", next, ""},
		{"one check", Rules{Checks: []string{"ci"}}, "bot", next, `Required status check "ci" is expected.`},
		{"two checks", Rules{Checks: []string{"ci", "lint"}}, "bot", next, "2 of 2 required status checks are expected."},
		{"nobody", Rules{NoUpdate: true}, "bot", next, "Cannot update this protected ref."},
		{"queue", Rules{MergeQueue: true}, "bot", next, "Changes must be made through the merge queue"},
		{"force", Rules{NoForce: true}, "bot", first, "Cannot force-push to this branch"},
		{"deletion", Rules{NoDeletion: true}, "bot", "", "Cannot delete this branch"},
		{"deletion allowed", Rules{PullRequest: true}, "bot", "", ""},
		{"two at once", Rules{PullRequest: true, Signatures: true}, "bot", next, "Changes must be made through a pull request.|Commits must have verified signatures."},
	}
	for _, tt := range tests {
		s.SetRules("main", tt.rules)
		if got := strings.Join(s.Violations("main", tt.login, tt.to), "|"); got != tt.want {
			t.Errorf("%s: %q, not %q", tt.what, got, tt.want)
		}
	}
	if h, _ := s.Head("main"); h != second {
		t.Error("judging moved the branch")
	}
}

func TestPulls(t *testing.T) {
	s := begin(t)
	s.commit("main", "", "a=1")
	s.commit("work", "main", "b=1")
	if _, err := s.Open(Pull{Head: "none", Base: "main"}); !errors.Is(err, ErrNoReference) {
		t.Errorf("a head that is not there: %v", err)
	}
	p, err := s.Open(Pull{Number: 1, Title: "b", Head: "work", Base: "main"})
	must(t, err)
	if _, err := s.Open(Pull{Head: "work", Base: "main"}); !errors.Is(err, ErrOpen) {
		t.Errorf("opened twice: %v", err)
	}
	pushed := s.commit("work", "", "b=2")
	if touched := s.Followed("ana", s.clock); len(touched) != 1 || p.HeadSHA != pushed || !p.Open {
		t.Errorf("the push was not followed: %+v", p)
	}
	must(t, s.MergePull(p, Squash, "ana", Signature{"ana", "ana@acme.example", s.clock}))
	c, _ := s.Resolve("main")
	if c.Hash != p.MergeCommit || !c.Signed || len(c.Parents) != 1 || !p.Merged || p.Open {
		t.Errorf("squashed to %+v by %+v", c, p)
	}
	if err := s.MergePull(p, Squash, "ana", Signature{}); !errors.Is(err, ErrClosed) {
		t.Errorf("merged twice: %v", err)
	}
	s.commit("more", "main", "c=1")
	q, err := s.Open(Pull{Number: 2, Head: "more", Base: "main"})
	must(t, err)
	must(t, s.Force("main", q.HeadSHA))
	if s.Followed("ana", s.clock); !q.Merged || q.Open {
		t.Error("its commits are all on main, and it counts as open")
	}
	s.commit("gone", "main", "d=1")
	g, err := s.Open(Pull{Number: 3, Head: "gone", Base: "main"})
	must(t, err)
	_ = s.Remove("gone")
	if s.Followed("ana", s.clock); g.Open || g.Merged {
		t.Error("its branch is gone, and it is open")
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
