package main

import (
	"slices"
	"time"

	"github.com/followthrough/followthrough/config"
	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/github"
	"github.com/followthrough/followthrough/sync/source/githubissues"
	"github.com/followthrough/followthrough/sync/tracker"
	tracked "github.com/followthrough/followthrough/sync/tracker/github"
)

// githubClient is the client of a credential: one for all that use it, since
// GitHub counts their requests together.
func (a *app) githubClient(c client.Config, now func() time.Time) (*client.Client, error) {
	id := c.Identity()
	if have, ok := a.clients[id]; ok {
		return have, nil
	}
	made, err := client.New(client.Options{Config: c, HTTP: httpx.Options{UserAgent: userAgent(), Seen: a.seen, Now: now, Log: a.log}})
	if err == nil {
		a.clients[id] = made
	}
	return made, err
}

func (a *app) githubSource(c config.Source, now func() time.Time) (source.Source, error) {
	cl, err := a.githubClient(c.GitHub.Client(), now)
	if err != nil { // a file that is not there: the other sources go on
		return source.Broken{Name: c.Name, Err: err}, nil
	}
	return github.New(c.Name, *c.GitHub, github.Options{
		Documents: settings(c), Client: cl, Via: github.Via(c.ReportVia), Now: now, Log: a.log,
	})
}

func (a *app) githubIssues(c config.Source, now func() time.Time) (source.Source, error) {
	cl, err := a.githubClient(c.GitHubIssues.Client(), now)
	if err != nil {
		return source.Broken{Name: c.Name, Err: err}, nil
	}
	return githubissues.New(c.Name, *c.GitHubIssues, githubissues.Options{
		Markdown: settings(c), Comment: slices.Contains(c.Report, review.ModeComment), Client: cl, Now: now,
	})
}

func (a *app) githubTracker(c config.Tracker, now func() time.Time) tracker.Tracker {
	cl, err := a.githubClient(c.GitHub.Config, now)
	if err != nil {
		return tracker.Broken{Err: err}
	}
	o := tracked.Options{Instance: a.cfg.Instance, Accounts: c.GitHub.Accounts, Label: c.GitHub.Label, Template: c.GitHub.Template, Follows: a.follows(c), Now: now, Log: a.log}
	if c.Settle != nil {
		o.Settle = *c.Settle
	}
	return tracked.New(c.Name, cl, o)
}
