package gitapi

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// wrapped is content as GitHub writes it: base64 in lines of 60.
func wrapped(data []byte) string {
	code := base64.StdEncoding.EncodeToString(data)
	var out strings.Builder
	for len(code) > 60 {
		out.WriteString(code[:60] + "\n")
		code = code[60:]
	}
	if code != "" {
		out.WriteString(code + "\n")
	}
	return out.String()
}

func tooLarge() rest.Reply {
	no := rest.Refusal(http.StatusForbidden, "This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API, but you can always clone the repository via Git in order to obtain it.")
	no.Body.(rest.Object)["errors"] = []any{rest.Object{"code": "too_large", "field": "data", "resource": "Blob"}}
	return no
}

func getBlob(c *Call) rest.Reply {
	data, there := c.Repo.Git.Blob(Hash(c.Param("sha")))
	switch {
	case !there:
		return rest.NotFound()
	case len(data) > c.Repo.blobLimit:
		return tooLarge()
	case c.Accepts("raw"):
		return rest.Raw("raw", data)
	}
	sha := c.Param("sha")
	return rest.OK(rest.Object{
		"sha": sha, "node_id": "B_" + sha, "size": len(data), "url": c.of("git/blobs/%s", sha), "content": wrapped(data), "encoding": "base64",
	})
}

func createBlob(c *Call) rest.Reply {
	in := struct{ Content, Encoding string }{Encoding: "utf-8"}
	if !c.Read(&in) {
		return rest.BadJSON()
	}
	data := []byte(in.Content)
	if in.Encoding == "base64" {
		var err error
		if data, err = base64.StdEncoding.DecodeString(strings.ReplaceAll(in.Content, "\n", "")); err != nil {
			return rest.Invalid("content is not valid Base64")
		}
	}
	sha := c.Repo.Git.PutBlob(data)
	return rest.Created(rest.Object{"sha": sha, "url": c.of("git/blobs/%s", sha)})
}

func getTree(c *Call) rest.Reply {
	if no := c.empty(); no != nil {
		return *no
	}
	tree := Hash(c.Param("ref"))
	if commit, is := c.Repo.Git.Resolve(string(tree)); is {
		tree = commit.Tree
	}
	entries, there := c.Repo.Git.Tree(tree)
	if !there {
		return rest.NotFound()
	}
	if !c.R.URL.Query().Has("recursive") {
		return rest.OK(c.treeObject(tree, entries, false))
	}
	entries = c.Repo.Git.Flatten(tree)
	truncated := len(entries) > c.Repo.treeLimit
	return rest.OK(c.treeObject(tree, entries[:min(len(entries), c.Repo.treeLimit)], truncated))
}

func (c *Call) treeObject(tree Hash, entries []gitworld.Entry, truncated bool) rest.Object {
	list := []any{}
	for _, e := range entries {
		line := rest.Object{"path": e.Name, "mode": e.Mode, "type": e.Kind(), "sha": e.Hash}
		switch e.Kind() {
		case gitworld.BlobKind:
			data, _ := c.Repo.Git.Blob(e.Hash)
			line["size"], line["url"] = len(data), c.of("git/blobs/%s", e.Hash)
		case gitworld.TreeKind:
			line["url"] = c.of("git/trees/%s", e.Hash)
		}
		list = append(list, line)
	}
	return rest.Object{"sha": tree, "url": c.of("git/trees/%s", tree), "tree": list, "truncated": truncated}
}

// treeLine is an entry of a tree as a client asks for it; without SHA and
// Content it takes the path away.
type treeLine struct {
	Path, Mode string
	Type       gitworld.Kind
	SHA        *Hash
	Content    *string
}

func createTree(c *Call) rest.Reply {
	var in struct {
		Base Hash `json:"base_tree"`
		Tree []treeLine
	}
	if !c.Read(&in) {
		return rest.BadJSON()
	}
	if commit, is := c.Repo.Git.Commit(in.Base); is {
		in.Base = commit.Tree
	}
	if in.Base != "" && !c.Repo.Git.Has(in.Base, gitworld.TreeKind) {
		return rest.Invalid("base_tree is not a valid tree oid")
	}
	if len(in.Tree) == 0 {
		return rest.Invalid("Invalid tree info")
	}
	changes := map[string]gitworld.Entry{}
	for _, line := range in.Tree {
		put, wrong := c.entry(in.Base, line)
		if wrong != "" {
			return rest.Invalid(wrong)
		}
		changes[line.Path] = put
	}
	tree := c.Repo.Git.Change(in.Base, changes)
	entries, _ := c.Repo.Git.Tree(tree)
	return rest.Created(c.treeObject(tree, entries, false))
}

