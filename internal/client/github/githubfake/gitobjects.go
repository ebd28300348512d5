package githubfake

import (
	"encoding/base64"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
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

func tooLarge() reply {
	no := refusal(403, "This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API, but you can always clone the repository via Git in order to obtain it.")
	no.body.(object)["errors"] = []any{object{"code": "too_large", "field": "data", "resource": "Blob"}}
	return no
}

func getBlob(c *call) reply {
	data, there := c.repo.git.Blob(Hash(c.param("sha")))
	switch {
	case !there:
		return notFound()
	case len(data) > c.repo.blobLimit:
		return tooLarge()
	case c.accepts("raw"):
		return reply{status: 200, raw: append([]byte{}, data...), contentType: "application/vnd.github.raw; charset=utf-8"}
	}
	sha := c.param("sha")
	return ok(object{
		"sha": sha, "node_id": "B_" + sha, "size": len(data), "url": c.of("git/blobs/%s", sha), "content": wrapped(data), "encoding": "base64",
	})
}

func createBlob(c *call) reply {
	in := struct{ Content, Encoding string }{Encoding: "utf-8"}
	if !c.read(&in) {
		return badJSON()
	}
	data := []byte(in.Content)
	if in.Encoding == "base64" {
		var err error
		if data, err = base64.StdEncoding.DecodeString(strings.ReplaceAll(in.Content, "\n", "")); err != nil {
			return invalid("content is not valid Base64")
		}
	}
	sha := c.repo.git.PutBlob(data)
	return created(object{"sha": sha, "url": c.of("git/blobs/%s", sha)})
}

func getTree(c *call) reply {
	if no := c.empty(); no != nil {
		return *no
	}
	tree := Hash(c.param("ref"))
	if commit, is := c.repo.git.Resolve(string(tree)); is {
		tree = commit.Tree
	}
	entries, there := c.repo.git.Tree(tree)
	if !there {
		return notFound()
	}
	if c.r.URL.Query().Has("recursive") {
		entries = c.repo.git.Flatten(tree)
	}
	truncated := len(entries) > c.repo.treeLimit
	return ok(c.treeObject(tree, entries[:min(len(entries), c.repo.treeLimit)], truncated))
}

func (c *call) treeObject(tree Hash, entries []gitworld.Entry, truncated bool) object {
	list := []any{}
	for _, e := range entries {
		line := object{"path": e.Name, "mode": e.Mode, "type": e.Kind(), "sha": e.Hash}
		switch e.Kind() {
		case gitworld.BlobKind:
			data, _ := c.repo.git.Blob(e.Hash)
			line["size"], line["url"] = len(data), c.of("git/blobs/%s", e.Hash)
		case gitworld.TreeKind:
			line["url"] = c.of("git/trees/%s", e.Hash)
		}
		list = append(list, line)
	}
	return object{"sha": tree, "url": c.of("git/trees/%s", tree), "tree": list, "truncated": truncated}
}

func createTree(c *call) reply {
	var in struct {
		Base Hash `json:"base_tree"`
		Tree []struct {
			Path, Mode string
			Type       gitworld.Kind
			SHA        *Hash
			Content    *string
		}
	}
	if !c.read(&in) {
		return badJSON()
	}
	if commit, is := c.repo.git.Commit(in.Base); is {
		in.Base = commit.Tree
	}
	if in.Base != "" && !c.repo.git.Has(in.Base, gitworld.TreeKind) {
		return invalid("base_tree is not a valid tree oid")
	}
	if len(in.Tree) == 0 {
		return invalid("Invalid tree info")
	}
	changes := map[string]gitworld.Entry{}
	for _, e := range in.Tree {
		put := gitworld.Entry{Mode: e.Mode}
		switch {
		case e.Content != nil && e.SHA == nil:
			put.Hash = c.repo.git.PutBlob([]byte(*e.Content))
		case e.SHA != nil:
			put.Hash = *e.SHA
		default:
			if _, there := c.repo.git.Find(in.Base, e.Path); !there || in.Base == "" {
				return invalid("GitRPC::BadObjectState")
			}
		}
		if put.Hash != "" && put.Kind() != gitworld.CommitKind && !c.repo.git.Has(put.Hash, put.Kind()) {
			return invalid(fmt.Sprintf("tree.sha %s is not a valid %s", put.Hash, put.Kind()))
		}
		if e.Path == "" || strings.HasPrefix(e.Path, "/") || !utf8.ValidString(e.Path) || strings.Contains("/"+e.Path+"/", "/../") || strings.Contains(e.Path, "//") {
			return invalid("tree.path contains a malformed path component")
		}
		changes[e.Path] = put
	}
	tree := c.repo.git.Change(in.Base, changes)
	entries, _ := c.repo.git.Tree(tree)
	return created(c.treeObject(tree, entries, false))
}

func getGitCommit(c *call) reply {
	commit, there := c.repo.git.Commit(Hash(c.param("sha")))
	if !there {
		return notFound()
	}
	return ok(c.gitCommitObject(commit))
}

// createGitCommit makes a commit. An App that names neither author nor
// committer gets one that GitHub signs.
func createGitCommit(c *call) reply {
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
	if !c.read(&in) {
		return badJSON()
	}
	if !c.repo.git.Has(in.Tree, gitworld.TreeKind) {
		return invalid("Tree SHA does not exist")
	}
	for _, p := range in.Parents {
		if !c.repo.git.Has(p, gitworld.CommitKind) {
			return invalid("Parent SHA does not exist or is not a commit object")
		}
	}
	self := c.signature()
	sign := func(w *who, standard Signature) Signature {
		if w == nil {
			return standard
		}
		s := Signature{Name: w.Name, Email: w.Email, At: w.Date}
		if s.At.IsZero() {
			s.At = c.fake.Now()
		}
		return s
	}
	commit := gitworld.Commit{Tree: in.Tree, Parents: in.Parents, Message: in.Message, Author: sign(in.Author, self)}
	commit.Committer = sign(in.Committer, commit.Author)
	if c.installation != nil && in.Author == nil && in.Committer == nil {
		commit.Signed, commit.Committer = true, Signature{Name: "GitHub", Email: "noreply@github.com", At: self.At}
	}
	commit, _ = c.repo.git.Commit(c.repo.git.PutCommit(commit))
	return created(c.gitCommitObject(commit))
}

// signature is how the caller signs.
func (c *call) signature() Signature {
	s := c.fake.person(c.account.Login)
	if c.installation != nil {
		s.Email = fmt.Sprintf("%d+%s", c.account.ID, s.Email)
	}
	return s
}

// of is an address below the repository's.
func (c *call) of(format string, args ...any) string {
	return c.fake.api("repos/%s/", c.repo.fullName()) + fmt.Sprintf(format, args...)
}

func signatureObject(s Signature) object {
	return object{"name": s.Name, "email": s.Email, "date": stamp(s.At)}
}

// gitCommitObject is a commit as the Git data API shows it.
func (c *call) gitCommitObject(commit gitworld.Commit) object {
	return object{
		"sha": commit.Hash, "node_id": "C_" + string(commit.Hash), "url": c.of("git/commits/%s", commit.Hash), "html_url": c.page4(commit.Hash),
		"author": signatureObject(commit.Author), "committer": signatureObject(commit.Committer), "message": commit.Message,
		"tree": object{"sha": commit.Tree, "url": c.of("git/trees/%s", commit.Tree)}, "parents": c.parents(commit, "git/commits/%s"),
		"verification": c.verification(commit),
	}
}

// page4 is the page for people of a commit.
func (c *call) page4(h Hash) string { return c.fake.html("%s/commit/%s", c.repo.fullName(), h) }

func (c *call) parents(commit gitworld.Commit, at string) []any {
	out := []any{}
	for _, p := range commit.Parents {
		out = append(out, object{"sha": p, "url": c.of(at, p), "html_url": c.page4(p)})
	}
	return out
}

func (c *call) verification(commit gitworld.Commit) object {
	if !commit.Signed {
		return object{"verified": false, "reason": "unsigned", "signature": nil, "payload": nil, "verified_at": nil}
	}
	return object{"verified": true, "reason": "valid", "signature": gitworld.PGP, "payload": c.repo.git.Payload(commit.Hash), "verified_at": stamp(commit.Committer.At)}
}
