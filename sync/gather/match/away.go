package match

import (
	"slices"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Away notes the items whose trackers are configured no more. unsure says why it
// can't be told whether the tracker that holds an address has the item there; "":
// it can.
func Away(l *ledger.Ledger, unsure func(address string) string) {
	for _, r := range l.Reviews.All() {
		for _, k := range r.Actions {
			if from := awayFrom(l, k); from != "" {
				l.Away[k.Key] = plan.Away{From: from, Unsure: unsure(k.Item.URL)}
			}
		}
	}
}

func awayFrom(l *ledger.Ledger, k plan.Action) string {
	from := l.Homes.Away(k, plan.ItemRow{})
	if from == "" || l.Homes[k.Item.Tracker] == nil {
		return from
	}
	return l.Homes.Away(k, l.Items.Look(k.Item.ItemID())) // its site may have another address now
}

// TakeOver gives the actions whose trackers are configured no more the items that
// another one knows at their address: a tracker that was only renamed is not
// gone.
func (p *Proof) TakeOver(named map[review.Key][]plan.Named, items map[plan.ItemID]plan.ItemRow) {
	for _, r := range p.Reviews.All() {
		for i := range r.Actions {
			k := &r.Actions[i]
			gone, away := p.Away[k.Key]
			if !away || k.Item == nil || k.Item.Tracker == "" {
				continue
			}
			for _, n := range named[k.Key] {
				if n.Problem != "" && gone.Unsure == "" {
					gone.Unsure = n.Problem
					p.Away[k.Key] = gone
				}
			}
			if row, found := p.sameAs(*r, *k, named[k.Key]); found {
				p.Items.Change(row)
				p.Adopted[k.Key] = row.Key + " is the same item, which " + row.Tracker + " holds now"
				k.Item, k.Asks = plan.ItemOf(row), nil
				items[row.ItemID()] = row
				delete(p.Away, k.Key)
			}
		}
	}
}

// sameAs is, of the items that trackers know under an item's name, the one that
// is just that item.
func (p *Proof) sameAs(r plan.Review, k plan.Action, named []plan.Named) (plan.ItemRow, bool) {
	i := slices.IndexFunc(named, func(n plan.Named) bool { return n.Found && !n.Elsewhere && p.sameItem(r, k, n.Row) })
	if i < 0 {
		return plan.ItemRow{}, false
	}
	row, old := named[i].Row, p.Items.Look(k.Item.ItemID())
	if row.Marker == nil && old.Marker != nil && old.Marker.Action == k.Key { // whatever became of its marker
		row.Marker, row.Claim, row.Holds = old.Marker, nil, false
	}
	row.Made, row.MadeIn = old.Made, old.MadeIn
	if row.MadeIn == "" {
		row.MadeIn = row.Project
	}
	return row, true
}

// Ticket is what is to be looked up for an action: the item that its line names,
// else the one that only our block names, where that is of interest: it has none,
// or its own is not to be seen any more, or away. nil: nothing.
func Ticket(l *ledger.Ledger, r plan.Review, k plan.Action) *review.Ticket {
	if k.Position < 0 || r.Silent() {
		return nil
	}
	if k.Item != nil && k.Item.Tracker != "" {
		_, away := l.Away[k.Key]
		row := l.Items.At(k.Item.ItemID())
		if !away && k.State != review.Missing && row.Gone.IsZero() {
			return nil
		}
		if away && (k.Reading.Ticket == nil || plan.Names(k.Reading.Ticket, *k.Item)) {
			return answered(k, &review.Ticket{Text: k.Item.Key, URL: k.Item.URL})
		}
	}
	if k.Reading.Ticket == nil && k.Item != nil && k.Item.ID == plan.LostItem {
		return answered(k, &review.Ticket{Text: k.Item.Key, URL: k.Item.URL})
	}
	return answered(k, k.Reading.Ticket)
}

// answered is the item that a person's (same: …) names, else another one.
func answered(k plan.Action, other *review.Ticket) *review.Ticket {
	switch same := k.Reading.Answer.Same; {
	case same == "":
		return other
	case strings.Contains(same, "://"):
		return &review.Ticket{URL: same}
	default:
		return &review.Ticket{Text: same}
	}
}

// mostOthers is how many further items of one action are named.
const mostOthers = 5

// Duplicates names, beside the items of the reviews' actions, the others that
// bear the same marker, until they are gone.
func Duplicates(l *ledger.Ledger, items map[plan.ItemID]plan.ItemRow) {
	all := l.Items.Of(l.Reviews.Keys())
	for _, r := range l.Reviews.All() {
		of := map[review.Key][]plan.ItemRow{}
		for _, row := range all[r.Key] {
			of[row.Marker.Action] = append(of[row.Marker.Action], row)
		}
		for _, k := range r.Actions {
			if k.Item == nil {
				continue
			}
			if mine, ok := items[k.Item.ItemID()]; ok {
				if others := duplicates(l.Homes, k, mine, of[k.Key]); len(others) > 0 {
					mine.Note = strings.TrimPrefix(mine.Note+"; the same marker is on "+strings.Join(others, ", "), "; ")
					items[mine.ItemID()] = mine
				}
			}
		}
	}
}

// duplicates are the keys of the items that bear the marker of one that an
// action has, a few.
func duplicates(homes plan.Homes, k plan.Action, mine plan.ItemRow, rows []plan.ItemRow) (others []string) {
	for _, row := range rows {
		if mine.Marker != nil && mine.Marker.Signature != "" && row.Marker.Signature == mine.Marker.Signature {
			continue // somebody copied it, under a key of their own choosing: it is nobody's
		}
		if homes[row.Tracker] != nil && row.URL != k.Item.URL && row.Marker.Generation == k.Generation && row.ItemID() != mine.ItemID() && row.Gone.IsZero() {
			others = append(others, row.Key)
		}
	}
	slices.Sort(others)
	if more := len(others) - mostOthers; more > 0 {
		others = append(others[:mostOthers], strconv.Itoa(more)+" more")
	}
	return others
}
