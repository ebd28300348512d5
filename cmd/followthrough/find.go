package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/store"
)

// found is what a name means: a review, or one action of it.
type found struct {
	plan.Where
	action review.Key // "": the review as a whole
}

// finder says what the names that people give mean. It asks the store, and the
// sources where a name may mean what no pass has read yet.
type finder struct {
	cfg     *config.Config
	reviews reviewStore
	sources map[string]source.Source
	redact  show.Redaction // what is told of restricted reviews
}

// reviewStore is where a finder looks for reviews.
type reviewStore interface {
	Index(ctx context.Context, source string) ([]plan.Review, error)
	ReviewsBy(ctx context.Context, f store.Filter) ([]plan.Review, error)
}

func (a *app) finder(h show.Redaction) finder { return finder{a.cfg, a.store, a.sources, h} }

// find is what a name means. A review has a key, an address, source:path, a path,
// the end of one, a file, or a title that is its own; an action REVIEW#NUMBER, a
// key or the beginning of one, the key or address of its item, or its title.
func (f finder) find(ctx context.Context, name string, r reach) (found, error) {
	known, err := f.known(ctx)
	if err != nil {
		return found{}, err
	}
	if len(first(known, exact(names.Form(name)))) != 1 {
		ids, err := f.action(ctx, name, known)
		if err != nil || ids != (found{}) {
			return ids, err
		}
	}
	known, unlisted := f.alsoListed(ctx, known, name, r)
	places := named(known, name)
	if len(first(known, ended(name)...)) == 0 {
		if titled, err := f.titled(ctx, name, known); err != nil || titled != (found{}) {
			return titled, err
		}
	}
	switch {
	case len(places) == 1:
		return found{Where: places[0]}, nil
	case len(places) > 1 && f.redact.On:
		return found{}, usage("%q means more than one review: give its key, or more of its path", name)
	case len(places) > 1:
		return found{}, usage("%q means more than one review: %s", name, list(places))
	case unlisted != nil:
		return found{}, fmt.Errorf("no review or action named %q is known, and not all could be looked at: %w", name, unlisted)
	}
	return found{}, f.notFound(name, known)
}

// alsoListed are the known reviews, with those that the sources list where a name
// may mean one of them; unlisted says which sources can't be looked at.
func (f finder) alsoListed(ctx context.Context, known []place, name string, r reach) (all []place, unlisted error) {
	if r == inSources && len(first(known, exact(names.Form(name)))) != 1 || r == inStore && len(named(known, name)) == 0 {
		var listed []place
		listed, unlisted = f.listed(ctx, local)
		known = append(known, listed...)
	}
	if r == inSources && len(first(known, whole(name)...)) != 1 {
		listed, more := f.listed(ctx, remote)
		known, unlisted = append(known, listed...), errors.Join(unlisted, more)
	}
	return known, unlisted
}

// told is a record's name for who asked.
func (f finder) told(r plan.Review) string {
	return terminal.Clean(f.redact.Reviews([]plan.Review{r})[0].String())
}

// exact tells whether a name can mean nothing but this review.
func exact(name string) func(place) bool {
	return func(p place) bool {
		return name != "" && (string(p.key) == name || p.url == name || p.Source+":"+string(p.key) == name) || p.Source+":"+p.path() == name
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
	return first(known, append(ended(name), func(p place) bool { return strings.Contains(p.path(), form) })...)
}

// ended are the ways in which a name means a review by its path or the end of it.
func ended(name string) []func(place) bool {
	form := names.Form(name)
	return append(whole(name), func(p place) bool {
		return strings.HasSuffix(p.path(), "/"+form) || strings.HasSuffix(form, "/"+p.path())
	})
}

// first are the reviews that the first of these ways takes that takes any.
func first(known []place, ways ...func(place) bool) (out []plan.Where) {
	for _, same := range ways {
		for _, p := range known {
			if same(p) && !slices.Contains(out, p.Where) {
				out = append(out, p.Where)
			}
		}
		if len(out) > 0 {
			break
		}
	}
	return out
}
