package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/survey"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/mapping/suggest"
)

// suggestOptions are the flags of suggest.
type suggestOptions struct {
	format     string
	source     string
	codeowners []string
	backstage  []string
	tokenFile  string
	teams      []string
	all        bool
}

// asYAML is a configuration, with reasons as comments.
const asYAML = "yaml"

func newSuggest(e terminal.Env) *cobra.Command {
	var o suggestOptions
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
			if o.format != asYAML && o.format != asJSON {
				return usage("no output format %q: yaml or json", o.format)
			}
			return runSuggest(cmd, e, o)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&o.format, "output", "o", asYAML, "`format`: yaml or json")
	f.StringVar(&o.source, "source", "", "only the reviews of this `source`")
	f.StringArrayVar(&o.codeowners, "codeowners", nil, "a CODEOWNERS `file`; may be given several times")
	f.StringArrayVar(&o.backstage, "backstage", nil, "a catalog-info.yaml (`file`), or the address of a Backstage; may be given several times")
	f.StringVar(&o.tokenFile, "backstage-token-file", "", "a `file` that holds a static token of Backstage's; else "+backstageToken)
	f.StringArrayVar(&o.teams, "github-teams", nil, "the teams of an organisation, by the credential of a GitHub tracker or source: `[NAME:]ORG`")
	f.BoolVar(&o.all, "all", false, "also teams of catalogues that no review names")
	_ = cmd.RegisterFlagCompletionFunc("source", completer{e}.sources) // the flag was added just now
	_ = cmd.RegisterFlagCompletionFunc("output", cobra.FixedCompletions([]string{asYAML, asJSON}, cobra.ShellCompDirectiveNoFileComp))
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
	if o.format == asJSON {
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
