package jirafake

// visible is a project that the caller may see; nil: for them it is not there.
func (c *call) visible(idOrKey string) *project {
	p := c.project(idOrKey)
	if p == nil || c.anonymous || !p.may("BROWSE_PROJECTS") {
		return nil
	}
	return p
}

// searchable is a visible project that searches know.
func (c *call) searchable(idOrKey string) *project {
	p := c.visible(idOrKey)
	if p == nil || p.Archived {
		return nil
	}
	return p
}

// seeable is an issue that the caller may see, by id or by any key it had.
func (c *call) seeable(idOrKey string) (*record, bool) {
	r, found := c.find(idOrKey)
	if !found || c.visible(r.now().Project) == nil {
		return nil, false
	}
	return r, true
}

const unseen = "Issue does not exist or you do not have permission to see it."
const unseenDC = "Issue Does Not Exist"

func noIssue(c *call) reply { return refusal(404, either(c, unseen, unseenDC)) }
