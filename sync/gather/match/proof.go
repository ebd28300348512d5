package match

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Proof tells whose item it is that bears a marker. What a ledger does not hold
// it is told by functions that remember their answers.
type Proof struct {
	*ledger.Ledger
	Mapping *plan.Mapping
	// Secrets are what markers may be signed with.
	Secrets func() []string
	// AskedIn are the teams for which items were asked for in a project.
	AskedIn func(plan.Destination) []string
	// Edited tells whether anybody but us may have changed an item's marker, and
	// Untold whether that could not be told this time; nil: it always can.
	Edited, Untold func(plan.ItemID) bool

	signatures map[string][]plan.ItemID // the items that bear each
	undecided  map[review.Key]bool
}

// Undecided are the reviews whose items could not be told to be theirs or not, sorted:
// their documents are to be matched again.
func (p *Proof) Undecided() []review.Key { return slices.Sorted(maps.Keys(p.undecided)) }

// decides tells whether it is known that items don't count; else their review is
// undecided.
func (p *Proof) decides(of review.Key, items ledger.Set) bool {
	for id := range items {
		if p.Untold != nil && p.Untold(id) {
			if p.undecided == nil {
				p.undecided = map[review.Key]bool{}
			}
			p.undecided[of] = true
			return false
		}
	}
	return true
}

// mostCopies bounds how many items with one signature are told apart.
const mostCopies = 100

// Counts tells whether an item's marker counts for an action. Where a tracker
// keeps no account of who made an item, it does if it is signed, or if the item
// lies in what is or was a backlog of the action's team: whoever may write
// there may do as they like with that team's items, and with no other's.
func (p *Proof) Counts(r plan.Review, k plan.Action, row plan.ItemRow) bool {
	teams := p.teamsOf(r, k)
	switch {
	case p.renamed(k, row):
		return true
	case p.signed(row) && (row.Unproven || p.doubtful(teams, row)):
		return p.oldest(teams, row)
	case !row.Unproven:
		return !p.doubtful(teams, row)
	}
	return p.atHome(teams, row)
}

// renamed tells whether an item is the one that the store knows as the action's,
// at the same address, in a tracker that has another name now.
func (p *Proof) renamed(k plan.Action, row plan.ItemRow) bool {
	if k.Item == nil || k.Item.Tracker == "" || row.Marker == nil || row.Marker.Action != k.Key || k.Item.ID != row.ID || k.Item.URL != row.URL {
		return false
	}
	return awayFrom(p.Ledger, k) != ""
}

// doubtful tells whether an item that our account made may bear another marker
// than it was made with: it lies in no backlog of the action's team, and who may
// edit it did.
func (p *Proof) doubtful(teams []*plan.Team, row plan.ItemRow) bool {
	return !p.atHome(teams, row) && p.Edited(row.ItemID())
}

// teamsOf are the teams that an action is of, as it reads now and as it was
// planned last.
func (p *Proof) teamsOf(r plan.Review, k plan.Action) (teams []*plan.Team) {
	if team := p.Mapping.Decide(plan.Query(r, k)).Team; team != nil {
		teams = append(teams, team)
	}
	if team := p.Mapping.Team(k.Team); team != nil {
		teams = append(teams, team)
	}
	return teams
}

// atHome tells whether an item lies in what is or was a backlog of one of some
// teams.
func (p *Proof) atHome(teams []*plan.Team, row plan.ItemRow) bool {
	here := plan.Destination{Tracker: row.Tracker, Project: row.Project}
	if slices.ContainsFunc(teams, func(t *plan.Team) bool {
		return plan.Destination{Tracker: t.Backlog.Tracker, Project: t.Backlog.Project} == here
	}) {
		return true
	}
	asked := p.AskedIn(here)
	return slices.ContainsFunc(teams, func(t *plan.Team) bool {
		return slices.ContainsFunc(append([]string{t.Name}, t.Formerly...), func(name string) bool { return slices.Contains(asked, name) })
	})
}

// signed tells whether an item bears a signature of ours.
func (p *Proof) signed(row plan.ItemRow) bool {
	return row.Marker != nil && row.Marker.Signature != "" && row.Marker.SignedBy(p.Secrets())
}

// oldest tells whether an item is the one of those that bear its signature for
// which it counts: one that the store knows before what is new, then one in its
// team's backlog, then the oldest. The others were copied from it.
func (p *Proof) oldest(teams []*plan.Team, row plan.ItemRow) bool {
	late := func(a plan.ItemRow) int {
		n := 0
		if p.Items.New[a.ItemID()] {
			n += 2
		}
		if !p.atHome(teams, a) {
			n++
		}
		return n
	}
	for _, id := range p.signatures[row.Marker.Signature] {
		other := p.Items.At(id)
		if id == row.ItemID() || other.Marker == nil || !other.Gone.IsZero() {
			continue
		}
		if cmp.Or(cmp.Compare(late(other), late(row)), plan.BetterItem(other, row)) < 0 {
			return false
		}
	}
	return true
}

// noteSignatures notes which items bear one signature.
func (p *Proof) noteSignatures(rows []plan.ItemRow) {
	if p.signatures == nil {
		p.signatures = map[string][]plan.ItemID{}
	}
	for _, row := range rows {
		s := row.Marker.Signature
		if s != "" && !slices.Contains(p.signatures[s], row.ItemID()) && len(p.signatures[s]) < mostCopies {
			p.signatures[s] = append(p.signatures[s], row.ItemID())
		}
	}
}

// younger tells whether an item is known to be younger than another: by the
// tracker's own times, by the moment that is signed with its marker, or because
// the review tells of more than the store knows.
func (p *Proof) younger(a, b plan.ItemRow) bool {
	switch {
	case !a.Unproven:
		return !a.Created.IsZero() && !b.Created.IsZero() && a.Created.After(b.Created)
	case p.signed(a):
		return time.Unix(a.Marker.Asked, 0).After(b.Made)
	}
	return p.Restored[a.Marker.Review]
}

// sameItem tells whether what a tracker shows under an item's name is that item:
// it bears the action's marker, or stands at the same address of the web.
func (p *Proof) sameItem(r plan.Review, k plan.Action, row plan.ItemRow) bool {
	if m := row.Marker; m != nil {
		return m.Action == k.Key && m.Generation >= k.Generation && p.Counts(r, k, row)
	}
	return strings.Contains(row.URL, "://") && row.URL == k.Item.URL
}
