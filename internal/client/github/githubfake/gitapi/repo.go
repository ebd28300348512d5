package gitapi

import (
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// What git holds, as gitworld tells it.
type (
	// Hash is a gitworld.Hash.
	Hash = gitworld.Hash
	// Rules are gitworld.Rules.
	Rules = gitworld.Rules
	// Signature is a gitworld.Signature.
	Signature = gitworld.Signature
)

// Repo is the git half of a repository. What its methods do is done by
// a person, the owner unless another is named, past all rules.
type Repo struct {
	*gate.Place
	Host
	Gate          *gate.Gate
	Git           *gitworld.Repository
	DefaultBranch string
	Pushed        time.Time
	Unsigned      bool // GitHub does not sign what an App commits

	renamed   map[string]string // branches, by their former name
	treeLimit int               // entries in an answer
}

// Host is what the git half asks of the rest of the repository.
type Host struct {
	// Object is the repository as anybody sees it.
	Object func() rest.Object
	// Emit sends a webhook of the repository's.
	Emit func(event, action, login string, more rest.Object)
	// Changed tells that the repository itself was changed.
	Changed func(action string, more rest.Object)
	// NextNumber takes the next number, which issues and pull requests share.
	NextNumber func() int64
	// PullChanged is told of every change of a pull request, and by whom.
	PullChanged func(p *gitworld.Pull, login string)
}

// NewRepo is the git half of a repository without a commit.
func NewRepo(g *gate.Gate, place *gate.Place, host Host, defaultBranch string) *Repo {
	return &Repo{
		Place: place, Host: host, Gate: g, Git: gitworld.New(), DefaultBranch: defaultBranch, Pushed: g.Now(),
		renamed: map[string]string{}, treeLimit: 100_000,
	}
}

// Begin makes the first commit.
func (r *Repo) Begin() {
	by := r.person(r.Owner)
	readme := r.Git.PutBlob([]byte("# " + r.Name + "\n"))
	tree := r.Git.PutTree([]gitworld.Entry{{Mode: gitworld.FileMode, Name: "README.md", Hash: readme}})
	r.must(r.Git.Make(r.DefaultBranch, r.Git.PutCommit(gitworld.Commit{Tree: tree, Author: by, Committer: by, Message: "Initial commit"})))
}

// SetTreeLimit is how many entries an answer with a whole tree holds; what is
// more is left out, and the answer says truncated. 100,000 at first. One folder
// alone is never cut.
func (r *Repo) SetTreeLimit(entries int) {
	defer r.lock()()
	r.treeLimit = entries
}

// person is how a login signs, now.
func (r *Repo) person(login string) Signature {
	return Signature{Name: login, Email: login + "@users.noreply.github.com", At: r.Gate.Now()}
}

// lock takes the fake's lock and gives it back.
func (r *Repo) lock() (unlock func()) {
	r.Gate.Mu.Lock()
	return r.Gate.Mu.Unlock
}

func (r *Repo) api(format string, args ...any) string  { return r.Gate.Site.API(format, args...) }
func (r *Repo) html(format string, args ...any) string { return r.Gate.Site.HTML(format, args...) }
