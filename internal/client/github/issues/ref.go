package issues

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
)

// Ref names an issue or pull request.
type Ref struct {
	Repo   string // owner/name
	Number int
}

// At is what has a number in a repository.
func At(repo string, number int) Ref { return Ref{repo, number} }

// refRE is a repository's issue, as far as a form can tell.
var refRE = regexp.MustCompile(`^([^#]+)#([1-9][0-9]{0,9})$`)

// ParseRef reads owner/repo#number; false: it is none.
func ParseRef(text string) (Ref, bool) {
	m := refRE.FindStringSubmatch(text)
	if m == nil || client.CheckRepository(m[1]) != nil {
		return Ref{}, false
	}
	number, err := strconv.Atoi(m[2])
	return Ref{m[1], number}, err == nil
}

// String is owner/repo#number.
func (r Ref) String() string { return r.Repo + "#" + strconv.Itoa(r.Number) }

// ID is owner/repo#number in lower case, as ids of items have it.
func (r Ref) ID() string { return strings.ToLower(r.String()) }

// Path is where the API has the issue.
func (r Ref) Path() string { return client.Path(r.Repo, "issues", strconv.Itoa(r.Number)) }

// Linked is the issue or pull request that an address of the site names.
func Linked(site, link string) (Ref, bool) {
	u, err := url.Parse(strings.TrimSpace(link))
	home, homeErr := url.Parse(site)
	if err != nil || homeErr != nil || u.Host == "" || !sameHost(u.Hostname(), home.Hostname()) || u.Port() != home.Port() {
		return Ref{}, false
	}
	if pane := strings.Split(u.Query().Get("issue"), "|"); len(pane) == 3 { // a project's, or a list's, side pane
		return ParseRef(pane[0] + "/" + pane[1] + "#" + pane[2])
	}
	below, ok := strings.CutPrefix(u.Path, strings.TrimRight(home.Path, "/")+"/")
	parts := strings.Split(strings.Trim(below, "/"), "/")
	if !ok || len(parts) < 4 || parts[2] != "issues" && parts[2] != "pull" && parts[2] != "pulls" {
		return Ref{}, false
	}
	return ParseRef(parts[0] + "/" + parts[1] + "#" + parts[3])
}

func sameHost(a, b string) bool {
	plain := func(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }
	return plain(a) == plain(b)
}

// Newest are all issues of a repository in the order in which they were made,
// the last first: no filter stands between us and them.
func Newest(name string) string {
	return client.Path(name, "issues") + "?state=all&sort=created&direction=desc&per_page=100"
}

// Changed are those changed since a moment, the last first: what changes next
// changes the first page.
func Changed(name string, since time.Time) string {
	return client.Path(name, "issues") + "?state=all&sort=updated&direction=desc&per_page=100&since=" + url.QueryEscape(since.UTC().Format(time.RFC3339))
}

// Delivery reads what GitHub's webhook sent: the event that it is of, and the issues
// that it names.
func Delivery(header http.Header, body []byte) (event string, named []Ref, err error) {
	type repository struct {
		Name string `json:"full_name"`
	}
	var d struct {
		Repository  repository
		Issue       Ref
		PullRequest Ref `json:"pull_request"`
		Changes     struct {
			Issue      Ref        `json:"new_issue"`
			Repository repository `json:"new_repository"`
		}
	}
	if event, err = client.ReadDelivery(header, body, &d); err != nil {
		return "", nil, err
	}
	for _, r := range []Ref{
		{d.Repository.Name, d.Issue.Number}, {d.Repository.Name, d.PullRequest.Number}, {d.Changes.Repository.Name, d.Changes.Issue.Number},
	} {
		if _, ok := ParseRef(r.String()); ok {
			named = append(named, r)
		}
	}
	return event, named, nil
}
