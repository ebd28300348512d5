package issueworld

// Account is who acts.
type Account struct {
	ID    int64
	Login string
	Node  string
	Bot   bool // an App or an automation
	// No person, and never acts.
	Organization bool
}

// Role is what an account may do in a repository; the higher may more.
type Role int

// The roles.
const (
	None Role = iota
	Read
	Triage
	Write
	Maintain
	Admin
)

// Repo is what issues must know of their repository.
type Repo struct {
	ID          int64
	Node        string
	Owner, Name string
	Visibility  string // public, internal or private
	Archived    bool
	NoIssues    bool // issues are disabled
}

// FullName is owner/name.
func (r Repo) FullName() string { return r.Owner + "/" + r.Name }

// Places knows repositories and who may what in them.
type Places interface {
	// Repo is a repository by its id; false: there is none.
	Repo(id int64) (Repo, bool)
	// Named is a repository by a name that it has or had.
	Named(owner, name string) (Repo, bool)
	// Role is what an account may do in a repository; at least Read for all in a
	// public one.
	Role(login string, repo int64) Role
}
