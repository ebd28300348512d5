package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// scopeFlags limit a command to a team or a source.
type scopeFlags struct{ team, source string }

func (f *scopeFlags) add(cmd *cobra.Command, a *completer) {
	cmd.Flags().StringVar(&f.team, "team", "", "only the actions of this `team`")
	cmd.Flags().StringVar(&f.source, "source", "", "only the reviews of this `source`")
	_ = cmd.RegisterFlagCompletionFunc("team", a.teams)     // the flag was added just now
	_ = cmd.RegisterFlagCompletionFunc("source", a.sources) // likewise
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
func (a *app) scope(ctx context.Context, reviews []string, f scopeFlags, r reach) (plan.Scope, error) {
	s := plan.Scope{Source: f.source}
	if err := f.check(a.cfg); err != nil {
		return s, err
	}
	if f.team != "" {
		s.Team = a.cfg.Mapping.Team(f.team).Name // by a former name, too
	}
	for _, name := range reviews {
		where, err := a.find(ctx, name, r)
		if err != nil {
			return s, err
		}
		s.Reviews = append(s.Reviews, where)
	}
	return s, nil
}

// find is the review that a name means: a key, its address, source:path, a path,
// the end of one, or a file.
func (a *app) find(ctx context.Context, name string, r reach) (plan.Where, error) {
	known, err := a.known(ctx)
	if err != nil {
		return plan.Where{}, err
	}
	var unlisted error
	if r == inSources && len(first(known, exact(names.Form(name)))) != 1 || r == inStore && len(named(known, name)) == 0 {
		var listed []place
		listed, unlisted = a.listed(ctx, local)
		known = append(known, listed...)
	}
	if r == inSources && len(first(known, whole(name)...)) != 1 {
		listed, more := a.listed(ctx, remote)
		known, unlisted = append(known, listed...), errors.Join(unlisted, more)
	}
	found := named(known, name)
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1 && a.redact.On:
		return plan.Where{}, usage("%q means more than one review: give its key, or more of its path", name)
	case len(found) > 1:
		return plan.Where{}, usage("%q means more than one review: %s", name, list(found))
	}
	if unlisted != nil {
		return plan.Where{}, fmt.Errorf("no review named %q is known, and not all could be looked at: %w", name, unlisted)
	}
	var paths []string
	for _, p := range known {
		if !a.redact.On { // a near name may be a restricted review's
			paths = append(paths, p.Path)
		}
	}
	near := cmp.Or(nearest(name, paths), ": `followthrough status --short` lists those that are known")
	return plan.Where{}, usage("no review named %q%s", name, near)
}

// exact tells whether a name can mean nothing but this review.
func exact(name string) func(place) bool {
	return func(p place) bool {
		return string(p.key) == name || p.url == name && name != "" || p.Source+":"+p.path() == name
	}
}

// whole are the ways in which a name means a review by all of its path.
func whole(name string) []func(place) bool {
	file := names.Form(absolute(name))
	name = names.Form(name)
	return []func(place) bool{
		exact(name),
		func(p place) bool { return p.path() == name },
		func(p place) bool { return p.file != "" && names.Form(p.file) == file },
	}
}

// named are the reviews that a name fits best.
func named(known []place, name string) []plan.Where {
	form := names.Form(name)
	return first(known, append(whole(name),
		func(p place) bool {
			return strings.HasSuffix(p.path(), "/"+form) || strings.HasSuffix(form, "/"+p.path())
		},
		func(p place) bool { return strings.Contains(p.path(), form) },
	)...)
}

// first are the reviews that the first of these ways takes that takes any.
func first(known []place, ways ...func(place) bool) (found []plan.Where) {
	for _, same := range ways {
		for _, p := range known {
			if same(p) && !slices.Contains(found, p.Where) {
				found = append(found, p.Where)
			}
		}
		if len(found) > 0 {
			break
		}
	}
	return found
}

type place struct {
	plan.Where
	key       review.Key
	file, url string
}

// path is where it lies, in the form in which names are compared.
func (p place) path() string { return names.Form(p.Path) }

// known are the reviews that the store knows.
func (a *app) known(ctx context.Context) (out []place, err error) {
	for _, c := range a.cfg.Sources {
		records, err := a.store.Index(ctx, c.Name)
		if err != nil {
			return nil, err
		}
		for _, r := range records {
			out = append(out, place{Where: plan.Where{Source: r.Source, Path: r.Path}, key: r.Key, file: r.File, url: r.URL})
		}
	}
	return out, nil
}

// local and remote are the sources that are on this machine, and those that are
// asked over a network.
func local(c config.Source) bool  { return c.Folder != nil }
func remote(c config.Source) bool { return c.Folder == nil }

// listed are the reviews that some of the sources list now; unlisted says which
// of them can't.
func (a *app) listed(ctx context.Context, which func(config.Source) bool) (out []place, unlisted error) {
	for _, c := range a.cfg.Sources {
		if !which(c) {
			continue
		}
		entries, err := a.sources[c.Name].List(ctx)
		if err != nil {
			unlisted = errors.Join(unlisted, fmt.Errorf("source %s: %w", c.Name, err))
			continue
		}
		for _, entry := range entries {
			p := place{Where: plan.Where{Source: c.Name, Path: entry.Path}}
			if c.Folder != nil {
				p.file = filepath.Join(c.Folder.Path, filepath.FromSlash(entry.Path))
			}
			out = append(out, p)
		}
	}
	return out, unlisted
}

func absolute(name string) string {
	abs, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	return abs
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
