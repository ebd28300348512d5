package githubissues

import (
	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/review"
)

// ownTickets gives what a review names as #12 the address that it means here:
// an issue of the review's own repository.
func (s *Source) ownTickets(r *review.Review) {
	for i := range r.Actions {
		a := &r.Actions[i]
		if a.Ticket != nil {
			named := *a.Ticket
			s.ownTicket(&named)
			a.Ticket = &named
		}
		if u := s.ownURL(a.Answer.Same); u != "" {
			a.Answer.Same = u
		}
	}
	if r.Block == nil {
		return
	}
	for i := range r.Block.Rows {
		s.ownTicket(&r.Block.Rows[i].Ticket)
	}
}

func (s *Source) ownTicket(t *review.Ticket) {
	if u := s.ownURL(t.Text); u != "" && t.URL == "" {
		t.URL = u
	}
}

// ownURL is the address of an issue that a text names by its number; "": it
// names none.
func (s *Source) ownURL(text string) string {
	n := client.IssueNumber(text)
	if n == "" {
		return ""
	}
	return s.opt.Client.Site() + "/" + s.cfg.Repository + "/issues/" + n
}
