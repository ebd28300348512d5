package github

import (
	"regexp"

	"github.com/followthrough/followthrough/sync/review"
)

// ownNumber is how GitHub's people name an issue of the same repository.
var ownNumber = regexp.MustCompile(`(?i)^(?:(?:issue|pull request|pr|gh)[ -]*)?#([0-9]{1,9})$|^GH-([0-9]{1,9})$`)

// ownTickets gives what a review names as #12 the address that it means here:
// an issue, or a pull request, of the review's own repository.
func (s *Source) ownTickets(repo *repository, r *review.Review) {
	for i := range r.Actions {
		a := &r.Actions[i]
		if t := a.Ticket; t != nil {
			named := *t
			a.Ticket = s.ownTicket(repo, &named)
		}
		if n := numberOf(a.Answer.Same); n != "" {
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
	if n := numberOf(t.Text); n != "" && t.URL == "" {
		t.URL = repo.Page("issues/" + n)
	}
	return t
}

func numberOf(text string) string {
	m := ownNumber.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	return m[1] + m[2]
}
