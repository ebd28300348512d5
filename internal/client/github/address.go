package github

import (
	"net/url"
	"strconv"
	"strings"
)

// Issue is where people read an issue of a repository (owner/name), on this
// site. What a site says of its addresses goes into reviews: given counts only
// where it is this very place.
func (c *Client) Issue(given, repo string, number int) string {
	return c.page(given, repo, "issues", number)
}

// Pull is where people read a pull request, likewise.
func (c *Client) Pull(given, repo string, number int) string {
	return c.page(given, repo, "pull", number)
}

func (c *Client) page(given, repo, kind string, number int) string {
	owner, name, _ := strings.Cut(repo, "/")
	own := c.Site() + "/" + url.PathEscape(owner) + "/" + url.PathEscape(name) + "/" + kind + "/" + strconv.Itoa(number)
	if strings.EqualFold(given, own) {
		return given // as the site writes names
	}
	return own
}
