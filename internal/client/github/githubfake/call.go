package githubfake

import (
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// object is a JSON object.
type object = rest.Object

// reply is what is answered.
type reply = rest.Reply

// need is what a caller must be allowed.
type need = gate.Need

// call is one request while it is answered; the fake's lock is held.
type call struct {
	rest.Call
	gate.Actor
	fake  *Fake
	route *route
	repo  *Repo // of a route below /repos/{owner}/{repo}
}

// may reports whether the caller's token and role allow what is needed in the
// repository, besides what the route itself asks.
func (c *call) may(n need) bool { return c.fake.May(&c.Actor, n, c.repo.Place) }

// login is who asks; "": nobody.
func (c *call) login() string {
	if c.Account == nil {
		return ""
	}
	return c.Account.Login
}
