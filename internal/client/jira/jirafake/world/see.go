package world

// Visible is a project that the caller may see; nil: for them it is not there.
func (c *Caller) Visible(idOrKey string) *Home {
	p := c.At(idOrKey)
	if p == nil || c.Anonymous || !p.May("BROWSE_PROJECTS") {
		return nil
	}
	return p
}

// Searchable is a visible project that searches know.
func (c *Caller) Searchable(idOrKey string) *Home {
	p := c.Visible(idOrKey)
	if p == nil || p.Archived {
		return nil
	}
	return p
}

// Seeable is an issue that the caller may see, by id or by any key it had.
func (c *Caller) Seeable(idOrKey string) (*Record, bool) {
	r, found := c.Find(idOrKey)
	if !found || c.Visible(r.Now().Project) == nil {
		return nil, false
	}
	return r, true
}

// Level is how high an issue's type stands: 1 epics, 0 ordinary, -1 sub-tasks.
func (w *World) Level(i Issue) int {
	if t := w.At(i.Project).Typed(func(t IssueType) bool { return t.Name == i.Type }); t != nil {
		return t.Level
	}
	return 0
}
