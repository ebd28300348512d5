package jira

import (
	"context"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// How long a name that was looked up is known, one that was not found, and how
// long the looking may take.
const (
	namedFor   = 24 * time.Hour
	unnamedFor = time.Minute
	lookUpFor  = 15 * time.Second
)

// named is what a key means.
type named struct {
	id string // "": nothing was found
	at time.Time
}

// Recognise takes a key (PAY-12), or a link to an issue of this site, for the
// issue's id. A key that can't be looked up now stands for itself, so that Get
// says why.
func (t *adapter) Recognise(ticket review.Ticket) (string, bool) {
	key, linked := t.keyIn(ticket.URL)
	if !linked && ticket.URL != "" {
		return "", false // a link to elsewhere
	}
	if !linked {
		key = strings.ToUpper(strings.TrimSpace(ticket.Text))
	}
	if !keyRE.MatchString(key) {
		return "", false
	}
	id, err := t.idOf(key)
	switch {
	case err != nil:
		return key, true
	case id == "": // of a project of ours it is a mistake, which Get tells
		return key, linked || t.backlogOf(key)
	}
	return id, true
}

// Holds tells whether an address is an issue's of this site.
func (t *adapter) Holds(address string) bool {
	_, ok := t.keyIn(address)
	return ok
}

// PlaceOf is the project of a key. An issue's number has none.
func (t *adapter) PlaceOf(id string) string {
	if !keyRE.MatchString(id) {
		return ""
	}
	project, _, _ := strings.Cut(id, "-")
	return project
}

// backlogOf tells whether a key is of a project that a team has its backlog in.
func (t *adapter) backlogOf(key string) bool {
	project, _, _ := strings.Cut(key, "-")
	return t.backlogs.Get(project)
}

// keyIn is the key in a link of this site.
func (t *adapter) keyIn(link string) (string, bool) {
	u, err := url.Parse(strings.TrimSpace(link))
	site, siteErr := url.Parse(t.client.Site())
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
func (t *adapter) idOf(key string) (string, error) {
	n, ok := t.names.Find(key)
	if age := t.o.Now().Sub(n.at); ok && (n.id != "" && age < namedFor || n.id == "" && age < unnamedFor) {
		return n.id, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), lookUpFor)
	defer cancel()
	issues, err := t.client.Fetch(ctx, []string{key}, []string{"status"}, nil)
	if err != nil {
		return "", err
	}
	id := ""
	if len(issues) == 1 {
		id = issues[0].ID
	}
	t.names.Put(key, named{id, t.o.Now()})
	return id, nil
}
