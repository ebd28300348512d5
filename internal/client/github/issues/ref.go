package issues

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/secret"
)

// Ref names an issue or pull request.
type Ref struct {
	Repo   string // owner/name
	Number int
}

// At is what has a number in a repository.
func At(repo string, number int) Ref { return Ref{repo, number} }

var (
	repositoryRE = regexp.MustCompile(`^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98})/[A-Za-z0-9._-]{1,100}$`)
	refRE        = regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9_-]{0,98}/[A-Za-z0-9._-]{1,100})#([1-9][0-9]{0,9})$`)
)

// CheckRepository says why a text can't be a repository's owner and name; nil:
// it can.
func CheckRepository(text string) error {
	name := text[strings.LastIndexByte(text, '/')+1:]
	switch {
	case strings.Contains(text, "://"), strings.HasPrefix(text, "git@"):
		return fmt.Errorf("%.80q is an address: write the repository's owner and name alone, as in acme/payments", text)
	case strings.HasSuffix(text, "/"), strings.HasSuffix(strings.ToLower(text), ".git"):
		return fmt.Errorf("%.80q ends in what is no part of the name: write the repository's owner and name alone, as in acme/payments", text)
	case !repositoryRE.MatchString(text) || name == "." || name == "..":
		return fmt.Errorf("%.80q is not a repository's owner and name: it looks like acme/payments", text)
	}
	return nil
}

// ParseRef reads owner/repo#number; false: it is none.
func ParseRef(text string) (Ref, bool) {
	m := refRE.FindStringSubmatch(text)
	if m == nil || CheckRepository(m[1]) != nil {
		return Ref{}, false
	}
	number, err := strconv.Atoi(m[2])
	return Ref{m[1], number}, err == nil
}

// String is owner/repo#number.
func (r Ref) String() string { return r.Repo + "#" + strconv.Itoa(r.Number) }

// ID is owner/repo#number in lower case, as ids of items have it.
func (r Ref) ID() string { return strings.ToLower(r.String()) }

// Path is where the API has a repository, and what lies below it.
func Path(repo string, below ...string) string {
	owner, name, _ := strings.Cut(repo, "/")
	parts := []string{"repos", url.PathEscape(owner), url.PathEscape(name)}
	for _, b := range below {
		parts = append(parts, url.PathEscape(b))
	}
	return strings.Join(parts, "/")
}

// Path is where the API has the issue.
func (r Ref) Path() string { return Path(r.Repo, "issues", strconv.Itoa(r.Number)) }

// Linked is the issue or pull request that an address of the site names.
func Linked(site, link string) (Ref, bool) {
	u, err := url.Parse(strings.TrimSpace(link))
	home, homeErr := url.Parse(site)
	if err != nil || homeErr != nil || u.Host == "" || !sameHost(u.Hostname(), home.Hostname()) || u.Port() != home.Port() {
		return Ref{}, false
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
	return Path(name, "issues") + "?state=all&sort=created&direction=desc&per_page=100"
}

// Changed are those changed since a moment, the last first: what changes next
// changes the first page.
func Changed(name string, since time.Time) string {
	return Path(name, "issues") + "?state=all&sort=updated&direction=desc&per_page=100&since=" + url.QueryEscape(since.UTC().Format(time.RFC3339))
}

// hookRef is where a delivery says that an issue is.
type hookRef struct {
	Number int `json:"number"`
}

type hookRepository struct {
	Name string `json:"full_name"`
}

// delivery is what of a delivery is looked at.
type delivery struct {
	Repository  hookRepository `json:"repository"`
	Issue       hookRef        `json:"issue"`
	PullRequest hookRef        `json:"pull_request"`
	Changes     struct {
		Issue      hookRef        `json:"new_issue"`
		Repository hookRepository `json:"new_repository"`
	} `json:"changes"`
}

// Delivery reads what GitHub's webhook sent, if its signature holds
// (X-Hub-Signature-256, sha256=… of the raw body): the delivery's id, which
// stays the same when it is sent again, and the issues that it names.
func Delivery(key secret.Secret, header http.Header, body []byte) (id string, named []Ref, err error) {
	told, err := client.ReadDelivery(key, header, body)
	if err != nil {
		return "", nil, err
	}
	var d delivery
	if json.Unmarshal(body, &d) != nil {
		return "", nil, client.ErrDelivery
	}
	for _, r := range []Ref{
		{d.Repository.Name, d.Issue.Number}, {d.Repository.Name, d.PullRequest.Number}, {d.Changes.Repository.Name, d.Changes.Issue.Number},
	} {
		if _, ok := ParseRef(r.String()); ok {
			named = append(named, r)
		}
	}
	return told.ID, named, nil
}
