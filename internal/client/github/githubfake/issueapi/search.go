package issueapi

import (
	"github.com/followthrough/followthrough/internal/client/github/githubfake/issueworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// searchable is how many results a search shows.
const searchable = 1000

func search(c *Call) reply {
	limit, no := c.Meters.take(c, "search", 1)
	if no != nil {
		return *no
	}
	found, err := c.Caller.Search(c.Query("q", ""))
	if err != nil {
		return limited(c.refuse(err), limit)
	}
	if (c.Amount("page", 1, 1<<30)-1)*c.Amount("per_page", 30, 100) >= searchable {
		return limited(rest.Invalid("Only the first 1000 search results are available"), limit)
	}
	issueworld.Sort(found, c.Query("sort", "created"), issueworld.Order(c.Query("order", "desc")))
	whole := len(found)
	part, links := c.Cut(asAny(found[:min(whole, searchable)]))
	items := shown(part, func(i issueworld.Issue) object {
		out := c.issue(i)
		out["score"] = 1.0
		if out["body"] == nil {
			delete(out, "body") // the description knows no null here
		}
		return out
	})
	out := rest.OK(object{"total_count": whole, "incomplete_results": false, "items": items, "search_type": "lexical"})
	out.Header = links
	return limited(out, limit)
}
