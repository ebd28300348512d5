package githubfake

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
)

// repository is acme/reviews with some files, and the token "bot" that may
// write.
func repository(t *testing.T, f *Fake) *Repo {
	t.Helper()
	f.AddOrganization("acme")
	r := f.Repo("acme/reviews", RepoOptions{})
	f.AddToken("bot", "robot", "repo")
	r.SetRole("robot", Push)
	r.CommitAs("ana", "", map[string]File{
		"reviews/one.md":            {Content: "# One\n"},
		"reviews/two \U0001f525.md": {Content: "# Two\n"},
		"run.sh":                    {Content: "true\n", Mode: Executable},
		"link.md":                   {Content: "reviews/one.md", Mode: Symlink},
		"nowhere.md":                {Content: "../elsewhere.md", Mode: Symlink},
		"module":                    {Content: "1234567890123456789012345678901234567890", Mode: Submodule},
	}, nil, "Two reviews")
	return r
}

const repos = "/repos/acme/reviews"

func TestReads(t *testing.T) {
	both(t, func(t *testing.T, f *Fake) {
		r := repository(t, f)
		head := string(r.Head(""))
		r.Commit("release/1.0", map[string]string{"x": "y"}, "Release")
		tests := []struct{ path, want string }{
			{"/branches/main", `"protected":false`},
			{"/branches/release%2F1.0", `"name":"release/1.0"`},
			{"/git/ref/heads/main", head},
			{"/git/ref/heads/release/1.0", `"ref":"refs/heads/release/1.0"`},
			{"/git/commits/" + head, `"verified":false`},
			{"/git/trees/" + head, `"mode":"040000"`},
			{"/git/trees/main?recursive=1", `"path":"reviews/one.md"`},
			{"/git/trees/main?recursive=1", `"mode":"120000"`},
			{"/git/trees/main?recursive=1", `"mode":"160000"`},
			{"/git/trees/main?recursive=1", `"truncated":false`},
			{"/git/blobs/" + string(gitworld.HashOf(gitworld.BlobKind, []byte("# One\n"))), `"content":"IyBPbmUK\n"`},
		}
		for _, tt := range tests {
			got := ask(t, f, "bot", "GET", repos+tt.path, "")
			if got.status != 200 || !strings.Contains(got.body, tt.want) {
				t.Errorf("%s: %d %s, not with %s", tt.path, got.status, got.body, tt.want)
				continue
			}
			ask(t, f, "bot", "GET", repos+tt.path, "", "If-None-Match", got.header.Get("ETag")).want(t, 304, "")
		}
		for _, path := range []string{"/git/ref/heads/none", "/branches/none", "/git/trees/none", "/git/blobs/none"} {
			ask(t, f, "bot", "GET", repos+path, "").want(t, 404, "")
		}
	})
}

// commitWith makes a commit over the Git data API, as a client does.
func commitWith(t *testing.T, f *Fake, token, parent, path, content, more string) string {
	t.Helper()
	var blob, tree, commit struct{ SHA string }
	got := ask(t, f, token, "POST", repos+"/git/blobs", fmt.Sprintf(`{"content":%q,"encoding":"base64"}`, base64.StdEncoding.EncodeToString([]byte(content))))
	got.want(t, 201, "sha")
	got.into(t, &blob)
	got = ask(t, f, token, "POST", repos+"/git/trees", fmt.Sprintf(`{"base_tree":%q,"tree":[{"path":%q,"mode":"100644","type":"blob","sha":%q}]}`, parent, path, blob.SHA))
	got.want(t, 201, `"truncated":false`)
	got.into(t, &tree)
	got = ask(t, f, token, "POST", repos+"/git/commits", fmt.Sprintf(`{"message":"Report","tree":%q,"parents":[%q]%s}`, tree.SHA, parent, more))
	got.want(t, 201, "Report")
	got.into(t, &commit)
	return commit.SHA
}

