package plan

import (
	"cmp"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// BetterItem orders the items of one action: the highest generation first,
// then what is there before what is gone, then the oldest.
func BetterItem(a, b ItemRow) int {
	return cmp.Or(
		cmp.Compare(b.Marker.Generation, a.Marker.Generation),
		compareBool(!a.Gone.IsZero(), !b.Gone.IsZero()),
		compareZero(a.Created, b.Created),
		compareZero(a.Made, b.Made),
		cmp.Compare(a.ID, b.ID),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// compareZero orders times, an unknown one last.
func compareZero(a, b time.Time) int {
	if a.IsZero() != b.IsZero() {
		return compareBool(a.IsZero(), b.IsZero())
	}
	return a.Compare(b)
}

// ItemOf is a row as an action has it.
func ItemOf(r ItemRow) *Item {
	return &Item{Tracker: r.Tracker, ID: r.ID, Key: r.Key, URL: r.URL, File: r.File, Status: r.Status}
}

// FoldKey is an item's key as it is compared: without case.
func FoldKey(key string) string { return strings.ToLower(strings.ToUpper(key)) }

// Names tells whether a ticket as written names an item.
func Names(t *review.Ticket, item Item) bool {
	return item.Key != "" && strings.EqualFold(t.Text, item.Key) || item.URL != "" && t.URL == item.URL
}

// LostItem is the id of an item that only our own block still names: it was
// made before the store was lost, and no listing shows it.
const LostItem = "lost"
