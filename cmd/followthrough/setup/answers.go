// Package setup makes a first configuration out of what a person answers on a
// terminal, or gives by flags. It knows no network, no adapter and no command:
// what lies behind an answer is asked of a Probe, the configuration that answers
// make is judged as every other, and nothing is written here.
package setup

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/secret"
)

// Where reviews are.
const (
	Folder     = "folder"
	Repository = "github"
	Issues     = "issues"
)

// Where items are. Sources and trackers share one set of names, so these are
// the names of the trackers too, but for Files.
const (
	Jira   = "jira"
	GitHub = "github"
	Files  = "files"
)

// Answers are what a configuration to begin with says. What is empty was not
// answered yet.
type Answers struct {
	Reviews      Reviews
	Since        string   // a day, or "all"
	Trackers     []string // kinds; the first is the teams' own unless they say otherwise
	Jira, GitHub Login
	Backlogs     string // the folder of the files tracker
	Teams        []Team
}

// Reviews is a place of reviews.
type Reviews struct {
	Kind       string // "": not answered
	Path       string // the folder, or that in a repository
	Repository string // owner/name
	Label      string // of issues that are reviews
}

// Login is a site and an account on it. Of its token it holds the place.
type Login struct {
	URL      string // of GitHub: "" is github.com
	Email    string
	Variable string // the environment variable that holds the token
	File     string // the file that does, as the configuration names it
	// Typed is what a person typed: it goes into File.
	Typed secret.Secret
}

// given tells whether it was said where the token is.
func (l Login) given() bool { return l.Variable != "" || l.File != "" }

// Team is a team and its backlog.
type Team struct {
	Name, Tracker, Project string // Tracker is a kind; "": the first
	Aliases, Services      []string
}

// Uses tells whether anything answered is on a kind of site.
func (a Answers) Uses(kind string) bool {
	return slices.Contains(a.Trackers, kind) || kind == GitHub && (a.Reviews.Kind == Repository || a.Reviews.Kind == Issues)
}

// ParseReviews reads a place of reviews as a flag gives it: a folder,
// github:OWNER/NAME[/FOLDER], or issues:OWNER/NAME. site is that of an address.
func ParseReviews(text string) (r Reviews, site string, err error) {
	kind, rest, found := strings.Cut(text, ":")
	switch {
	case found && kind == Repository:
		r.Kind = Repository
	case found && kind == Issues:
		r.Kind = Issues
	case strings.TrimSpace(text) == "":
		return r, "", fmt.Errorf("names no place: a folder, github:OWNER/NAME[/FOLDER], or issues:OWNER/NAME")
	default:
		return Reviews{Kind: Folder, Path: text}, "", nil
	}
	r.Repository, r.Path, site, err = repository(rest)
	if err == nil && r.Kind == Issues && r.Path != "" {
		err = fmt.Errorf("%q is no repository: OWNER/NAME alone, since issues lie in no folder", rest)
	}
	return r, site, err
}

// partRE is an owner, or a repository's name.
var partRE = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)

// repository reads owner/name[/folder], or the address of it as a browser
// shows it.
func repository(text string) (name, folder, site string, err error) {
	text = strings.TrimSpace(text)
	path := text
	if u, err := url.Parse(text); err == nil && u.Host != "" {
		if u.User != nil {
			return "", "", "", fmt.Errorf("holds a name or password: give the repository alone, as owner/name")
		}
		path = u.Path
		if !strings.EqualFold(u.Host, "github.com") && !strings.EqualFold(u.Host, "www.github.com") {
			site = u.Scheme + "://" + u.Host
		}
	}
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if len(parts) < 2 || !partRE.MatchString(parts[0]) || !partRE.MatchString(parts[1]) {
		return "", "", "", fmt.Errorf("%.60q is no repository: it must be owner/name, such as acme/post-mortems", text)
	}
	name = parts[0] + "/" + strings.TrimSuffix(parts[1], ".git")
	rest := parts[2:]
	if len(rest) >= 2 && path != text && (rest[0] == "tree" || rest[0] == "blob") {
		rest = rest[2:] // as a browser shows a branch's folder
	}
	return name, strings.Join(rest, "/"), site, nil
}

// ParseTeam reads NAME=PROJECT or NAME=TRACKER:PROJECT.
func ParseTeam(text string) (Team, error) {
	at := strings.LastIndex(text, "=")
	if at < 1 || at == len(text)-1 {
		return Team{}, fmt.Errorf("%.60q is no team with its backlog: NAME=PROJECT, or NAME=TRACKER:PROJECT, such as payments=PAY (in files, payments=payments)", text)
	}
	t := Team{Name: strings.TrimSpace(text[:at]), Project: strings.TrimSpace(text[at+1:])}
	for _, kind := range []string{Jira, GitHub, Files} {
		if project, ok := strings.CutPrefix(t.Project, kind+":"); ok {
			t.Tracker, t.Project = kind, project
		}
	}
	return t, nil
}

// ParseSince reads a day, or "all".
func ParseSince(text string) (string, error) {
	text = strings.TrimSpace(text)
	if strings.EqualFold(text, "all") {
		return "all", nil
	}
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return "", fmt.Errorf("%.40q is no day: such as 2026-11-30, or all", text)
	}
	return text, nil
}

// ParseSite reads the address of a site of a kind as people type it or copy it
// from a browser.
func ParseSite(kind, text string) (string, error) {
	text = strings.TrimSpace(text)
	whole := text
	if !strings.Contains(text, "://") {
		whole = "https://" + text
	}
	u, err := url.Parse(whole)
	if err != nil || u.Host == "" || strings.ContainsAny(u.Host, " ") || whole != text && !strings.ContainsAny(u.Host, ".:") {
		return "", fmt.Errorf("%.80q is no address: such as %s", text,
			map[string]string{Jira: "https://acme.atlassian.net", GitHub: github + ", or https://github.acme.example"}[kind])
	}
	if host := strings.ToLower(u.Hostname()); strings.HasSuffix(host, ".atlassian.net") || host == "github.com" {
		return u.Scheme + "://" + u.Host, nil // what follows names a page of it
	}
	if before, _, page := strings.Cut(u.Path, "/browse/"); page {
		u.Path, u.RawPath = before, ""
	}
	return strings.TrimRight(u.String(), "/"), nil
}
