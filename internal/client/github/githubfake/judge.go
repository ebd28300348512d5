package githubfake

import (
	"net/http"
	"strings"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// judged is the answer of the operation, or the refusal that comes before it.
func (c *call) judged() reply {
	for _, judge := range []func() *reply{c.identify, c.limited, c.permit, c.moved, c.frozen} {
		if no := judge(); no != nil {
			return *no
		}
	}
	return c.route.answer(c)
}

func (c *call) identify() (no *reply) {
	c.Actor, no = c.fake.Identify(c.R.Header.Get("Authorization"))
	return no
}

func (c *call) limited() *reply {
	return c.fake.Exhausted(&c.Actor)
}

// permit finds the repository and judges what the caller may do in it.
func (c *call) permit() *reply {
	if no := gate.OnlyApp(&c.Actor, c.route.needs); no != nil || c.App != nil || !c.route.ofRepo() {
		return no
	}
	c.repo = c.fake.find(c.Param("owner")+"/"+c.Param("repo"), 0)
	if c.repo == nil {
		no := rest.NotFound()
		return &no
	}
	c.Self = c.fake.api("repositories/%d%s", c.repo.ID, afterRepo(c.R))
	return c.fake.Judge(&c.Actor, c.route.needs, c.repo.Place)
}

// moved sends a caller who knows a former name to the repository's id.
func (c *call) moved() *reply {
	if c.repo == nil || strings.EqualFold(c.Param("owner")+"/"+c.Param("repo"), c.repo.FullName()) {
		return nil
	}
	to := c.Self
	if c.R.URL.RawQuery != "" {
		to += "?" + c.R.URL.RawQuery
	}
	no := rest.Moved(to)
	return &no
}

// frozen refuses what writes to an archived repository.
func (c *call) frozen() *reply {
	if c.repo == nil || !c.repo.Archived || !c.route.needs.Write {
		return nil
	}
	no := rest.Refusal(http.StatusForbidden, "Repository was archived so is read-only.")
	return &no
}

// afterRepo is what follows /repos/owner/name in the address.
func afterRepo(r *http.Request) string {
	parts := strings.SplitN(r.URL.EscapedPath(), "/", 5)
	if len(parts) < 5 {
		return ""
	}
	return "/" + parts[4]
}
