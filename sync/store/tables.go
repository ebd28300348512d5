package store

import (
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// actionRow is an action with what its review says of all of its actions.
type actionRow struct {
	review review.Key
	source string
	plan.Action
}

// eventRow is an event with its place in the log.
type eventRow struct {
	seq int64
	plan.Event
}

// The tables, column by column.
var (
	sourcesTable  = table[plan.SourceMark]{"sources", []string{"source"}, sourceColumns}
	trackersTable = table[plan.TrackerMark]{"trackers", []string{"tracker"}, trackerColumns}
	reviewsTable  = table[plan.Review]{"reviews", []string{"key"}, reviewColumns}
	actionsTable  = table[actionRow]{"actions", []string{"key"}, actionColumns}
	itemsTable    = table[plan.ItemRow]{"items", []string{"tracker", "id"}, itemColumns}
	intentsTable  = table[plan.Intent]{"intents", []string{"action", "generation", "attempt"}, intentColumns}
	eventsTable   = table[eventRow]{"events", []string{"seq"}, eventColumns}
)

func sourceColumns(m *plan.SourceMark) []column {
	return []column{{"source", &m.Source}, {"listing", &m.Digest}, {"wrote", moment{&m.Wrote}}, {"doubted", moment{&m.Doubted}},
		{"unread", moment{&m.Unread.Since}}, {"unread_why", &m.Unread.Why}}
}

func trackerColumns(m *plan.TrackerMark) []column {
	return []column{{"tracker", &m.Tracker}, {"watermark", &m.Watermark}, {"account", &m.Account}, {"doubted", moment{&m.Doubted}},
		{"unread", moment{&m.Unread.Since}}, {"unread_why", &m.Unread.Why}}
}

func reviewColumns(r *plan.Review) []column {
	return []column{
		{"key", &r.Key},
		{"source", &r.Source},
		{"path", &r.Path},
		{"revision", &r.Revision},
		{"content", &r.Content},
		{"title", &r.Title},
		{"kind", &r.Kind},
		{"published", flag{&r.Published}},
		{"published_at", moment{&r.PublishedAt}},
		{"age", moment{&r.Age}},
		{"incident_date", moment{&r.Date}},
		{"severity", &r.Severity},
		{"services", list{&r.Services}},
		{"labels", list{&r.Labels}},
		{"team", &r.Team},
		{"owner", &r.Owner},
		{"url", &r.URL},
		{"file", &r.File},
		{"restricted", flag{&r.Restricted}},
		{"audience", &r.Audience},
		{"first_read", moment{&r.FirstRead}},
		{"changed", moment{&r.Changed}},
		{"gone", moment{&r.Gone}},
		{"digest", &r.Digest},
		{"reported", moment{&r.Reported}},
		{"problem", &r.Problem},
		{"unfit", &r.Unfit},
		{"proposed", &r.Proposed},
		{"proposal", &r.Proposal},
		{"proposed_until", moment{&r.ProposedUntil}},
		{"looked", moment{&r.Looked}},
		{"planned", &r.Planned},
		{"wake", moment{&r.Wake}},
		{"taken_out", object[[]plan.TakenOut]{&r.TakenOut}},
		{"more_doubtful", &r.MoreDoubtful},
		{"not_understood", flag{&r.NotUnderstood}},
		{"read_content", &r.ReadFrom.Content},
		{"read_as", &r.ReadFrom.Reading},
	}
}

func actionColumns(a *actionRow) []column {
	return []column{
		{"key", &a.Key},
		{"review", &a.review},
		{"source", &a.source},
		{"text", &a.Text},
		{"number", &a.Number},
		{"text_now", &a.Now},
		{"reading", object[review.Action]{&a.Reading}},
		{"position", &a.Position},
		{"type", derived{func() any { return a.Reading.Type }}},
		{"owned", flagged(func() bool { return a.Reading.Owner != "" })},
		{"first_read", moment{&a.FirstRead}},
		{"newly", flag{&a.Newly}},
		{"admitted", moment{&a.Admitted}},
		{"released", moment{&a.Released}},
		{"generation", &a.Generation},
		{"attempts", &a.Attempts},
		{"made", moment{&a.Made}},
		{"item_tracker", ofItem{&a.Item, func(i *plan.Item) *string { return &i.Tracker }}},
		{"item_id", ofItem{&a.Item, func(i *plan.Item) *string { return &i.ID }}},
		{"item_key", ofItem{&a.Item, func(i *plan.Item) *string { return &i.Key }}},
		{"item_url", ofItem{&a.Item, func(i *plan.Item) *string { return &i.URL }}},
		{"item_file", ofItem{&a.Item, func(i *plan.Item) *string { return &i.File }}},
		{"item_status", ofItem{&a.Item, func(i *plan.Item) *string { return &i.Status }}},
		{"asks", optional[plan.Asked]{&a.Asks}},
		{"claimed", optional[plan.Claimed]{&a.Claimed}},
		{"team", &a.Team},
		{"state", &a.State},
		{"reason", &a.Reason},
		{"soak_until", moment{&a.Until}},
		{"held_by", &a.HeldBy},
		{"settled", moment{&a.Settled}},
		{"refused", &a.Refused},
		{"refused_at", moment{&a.RefusedAt}},
		{"ticked", flag{&a.Ticked}},
		{"cell", &a.Cell},
		{"proposed", optional[plan.ProposedMarks]{&a.Proposed}},
		{"replaces", &a.Replace},
	}
}

func itemColumns(i *plan.ItemRow) []column {
	return []column{
		{"tracker", &i.Tracker},
		{"id", &i.ID},
		{"key", &i.Key},
		{"url", &i.URL},
		{"file", &i.File},
		{"project", &i.Project},
		{"place", &i.Place},
		{"state", &i.State},
		{"reason", &i.Reason},
		{"status", &i.Status},
		{"created", moment{&i.Created}},
		{"settled", moment{&i.Settled}},
		{"marker", optional[tracker.Marker]{&i.Marker}},
		{"marker_action", ofMarker(i, func(m tracker.Marker) any { return m.Action })},
		{"marker_review", ofMarker(i, func(m tracker.Marker) any { return m.Review })},
		{"marker_generation", ofMarker(i, func(m tracker.Marker) any { return m.Generation })},
		{"unproven", flag{&i.Unproven}},
		{"claim", optional[tracker.Claim]{&i.Claim}},
		{"claim_review", ofClaim(i, func(c tracker.Claim) any { return c.Marker.Review })},
		{"claim_holds", flag{&i.Holds}},
		{"note", &i.Note},
		{"remark", &i.Remark},
		{"orphan", flag{&i.Orphan}},
		{"listed", flag{&i.Listed}},
		{"made", moment{&i.Made}},
		{"made_in", &i.MadeIn},
		{"unseen", moment{&i.Unseen}},
		{"gone", moment{&i.Gone}},
	}
}

// flagged is a flag that is written for queries.
func flagged(holds func() bool) derived {
	return derived{func() any {
		if holds() {
			return int64(1)
		}
		return int64(0)
	}}
}

// ofMarker is a field of an item's marker; NULL where it bears none.
func ofMarker(i *plan.ItemRow, field func(tracker.Marker) any) derived {
	return derived{func() any {
		if i.Marker == nil {
			return nil
		}
		return field(*i.Marker)
	}}
}

// ofClaim is a field of an item's claim; NULL where it bears none.
func ofClaim(i *plan.ItemRow, field func(tracker.Claim) any) derived {
	return derived{func() any {
		if i.Claim == nil {
			return nil
		}
		return field(*i.Claim)
	}}
}

func intentColumns(i *plan.Intent) []column {
	return []column{
		{"action", &i.Action},
		{"generation", derived{func() any { return i.Marker.Generation }}},
		{"attempt", &i.Attempt},
		{"review", &i.Review},
		{"marker", object[tracker.Marker]{&i.Marker}},
		{"tracker", &i.Tracker},
		{"team", &i.Team},
		{"project", derived{func() any { return i.Backlog.Project }}},
		{"backlog", object[tracker.Backlog]{&i.Backlog}},
		{"batch", &i.Batch},
		{"size", &i.Size},
		{"whole", flag{&i.Whole}},
		{"asked", moment{&i.Asked}},
		{"outcome", &i.Outcome},
		{"outcome_at", moment{&i.OutcomeAt}},
		{"why", &i.Why},
		{"steps_left", list{&i.Left}},
	}
}

func eventColumns(e *eventRow) []column {
	return []column{
		{"seq", &e.seq},
		{"at", moment{&e.At}},
		{"source", &e.Source},
		{"path", &e.Path},
		{"review", &e.Review},
		{"action", &e.Action},
		{"item", &e.Item},
		{"what", &e.What},
		{"why", &e.Why},
	}
}
