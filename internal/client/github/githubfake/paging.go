package githubfake

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// page answers the page of a list that the request asks for, with GitHub's
// Link header; 30 a page and 100 at most.
func (c *call) page(all []any) reply {
	part, header := c.cut(all)
	return reply{status: http.StatusOK, body: part, header: header}
}

// pageOf is page for answers that wrap the list, with the whole number.
func (c *call) pageOf(key string, all []any) reply {
	part, header := c.cut(all)
	return reply{status: http.StatusOK, body: object{"total_count": len(all), key: part}, header: header}
}

func (c *call) cut(all []any) ([]any, http.Header) {
	size, at := c.amount("per_page", 30, 100), c.amount("page", 1, 1<<30)
	last := max((len(all)+size-1)/size, 1)
	from := min((at-1)*size, len(all))
	part := append([]any{}, all[from:min(from+size, len(all))]...)
	var links []string
	link := func(rel string, page int) {
		links = append(links, fmt.Sprintf("<%s>; rel=%q", c.pageURL(page), rel))
	}
	if at > 1 {
		link("prev", at-1)
	}
	if at < last {
		link("next", at+1)
		link("last", last)
	}
	if at > 1 {
		link("first", 1)
	}
	header := http.Header{}
	if links != nil {
		header.Set("Link", strings.Join(links, ", "))
	}
	return part, header
}

// pageURL is the request's address with another page. As GitHub does, it names
// a repository by its id.
func (c *call) pageURL(page int) string {
	query := c.r.URL.Query()
	query.Set("page", strconv.Itoa(page))
	path := c.r.URL.EscapedPath()
	if c.repo != nil {
		path = fmt.Sprintf("/repositories/%d%s", c.repo.ID, afterRepo(path))
	}
	return c.fake.APIURL() + path + "?" + query.Encode()
}

// afterRepo is what follows /repos/owner/name.
func afterRepo(path string) string {
	parts := strings.SplitN(path, "/", 5)
	if len(parts) < 5 {
		return ""
	}
	return "/" + parts[4]
}

// amount is a query parameter that counts: at least 1, at most most.
func (c *call) amount(name string, standard, most int) int {
	n, err := strconv.Atoi(c.query(name, ""))
	if err != nil || n < 1 {
		return standard
	}
	return min(n, most)
}