func TestWriteBack(t *testing.T) {
	both(t, func(t *testing.T, f *Fake) {
		r := repository(t, f)
		head := string(r.Head(""))
		ours := commitWith(t, f, "bot", head, "reviews/one.md", "# One, reported\n", "")
		theirs := r.Commit("", map[string]string{"reviews/two.md": "# Two\n"}, "A person was faster")
		ask(t, f, "bot", "PATCH", repos+"/git/refs/heads/main", fmt.Sprintf(`{"sha":%q,"force":false}`, ours)).want(t, 422, "Update is not a fast forward")
		ours = commitWith(t, f, "bot", string(theirs), "reviews/one.md", "# One, reported\n", "")
		ask(t, f, "bot", "PATCH", repos+"/git/refs/heads/main", fmt.Sprintf(`{"sha":%q}`, ours)).want(t, 200, ours)
		if r.File("", "reviews/one.md") != "# One, reported\n" || r.File("", "reviews/two.md") != "# Two\n" || len(r.Log("")) != 4 {
			t.Error("not both changes are there")
		}
		ask(t, f, "bot", "POST", repos+"/git/refs", fmt.Sprintf(`{"ref":"refs/heads/side","sha":%q}`, head)).want(t, 201, head)
		ask(t, f, "bot", "POST", repos+"/git/refs", fmt.Sprintf(`{"ref":"refs/heads/side","sha":%q}`, head)).want(t, 422, "Reference already exists")
		ask(t, f, "bot", "PATCH", repos+"/git/refs/heads/side", `{"sha":"0000000000000000000000000000000000000001"}`).want(t, 422, "Object does not exist")
		ask(t, f, "bot", "PATCH", repos+"/git/refs/heads/none", fmt.Sprintf(`{"sha":%q}`, head)).want(t, 422, "Reference does not exist")
		ask(t, f, "bot", "PATCH", repos+"/git/refs/heads/main", fmt.Sprintf(`{"sha":%q,"force":true}`, head)).want(t, 200, head)
		ask(t, f, "bot", "POST", repos+"/git/trees", `{"base_tree":"none","tree":[{"path":"a","mode":"100644","type":"blob","content":"x"}]}`).want(t, 422, "base_tree")
		ask(t, f, "bot", "POST", repos+"/git/trees", fmt.Sprintf(`{"base_tree":%q,"tree":[{"path":"none","mode":"100644","type":"blob","sha":null}]}`, head)).want(t, 422, "BadObjectState")
		ask(t, f, "bot", "POST", repos+"/git/trees", `{"tree":[{"path":"../a","mode":"100644","type":"blob","content":"x"}]}`).want(t, 422, "malformed")
		ask(t, f, "bot", "POST", repos+"/git/commits", `{"message":"x","tree":"none","parents":[]}`).want(t, 422, "Tree SHA does not exist")
	})
}

// A commit of an App's is signed by GitHub only if it names nobody.
func TestSigned(t *testing.T) {
	f, token, _ := withApp(t, Permissions{"contents": "write"})
	r := f.find("acme/reviews", 0)
	head := string(r.Head(""))
	who := `,"author":{"name":"robot","email":"robot@acme.example"}`
	tests := []struct {
		more string
		want bool
	}{{"", true}, {who, false}, {strings.Replace(who, "author", "committer", 1), false}}
	r.Protect("main", Rules{Signatures: true})
	for _, tt := range tests {
		sha := commitWith(t, f, token, head, "a.md", "a", tt.more)
		commit, _ := r.Git.Commit(Hash(sha))
		if commit.Signed != tt.want {
			t.Errorf("with %q signed is %v", tt.more, commit.Signed)
		}
		ask(t, f, token, "GET", repos+"/git/commits/"+sha, "").want(t, 200, fmt.Sprintf(`"verified":%v`, tt.want))
		status := map[bool]int{true: 200, false: 422}[tt.want]
		ask(t, f, token, "PATCH", repos+"/git/refs/heads/main", fmt.Sprintf(`{"sha":%q,"force":true}`, sha)).want(t, status, "")
	}
	r.Unsigned = true
	sha := commitWith(t, f, token, head, "b.md", "b", "")
	ask(t, f, token, "PATCH", repos+"/git/refs/heads/main", fmt.Sprintf(`{"sha":%q,"force":true}`, sha)).want(t, 422, "verified signatures")
}

