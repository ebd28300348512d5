package github_test

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/github"
	"github.com/followthrough/followthrough/sync/source/markdown"
)

// What makes a whole listing fail, and what each says.
func TestListFails(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		options []option
		spoil   func(*world)
		words   []string
	}{
		"no such repository": {
			[]option{config(func(c *github.Config) { c.Repository = "acme/nothing" })}, nil,
			[]string{"acme/nothing", "no such repository", "may not see it"},
		},
		"a token without this repository": {nil, func(w *world) {
			w.fake.AddFineGrained(token, bot, may, "acme/another")
		}, []string{"acme/post-mortems", "give the token access"}},
		"single sign-on": {nil, func(w *world) {
			w.fake.AddOrganization("acme")
			w.fake.RequireSSO(token, "acme")
		}, []string{"acme/post-mortems", "single sign-on", "authorise"}},
		"a token that is wrong":         {[]option{config(func(c *github.Config) { c.Token = secretOf("ghp_wrong") })}, nil, []string{"token is wrong"}},
		"a repository that was deleted": {nil, func(w *world) { w.repo.DeleteRepository() }, []string{"acme/post-mortems", "no such repository"}},
		"an empty repository": {
			[]option{repository(githubfake.RepoOptions{Empty: true})}, nil,
			[]string{"acme/post-mortems is empty", "push a first commit"},
		},
		"a branch that was deleted": {
			[]option{config(func(c *github.Config) { c.Branch = "published" })},
			func(w *world) { w.repo.DeleteBranch("published") },
			[]string{"published", "is gone", "set branch: main"},
		},
		"a branch that was renamed": {
			[]option{config(func(c *github.Config) { c.Branch = "main" })},
			func(w *world) { w.repo.RenameDefault("trunk") },
			[]string{"branch main", "trunk", "set branch: trunk"},
		},
		"no such folder":             {[]option{at("docs/reviews")}, nil, []string{"no folder docs"}},
		"no such folder in there":    {[]option{at("reviews/of/2026")}, nil, []string{"no folder reviews/of"}},
		"a path that is a file":      {[]option{at("reviews/a.md")}, nil, []string{"reviews/a.md is a file", "include"}},
		"a path below a file":        {[]option{at("reviews/a.md/2026")}, nil, []string{"reviews/a.md is a file"}},
		"a path that is a submodule": {[]option{at("sub/reviews")}, nil, []string{"sub is a submodule", "another repository"}},
		"a path that is a link":      {[]option{at("link")}, nil, []string{"link is a symbolic link", "name the folder itself"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := open(t, c.options...)
			if name != "an empty repository" {
				w.repo.Commit("", map[string]string{"reviews/a.md": incident}, "Add")
				w.repo.Commit("published", map[string]string{"reviews/b.md": incident}, "Add")
				w.repo.CommitAs("", "", map[string]githubfake.File{
					"sub": {Content: strings.Repeat("a", 40), Mode: githubfake.Submodule}, "link": {Content: "reviews", Mode: githubfake.Symlink},
				}, nil, "Add")
			}
			if c.spoil != nil {
				c.spoil(w)
			}
			for range 2 {
				entries, err := w.List(t.Context())
				if len(entries) > 0 {
					t.Errorf("listed %s", paths(entries))
				}
				says(t, err, append(c.words, "sre")...)
			}
			findings := w.Check(t.Context(), []review.Mode{review.ModeBlock})
			if len(findings) != 1 || !findings[0].IsWrong() {
				t.Errorf("check finds %+v, want this problem alone", findings)
			}
		})
	}
}

func TestAppIsNotInstalledThere(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.useApp(func(app *githubfake.App) *githubfake.Installation {
		return app.Install("acme", may, "acme/another")
	})
	_, err := w.List(t.Context())
	says(t, err, "acme/post-mortems", "install the App there")
}

