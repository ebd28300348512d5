package github

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// repositoryName is owner/name as GitHub allows them.
var repositoryName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,98}/[A-Za-z0-9._-]{1,100}$`)

// CheckRepository says why a text can't be a repository's owner and name; nil:
// it can.
func CheckRepository(name string) error {
	last := name[strings.LastIndexByte(name, '/')+1:]
	switch {
	case name == "":
		return errors.New("missing: name the repository, as in acme/payments")
	case strings.Contains(name, "://"):
		return errors.New("must be owner/name alone, as in acme/payments; the site goes under url")
	case strings.HasSuffix(strings.ToLower(name), ".git"), strings.HasSuffix(name, "/"), strings.HasPrefix(name, "git@"):
		return fmt.Errorf("%.80q holds more than the name: write owner/name alone, as in acme/payments", name)
	case !repositoryName.MatchString(name), last == ".", last == "..":
		return fmt.Errorf("%.80q is not owner/name, as in acme/payments", name)
	}
	return nil
}

// Path is where the API has a repository, and what lies below it.
func Path(repo string, below ...string) string {
	owner, name, _ := strings.Cut(repo, "/")
	parts := []string{"repos", url.PathEscape(owner), url.PathEscape(name)}
	for _, b := range below {
		parts = append(parts, url.PathEscape(b))
	}
	return strings.Join(parts, "/")
}

// ownNumber is how GitHub's people name an issue of the same repository.
var ownNumber = regexp.MustCompile(`(?i)^(?:(?:issue|pull request|pr|gh)[ -]*)?#([0-9]{1,9})$|^GH-([0-9]{1,9})$`)

// Numbered is where people read the issue, or pull request, of a repository that a
// text names by its number and by nothing else (#12, GH-12, PR #12); "": it is
// something else.
func (c *Client) Numbered(repo, text string) string {
	m := ownNumber.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	return c.Site() + "/" + repo + "/issues/" + m[1] + m[2]
}

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
