package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// scopeFlags limit a command to a team or a source.
type scopeFlags struct{ team, source string }

func (f *scopeFlags) add(cmd *cobra.Command, e terminal.Env) {
	cmd.Flags().StringVar(&f.team, "team", "", "only the actions of this `team`")
	cmd.Flags().StringVar(&f.source, "source", "", "only the reviews of this `source`")
	_ = cmd.RegisterFlagCompletionFunc("team", completer{e}.teams)     // the flag was added just now
	_ = cmd.RegisterFlagCompletionFunc("source", completer{e}.sources) // likewise
}

// check refuses names that the configuration does not know.
func (f scopeFlags) check(cfg *config.Config) error {
	if f.team != "" && cfg.Mapping.Team(f.team) == nil {
		return usage("no team named %q%s", f.team, nearest(f.team, teamNames(cfg)))
	}
	if known := sourceNames(cfg); f.source != "" && !slices.Contains(known, f.source) {
		return usage("no source named %q%s", f.source, nearest(f.source, known))
	}
	return nil
}

// reach is where a name that a person gives is looked for.
type reach string

const (
	inStore   reach = "store"   // and, where it is not there, among local files: nobody is asked
	inSources reach = "sources" // in what the sources list now, too
)

// scope finds out what a person named.
func (f finder) scope(ctx context.Context, reviews []string, flags scopeFlags, r reach) (plan.Scope, error) {
	s := plan.Scope{Source: flags.source}
	if err := flags.check(f.cfg); err != nil {
		return s, err
	}
	if flags.team != "" {
		s.Team = f.cfg.Mapping.Team(flags.team).Name // by a former name, too
	}
	var all []found
	for _, name := range reviews {
		one, err := f.after(ctx, all, name, r)
		if err != nil {
			return s, err
		}
		all = append(all, one)
		if !slices.Contains(s.Reviews, one.Where) {
			s.Reviews = append(s.Reviews, one.Where)
		}
		if one.action != "" {
			s.Actions = append(s.Actions, one.action)
		}
	}
	ofNone := func(one found) bool {
		return one.action == "" && !slices.ContainsFunc(all, func(o found) bool { return o.Where == one.Where && o.action != "" })
	}
	if len(s.Actions) > 0 && slices.ContainsFunc(all, ofNone) {
		return s, usage("name reviews, or single actions: not both at once")
	}
	return s, nil
}

// after is what a name means that stands behind others: an action of the review
// before it ("checkout.md 2"), or what it means alone.
func (f finder) after(ctx context.Context, before []found, name string, r reach) (found, error) {
	if len(before) == 0 || namesReview(name) {
		return f.find(ctx, name, r)
	}
	last := before[len(before)-1].Where
	record, err := f.recordAt(ctx, last)
	if err != nil {
		return found{}, err
	}
	picked, wrong := f.pick(record, strings.TrimPrefix(name, "#"))
	if wrong == nil {
		return found{Where: last, action: picked.Key}, nil
	}
	if numberRE.MatchString(strings.TrimPrefix(name, "#")) {
		return found{}, wrong
	}
	out, err := f.find(ctx, name, r)
	if err != nil {
		if titled := ofTitle(record, name); titled != "" {
			return found{Where: last, action: titled}, nil
		}
	}
	return out, err
}

// ofTitle is the only action of a review with this title; "": there is none.
func ofTitle(r plan.Review, title string) review.Key {
	var out review.Key
	for _, k := range r.Actions {
		if fold(k.Reading.Title) != fold(title) {
			continue
		}
		if out != "" {
			return ""
		}
		out = k.Key
	}
	return out
}

func list(found []plan.Where) string {
	var out []string
	for _, w := range found {
		out = append(out, w.Source+":"+w.Path)
	}
	slices.Sort(out)
	if len(out) > 5 {
		out = append(out[:5], fmt.Sprintf("and %d more", len(out)-5))
	}
	return strings.Join(out, ", ")
}

func nearest(name string, known []string) string {
	if near := mapping.Nearest(name, known); near != "" {
		return fmt.Sprintf(": did you mean %q?", near)
	}
	return ""
}

func teamNames(cfg *config.Config) []string {
	var out []string
	for _, t := range cfg.Mapping.Teams() {
		out = append(out, t.Name)
	}
	return out
}

func sourceNames(cfg *config.Config) []string {
	var out []string
	for _, s := range cfg.Sources {
		out = append(out, s.Name)
	}
	return out
}

func trackerNames(cfg *config.Config) []string {
	var out []string
	for _, t := range cfg.Trackers {
		out = append(out, t.Name)
	}
	return out
}
