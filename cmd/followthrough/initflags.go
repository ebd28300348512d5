package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/followthrough/followthrough/cmd/followthrough/setup"
)

// initFlags are the answers that flags give to init. A token itself is none: a
// command line is seen by others and kept in histories.
type initFlags struct {
	reviews, label, since, backlogs string
	trackers, teams                 []string
	jiraURL, jiraEmail              string
	jiraFile, jiraVariable          string
	githubURL                       string
	githubFile, githubVariable      string
	yes                             bool
}

func (f *initFlags) add(fs *pflag.FlagSet) {
	fs.StringVar(&f.reviews, "reviews", "", "`where` the reviews are: a folder, github:OWNER/NAME[/FOLDER], or issues:OWNER/NAME (default reviews)")
	fs.StringVar(&f.label, "review-label", "", "the `label` of issues that are reviews (default post-mortem)")
	fs.StringVar(&f.since, "since", "", "the `day` from which on items are made, or all (default today)")
	fs.StringSliceVar(&f.trackers, "tracker", nil, "a `kind` of tracker: jira, github or files; may be repeated (default files)")
	fs.StringVar(&f.backlogs, "backlogs", "", "the `folder` of the backlogs that are files (default backlogs)")
	fs.StringVar(&f.jiraURL, "jira-url", "", "the `address` of the Jira site")
	fs.StringVar(&f.jiraEmail, "jira-email", "", "the e-mail `address` of the account on Jira Cloud")
	fs.StringVar(&f.jiraFile, "jira-token-file", "", "the `file` that holds the token of Jira")
	fs.StringVar(&f.jiraVariable, "jira-token-env", "", "the environment `variable` that holds the token of Jira (default JIRA_TOKEN)")
	fs.StringVar(&f.githubURL, "github-url", "", "the `address` of a GitHub Enterprise Server (default https://github.com)")
	fs.StringVar(&f.githubFile, "github-token-file", "", "the `file` that holds the token of GitHub")
	fs.StringVar(&f.githubVariable, "github-token-env", "", "the environment `variable` that holds the token of GitHub (default GITHUB_TOKEN)")
	fs.StringArrayVar(&f.teams, "team", nil, "a team and its backlog, as `NAME=PROJECT` or NAME=TRACKER:PROJECT; PROJECT is a key in Jira, OWNER/NAME on GitHub, the name of a file; may be repeated")
	fs.BoolVar(&f.yes, "yes", false, "ask nothing: what is missing gets its default")
}

// answers are the flags as answers; an error names the flag. Paths in flags begin
// where the command runs, those of the answers at the configuration's folder.
func (f initFlags) answers(dir string) (a setup.Answers, err error) {
	for _, path := range []*string{&f.backlogs, &f.jiraFile, &f.githubFile} {
		if *path, err = setup.SeenFrom(dir, *path); err != nil {
			return a, err
		}
	}
	if f.reviews != "" {
		var site string
		if a.Reviews, site, err = setup.ParseReviews(f.reviews); err != nil {
			return a, fmt.Errorf("--reviews: %w", err)
		}
		a.Reviews.Label, a.GitHub.URL = f.label, site
		if a.Reviews.Kind == setup.Folder {
			if a.Reviews.Path, err = setup.SeenFrom(dir, a.Reviews.Path); err != nil {
				return a, err
			}
		}
	}
	if f.since != "" {
		if a.Since, err = setup.ParseSince(f.since); err != nil {
			return a, fmt.Errorf("--since: %w", err)
		}
	}
	if a.Trackers, err = f.kinds(); err != nil {
		return a, err
	}
	a.Backlogs = f.backlogs
	if a.Jira, err = login("jira", a.Jira, f.jiraURL, f.jiraFile, f.jiraVariable); err != nil {
		return a, err
	}
	a.Jira.Email = f.jiraEmail
	if a.GitHub, err = login("github", a.GitHub, f.githubURL, f.githubFile, f.githubVariable); err != nil {
		return a, err
	}
	for _, text := range f.teams {
		team, err := setup.ParseTeam(text)
		if err != nil {
			return a, fmt.Errorf("--team: %w", err)
		}
		a.Teams = append(a.Teams, team)
	}
	return a, nil
}

// kinds are the trackers, each once.
func (f initFlags) kinds() (out []string, err error) {
	for _, kind := range f.trackers {
		typed := strings.TrimSpace(kind)
		kind = strings.ToLower(typed)
		if !slices.Contains([]string{setup.Jira, setup.GitHub, setup.Files}, kind) {
			return nil, fmt.Errorf("--tracker: %.40q is none: jira, github or files", typed)
		}
		if !slices.Contains(out, kind) {
			out = append(out, kind)
		}
	}
	return out, nil
}

// variableName is what an environment variable may be called.
var variableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// tokenLike is what a token looks like: given where a variable's or a file's name
// is wanted, it would be written down and shown.
var tokenLike = regexp.MustCompile(`^(?:gh[a-z]_|github_pat_|ATATT|glpat-)|^[0-9A-Za-z+=]{32,}$`)

// login is what flags say of one.
func login(kind string, l setup.Login, site, file, variable string) (setup.Login, error) {
	variable = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(variable, "$"), "{"), "}")
	switch {
	case file != "" && variable != "":
		return l, fmt.Errorf("--%s-token-file and --%s-token-env: give one of them", kind, kind)
	case tokenLike.MatchString(filepath.Base(file)):
		return l, fmt.Errorf("--%s-token-file: must be the name of a file that holds the token; the token itself has no place on a command line", kind)
	case variable != "" && !variableName.MatchString(variable), tokenLike.MatchString(variable):
		return l, fmt.Errorf("--%s-token-env: must be the name of a variable, such as %s; the token itself has no place on a command line", kind, setup.Variable(kind))
	}
	l.File, l.Variable = file, variable
	if site == "" {
		return l, nil
	}
	url, err := setup.ParseSite(kind, site)
	if err != nil {
		return l, fmt.Errorf("--%s-url: %w", kind, err)
	}
	l.URL = url
	return l, nil
}
