package identity

import (
	"cmp"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Said is what a document's actions say and link, with teams in the place of
// people.
type Said struct {
	texts, named map[string]bool
	anonymise    func(string) string
}

// SaidBy is what a reading's actions say and link.
func SaidBy(r review.Review, anonymise func(string) string) Said {
	s := Said{map[string]bool{}, map[string]bool{}, anonymise}
	for _, a := range r.Actions {
		for _, title := range []string{a.Title, cmp.Or(a.Formerly, a.Title)} {
			s.texts[review.Normalise(anonymise(title))] = true
		}
		if a.Ticket != nil {
			s.named[plan.FoldKey(a.Ticket.Text)], s.named[a.Ticket.URL] = true, true
		}
	}
	delete(s.named, "")
	return s
}

// Shares counts the items that the document has in common with a review: those
// that its lines link, and those whose words it holds; 0 where that is not at
// least half of them. One link proves nothing: anybody can write one.
func (s Said) Shares(rows []plan.ItemRow) int {
	n := 0
	for _, row := range rows {
		text := row.Marker.Text
		if s.named[plan.FoldKey(row.Key)] || s.named[row.URL] || text != "" && s.texts[review.Normalise(s.anonymise(text))] {
			n++
		}
	}
	if n*2 < len(rows) {
		return 0
	}
	return n
}
