package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/ownership"
	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/survey"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping/suggest"
)

// suggestOptions are the flags of suggest.
type suggestOptions struct {
	output     outputFlag
	source     string
	codeowners []string
	backstage  []string
	tokenFile  string
	teams      []string
	all        bool
}

// backstageToken is the variable that holds the token where no file is named.
const backstageToken = "BACKSTAGE_TOKEN"

func newSuggest(e terminal.Env) *cobra.Command {
	var o suggestOptions
	c := &completer{e}
	cmd := &cobra.Command{
		Use:   "suggest",
		Short: "Propose teams, aliases and members from what reviews say",
		Long: strings.TrimSpace(`
Reads all reviews, old ones and drafts too, and proposes what mapping.teams
lacks: the owners as they are written, by how often, those that are alike
together, each with the projects and repositories whose names fit. The output is
YAML to correct and to put into the configuration; nothing is changed, and
trackers are only asked which places there are.

What could be a person is never called a team: people are proposed as members
where a review says of which team they are, and listed else. Reviews that are
restricted, or may be, are left out.

Catalogues that you have help: CODEOWNERS, Backstage, GitHub's teams.

Exit: 0 done; 1 a source, tracker or catalogue failed, the rest is proposed;
2 wrong usage or configuration.`),
		Example: "  followthrough suggest > teams.yaml\n  followthrough suggest --codeowners .github/CODEOWNERS\n" +
			"  followthrough suggest --backstage https://backstage.acme.example\n  followthrough suggest --github-teams acme -o json",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.output.check(); err != nil {
				return err
			}
			return runSuggest(cmd, e, o)
		},
	}
	o.output.add(cmd)
	f := cmd.Flags()
	f.StringVar(&o.source, "source", "", "only the reviews of this `source`")
	f.StringArrayVar(&o.codeowners, "codeowners", nil, "a CODEOWNERS `file`; may be given several times")
	f.StringArrayVar(&o.backstage, "backstage", nil, "a catalog-info.yaml, or the address of a Backstage (`file or url`); may be given several times")
	f.StringVar(&o.tokenFile, "backstage-token-file", "", "a `file` that holds a static token of Backstage's; else "+backstageToken)
	f.StringArrayVar(&o.teams, "github-teams", nil, "the teams of an organisation, by the credential of a GitHub tracker or source: `[NAME:]ORG`")
	f.BoolVar(&o.all, "all", false, "also teams of catalogues that no review names")
	_ = cmd.RegisterFlagCompletionFunc("source", c.sources) // the flag was added just now
	_ = cmd.RegisterFlagCompletionFunc("github-teams", cobra.NoFileCompletions)
	return cmd
}

func runSuggest(cmd *cobra.Command, e terminal.Env, o suggestOptions) error {
	cfg, err := loadTold(cmd, e, config.ForPasses)
	if err != nil {
		return err
	}
	if err := (scopeFlags{source: o.source}).check(cfg); err != nil {
		return err
	}
	a, err := storeless(cfg, e)
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	progress := terminal.NewProgress(e)
	found := survey.Survey{Config: cfg, Sources: a.sources, Only: o.source, Say: progress.Say}.Reviews(ctx)
	progress.Say("asking trackers and catalogues")
	trackers, remarks, failures := survey.Places(ctx, cfg, a.trackers)
	known, more, failed := o.catalogues(ctx, a, e)
	progress.End()
	remarks = append(append(found.Remarks, remarks...), more...)
	failures = append(append(found.Failures, failures...), failed...)
	s := show.Suggested{
		Suggestion: suggest.Make(suggest.Input{Mapping: cfg.Mapping, Reviews: found.Reviews, Known: known, Trackers: trackers, All: o.all}),
		Restricted: found.Restricted, Unreadable: found.Unreadable,
	}
	if o.output.format == asJSON {
		err = show.SuggestionJSON(e.Out, s)
	} else {
		err = show.Suggestion(e, s)
	}
	for _, text := range remarks {
		fmt.Fprintln(e.Err, terminal.Clean("followthrough: "+text))
	}
	for _, f := range failures {
		fmt.Fprintln(e.Err, terminal.Clean("followthrough: "+f.Error()))
	}
	if err != nil {
		return err
	}
	return verdict(len(failures) > 0, false)
}

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
func (a *app) organisation(name string, now func() time.Time) (org string, c *github.Client, err error) {
	by, org, named := strings.Cut(name, ":")
	if !named {
		by, org = "", name
	}
	if org == "" || strings.ContainsAny(org, "/ ") {
		return "", nil, fmt.Errorf("--github-teams %s: wants an organisation's name, such as acme", name)
	}
	for _, t := range a.cfg.Trackers {
		if t.GitHub != nil && (by == "" || by == t.Name) {
			c, err = a.githubClient(*t.GitHub, now)
			return org, c, err
		}
	}
	for _, s := range a.cfg.Sources {
		switch {
		case by != "" && by != s.Name:
		case s.GitHub != nil:
			c, err = a.githubClient(s.GitHub.Client(), now)
			return org, c, err
		case s.GitHubIssues != nil:
			c, err = a.githubClient(s.GitHubIssues.Client(), now)
			return org, c, err
		}
	}
	if by != "" {
		return "", nil, fmt.Errorf("--github-teams %s: no GitHub tracker or source is named %s", name, by)
	}
	return "", nil, errors.New("--github-teams: no GitHub tracker or source is configured, whose credential could ask")
}