func TestRules(t *testing.T) {
	both(t, func(t *testing.T, f *Fake) {
		r := repository(t, f)
		next := commitWith(t, f, "bot", string(r.Head("")), "a.md", "a", "")
		push := func() answer {
			return ask(t, f, "bot", "PATCH", repos+"/git/refs/heads/main", fmt.Sprintf(`{"sha":%q}`, next))
		}
		ask(t, f, "bot", "GET", repos+"/rules/branches/main", "").want(t, 200, "[]")
		r.Protect("main", Rules{PullRequest: true, Signatures: true, LinearHistory: true, Checks: []string{"ci"}, NoUpdate: true, MergeQueue: true, NoForce: true, NoDeletion: true})
		got := ask(t, f, "bot", "GET", repos+"/rules/branches/main", "")
		for _, kind := range []string{"pull_request", "required_signatures", "required_linear_history", "required_status_checks", "update", "merge_queue", "non_fast_forward", "deletion"} {
			got.want(t, 200, `"type":"`+kind+`"`)
		}
		ask(t, f, "bot", "GET", repos+"/branches/main", "").want(t, 200, `"protected":true`)
		push().want(t, 422, "Repository rule violations found\\n\\nCannot update this protected ref.")
		ask(t, f, "bot", "GET", repos+"/branches/main/protection", "").want(t, 403, "")
		r.SetRole("robot", Admin)
		ask(t, f, "bot", "GET", repos+"/branches/main/protection", "").want(t, 404, "Branch not protected")
		r.Protect("main", Rules{Classic: true, PullRequest: true, Approvals: 2, Checks: []string{"ci"}})
		ask(t, f, "bot", "GET", repos+"/branches/main/protection", "").want(t, 200, `"required_approving_review_count":2`)
		ask(t, f, "bot", "GET", repos+"/rules/branches/main", "").want(t, 200, "[]")
		push().want(t, 422, "Changes must be made through a pull request.")
		r.Protect("main", Rules{Classic: true, NoUpdate: true})
		push().want(t, 403, "not authorized to push")
		r.Protect("main", Rules{PullRequest: true, Bypass: []string{"robot"}})
		push().want(t, 200, next)
		r.Unprotect("main")
		ask(t, f, "bot", "GET", repos+"/branches/main", "").want(t, 200, `"protected":false`)
	})
}

func TestPullRequests(t *testing.T) {
	both(t, func(t *testing.T, f *Fake) {
		r := repository(t, f)
		r.Commit("report", map[string]string{"reviews/one.md": "# One, reported\n"}, "Report")
		open := `{"title":"Report","body":"What changed","head":"report","base":"main"}`
		ask(t, f, "bot", "POST", repos+"/pulls", `{"title":"Report","head":"none","base":"main"}`).want(t, 422, `"field":"head"`)
		ask(t, f, "bot", "POST", repos+"/pulls", open).want(t, 201, `"mergeable":true`)
		ask(t, f, "bot", "POST", repos+"/pulls", open).want(t, 422, "A pull request already exists for acme:report.")
		ask(t, f, "bot", "GET", repos+"/pulls?state=open&head=acme:report&base=main", "").want(t, 200, `"number":1`)
		ask(t, f, "bot", "GET", repos+"/pulls?head=acme:other", "").want(t, 200, "[]")
		ask(t, f, "bot", "PATCH", repos+"/pulls/1", `{"title":"Report again","body":"More"}`).want(t, 200, "Report again")
		ask(t, f, "bot", "GET", repos+"/pulls/1/reviews", "").want(t, 200, "[]")
		pr := r.Pulls()[0]
		pr.Approve("ben")
		ask(t, f, "bot", "GET", repos+"/pulls/1/reviews", "").want(t, 200, `"APPROVED"`)
		f.AddToken("reader", "reader", "repo")
		r.SetRole("reader", Pull)
		ask(t, f, "reader", "PATCH", repos+"/pulls/1", `{"title":"Mine"}`).want(t, 404, "")
		r.SetRole("reader", Push)
		ask(t, f, "reader", "PATCH", repos+"/pulls/1", `{"title":"Ours"}`).want(t, 200, "Ours")
		r.Protect("main", Rules{PullRequest: true, Approvals: 2})
		pr.Approve("cas")
		pr.Merge()
		if r.File("", "reviews/one.md") != "# One, reported\n" {
			t.Error("what was merged is not on main")
		}
		ask(t, f, "bot", "POST", repos+"/pulls", `{"title":"Again","head":"report","base":"main"}`).want(t, 422, "No commits between main and report")
	})
}

