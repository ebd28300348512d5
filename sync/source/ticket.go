package source

import "github.com/followthrough/followthrough/sync/review"

// NameTickets gives what a review names by a number alone, as #12, the address
// that it means where the review lives. address is "" for any other text.
func NameTickets(r *review.Review, address func(text string) string) {
	named := func(t review.Ticket) review.Ticket {
		if t.URL == "" {
			t.URL = address(t.Text)
		}
		return t
	}
	for i := range r.Actions {
		a := &r.Actions[i]
		if a.Ticket != nil {
			t := named(*a.Ticket)
			a.Ticket = &t
		}
		if u := address(a.Answer.Same); u != "" {
			a.Answer.Same = u
		}
	}
	if r.Block == nil {
		return
	}
	for i, row := range r.Block.Rows {
		r.Block.Rows[i].Ticket = named(row.Ticket)
	}
}
