package issueworld

// Caller is somebody who asks or acts. Its methods refuse what GitHub refuses.
type Caller struct {
	*World
	Account Account
	// OverHTTP marks what is made through the API.
	OverHTTP bool
	// May is what the caller may do in a repository, for tokens that may less
	// than their account; nil: what the account may.
	May func(repo int64) Role
}

// As is a caller of this world.
func (w *World) As(a Account) *Caller { return &Caller{World: w, Account: a} }

// Role is what the caller may do in a repository.
func (c *Caller) Role(repo int64) Role {
	if c.May != nil {
		return c.May(repo)
	}
	return c.places.Role(c.Account.Login, repo)
}

// Place is a repository, whether or not the caller sees it.
func (w *World) Place(id int64) (Repo, bool) { return w.places.Repo(id) }

// PlaceNamed is a repository by a name that it has or had, whether or not the
// caller sees it.
func (w *World) PlaceNamed(owner, name string) (Repo, bool) { return w.places.Named(owner, name) }

// RoleOf is what an account may do in a repository.
func (w *World) RoleOf(login string, repo int64) Role { return w.places.Role(login, repo) }

// Repo is a repository that the caller sees.
func (c *Caller) Repo(id int64) (Repo, bool) {
	r, found := c.places.Repo(id)
	return r, found && c.Role(id) >= Read
}

// Named is a repository that the caller sees, by a name that it has or had.
func (c *Caller) Named(owner, name string) (Repo, bool) {
	r, found := c.places.Named(owner, name)
	return r, found && c.Role(r.ID) >= Read
}

// Get is what has a number in a repository, as far as the caller sees it.
func (c *Caller) Get(repo, number int64) (Issue, error) {
	home, sees := c.Repo(repo)
	if !sees {
		return Issue{}, notFound()
	}
	i, found := c.At(repo, number)
	switch {
	case !found:
		return Issue{}, notFound()
	case i.MovedTo != 0:
		return Issue{}, c.moved(i)
	case i.Deleted:
		return Issue{}, &Refusal{Why: Gone, Message: "This issue was deleted"}
	case i.Pull == nil && home.NoIssues:
		return Issue{}, disabled()
	}
	return i, nil
}

// moved says where a transferred issue is by now, however often it moved.
func (c *Caller) moved(i Issue) error {
	for i.MovedTo != 0 {
		i, _ = c.ByID(i.MovedTo)
	}
	if _, sees := c.Repo(i.Repo); !sees {
		return notFound()
	}
	if i.Deleted {
		return &Refusal{Why: Gone, Message: "This issue was deleted"}
	}
	return &Refusal{Why: Moved, Message: "Moved Permanently", To: i}
}

// changeable is Get for what is going to be changed.
func (c *Caller) changeable(repo, number int64) (Issue, error) {
	i, err := c.Get(repo, number)
	if err != nil {
		return i, err
	}
	return i, c.writable(repo)
}

func (c *Caller) writable(repo int64) error {
	r, sees := c.Repo(repo)
	if !sees {
		return notFound()
	}
	if r.Archived {
		return forbidden("Repository was archived so is read-only.")
	}
	return nil
}

// atLeast refuses who may too little.
func (c *Caller) atLeast(role Role, repo int64) error {
	if c.Role(repo) >= role {
		return nil
	}
	if c.Account.Bot {
		return forbidden("Resource not accessible by integration")
	}
	return forbidden("Must have admin rights to Repository.")
}