// Each thing that is no readable review, and what is said of it; the others
// are listed all the same.
func TestBadFiles(t *testing.T) {
	t.Parallel()
	w := open(t)
	large := "# Large\n" + strings.Repeat("many words and nothing to do\n", 20<<20/29)
	w.repo.CommitAs("", "", map[string]githubfake.File{
		"reviews/a.md":             {Content: incident},
		"reviews/run.md":           {Content: incident, Mode: githubfake.Executable},
		"reviews/ü 🚒/b c.md":       {Content: incident},
		"reviews/large.md":         {Content: large},
		"reviews/latin.md":         {Content: "# Caf\xe9\n"},
		"reviews/lfs.md":           {Content: "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"},
		"reviews/sub":              {Content: strings.Repeat("a", 40), Mode: githubfake.Submodule},
		"reviews/alias.md":         {Content: "a.md", Mode: githubfake.Symlink},
		"reviews/2026/up.md":       {Content: "../a.md", Mode: githubfake.Symlink},
		"reviews/outside.md":       {Content: "../README.md", Mode: githubfake.Symlink},
		"reviews/absolute.md":      {Content: "/etc/passwd", Mode: githubfake.Symlink},
		"reviews/far.md":           {Content: "../../../etc/passwd", Mode: githubfake.Symlink},
		"reviews/nowhere.md":       {Content: "gone.md", Mode: githubfake.Symlink},
		"reviews/folder":           {Content: "2026", Mode: githubfake.Symlink},
		"reviews/.hidden/x.md":     {Content: incident},
		"reviews/.x.md":            {Content: incident},
		"reviews/picture.png":      {Content: "\x89PNG"},
		"elsewhere/reviews/not.md": {Content: incident},
		"reviews-of-books/dune.md": {Content: incident},
	}, nil, "Add")
	want := map[string]string{
		"a.md": "", "run.md": "", "ü 🚒/b c.md": "",
		"large.md": "at most 8388608 (8 MB)", "latin.md": "line 1", "lfs.md": "Git LFS", "sub": "submodule",
		"outside.md": "symbolic link to \"../README.md\"", "absolute.md": "symbolic link", "far.md": "symbolic link", "nowhere.md": "gone.md",
	}
	entries := w.list()
	if len(entries) != len(want) {
		t.Errorf("listed %s, want %d entries", paths(entries), len(want))
	}
	for _, e := range entries {
		doc, err := w.Read(t.Context(), e)
		word, known := want[e.Path]
		switch {
		case !known:
			t.Errorf("%s is listed", e.Path)
		case word == "" && (err != nil || len(doc.Review.Actions) != 2):
			t.Errorf("%s: %v", e.Path, err)
		case word != "":
			says(t, err, e.Path, word)
			if !errors.Is(err, source.ErrUnreadable) {
				t.Errorf("%s: error %v, want one that is ErrUnreadable", e.Path, err)
			}
		}
		if e.Problem != nil {
			_, err := w.WriteBack(t.Context(), e, review.WriteBack{})
			if !errors.Is(err, source.ErrUnfit) {
				t.Errorf("report into %s: error %v, want one that is ErrUnfit", e.Path, err)
			}
		}
	}
	if n := w.fake.Count(fault.Route("GET /repos/{owner}/{repo}/git/blobs/{sha}")); n > 3+2+5 {
		t.Errorf("%d blobs were read: the large one, or a link twice", n)
	}
}

// A tree that GitHub cuts off is read in parts, and only those below path.
func TestTruncatedTree(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"reviews", "docs/all/reviews"} {
		w := open(t, at(path), config(exclude("vendor/**")))
		files := map[string]string{}
		for i := range 30 {
			files[fmt.Sprintf("src/%02d.md", i)] = "# x\n"
			files[fmt.Sprintf("%s/%d/%02d.md", path, i%3, i)] = fmt.Sprintf("# Review %d\n%s", i, incident)
			files[fmt.Sprintf("%s/vendor/%02d.md", path, i)] = "# x\n"
		}
		w.repo.Commit("", files, "Many")
		w.repo.SetTreeLimit(20)
		if n := len(w.list()); n != 30 {
			t.Errorf("%s: listed %d, want 30", path, n)
		}
		w.put("0/00.md", incident)
		w.fake.Forget()
		if n := len(w.list()); n != 30 {
			t.Errorf("%s: listed %d after a change, want 30", path, n)
		}
		for _, e := range w.fake.Exchanges() { // every folder but those on the way is asked for once
			if e.Status == http.StatusOK && bytes.Contains(e.Answer, []byte(`"path":"00.md"`)) && !bytes.Contains(e.Answer, []byte(`"path":"03.md"`)) {
				t.Errorf("%s: a folder beside it was listed: %s", path, e.Path)
			}
		}
	}
}

func TestFiveHundredActions(t *testing.T) {
	t.Parallel()
	w := open(t)
	var text strings.Builder
	text.WriteString("# Very much\n\n## Action items\n\n")
	for i := range 500 {
		fmt.Fprintf(&text, "- [ ] Look at machine number %d (payments)\n", i)
	}
	w.put("a.md", text.String())
	job := w.job("a.md", 3)
	if len(job.WriteBack.Rows) != 500 {
		t.Fatalf("%d actions", len(job.WriteBack.Rows))
	}
	written, err := w.WriteBack(t.Context(), job.Entry, job.WriteBack)
	must(t, err)
	got := w.repo.File("", "reviews/a.md")
	if len(written.Ticked) != 3 || string(markdown.Strip([]byte(got), job.WriteBack)) != text.String() {
		t.Error("taken out, what we wrote leaves something else than there was")
	}
}

