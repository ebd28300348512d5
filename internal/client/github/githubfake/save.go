package githubfake

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitapi"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/issueworld"
)

// saved is a GitHub as it is kept: accounts, repositories and issues. Tokens,
// Apps, limits, lags and webhooks are not.
type saved struct {
	Gate   gate.Saved
	Names  map[string]int64
	Repos  []savedRepo
	Issues issueworld.Saved
}

type savedRepo struct {
	Place            *gate.Place
	DefaultBranch    string
	IssuesDisabled   bool
	Created, Updated time.Time
	Pushed           time.Time
	Git              gitworld.Saved
}

// Save is all that the fake holds as JSON, for Load.
func (f *Fake) Save() ([]byte, error) {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	out := saved{Gate: f.Gate.Save(), Names: f.names, Issues: f.issues.world.Save()}
	for _, id := range slices.Sorted(maps.Keys(f.repos)) {
		r := f.repos[id]
		out.Repos = append(out.Repos, savedRepo{r.Place, r.DefaultBranch, r.issuesDisabled, r.created, r.updated, r.Pushed, r.Git.Save()})
	}
	return json.MarshalIndent(out, "", " ")
}

// Load makes the fake hold what Save wrote; what it held is gone. Tokens are
// added afterwards, RepoNamed hands out the repositories.
func (f *Fake) Load(src []byte) error {
	var in saved
	if err := json.Unmarshal(src, &in); err != nil {
		return fmt.Errorf("load a GitHub: %w", err)
	}
	f.Mu.Lock()
	defer f.Mu.Unlock()
	f.Gate.Load(in.Gate)
	f.repos, f.names = map[int64]*Repo{}, in.Names
	for _, s := range in.Repos {
		r := &Repo{fake: f, issuesDisabled: s.IssuesDisabled, created: s.Created, updated: s.Updated}
		r.Repo = gitapi.NewRepo(f.Gate, s.Place, r.host(), s.DefaultBranch)
		r.Unsigned, r.Pushed, r.Git = f.opt.Unsigned, s.Pushed, gitworld.Restored(s.Git)
		f.repos[r.ID] = r
	}
	f.issues.world.Load(in.Issues)
	return nil
}

// RepoNamed is a repository by a name that it has or had (owner/name); it must
// be there.
func (f *Fake) RepoNamed(fullName string) *Repo {
	f.T.Helper()
	f.Mu.Lock()
	defer f.Mu.Unlock()
	return f.mustFind(fullName)
}
