package ownership

import (
	"cmp"
	"context"
	"fmt"

	"github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/mapping/suggest"
)

// MostTeams is how many teams of an organisation are read: each costs a request.
const MostTeams = 500

// GitHubTeams reads the teams of an organisation, with the repositories that each
// may write to. incomplete says what is left out, "": nothing.
func GitHubTeams(ctx context.Context, c *github.Client, org string) (teams []suggest.Known, incomplete string, err error) {
	all, l, err := c.Teams(ctx, org, MostTeams)
	switch kind := github.KindOf(err); {
	case err == nil:
	case kind == github.NotFound || kind == github.Auth:
		return nil, "", fmt.Errorf("list the teams of %s: %w: is it an organisation, and may the credential read its members (members: read, or a classic token's read:org)?", org, err)
	default:
		return nil, "", fmt.Errorf("list the teams of %s: %w", org, err)
	}
	if l.More {
		incomplete = fmt.Sprintf("%s has more than %d teams: the rest is left out", org, MostTeams)
	}
	for _, t := range all {
		k := suggest.Known{Name: cmp.Or(t.Name, t.Slug), Handles: []string{"@" + org + "/" + t.Slug}, From: "GitHub's teams"}
		repos, _, err := c.TeamRepositories(ctx, org, t.Slug, mostRepositories)
		if err != nil {
			return nil, "", fmt.Errorf("list the repositories of %s/%s: %w", org, t.Slug, err)
		}
		for _, r := range repos {
			if r.MayWrite() {
				k.Places = append(k.Places, suggest.Named{Project: r.Name, Why: "GitHub: the team may write there"})
			}
		}
		teams = append(teams, k)
	}
	return teams, incomplete, nil
}

// mostRepositories is how many repositories of one team are looked at.
const mostRepositories = 500