// What people do to a repository, as a client meets it.
func TestPeople(t *testing.T) {
	f := New(t, Options{})
	r := repository(t, f)
	first := r.Log("")[1].Hash
	r.SetTreeLimit(3)
	ask(t, f, "bot", "GET", repos+"/git/trees/main?recursive=1", "").want(t, 200, `"truncated":true`)
	r.Move("", "reviews/one.md", "reviews/uno.md")
	r.Delete("", "reviews/uno.md")
	if r.File("", "reviews/uno.md") != "" {
		t.Error("deleted, and there")
	}
	r.RenameDefault("trunk")
	moved := ask(t, f, "bot", "GET", repos+"/branches/main", "")
	moved.want(t, 301, "")
	askAt(t, "bot", "GET", moved.header.Get("Location"), "").want(t, 200, `"trunk"`)
	ask(t, f, "bot", "GET", repos, "").want(t, 200, `"default_branch":"trunk"`)
	ask(t, f, "bot", "GET", repos+"/git/ref/heads/main", "").want(t, 404, "")
	r.ForcePush("trunk", first)
	ask(t, f, "bot", "GET", repos+"/git/ref/heads/trunk", "").want(t, 200, string(first))
	r.DeleteBranch("trunk")
	ask(t, f, "bot", "GET", repos+"/git/ref/heads/trunk", "").want(t, 409, "empty")
	r.Commit("", map[string]string{"a": "b"}, "Again")
	r.Rename("acme/post-mortems")
	ref := ask(t, f, "bot", "PATCH", repos+"/git/refs/heads/trunk", fmt.Sprintf(`{"sha":%q,"force":true}`, first))
	ref.want(t, 301, "Moved Permanently")
	if r.Head("") == first {
		t.Error("moved by a request that was sent elsewhere")
	}
	askAt(t, "bot", "PATCH", ref.header.Get("Location"), fmt.Sprintf(`{"sha":%q,"force":true}`, first)).want(t, 200, string(first))
	r.Rename("acme/reviews")
	r.Archive()
	ask(t, f, "bot", "GET", repos+"/git/ref/heads/trunk", "").want(t, 200, "")
	ask(t, f, "bot", "POST", repos+"/git/blobs", `{"content":"a"}`).want(t, 403, "archived")
	r.Unarchive()
	ask(t, f, "", "GET", repos, "").want(t, 404, "")
	r.SetVisibility(Public)
	ask(t, f, "", "GET", repos, "").want(t, 200, `"private":false`)
	r.DeleteRepository()
	ask(t, f, "bot", "GET", repos, "").want(t, 404, "")
	empty := f.Repo("acme/empty", RepoOptions{Empty: true})
	empty.SetRole("robot", Push)
	ask(t, f, "bot", "GET", "/repos/acme/empty/git/ref/heads/main", "").want(t, 409, "Git Repository is empty.")
}

// Content of any size and of any bytes comes back as it is.
func TestLargeAndBroken(t *testing.T) {
	f := New(t, Options{})
	r := repository(t, f)
	large := strings.Repeat("0123456789\n", 2<<20)
	for path, content := range map[string]string{"large.md": large, "broken.md": "a\xff\xfeb"} {
		sha := string(gitworld.HashOf(gitworld.BlobKind, []byte(content)))
		r.Commit("", map[string]string{path: content}, "Add")
		var blob struct {
			Content string
			Size    int
		}
		ask(t, f, "bot", "GET", repos+"/git/blobs/"+sha, "").into(t, &blob)
		got, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(blob.Content, "\n", ""))
		if err != nil || string(got) != content || blob.Size != len(content) {
			t.Errorf("%s: %v", path, err)
		}
	}
}
