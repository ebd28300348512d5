package githubfake

import (
	"github.com/followthrough/followthrough/internal/client/github/githubfake/issueworld"
)

// What issues are, as issueworld tells it.
type (
	// Issue is an issueworld.Issue.
	Issue = issueworld.Issue
	// Comment is an issueworld.Comment.
	Comment = issueworld.Comment
	// Reference is an issueworld.Reference.
	Reference = issueworld.Reference
	// Lag is an issueworld.Lag.
	Lag = issueworld.Lag
	// Project is an issueworld.Project.
	Project = issueworld.Project
	// ProjectField is an issueworld.ProjectField.
	ProjectField = issueworld.ProjectField
	// ProjectOption is an issueworld.ProjectOption.
	ProjectOption = issueworld.ProjectOption
)

// SetLag is how long changes to issues from now on stay unseen by listings.
func (f *Fake) SetLag(lag Lag) {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	f.issues.world.SetLag(lag)
}

// AddIssueType gives an organisation a type of issues.
func (f *Fake) AddIssueType(owner, name string) {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	f.issues.world.AddType(owner, name)
}

// AddProject makes a project of an organisation or a person, in which every
// account may write that its Roles do not name. The Type of a field is one of
// TEXT, NUMBER, DATE, SINGLE_SELECT and ITERATION.
func (f *Fake) AddProject(owner, title string, fields ...ProjectField) *Project {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	return f.issues.world.AddProject(owner, title, fields...)
}

// SetProjectRole is what an account may do in a project: None hides it, Pull
// shows it, Push lets it be changed.
func (f *Fake) SetProjectRole(p *Project, login string, role Role) {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	p.Roles[login] = issueworld.Role(role)
}

// InProject are the values that an issue has in a project, by the names of the
// fields and as a person reads them; false: it is not in it.
func (f *Fake) InProject(p *Project, i Issue) (values map[string]string, is bool) {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	item := p.Item(i.ID)
	if item == nil {
		return nil, false
	}
	return p.Shown(*item), true
}

// Issue is the issue or pull request of a number, whatever became of it; it
// must be there.
func (f *Fake) Issue(fullName string, number int64) Issue {
	f.T.Helper()
	f.Mu.Lock()
	defer f.Mu.Unlock()
	i, found := f.issues.world.At(f.mustFind(fullName).ID, number)
	if !found {
		f.T.Fatalf("githubfake: there is no %s#%d", fullName, number)
	}
	return i
}

// Issues are all issues and pull requests that are there, as made.
func (f *Fake) Issues() []Issue {
	return f.looked(func(w *issueworld.World) []Issue { return w.All() })
}

// CreatedIssues are all issues that were ever made by requests: deleted ones
// too, transferred ones once.
func (f *Fake) CreatedIssues() []Issue {
	return f.looked(func(w *issueworld.World) []Issue { return w.Created() })
}

// Holding are the issues made by requests whose body holds the text, deleted
// ones too: more than one is a duplicate.
func (f *Fake) Holding(text string) []Issue {
	return f.looked(func(w *issueworld.World) []Issue { return w.Holding(text) })
}

func (f *Fake) looked(look func(*issueworld.World) []Issue) []Issue {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	return look(f.issues.world)
}

// Repeated are the marks that more than one issue made by a request bears,
// sorted: duplicates. mark gives an issue's mark; "": it has none.
func (f *Fake) Repeated(mark func(Issue) string) []string {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	return f.issues.world.Repeated(mark)
}

// References are the mentions, links and close keywords in all that was
// written into issues and comments through the API: whoever copies words into
// issues has none.
func (f *Fake) References() []Reference {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	return f.issues.world.Acted()
}

// ReferencesIn are those in one text.
func (f *Fake) ReferencesIn(markdown string) []Reference {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	return f.issues.world.References(markdown)
}

func (f *Fake) mustFind(fullName string) *Repo {
	f.T.Helper()
	r := f.find(fullName, 0)
	if r == nil {
		f.T.Fatalf("githubfake: there is no repository %s", fullName)
	}
	return r
}
