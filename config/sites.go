package config

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// checkSites judges the trackers of issues among themselves. Two accounts on one
// site are two trackers; one account is one, whatever projects it sees.
func (l *loader) checkSites(c *Config) {
	for i, a := range c.Trackers {
		for j, b := range c.Trackers[:i] {
			if a.GitHub != nil && b.GitHub != nil && a.GitHub.Identity() == b.GitHub.Identity() {
				l.main.Add(fmt.Sprintf("trackers[%d].github", i), fmt.Sprintf(
					"%s is this site with this account too (trackers[%d]): one tracker serves all its repositories, take one of the two out", b.Name, j))
			}
			if a.Jira != nil && b.Jira != nil && site(*a.Jira) == site(*b.Jira) && sameAccount(*a.Jira, *b.Jira) {
				l.main.Add(fmt.Sprintf("trackers[%d].jira", i), fmt.Sprintf(
					"%s is this site with this account too (trackers[%d]): one tracker serves all its projects, take one of the two out", b.Name, j))
			}
		}
	}
	l.checkSharedSites(c)
}

// checkSharedSites finds the silo that two accounts on one site could hide:
// teams sent to one project with nothing that tells their backlogs apart.
// Those of one account the mapping finds itself.
func (l *loader) checkSharedSites(c *Config) {
	sites := map[string]string{}
	for _, t := range c.Trackers {
		switch {
		case t.Jira != nil:
			sites[t.Name] = site(*t.Jira)
		case t.GitHub != nil:
			sites[t.Name] = strings.ToLower(t.GitHub.Site())
		}
	}
	first := map[[3]string]mapping.Team{}
	for _, t := range c.Mapping.Teams() {
		b := t.Backlog
		if sites[b.Tracker] == "" || b.Silo != "" {
			continue
		}
		place := [3]string{sites[b.Tracker], b.Project, names.Folded(b.Apart)}
		other, ok := first[place]
		if !ok {
			first[place] = t
		} else if other.Backlog.Tracker != b.Tracker {
			l.places[t.At].FailAt("backlog", "%s is sent to this project on the same site too (by %s), with nothing that tells the two apart: "+
				"give each a place of its own (a project, a component)", other.Name, other.Backlog.Tracker)
		}
	}
}

// site is a site's address in one spelling.
func site(c jira.Config) string {
	u, err := url.Parse(c.URL)
	if err != nil {
		return c.URL
	}
	host := strings.ToLower(u.Host)
	for scheme, port := range map[string]string{"https": ":443", "http": ":80"} {
		if u.Scheme == scheme {
			host = strings.TrimSuffix(host, port)
		}
	}
	return host + strings.TrimRight(u.Path, "/")
}

// sameAccount compares what names an account: a client id, an address, or
// where there is neither the token itself.
func sameAccount(a, b jira.Config) bool {
	switch {
	case a.ClientID != "" || b.ClientID != "":
		return a.ClientID == b.ClientID
	case a.Email != "" || b.Email != "":
		return strings.EqualFold(a.Email, b.Email)
	}
	token, err := b.Token.Reveal()
	return err == nil && a.Token.Equal(token)
}
