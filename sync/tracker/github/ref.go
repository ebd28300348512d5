package github

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// ref names an issue or pull request.
type ref struct {
	repo   string // owner/name
	number int
}

var refRE = regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9_-]{0,98}/[A-Za-z0-9._-]{1,100})#([1-9][0-9]{0,9})$`)

// parseRef reads owner/repo#number; false: it is none.
func parseRef(text string) (ref, bool) {
	m := refRE.FindStringSubmatch(text)
	if m == nil || CheckProject(m[1]) != nil {
		return ref{}, false
	}
	number, err := strconv.Atoi(m[2])
	return ref{m[1], number}, err == nil
}

// String is owner/repo#number.
func (r ref) String() string { return r.repo + "#" + strconv.Itoa(r.number) }

// id is what Item.ID holds.
func (r ref) id() string { return strings.ToLower(r.String()) }

// path is where the API has a repository, and what lies below it.
func path(repo string, below ...string) string {
	owner, name, _ := strings.Cut(repo, "/")
	parts := []string{"repos", url.PathEscape(owner), url.PathEscape(name)}
	for _, b := range below {
		parts = append(parts, url.PathEscape(b))
	}
	return strings.Join(parts, "/")
}

// path is where the API has the issue.
func (r ref) path() string { return path(r.repo, "issues", strconv.Itoa(r.number)) }

// linked is the issue or pull request that an address of the site names.
func linked(site, link string) (ref, bool) {
	u, err := url.Parse(strings.TrimSpace(link))
	home, homeErr := url.Parse(site)
	if err != nil || homeErr != nil || u.Host == "" || !sameHost(u.Hostname(), home.Hostname()) || u.Port() != home.Port() {
		return ref{}, false
	}
	below, ok := strings.CutPrefix(u.Path, strings.TrimRight(home.Path, "/")+"/")
	parts := strings.Split(strings.Trim(below, "/"), "/")
	if !ok || len(parts) < 4 || parts[2] != "issues" && parts[2] != "pull" && parts[2] != "pulls" {
		return ref{}, false
	}
	return parseRef(parts[0] + "/" + parts[1] + "#" + parts[3])
}

func sameHost(a, b string) bool {
	plain := func(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }
	return plain(a) == plain(b)
}
