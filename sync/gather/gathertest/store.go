// Package gathertest is a store in memory, so that what a pass finds and does
// can be tested without a database.
package gathertest

import (
	"context"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Store has what it is given, and keeps what is written into it.
type Store struct {
	Made    time.Time
	Known   []plan.Review
	Rows    []plan.ItemRow
	Asked   []plan.Intent
	Sources map[string]plan.SourceMark
	Marks   map[string]plan.TrackerMark
	Wrote   []plan.Changes
	// Err is what each reading and writing ends with; nil: it does not fail.
	Err error
	// Reads counts the readings of reviews with their actions.
	Reads int
}

// Created is Made.
func (s *Store) Created(context.Context) (time.Time, error) { return s.Made, s.Err }

// Memory goes back to Made.
func (s *Store) Memory(context.Context) (plan.Memory, error) {
	return plan.Memory{Since: s.Made, Why: "the store is new"}, s.Err
}

// SourceMark is one of Sources.
func (s *Store) SourceMark(_ context.Context, source string) (plan.SourceMark, error) {
	if m, ok := s.Sources[source]; ok {
		return m, s.Err
	}
	return plan.SourceMark{Source: source}, s.Err
}

// TrackerMark is one of Marks.
func (s *Store) TrackerMark(_ context.Context, tracker string) (plan.TrackerMark, error) {
	if m, ok := s.Marks[tracker]; ok {
		return m, s.Err
	}
	return plan.TrackerMark{Tracker: tracker}, s.Err
}

// Index are the reviews of a source, without actions.
func (s *Store) Index(_ context.Context, source string) (out []plan.Review, err error) {
	for _, r := range s.reviews(func(r plan.Review) bool { return r.Source == source }) {
		r.Actions = nil
		out = append(out, r)
	}
	return out, s.Err
}

// Reviews are those with these keys.
func (s *Store) Reviews(_ context.Context, keys []review.Key) ([]plan.Review, error) {
	s.Reads++
	return s.reviews(func(r plan.Review) bool { return slices.Contains(keys, r.Key) }), s.Err
}

// Due are the reviews whose wake has come, or with another configuration.
func (s *Store) Due(_ context.Context, now time.Time, config string) ([]review.Key, error) {
	return keys(s.reviews(func(r plan.Review) bool { return r.Planned != config || !r.Wake.IsZero() && !r.Wake.After(now) })), s.Err
}

// Linking are the reviews whose actions have one of these items.
func (s *Store) Linking(_ context.Context, items []plan.ItemID) ([]review.Key, error) {
	return keys(s.with(func(k plan.Action) bool { return k.Item != nil && slices.Contains(items, k.Item.ItemID()) })), s.Err
}

// Saying are the reviews with an action that reads so.
func (s *Store) Saying(_ context.Context, text string, limit int) ([]review.Key, error) {
	all := keys(s.with(func(k plan.Action) bool { return k.Now == text }))
	return all[:min(limit, len(all))], s.Err
}

// Action is the review that has it.
func (s *Store) Action(_ context.Context, key review.Key) (plan.Review, bool, error) {
	s.Reads++
	for _, r := range s.with(func(k plan.Action) bool { return k.Key == key }) {
		return r, true, s.Err
	}
	return plan.Review{}, false, s.Err
}

// Items are the rows with these ids.
func (s *Store) Items(_ context.Context, tracker string, ids []string) ([]plan.ItemRow, error) {
	return s.rows(func(r plan.ItemRow) bool { return r.Tracker == tracker && slices.Contains(ids, r.ID) }), s.Err
}

// ItemsIn are the rows in these places.
func (s *Store) ItemsIn(_ context.Context, tracker string, places []string) ([]plan.ItemRow, error) {
	return s.rows(func(r plan.ItemRow) bool { return r.Tracker == tracker && slices.Contains(places, r.Place) }), s.Err
}

// ItemsOf are those whose markers name these reviews.
func (s *Store) ItemsOf(_ context.Context, reviews []review.Key) ([]plan.ItemRow, error) {
	return s.rows(func(r plan.ItemRow) bool { return r.Marker != nil && slices.Contains(reviews, r.Marker.Review) }), s.Err
}

// ClaimsOf are those whose claims name these reviews.
func (s *Store) ClaimsOf(_ context.Context, reviews []review.Key) ([]plan.ItemRow, error) {
	return s.rows(func(r plan.ItemRow) bool { return r.Claim != nil && slices.Contains(reviews, r.Claim.Marker.Review) }), s.Err
}

// Orphans are the rows marked so.
func (s *Store) Orphans(context.Context) ([]plan.ItemRow, error) {
	return s.rows(func(r plan.ItemRow) bool { return r.Orphan }), s.Err
}

// Unseen are the rows that were not where they were known to be.
func (s *Store) Unseen(_ context.Context, tracker string) ([]plan.ItemRow, error) {
	return s.rows(func(r plan.ItemRow) bool { return r.Tracker == tracker && !r.Unseen.IsZero() && r.Gone.IsZero() }), s.Err
}

// ItemsThere counts the rows that are not gone and no claims.
func (s *Store) ItemsThere(_ context.Context, tracker string) (int, error) {
	return len(s.rows(func(r plan.ItemRow) bool { return r.Tracker == tracker && r.Gone.IsZero() && r.Claim == nil })), s.Err
}

// Foreign are the rows that are not of our making.
func (s *Store) Foreign(_ context.Context, tracker string) ([]plan.ItemRow, error) {
	return s.rows(func(r plan.ItemRow) bool { return r.Tracker == tracker && r.Made.IsZero() }), s.Err
}

// ItemsMade are the rows of a project made since a moment.
func (s *Store) ItemsMade(_ context.Context, tracker, project string, since time.Time) ([]plan.ItemRow, error) {
	return s.rows(func(r plan.ItemRow) bool {
		return r.Tracker == tracker && r.Project == project && !r.Made.IsZero() && !r.Made.Before(since)
	}), s.Err
}

// Intents are those of Asked without an outcome.
func (s *Store) Intents(context.Context) ([]plan.Intent, error) {
	return slices.DeleteFunc(slices.Clone(s.Asked), func(i plan.Intent) bool { return i.Outcome != plan.OutcomeOpen }), s.Err
}

// Unfinished are those of Asked with something left.
func (s *Store) Unfinished(context.Context) ([]plan.Intent, error) {
	return slices.DeleteFunc(slices.Clone(s.Asked), func(i plan.Intent) bool { return len(i.Left) == 0 }), s.Err
}

// Backlogs are none.
func (s *Store) Backlogs(context.Context, string) ([]string, error) { return nil, s.Err }

// AskedIn are the teams of Asked.
func (s *Store) AskedIn(_ context.Context, tracker, project string) (out []string, err error) {
	for _, i := range s.Asked {
		if i.Tracker == tracker && i.Backlog.Project == project {
			out = append(out, i.Team)
		}
	}
	return out, s.Err
}

// Admitted counts nothing.
func (s *Store) Admitted(context.Context, string, time.Time) (int, error) { return 0, s.Err }

// Apply keeps what is written.
func (s *Store) Apply(_ context.Context, c plan.Changes) error {
	s.Wrote = append(s.Wrote, c)
	return s.Err
}

func (s *Store) reviews(which func(plan.Review) bool) (out []plan.Review) {
	for _, r := range s.Known {
		if which(r) {
			out = append(out, r)
		}
	}
	return out
}

func (s *Store) with(which func(plan.Action) bool) []plan.Review {
	return s.reviews(func(r plan.Review) bool { return slices.ContainsFunc(r.Actions, which) })
}

func (s *Store) rows(which func(plan.ItemRow) bool) (out []plan.ItemRow) {
	for _, r := range s.Rows {
		if which(r) {
			out = append(out, r)
		}
	}
	return out
}

func keys(reviews []plan.Review) (out []review.Key) {
	for _, r := range reviews {
		out = append(out, r.Key)
	}
	return out
}

var _ ledger.Store = (*Store)(nil)
