package github_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
)

// The same by pull requests, which people merge, approve and close.
func TestNothingIsEverLostByPullRequest(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			t.Parallel()
			c := &campaign{world: open(t, viaPull), rand: rand.New(rand.NewPCG(seed, 3)), words: map[string]string{}}
			for i := range 4 {
				c.edit(fmt.Sprintf("%d.md", i))
			}
			c.fake.FailShare(0.1, githubfake.Writes, fault.Fault{Kind: fault.CutAfter})
			c.fake.FailShare(0.1, fault.Any, githubfake.BadGateway(fault.FailAfter))
			for n := range 20 {
				c.report(n % 3)
				c.atMostOne()
				c.people()
			}
			c.fake.Heal()
			c.closeAll()
			c.pass(8 * 24 * time.Hour)
			c.report(1)
			c.merge()
			c.report(2)
			c.merge()
			c.judge()
		})
	}
}

func (c *campaign) openPull() *githubfake.PullRequest {
	for _, p := range c.repo.Pulls() {
		if p.State().Open {
			return p
		}
	}
	return nil
}

func (c *campaign) atMostOne() {
	c.t.Helper()
	open := 0
	for _, p := range c.repo.Pulls() {
		if p.State().Open {
			open++
		}
	}
	if open > 1 {
		c.t.Errorf("%d pull requests are open", open)
	}
}

// people do one thing, or none.
func (c *campaign) people() {
	p := c.openPull()
	switch c.rand.IntN(8) {
	case 0, 1:
		c.edit(fmt.Sprintf("%d.md", c.rand.IntN(4)))
	case 2, 3:
		c.merge()
	case 4:
		if p != nil {
			p.Approve("ana")
		}
	case 5:
		if p != nil {
			p.Close()
			c.pass(time.Duration(c.rand.IntN(10)) * 24 * time.Hour)
		}
	}
}

func (c *campaign) closeAll() {
	if p := c.openPull(); p != nil {
		p.Close()
	}
}

func (c *campaign) merge() {
	if p := c.openPull(); p != nil && p.State().BaseSHA == c.repo.Head("") {
		p.Squash()
		c.pass(time.Minute)
	}
}
