package jira

import (
	"context"
	"net/url"
	"path"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/together"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// How long a name that was looked up is known, one that was not found, and how
// long the looking may take.
const (
	namedFor   = 24 * time.Hour
	unnamedFor = time.Minute
	lookUpFor  = 15 * time.Second
)

// keys tells what the keys of issues mean.
type keys struct {
	client   *client.Client
	now      func() time.Time
	known    together.Map[string, named]
	projects together.Map[string, bool] // that teams have their backlogs in
}

// named is what a key means.
type named struct {
	id string // "": nothing was found
	at time.Time
}

// Recognise takes a key (PAY-12), or a link to an issue of this site, for the
// issue's id. A key that can't be looked up now stands for itself, so that Get
// says why.
func (ks *keys) Recognise(ticket review.Ticket) (string, bool) {
	key, linked := ks.in(ticket.URL)
	if !linked && ticket.URL != "" {
		return "", false // a link to elsewhere
	}
	if !linked {
		key = strings.ToUpper(strings.TrimSpace(ticket.Text))
	}
	if !keyRE.MatchString(key) {
		return "", false
	}
	id, err := ks.idOf(key)
	switch {
	case err != nil:
		return key, true
	case id == "": // of a project of ours it is a mistake, which Get tells
		return key, linked || ks.projects.Get(ks.PlaceOf(key))
	}
	return id, true
}

// Holds tells whether an address is an issue's of this site.
func (ks *keys) Holds(address string) bool {
	_, ok := ks.in(address)
	return ok
}

// PlaceOf is the project of a key. An issue's number has none.
func (ks *keys) PlaceOf(id string) string {
	if !keyRE.MatchString(id) {
		return ""
	}
	project, _, _ := strings.Cut(id, "-")
	return project
}

// projectsOf takes down which projects backlogs are in.
func (ks *keys) projectsOf(backlogs []tracker.Backlog) {
	projects := map[string]bool{}
	for _, b := range backlogs {
		projects[b.Project] = true
	}
	ks.projects.Swap(projects)
}

// learn takes down what a key means.
func (ks *keys) learn(key, id string) { ks.known.Put(key, named{id, ks.now()}) }

// in is the key in a link of this site.
func (ks *keys) in(link string) (string, bool) {
	u, err := url.Parse(strings.TrimSpace(link))
	site, siteErr := url.Parse(ks.client.Site())
	if err != nil || siteErr != nil || !strings.EqualFold(u.Host, site.Host) || u.Host == "" {
		return "", false
	}
	if !strings.HasPrefix(u.Path, strings.TrimRight(site.Path, "/")+"/") {
		return "", false
	}
	for _, part := range []string{u.Query().Get("selectedIssue"), path.Base(path.Clean(u.Path))} {
		if key := strings.ToUpper(part); keyRE.MatchString(key) {
			return key, true
		}
	}
	return "", false
}

// idOf looks a key up, or takes what is known of it.
func (ks *keys) idOf(key string) (string, error) {
	n, ok := ks.known.Find(key)
	if age := ks.now().Sub(n.at); ok && (n.id != "" && age < namedFor || n.id == "" && age < unnamedFor) {
		return n.id, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), lookUpFor)
	defer cancel()
	issues, err := ks.client.Fetch(ctx, []string{key}, []string{"status"}, nil)
	if err != nil {
		return "", err
	}
	id := ""
	if len(issues) == 1 {
		id = issues[0].ID
	}
	ks.learn(key, id)
	return id, nil
}
