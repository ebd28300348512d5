package github

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	gh "github.com/google/go-github/v60/github"

	client "github.com/followthrough/followthrough/internal/client/github"
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

// pulls are the pull requests of a source from a branch of ours to that of the
// reviews.
type pulls struct {
	source   string
	repo     *repository
	from, to string
}

// newest are the last ones, the newest first.
func (l pulls) newest(ctx context.Context) ([]pull, error) {
	owner, _, _ := strings.Cut(l.repo.Name, "/")
	query := url.Values{
		"state": {"all"}, "head": {owner + ":" + l.from}, "base": {l.to}, "sort": {"created"}, "direction": {"desc"}, "per_page": {"10"},
	}
	var got []*gh.PullRequest
	if err := l.repo.Get(ctx, l.repo.API("pulls?%s", query.Encode()), &got); err != nil {
		return nil, fmt.Errorf("look for our pull request: %w", err)
	}
	var out []pull
	for _, p := range got {
		if p.GetHead().GetRef() == l.from && p.GetBase().GetRef() == l.to {
			out = append(out, l.of(p))
		}
	}
	return out, nil
}

// of takes over what counts of a pull request, with an address of the site's own:
// status and logs name it.
func (l pulls) of(p *gh.PullRequest) pull {
	return pull{
		number: int64(p.GetNumber()), url: l.repo.Client.Pull(p.GetHTMLURL(), l.repo.Name, p.GetNumber()), title: p.GetTitle(), body: p.GetBody(), head: p.GetHead().GetSHA(),
		open: p.GetState() == "open", merged: p.MergedAt != nil, closed: p.GetClosedAt().Time, note: noteIn(p.GetBody()),
	}
}

// maxSaid bounds how many reviews of a pull request are read.
const maxSaid = 10000

// approved tells whether somebody's last word on a pull request is a yes.
func (l pulls) approved(ctx context.Context, p pull) (bool, error) {
	said, _, err := client.List[*gh.PullRequestReview](ctx, l.repo.Client, l.repo.API("pulls/%d/reviews", p.number), "", maxSaid)
	if err != nil {
		return false, fmt.Errorf("read what was said of %s: %w", p.url, err)
	}
	last := map[int64]string{}
	for _, r := range said {
		if slices.Contains([]string{"APPROVED", "CHANGES_REQUESTED", "DISMISSED"}, r.GetState()) {
			last[r.GetUser().GetID()] = r.GetState()
		}
	}
	return slices.Contains(slices.Collect(maps.Values(last)), "APPROVED"), nil
}

// seal ends the message of a commit on our branch. It names the commit's tree,
// so that a commit which somebody else made, or made again, is told from ours.
const seal = "Followthrough-Tree: "

// isOurs tells whether a commit is one that we made, and nobody since.
func (l pulls) isOurs(c gitdata.Commit) bool {
	lines := strings.Split(strings.TrimSpace(c.Message), "\n")
	return len(c.Parents) == 1 && lines[len(lines)-1] == l.sealOf(c.Tree)
}

func (l pulls) sealOf(tree string) string { return seal + tree + " " + l.source }
