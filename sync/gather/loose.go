package gather

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/plan/identity"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

// counts tells whether an item's marker counts for an action. Where a tracker
// keeps no account of who made an item, it does if it is signed, or if the item
// lies in what is or was a backlog of the action's team: whoever may write
// there may do as they like with that team's items, and with no other's.
func (p *pass) counts(ctx context.Context, r plan.Review, k plan.Action, row plan.ItemRow) bool {
	teams := p.teamsOf(r, k)
	switch {
	case p.renamed(ctx, k, row):
		return true
	case p.signed(row) && (row.Unproven || p.doubtful(ctx, teams, row)):
		return p.oldest(ctx, teams, row)
	case !row.Unproven:
		return !p.doubtful(ctx, teams, row)
	}
	return p.athome(ctx, teams, row)
}

// doubtful tells whether an item that our account made may bear another marker
// than it was made with: it lies in no backlog of the action's team, and who may
// edit it did. What can't be told is doubted.
func (p *pass) doubtful(ctx context.Context, teams []*plan.Team, row plan.ItemRow) bool {
	if p.athome(ctx, teams, row) {
		return false
	}
	t, _ := p.tracker(row.Tracker)
	can, ok := t.Tracker.(tracker.Edited)
	if !ok {
		return false
	}
	edited, asked := p.edited[row.ItemID()]
	if !asked {
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		var err error
		if edited, err = can.Edited(ctx, row.ID); err != nil {
			p.failures = append(p.failures, Failure{Tracker: row.Tracker, Err: err})
			edited = true
		}
		p.edited[row.ItemID()] = edited
	}
	return edited
}

// teamsOf are the teams that an action is of, as it reads now and as it was
// planned last.
func (p *pass) teamsOf(r plan.Review, k plan.Action) (teams []*plan.Team) {
	if team := p.g.Mapping.Decide(plan.Query(r, k)).Team; team != nil {
		teams = append(teams, team)
	}
	if team := p.g.Mapping.Team(k.Team); team != nil {
		teams = append(teams, team)
	}
	return teams
}

// athome tells whether an item lies in what is or was a backlog of one of some
// teams.
func (p *pass) athome(ctx context.Context, teams []*plan.Team, row plan.ItemRow) bool {
	for _, team := range teams {
		if team.Backlog.Tracker == row.Tracker && team.Backlog.Project == row.Project {
			return true
		}
	}
	asked := p.askedIn(ctx, plan.Destination{Tracker: row.Tracker, Project: row.Project})
	return slices.ContainsFunc(teams, func(team *plan.Team) bool {
		return slices.ContainsFunc(append([]string{team.Name}, team.Formerly...), func(name string) bool { return slices.Contains(asked, name) })
	})
}

// askedIn are the teams for which items were asked for in a project.
func (p *pass) askedIn(ctx context.Context, d plan.Destination) []string {
	teams, known := p.asking[d]
	if !known {
		var err error
		if teams, err = p.g.Store.AskedIn(ctx, d.Tracker, d.Project); err != nil {
			p.err = err
		}
		p.asking[d] = teams
	}
	return teams
}

// signed tells whether an item bears a signature of ours.
func (p *pass) signed(row plan.ItemRow) bool {
	return row.Marker != nil && row.Marker.Signature != "" && row.Marker.SignedBy(p.secrets())
}

// oldest tells whether an item is the one of those that bear its signature for
// which it counts: one that the store knows before what is new, then one in its
// team's backlog, then the oldest. The others were copied from it.
func (p *pass) oldest(ctx context.Context, teams []*plan.Team, row plan.ItemRow) bool {
	late := func(a plan.ItemRow) int {
		n := 0
		if p.fresh[a.ItemID()] {
			n += 2
		}
		if !p.athome(ctx, teams, a) {
			n++
		}
		return n
	}
	for _, id := range p.signatures[row.Marker.Signature] {
		other := p.rows[id]
		if id == row.ItemID() || other.Marker == nil || !other.Gone.IsZero() {
			continue
		}
		if cmp.Or(cmp.Compare(late(other), late(row)), plan.BetterItem(other, row)) < 0 {
			return false
		}
	}
	return true
}

// secrets are what markers may be signed with.
func (p *pass) secrets() []string {
	if p.g.Secrets == nil || p.keys != nil {
		return p.keys
	}
	keys, err := p.g.Secrets()
	if err != nil {
		p.failures = append(p.failures, Failure{Err: err})
	}
	p.keys = append([]string{}, keys...)
	return p.keys
}

