package main

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
)

var (
	// numberedRE is the name of an action by its number in a review.
	numberedRE = regexp.MustCompile(`^(.+)#([1-9][0-9]{0,3})$`)
	// keyRE is the beginning of a key that is long enough to mean one.
	keyRE = regexp.MustCompile(`^[0-9a-f]{6,12}$`)
)

// action is the action that a name means by its item's key or address, by its own
// key or the beginning of it, or by its number in a review; the zero value: none.
func (f finder) action(ctx context.Context, name string, known []place) (found, error) {
	records, err := f.living(ctx)
	if err != nil {
		return found{}, err
	}
	folded := plan.FoldKey(name)
	if out := within(records, func(_ plan.Review, k plan.Action) bool {
		return string(k.Key) == name || k.Item != nil && name != "" && (plan.FoldKey(k.Item.Key) == folded || k.Item.URL == name)
	}); len(out) > 0 {
		return f.one(name, out)
	}
	if m := numberedRE.FindStringSubmatch(name); m != nil {
		if places := named(known, m[1]); len(places) == 1 {
			return numbered(records, places[0], name, m[2])
		}
	}
	if !keyRE.MatchString(name) {
		return found{}, nil
	}
	return f.one(name, within(records, func(_ plan.Review, k plan.Action) bool { return strings.HasPrefix(string(k.Key), name) }))
}

// numbered is the action with a number in a review.
func numbered(records []plan.Review, where plan.Where, name, number string) (found, error) {
	n, _ := strconv.Atoi(number) // at most four digits
	out := within(records, func(r plan.Review, k plan.Action) bool {
		return r.Source == where.Source && r.Path == where.Path && k.Position == n-1
	})
	if len(out) == 0 {
		return found{}, usage("%q: the review has no action with this number: `followthrough status` shows them", name)
	}
	return out[0], nil
}

// titled is the review or action whose title a name is, or is a part of that no
// other has. The titles of restricted reviews mean nothing where they are left
// out: who asks would learn them.
func (f finder) titled(ctx context.Context, name string, known []place) (found, error) {
	folded := fold(name)
	if len(folded) < 4 {
		return found{}, nil
	}
	records, err := f.living(ctx)
	if err != nil {
		return found{}, err
	}
	ways := []func(title string) bool{func(title string) bool { return title == folded }}
	if len(named(known, name)) == 0 { // a part of a path is meant before a part of a title
		ways = append(ways, func(title string) bool { return strings.Contains(title, folded) })
	}
	for _, same := range ways {
		var out []found
		for _, p := range known {
			one := found{Where: p.Where}
			if (p.open || !f.redact.On) && p.title != "" && same(fold(p.title)) && !slices.Contains(out, one) {
				out = append(out, one)
			}
		}
		if len(out) == 0 {
			out = within(records, func(r plan.Review, k plan.Action) bool {
				return !(r.Restricted && f.redact.On) && same(fold(f.cfg.Mapping.Anonymise(k.Reading.Title)))
			})
		}
		if len(out) > 0 {
			return f.one(name, out)
		}
	}
	return found{}, nil
}

// one is the only thing that a name means.
func (f finder) one(name string, out []found) (found, error) {
	switch {
	case len(out) == 0:
		return found{}, nil
	case len(out) == 1:
		return out[0], nil
	case f.redact.On:
		return found{}, usage("%q means more than one thing: give its key", name)
	}
	var places []plan.Where
	for _, f := range out {
		if !slices.Contains(places, f.Where) {
			places = append(places, f.Where)
		}
	}
	return found{}, usage("%q means more than one thing: in %s", name, list(places))
}

// living are the records with their actions that the store knows of, without
// those of reviews that others replaced.
func (f finder) living(ctx context.Context) ([]plan.Review, error) {
	records, err := f.reviews.ReviewsBy(ctx, store.Filter{})
	return slices.DeleteFunc(records, func(r plan.Review) bool { return !slices.Contains(sourceNames(f.cfg), r.Source) }), err
}

func within(records []plan.Review, means func(plan.Review, plan.Action) bool) (out []found) {
	for _, r := range records {
		for _, k := range r.Actions {
			if means(r, k) {
				out = append(out, found{Where: plan.Where{Source: r.Source, Path: r.Path}, action: k.Key})
			}
		}
	}
	return out
}

// fold is a text as names are compared: without case, and with single blanks.
func fold(text string) string {
	return strings.Join(strings.Fields(strings.ToLower(names.Form(text))), " ")
}

// actionOf is an action of a record by its key.
func actionOf(r plan.Review, key review.Key) []plan.Action {
	return slices.DeleteFunc(slices.Clone(r.Actions), func(k plan.Action) bool { return k.Key != key })
}
