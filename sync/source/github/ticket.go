package github

import (
	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/review"
)

// ownTickets gives what a review names as #12 the address that it means here:
// an issue, or a pull request, of the review's own repository.
func (s *Source) ownTickets(repo *repository, r *review.Review) {
	for i := range r.Actions {
		a := &r.Actions[i]
		if t := a.Ticket; t != nil {
			named := *t
			a.Ticket = s.ownTicket(repo, &named)
		}
		if n := client.IssueNumber(a.Answer.Same); n != "" {
			a.Answer.Same = repo.Page("issues/" + n)
		}
	}
	if r.Block == nil {
		return
	}
	for i := range r.Block.Rows {
		s.ownTicket(repo, &r.Block.Rows[i].Ticket)
	}
}

func (s *Source) ownTicket(repo *repository, t *review.Ticket) *review.Ticket {
	if n := client.IssueNumber(t.Text); n != "" && t.URL == "" {
		t.URL = repo.Page("issues/" + n)
	}
	return t
}