// sign notes which items bear one signature.
func (p *pass) sign(rows []plan.ItemRow) {
	for _, row := range rows {
		s := row.Marker.Signature
		if s != "" && !slices.Contains(p.signatures[s], row.ItemID()) && len(p.signatures[s]) < mostCopies {
			p.signatures[s] = append(p.signatures[s], row.ItemID())
		}
	}
}

// mostCopies bounds how many items with one signature are told apart.
const mostCopies = 100

// mostTries bounds how often a document is matched without the items that count
// for none of the actions that they would go to.
const mostTries = 20

// join matches a document to a record and to the items of its review. An item
// whose marker does not count for the action that it would go to is left out,
// and the document matched again, so that it keeps no other from its action.
func (p *pass) join(ctx context.Context, r plan.Review, doc source.Document, m identity.Meeting) (plan.Review, []plan.Event, error) {
	p.sign(m.Adopted)
	rows := m.Adopted
	m.Held = map[int]plan.ItemRow{}
	for try := 0; ; try++ {
		merged, events := identity.Merge(r, doc.Review, m)
		if err := ctx.Err(); err != nil { // told to stop: half a matching is none
			return merged, nil, err
		}
		wrong, from := p.misplaced(ctx, r, merged, rows)
		if len(wrong) == 0 {
			return merged, events, p.err
		}
		if try >= mostTries { // whoever floods a backlog so gets nothing taken up at all
			for _, row := range rows {
				wrong[row.ItemID()] = row.Unproven && !p.signed(row) && !has(r, row)
			}
		}
		rows = slices.DeleteFunc(slices.Clone(rows), func(row plan.ItemRow) bool { return wrong[row.ItemID()] })
		m.Adopted = rows
		for id, out := range wrong {
			if !out {
				continue
			}
			claim := p.disown(p.rows[id])
			if !claim.Holds {
				continue
			}
			if at, matched := from[id]; matched && m.Held[at].Claim == nil {
				m.Held[at] = claim
			} else {
				m.Claims = append(m.Claims, claim)
			}
		}
	}
}

// misplaced are the items that came to actions for which their markers don't
// count, and from which place in the review each was taken; and with each all
// others of the same words that lie where it does.
func (p *pass) misplaced(ctx context.Context, before, merged plan.Review, rows []plan.ItemRow) (out map[plan.ItemID]bool, from map[plan.ItemID]int) {
	out, from = map[plan.ItemID]bool{}, map[plan.ItemID]int{}
	for _, k := range merged.Actions {
		if k.Item == nil || k.Item.Tracker == "" {
			continue
		}
		id := plan.ItemID{Tracker: k.Item.Tracker, ID: k.Item.ID}
		i := slices.IndexFunc(rows, func(row plan.ItemRow) bool { return row.ItemID() == id })
		if i < 0 || has(before, rows[i]) || p.counts(ctx, merged, k, rows[i]) {
			continue
		}
		out[id] = true
		if k.Position >= 0 {
			from[id] = k.Position
		}
		for _, row := range rows {
			if row.Tracker == rows[i].Tracker && row.Project == rows[i].Project && row.Marker.Text != "" && row.Marker.Text == rows[i].Marker.Text && !has(before, row) && !p.counts(ctx, merged, k, row) {
				out[row.ItemID()] = true
			}
		}
	}
	return out, from
}

// has tells whether a record has an item already: it stays its action's.
func has(r plan.Review, row plan.ItemRow) bool {
	return slices.ContainsFunc(r.Actions, func(k plan.Action) bool {
		return k.Item != nil && k.Item.Tracker == row.Tracker && k.Item.ID == row.ID
	})
}

// disown takes an item for what somebody else made with a marker of ours.
func (p *pass) disown(row plan.ItemRow) plan.ItemRow {
	if row.Marker == nil {
		return row
	}
	marker := *row.Marker
	row.Claim, row.Marker = &tracker.Claim{Marker: marker}, nil
	row.Made, row.MadeIn, row.Orphan = time.Time{}, "", false
	row.Unproven = true // whoever made it, its marker is not believed
	delete(p.fresh, row.ItemID())
	row = p.met(row)
	row.Holds = row.Holds || p.missed[marker.Review]
	p.write(row)
	return row
}
