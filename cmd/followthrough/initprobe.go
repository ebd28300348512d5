package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/setup"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/source/folder"
	githubsource "github.com/followthrough/followthrough/sync/source/github"
	"github.com/followthrough/followthrough/sync/source/githubissues"
	"github.com/followthrough/followthrough/sync/tracker"
	tracked "github.com/followthrough/followthrough/sync/tracker/github"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// initProbe looks at what init's answers name, through the adapters.
type initProbe struct {
	env terminal.Env
	dir string
}

// Reviews lists the documents, and reads them where they are on this machine.
func (p initProbe) Reviews(ctx context.Context, a setup.Answers) (setup.Found, error) {
	c := config.Source{Name: "reviews"}
	login := p.github(a.GitHub)
	switch a.Reviews.Kind {
	case setup.Folder:
		path, err := filepath.Abs(setup.At(p.dir, filepath.FromSlash(a.Reviews.Path)))
		if err != nil {
			return setup.Found{}, err
		}
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			return setup.Found{}, nil
		}
		c.Folder = &folder.Config{Path: path}
	case setup.Repository:
		c.GitHub = &githubsource.Config{Repository: a.Reviews.Repository, Path: a.Reviews.Path, Config: login}
	case setup.Issues:
		c.GitHubIssues = &githubissues.Config{Repository: a.Reviews.Repository, Label: a.Reviews.Label, Config: login}
	}
	s, err := p.app().newSource(c, p.env.Now)
	if err != nil {
		return setup.Found{}, err
	}
	entries, err := s.List(ctx)
	if err != nil {
		return setup.Found{}, fmt.Errorf("its reviews can't be listed: %s", strings.TrimPrefix(err.Error(), "list source "+c.Name+": "))
	}
	found := setup.Found{Total: len(entries)}
	if c.Folder == nil {
		return found, nil // reading each would take a request
	}
	for _, entry := range entries {
		if doc, err := s.Read(ctx, entry); err == nil && doc.Review.PublishedBy(p.env.Now()) {
			found.Days = append(found.Days, doc.Review.Age(p.env.Now()))
		}
	}
	return found, nil
}

// app wires adapters for one look. They log nothing: what they meet is told.
func (p initProbe) app() *app {
	return newApp(&config.Config{Instance: "followthrough", Log: config.Log{Level: "error"}}, p.env)
}

// Places lists what a tracker's account sees.
func (p initProbe) Places(ctx context.Context, kind string, a setup.Answers) ([]tracker.Place, error) {
	c := config.Tracker{Name: kind}
	if kind == setup.Jira {
		c.Jira = &jira.Settings{Config: p.jira(a.Jira)}
	} else {
		c.GitHub = &tracked.Settings{Config: p.github(a.GitHub)}
	}
	t, err := p.app().newTracker(c, p.env.Now)
	if err != nil {
		return nil, err
	}
	lister, ok := t.(tracker.Lister)
	if !ok {
		return nil, fmt.Errorf("what %s has can't be listed here", kind)
	}
	return lister.Places(ctx)
}

// Site says what is wrong with a login but for its token.
func (p initProbe) Site(kind string, l setup.Login) []error {
	l.Typed = secret.New("stand-in")
	if kind == setup.Jira {
		return p.jira(l).Validate()
	}
	return p.github(l).Validate()
}

// token is where a login's token is.
func (p initProbe) token(l setup.Login) secret.Secret {
	switch {
	case !l.Typed.IsZero():
		return l.Typed
	case l.File != "":
		return secret.FromFile(setup.At(p.dir, filepath.FromSlash(l.File)))
	}
	return secret.New(os.Getenv(l.Variable))
}

func (p initProbe) jira(l setup.Login) jira.Config {
	return jira.Config{URL: l.URL, Email: l.Email, Token: p.token(l)}
}

func (p initProbe) github(l setup.Login) github.Config {
	return github.Config{URL: l.URL, Token: p.token(l)}
}
