package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/ownership"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping/suggest"
)

// backstageToken is the variable that holds the token where no file is named.
const backstageToken = "BACKSTAGE_TOKEN"

// catalogues reads those that were named. One that fails stops no other.
func (o suggestOptions) catalogues(ctx context.Context, a *app, e terminal.Env) (known []suggest.Known, remarks []string, failures []error) {
	take := func(teams []suggest.Known, remark string, err error) {
		known = append(known, teams...)
		if remark != "" {
			remarks = append(remarks, remark)
		}
		if err != nil {
			failures = append(failures, err)
		}
	}
	for _, file := range o.codeowners {
		take(codeOwners(file))
	}
	for _, at := range o.backstage {
		if strings.Contains(at, "://") {
			b := ownership.Backstage{URL: at, Token: o.token(), HTTP: httpx.Options{UserAgent: userAgent(), Now: e.Now}}
			teams, err := b.Teams(ctx)
			take(teams, "", err)
			continue
		}
		teams, skipped, why, err := ownership.BackstageFile(at)
		remark := ""
		if skipped > 0 {
			remark = fmt.Sprintf("%d of its documents can't be read: %v", skipped, why)
		}
		take(teams, remark, err)
	}
	for _, name := range o.teams {
		org, client, err := a.organisation(name, e.Now)
		if err != nil {
			take(nil, "", err)
			continue
		}
		take(ownership.GitHubTeams(ctx, client, org))
	}
	return known, remarks, failures
}

func codeOwners(file string) ([]suggest.Known, string, error) {
	teams, skipped, err := ownership.CodeOwners(file)
	if skipped > 0 {
		return teams, fmt.Sprintf("%s: %d of its lines can't be read as rules", file, skipped), err
	}
	return teams, "", err
}

// token is Backstage's, from a file or the environment.
func (o suggestOptions) token() secret.Secret {
	if o.tokenFile != "" {
		return secret.FromFile(o.tokenFile)
	}
	return secret.New(os.Getenv(backstageToken))
}

// organisation is what --github-teams names: an organisation, and the client of
// the tracker or source whose credential asks for its teams.
func (a *adapters) organisation(name string, now func() time.Time) (org string, c *github.Client, err error) {
	by, org, named := strings.Cut(name, ":")
	if !named {
		by, org = "", name
	}
	if org == "" || strings.ContainsAny(org, "/ ") {
		return "", nil, fmt.Errorf("--github-teams %s: must be an organisation's name, such as acme", name)
	}
	for _, t := range a.cfg.Trackers {
		if on := t.OnGitHub(); on != nil && (by == "" || by == t.Name) {
			c, err = a.githubClient(on, now)
			return org, c, err
		}
	}
	for _, s := range a.cfg.Sources {
		if on := s.OnGitHub(); on != nil && (by == "" || by == s.Name) {
			c, err = a.githubClient(on, now)
			return org, c, err
		}
	}
	if by != "" {
		return "", nil, fmt.Errorf("--github-teams %s: no GitHub tracker or source is named %s", name, by)
	}
	return "", nil, errors.New("--github-teams: no GitHub tracker or source is configured, whose credential could ask")
}