// entry is what a line puts into the tree, or what GitHub has against it.
func (c *Call) entry(base Hash, line treeLine) (put gitworld.Entry, wrong string) {
	put.Mode = line.Mode
	switch {
	case malformed(line.Path):
		return put, "tree.path contains a malformed path component"
	case line.SHA != nil:
		put.Hash = *line.SHA
	case line.Content != nil:
		put.Hash = c.Repo.Git.PutBlob([]byte(*line.Content))
	default:
		if _, there := c.Repo.Git.Find(base, line.Path); !there || base == "" {
			return put, "GitRPC::BadObjectState"
		}
		return put, ""
	}
	if put.Kind() != gitworld.CommitKind && !c.Repo.Git.Has(put.Hash, put.Kind()) {
		return put, fmt.Sprintf("tree.sha %s is not a valid %s", put.Hash, put.Kind())
	}
	return put, ""
}

func malformed(path string) bool {
	return path == "" || strings.HasPrefix(path, "/") || !utf8.ValidString(path) || strings.Contains("/"+path+"/", "/../") || strings.Contains(path, "//")
}

func getGitCommit(c *Call) rest.Reply {
	commit, there := c.Repo.Git.Commit(Hash(c.Param("sha")))
	if !there {
		return rest.NotFound()
	}
	return rest.OK(c.gitCommitObject(commit))
}

// createGitCommit makes a commit. An App that names neither author nor
// committer gets one that GitHub signs.
func createGitCommit(c *Call) rest.Reply {
	type who struct {
		Name, Email string
		Date        time.Time
	}
	var in struct {
		Message           string
		Tree              Hash
		Parents           []Hash
		Author, Committer *who
	}
	if !c.Read(&in) {
		return rest.BadJSON()
	}
	if !c.Repo.Git.Has(in.Tree, gitworld.TreeKind) {
		return rest.Invalid("Tree SHA does not exist")
	}
	for _, p := range in.Parents {
		if !c.Repo.Git.Has(p, gitworld.CommitKind) {
			return rest.Invalid("Parent SHA does not exist or is not a commit object")
		}
	}
	self := c.signature()
	sign := func(w *who, standard Signature) Signature {
		if w == nil {
			return standard
		}
		s := Signature{Name: w.Name, Email: w.Email, At: w.Date}
		if s.At.IsZero() {
			s.At = c.Repo.Gate.Now()
		}
		return s
	}
	commit := gitworld.Commit{Tree: in.Tree, Parents: in.Parents, Message: in.Message, Author: sign(in.Author, self)}
	commit.Committer = sign(in.Committer, commit.Author)
	if c.App && in.Author == nil && in.Committer == nil {
		commit.Signed, commit.Committer = true, Signature{Name: "GitHub", Email: "noreply@github.com", At: self.At}
	}
	commit, _ = c.Repo.Git.Commit(c.Repo.Git.PutCommit(commit))
	return rest.Created(c.gitCommitObject(commit))
}

// signature is how the caller signs.
func (c *Call) signature() Signature {
	s := c.Repo.person(c.Login)
	if c.App {
		s.Email = fmt.Sprintf("%d+%s", c.AccountID, s.Email)
	}
	return s
}

// of is an address below the repository's.
func (c *Call) of(format string, args ...any) string {
	return c.Repo.api("repos/%s/", c.Repo.FullName()) + fmt.Sprintf(format, args...)
}

func signatureObject(s Signature) rest.Object {
	return rest.Object{"name": s.Name, "email": s.Email, "date": gate.Stamp(s.At)}
}

// gitCommitObject is a commit as the Git data API shows it.
func (c *Call) gitCommitObject(commit gitworld.Commit) rest.Object {
	return rest.Object{
		"sha": commit.Hash, "node_id": "C_" + string(commit.Hash), "url": c.of("git/commits/%s", commit.Hash), "html_url": c.page4(commit.Hash),
		"author": signatureObject(commit.Author), "committer": signatureObject(commit.Committer), "message": commit.Message,
		"tree": rest.Object{"sha": commit.Tree, "url": c.of("git/trees/%s", commit.Tree)}, "parents": c.parents(commit, "git/commits/%s"),
		"verification": c.verification(commit),
	}
}

// page4 is the page for people of a commit.
func (c *Call) page4(h Hash) string { return c.Repo.html("%s/commit/%s", c.Repo.FullName(), h) }

func (c *Call) parents(commit gitworld.Commit, at string) []any {
	out := []any{}
	for _, p := range commit.Parents {
		out = append(out, rest.Object{"sha": p, "url": c.of(at, p), "html_url": c.page4(p)})
	}
	return out
}

func (c *Call) verification(commit gitworld.Commit) rest.Object {
	if !commit.Signed {
		return rest.Object{"verified": false, "reason": "unsigned", "signature": nil, "payload": nil, "verified_at": nil}
	}
	return rest.Object{"verified": true, "reason": "valid", "signature": gitworld.PGP, "payload": c.Repo.Git.Payload(commit.Hash), "verified_at": gate.Stamp(commit.Committer.At)}
}
