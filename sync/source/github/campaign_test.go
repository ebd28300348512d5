package github_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/markdown"
)

// People edit at any moment, answers get lost, and in the end each review says
// what its people wrote last, and what was reported last, once.
func TestNothingIsEverLost(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			t.Parallel()
			c := &campaign{world: open(t), rand: rand.New(rand.NewPCG(seed, 2)), words: map[string]string{}}
			for i := range 4 {
				c.edit(fmt.Sprintf("%d.md", i))
			}
			c.run(15)
			c.judge()
		})
	}
}

// campaign is a world in which everything happens at once.
type campaign struct {
	*world
	rand  *rand.Rand
	words map[string]string // what people wrote, by path
}

// edit is a person's: they see what stands there and add a remark.
func (c *campaign) edit(path string) {
	text := c.words[path]
	if text == "" {
		text = incident
	}
	was := c.repo.File("", in(c.cfg.Path, path))
	remark := fmt.Sprintf("\nRemark %d.\n", c.rand.IntN(1e9))
	c.words[path] = text + remark
	now := c.words[path]
	if was != "" { // our block and links are there, and theirs to keep
		now = strings.Replace(was, "It was quiet for too long.\n", "It was quiet for too long.\n"+remark, 1)
		c.words[path] = strings.Replace(text, "It was quiet for too long.\n", "It was quiet for too long.\n"+remark, 1)
	}
	c.put(path, now)
}

func (c *campaign) run(passes int) {
	c.fake.FailShare(0.1, githubfake.Writes, fault.Fault{Kind: fault.CutAfter})
	c.fake.FailShare(0.1, fault.Any, githubfake.BadGateway(fault.FailAfter))
	c.fake.FailShare(0.1, fault.Any, fault.Fault{Kind: fault.CutBefore})
	for n := range passes {
		c.hold(func(method, _ string) bool { return method != http.MethodGet }, func() {
			c.mu.Lock()
			now := c.rand.IntN(6) == 0
			path := fmt.Sprintf("%d.md", c.rand.IntN(4))
			c.mu.Unlock()
			if now {
				c.edit(path)
			}
		})
		c.report(n % 3)
		c.before = nil
		if c.rand.IntN(5) == 0 {
			c.again()
		}
	}
	c.fake.Heal()
	c.report(2)
}

// report is one pass: what can be read is written to.
func (c *campaign) report(done int) {
	var jobs []source.Job
	entries, _ := c.List(c.t.Context())
	for _, e := range entries {
		if doc, err := c.Read(c.t.Context(), e); err == nil {
			jobs = append(jobs, source.Job{Source: "sre", Entry: doc.Entry, WriteBack: reportOf(doc, done)})
		}
	}
	for i, o := range c.WriteBackAll(c.t.Context(), jobs) {
		if errors.Is(o.Err, source.ErrUnfit) {
			c.t.Errorf("%s: %v", jobs[i].Entry.Path, o.Err)
		}
	}
}

func (c *campaign) judge() {
	c.t.Helper()
	for path, want := range c.words {
		got := c.repo.File("", in(c.cfg.Path, path))
		doc := c.read(path)
		if doc.Review.Block == nil || doc.Review.Block.Digest != "00000c" || strings.Count(got, begin) != 1 {
			c.t.Errorf("%s: the last report is not there once:\n%s", path, got)
		}
		if stripped := string(markdown.Strip([]byte(got), reportOf(doc, 2))); stripped != want {
			c.t.Errorf("%s: people wrote\n%s\nand there is\n%s", path, want, stripped)
		}
	}
}