// What happens to the branch and the repository while we watch, and what is
// listed then.
func TestListFollows(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		do   func(*world)
		want string
	}{
		"force-push": {func(w *world) {
			before := w.repo.Head("")
			w.put("b.md", incident)
			w.list()
			w.repo.ForcePush("main", before)
		}, "a.md"},
		"our clock is set back": {func(w *world) {
			w.pass(-24 * time.Hour)
			w.repo.Commit("", map[string]string{"reviews/b.md": incident}, "Add")
		}, "a.md b.md"},
		"another default branch": {func(w *world) {
			w.repo.Commit("next", map[string]string{"reviews/b.md": incident}, "Add")
			w.repo.DefaultBranch = "next"
			w.pass(2 * time.Hour)
		}, "a.md b.md"},
		"renamed repository while it runs": {func(w *world) {
			w.repo.Rename("acme/learning")
			w.put("b.md", incident)
		}, "a.md b.md"},
		"archived": {func(w *world) { w.repo.Archive() }, "a.md"},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			w.put("a.md", incident)
			w.list()
			c.do(w)
			if got := paths(w.list()); got != c.want {
				t.Errorf("listed %s, want %s", got, c.want)
			}
			w.read("a.md")
		})
	}
}

// What happens meanwhile, and what is read and written then.
func TestWhatHappensMeanwhile(t *testing.T) {
	t.Parallel()
	t.Run("our commit is taken back", func(t *testing.T) {
		w := open(t)
		w.put("a.md", incident)
		before, job := w.repo.Head(""), w.job("a.md", 1)
		_, err := w.WriteBack(t.Context(), job.Entry, job.WriteBack)
		must(t, err)
		w.repo.ForcePush("main", before)
		if got := w.entry("a.md").Revision; got != job.Entry.Revision {
			t.Errorf("revision %s, want that of before, %s", got, job.Entry.Revision)
		}
	})
	t.Run("renamed default branch is followed", func(t *testing.T) {
		w := open(t)
		w.put("a.md", incident)
		w.list()
		w.repo.RenameDefault("trunk")
		w.put("b.md", incident)
		if got := paths(w.list()); got != "a.md b.md" {
			t.Errorf("listed %s", got)
		}
		job := w.job("a.md", 1)
		_, err := w.WriteBack(t.Context(), job.Entry, job.WriteBack)
		must(t, err)
		if got := w.read("a.md").URL; !strings.HasSuffix(got, "/acme/post-mortems/blob/trunk/reviews/a.md") {
			t.Errorf("URL %s", got)
		}
	})
	t.Run("renamed repository is followed, and check says so", func(t *testing.T) {
		w := open(t)
		w.put("a.md", incident)
		w.list()
		w.repo.Rename("acme/learning")
		w.again()
		job := w.job("a.md", 1)
		_, err := w.WriteBack(t.Context(), job.Entry, job.WriteBack)
		must(t, err)
		if got := w.read("a.md").URL; !strings.Contains(got, "/acme/learning/blob/") {
			t.Errorf("URL %s", got)
		}
		w.fake.Forget()
		w.list()
		if n := w.fake.Requests(); n != 1 {
			t.Errorf("%d requests for a quiet pass, want 1", n)
		}
		if got := w.Check(t.Context(), nil); len(got) != 1 || !strings.Contains(got[0].String(), "acme/learning") || got[0].IsWrong() {
			t.Errorf("findings %+v", got)
		}
	})
	t.Run("a renamed review has the same content", func(t *testing.T) {
		w := open(t)
		w.put("a.md", incident)
		before := w.read("a.md")
		w.repo.Move("", "reviews/a.md", "reviews/2026/b.md")
		w.pass(time.Minute)
		after := w.read("2026/b.md")
		if before.Content != after.Content || !after.Arrived.IsZero() {
			t.Errorf("content %s became %s, arrived %s", before.Content, after.Content, after.Arrived)
		}
	})
	t.Run("visibility", func(t *testing.T) {
		w := open(t)
		w.put("a.md", incident)
		for _, c := range []struct {
			set  string
			want review.Audience
		}{{githubfake.Private, review.AudiencePrivate}, {githubfake.Internal, review.AudienceInternal}, {githubfake.Public, review.AudiencePublic}} {
			w.repo.SetVisibility(c.set)
			w.pass(2 * time.Hour)
			if got := w.read("a.md").Audience; got != c.want {
				t.Errorf("%s: audience %q, want %q", c.set, got, c.want)
			}
		}
	})
}
