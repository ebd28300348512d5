package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/outfile"
	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/report/export"
	"github.com/followthrough/followthrough/sync/report/page"
)

type reportOptions struct {
	format, file     string
	since, until, by string
	scope            scopeFlags
	actions          bool
}

// reportFormats are what report can be printed as; table is for people.
var reportFormats = []string{asTable, "md", asJSON, "csv", "html"}

// usualSince is how far a report reaches back.
const usualSince = "90d"

func newReport(e terminal.Env) *cobra.Command {
	var o reportOptions
	cmd := &cobra.Command{
		Use:   "report",
		Short: "Show follow-through over time, by team, month or service",
		Long: strings.TrimSpace(`
Shows what became of what was learned: the reviews published in a time, where
their actions stand, how long it took, what is open and what waits for a person,
as the last pass left it. Asks no source and no tracker. It names no person and
ranks no team: groups stand in the order of the alphabet, or of time.`),
		Example: `  followthrough report
  followthrough report --since 2026-07-01 --until 2026-09-30 --by month
  followthrough report --team payments --by review -o md
  followthrough report --since 365d -o html --file report.html`,
		Args:              noArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(cmd *cobra.Command, _ []string) error { return runReport(cmd, e, o) },
	}
	cmd.Flags().StringVarP(&o.format, "output", "o", asTable, "`format`: "+strings.Join(reportFormats, ", "))
	cmd.Flags().StringVar(&o.file, "file", "", "write into this `file`, whole or not at all")
	cmd.Flags().StringVar(&o.since, "since", usualSince, "reviews published from this `day` on: 90d, 3mo, 2026-11-30, or all")
	cmd.Flags().StringVar(&o.until, "until", "", "reviews published up to this `day`, that day included: 30d, 2026-11-30")
	cmd.Flags().StringVar(&o.by, "by", string(report.ByTeam), "`group` by "+strings.Join(groupings(), ", "))
	cmd.Flags().BoolVar(&o.actions, "actions", false, "csv: a row an action that is open or waits, in place of a row a group")
	o.scope.add(cmd, e)
	_ = cmd.RegisterFlagCompletionFunc("output", cobra.FixedCompletions(reportFormats, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("by", cobra.FixedCompletions(groupings(), cobra.ShellCompDirectiveNoFileComp))
	for _, name := range []string{"since", "until"} {
		_ = cmd.RegisterFlagCompletionFunc(name, cobra.NoFileCompletions)
	}
	return cmd
}

func groupings() []string {
	var out []string
	for _, by := range report.Groupings() {
		out = append(out, string(by))
	}
	return out
}

func runReport(cmd *cobra.Command, e terminal.Env, o reportOptions) error {
	if o.format == "markdown" { // as others call it
		o.format = "md"
	}
	options, err := o.options(e.Now())
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	a, err := opened(cmd, e, config.ForLooking)
	if err != nil {
		return err
	}
	defer a.close()
	if err := o.scope.check(a.cfg); err != nil {
		return err
	}
	if o.scope.team != "" {
		options.Team = a.cfg.Mapping.Team(o.scope.team).Name // by a former name, too
	}
	if o.file != "" {
		if err := outfile.Check(a.cfg, o.file); err != nil {
			return usage("--file %w", err)
		}
	}
	options.Source, options.Restate, options.MinGroup = o.scope.source, a.cfg.Mapping.Anonymise, a.cfg.Report.MinGroup
	r, err := a.report(ctx, options)
	if err != nil {
		return err
	}
	if o.file == "" {
		return o.write(e, r)
	}
	var text bytes.Buffer
	if err := o.write(terminal.Env{Out: &text, Width: 80}, r); err != nil {
		return err
	}
	if err := outfile.Replace(ctx, o.file, text.Bytes()); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// options are what the flags say.
func (o reportOptions) options(now time.Time) (out report.Options, err error) {
	if !slices.Contains(reportFormats, o.format) {
		return out, usage("no output format %q: %s", o.format, strings.Join(reportFormats, ", "))
	}
	if out.Now = now; o.actions {
		if o.format != "csv" {
			return out, usage("--actions is for -o csv: the other formats list them anyway")
		}
		out.Most = math.MaxInt
	}
	if out.By, err = report.ParseBy(o.by); err != nil {
		return out, usage("--by: %w", err)
	}
	if out.Period.Since, err = day("--since", o.since, now); err != nil {
		return out, err
	}
	if out.Period.Until, err = day("--until", o.until, now); err != nil {
		return out, err
	}
	if err := out.Period.Check(); err != nil {
		return out, usage("--since %s, --until %s: %w", o.since, o.until, err)
	}
	return out, nil
}

// day reads "90d" (ago), a day, or "all"; zero for "all" and "".
func day(flag, text string, now time.Time) (time.Time, error) {
	if text == "" || text == "all" {
		return time.Time{}, nil
	}
	if err := wantsDays(flag, text); err != nil {
		return time.Time{}, err
	}
	if at, ok := ago(text, now); ok {
		return report.Day(at), nil
	}
	if at, err := time.Parse(time.DateOnly, text); err == nil {
		return at, nil
	}
	return time.Time{}, usage("%s %q is no day: write 90d, 12w, 3mo, 2026-11-30 or all", flag, text)
}

// report is what the store says of a time.
func (a *app) report(ctx context.Context, o report.Options) (report.Report, error) {
	facts, err := a.store.Facts(ctx)
	if err != nil {
		return report.Report{}, err
	}
	r := report.Make(facts, o)
	words, err := a.store.Words(ctx, r.Asked())
	if err != nil {
		return report.Report{}, err
	}
	return r.With(words), nil
}

func (o reportOptions) write(e terminal.Env, r report.Report) error {
	render := map[string]func(io.Writer, report.Report) error{
		"md": report.Markdown, asJSON: export.JSON, "csv": export.CSV, "html": page.Write,
	}[o.format]
	if o.actions {
		render = export.Actions
	}
	if render == nil {
		show.Report(e, r.Sheet())
		return nil
	}
	return render(e.Out, r)
}
