package github

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	gh "github.com/google/go-github/v60/github"

	"github.com/followthrough/followthrough/sync/source/github/gitdata"
)

// pull is a pull request from our branch.
type pull struct {
	number int64
	url    string
	title  string
	body   string
	head   string // commit
	open   bool
	merged bool
	closed time.Time
	note   note
}

// note is what a pull request's own text keeps for us, out of sight.
type note struct {
	Source string `json:"source"`
	// Reviews are the digests of what is proposed, by the reviews' keys.
	Reviews map[string]string `json:"reviews"`
	// Withdrawn: it was closed by us, since nothing was left to propose.
	Withdrawn bool `json:"withdrawn,omitempty"`
}

var hiddenNote = regexp.MustCompile(`<!-- followthrough:(\{[^<>]*\}) -->`)

func (n note) String() string {
	text, err := json.Marshal(n) // it escapes < and >
	if err != nil {
		return ""
	}
	return "<!-- followthrough:" + string(text) + " -->"
}

func noteIn(body string) note {
	var n note
	if m := hiddenNote.FindStringSubmatch(body); m == nil || json.Unmarshal([]byte(m[1]), &n) != nil {
		return note{}
	}
	return n
}

// newestPulls are the pull requests from our branch to that of the reviews,
// the newest first.
func (s *Source) newestPulls(ctx context.Context, now *snapshot) ([]pull, error) {
	owner, _, _ := strings.Cut(now.repo.Name, "/")
	query := url.Values{
		"state": {"all"}, "head": {owner + ":" + s.opt.Branch}, "base": {now.branch},
		"sort": {"created"}, "direction": {"desc"}, "per_page": {"10"},
	}
	var got []*gh.PullRequest
	if _, err := s.opt.Client.Do(ctx, "GET", now.repo.API("pulls?%s", query.Encode()), nil, &got); err != nil {
		return nil, fmt.Errorf("look for our pull request: %w", err)
	}
	var out []pull
	for _, p := range got {
		if p.GetHead().GetRef() == s.opt.Branch && p.GetBase().GetRef() == now.branch {
			out = append(out, s.pullOf(now.repo.Name, p))
		}
	}
	return out, nil
}

// pullOf takes over what counts of a pull request, with an address of the site's
// own: status and logs name it.
func (s *Source) pullOf(repo string, p *gh.PullRequest) pull {
	return pull{
		number: int64(p.GetNumber()), url: s.opt.Client.Pull(p.GetHTMLURL(), repo, p.GetNumber()), title: p.GetTitle(), body: p.GetBody(), head: p.GetHead().GetSHA(),
		open: p.GetState() == "open", merged: p.MergedAt != nil, closed: p.GetClosedAt().Time, note: noteIn(p.GetBody()),
	}
}

// approved tells whether somebody's last word on a pull request is a yes.
func (s *Source) approved(ctx context.Context, repo *repository, p pull) (bool, error) {
	last := map[int64]string{}
	for path := repo.API("pulls/%d/reviews?per_page=100", p.number); path != ""; {
		var page []*gh.PullRequestReview
		answer, err := s.opt.Client.Do(ctx, "GET", path, nil, &page)
		if err != nil {
			return false, fmt.Errorf("read what was said of %s: %w", p.url, err)
		}
		for _, r := range page {
			if slices.Contains([]string{"APPROVED", "CHANGES_REQUESTED", "DISMISSED"}, r.GetState()) {
				last[r.GetUser().GetID()] = r.GetState()
			}
		}
		path = answer.Next
	}
	for _, word := range last {
		if word == "APPROVED" {
			return true, nil
		}
	}
	return false, nil
}

// seal ends the message of a commit on our branch. It names the commit's tree,
// so that a commit which somebody else made, or made again, is told from ours.
const seal = "Followthrough-Tree: "

// isOurs tells whether a commit is one that we made, and nobody since.
func (s *Source) isOurs(c gitdata.Commit) bool {
	lines := strings.Split(strings.TrimSpace(c.Message), "\n")
	return len(c.Parents) == 1 && lines[len(lines)-1] == s.sealOf(c.Tree)
}

func (s *Source) sealOf(tree string) string { return seal + tree + " " + s.name }
