package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// place is where a review is, and how else it may be named.
type place struct {
	plan.Where
	key              review.Key
	file, url, title string
	// open says that its title may be told: the store knows that it is not
	// restricted.
	open bool
}

// path is where it lies, in the form in which names are compared.
func (p place) path() string { return names.Form(p.Path) }

// known are the reviews that the store knows.
func (f finder) known(ctx context.Context) (out []place, err error) {
	for _, c := range f.cfg.Sources {
		records, err := f.reviews.Index(ctx, c.Name)
		if err != nil {
			return nil, err
		}
		for _, r := range records {
			out = append(out, place{Where: plan.Where{Source: r.Source, Path: r.Path}, key: r.Key, file: r.File, url: r.URL,
				title: f.cfg.Mapping.Anonymise(r.Title), open: !r.Restricted})
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
func (f finder) listed(ctx context.Context, which func(config.Source) bool) (out []place, unlisted error) {
	for _, c := range f.cfg.Sources {
		if !which(c) {
			continue
		}
		entries, err := f.sources[c.Name].List(ctx)
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
