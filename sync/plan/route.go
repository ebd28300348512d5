package plan

import (
	"strings"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Query is what the mapping is asked about an action.
func Query(r Review, k Action) mapping.Query {
	return mapping.Query{Source: r.Source, Path: r.Path, Action: &k.Reading, Review: &review.Review{
		Title: r.Title, Kind: r.Kind, Severity: r.Severity, Services: r.Services, Labels: r.Labels, Team: r.Team, Owner: r.Owner,
	}}
}

func (p *planner) teamOf(r *Review, k *Action) string { return TeamOf(p.in.Mapping, *r, *k) }

// TeamOf is the team that an action leads to; "": none.
func TeamOf(m *Mapping, r Review, k Action) string {
	if d := m.Decide(Query(r, k)); d.Team != nil {
		return d.Team.Name
	}
	return ""
}

// route leads an action to its team, and makes it a candidate for an item
// where the team wants one.
func (j *judgement) route(r *Review, k *Action) {
	d := j.in.Mapping.Decide(Query(*r, *k))
	if d.Team == nil {
		k.State, k.Reason, k.Team = review.Unrouted, d.Why, ""
		return
	}
	k.Team = d.Team.Name
	why := append([]string{d.Why}, d.Notes...)
	if of := k.remadeOf(); of != "" {
		why = append(why, "in place of "+of)
	}
	k.Reason = strings.Join(why, "; ")
	switch {
	case d.Team.Backlog.Tracker == mapping.NoTracker:
		j.byMark(k, "the review's own box is the state: the team has no tracker")
	case d.Team.Create == mapping.CreateOff:
		k.State, k.HeldBy = review.Held, HeldByOff
		k.Reason = "team " + k.Team + " has no items made yet (create: off)"
	case d.Team.Create == mapping.CreateAsk && !k.wanted() && !j.yes(r, k):
		k.State, k.HeldBy = review.Held, HeldByAsk
		k.Reason = "waits for the yes of team " + k.Team + " (create: ask): " + review.Command("sync", r.Named(), "--yes")
	default:
		k.State = review.Planned
		j.candidates = append(j.candidates, candidate{record: r, action: k, intent: j.intent(r, k, d.Team)})
	}
}

// yes tells whether a person released the action, in this pass or before.
func (p *planner) yes(r *Review, k *Action) bool {
	if k.Released.IsZero() && p.in.Request.Covers(*r, *k) {
		p.release(r, k, string(review.Held))
	}
	return !k.Released.IsZero()
}

// firstWords are an action's words as it was first read, with their signs where
// they still stand so. What was refused has the words that its line has now: the
// cause may have stood in the first ones.
func firstWords(k *Action) string {
	if k.Refused == refusedAgain || review.Normalise(k.Reading.Title) == k.Text {
		return k.Reading.Title
	}
	return k.Text
}

func (j *judgement) intent(r *Review, k *Action, team *mapping.Team) Intent {
	marker := tracker.Marker{
		Instance: j.in.Instance, Review: r.Key, Action: k.Key, Generation: k.Generation,
		Text: j.in.Mapping.Words(firstWords(k)), Number: k.Number, Source: r.Source,
	}
	if r.Restricted {
		marker.Source = ""
	}
	if r.Restricted || j.in.Wordless {
		marker.Text = ""
	}
	b := team.Backlog
	return Intent{
		Action: k.Key, Review: r.Key, Attempt: k.Attempts + 1, Marker: marker, Tracker: b.Tracker, Team: team.Name,
		Backlog: tracker.Backlog{Project: b.Project, Settings: b.Settings, Labels: b.Labels},
	}
}
