package campaign_test

import (
	"strings"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	tracked "github.com/followthrough/followthrough/sync/tracker/github"
)

// hubHost is where the simulated GitHub is, hubRepo where team net works, and hubSpare
// where issues are transferred to.
const (
	hubHost  = "hub.example"
	hubRepo  = "acme/net"
	hubSpare = "acme/spare"
)

func newSimulatedHub(s *simulation, seed uint64) *githubfake.Fake {
	f := githubfake.New(s.t, githubfake.Options{Enterprise: seed%3 == 0, Site: "https://" + hubHost, Seed: seed})
	f.AddFineGrained(githubToken, githubBot, githubfake.Permissions{"contents": "write", "issues": "write", "pull_requests": "write", "metadata": "read"})
	for _, name := range []string{hubRepo, hubSpare} {
		f.Repo(name, githubfake.RepoOptions{}).SetRole(githubBot, githubfake.Push)
	}
	return f
}

// hubTracker is the adapter of a process to the simulated GitHub.
func (s *simulation) hubTracker(p *process) tracker.Tracker {
	config := client.Config{Token: secret.New(githubToken)}
	if s.hub.APIURL() != s.hub.URL() {
		config.URL = s.hub.URL()
	}
	c, err := client.New(client.Options{Config: config, API: s.hub.APIURL(), HTTP: httpx.Options{Transport: p}})
	must(s.t, err)
	return tracked.New("hub", c, tracked.Options{Options: tracker.Options{Instance: "followthrough", Now: s.clock}, Label: "post-mortem"})
}

// hubIssues are the issues that are there, or were deleted; what was transferred is
// where it is now.
func (s *simulation) hubIssues() (out []githubfake.Issue) {
	for _, i := range s.hub.Issues() {
		if i.MovedTo == 0 {
			out = append(out, i)
		}
	}
	return out
}

func (s *simulation) hubItems(title string) (out []reality) {
	for _, i := range s.hubIssues() {
		if !strings.Contains(i.Title, title) {
			continue
		}
		state := review.Open
		switch {
		case i.Deleted:
			state = review.Missing
		case !i.Open && i.Reason == "not_planned":
			state = review.Declined
		case !i.Open:
			state = review.Done
		}
		out = append(out, reality{i.Node, state})
	}
	return out
}

// onHub is somebody of team net who does something with an issue.
func (s *simulation) onHub(n uint32, does string) string {
	var there []githubfake.Issue
	for _, i := range s.hubIssues() {
		if !i.Deleted && i.Open == (does != "reopen") {
			there = append(there, i)
		}
	}
	i, ok := chosen(n, there)
	if !ok {
		return ""
	}
	who, name := s.hub.As("acme"), hubHost+" "+i.Title
	switch does {
	case "finish":
		who.Close(i, "completed")
	case "decline":
		who.Close(i, "not_planned")
	case "reopen":
		who.Reopen(i)
	case "move":
		if i.Repo != s.hub.RepoNamed(hubRepo).ID {
			return ""
		}
		who.Transfer(i, hubSpare)
	}
	return name
}

// troubled is a vendor who may be in trouble.
type troubled struct {
	*fault.Injector
	name             string
	creates, listing fault.Match
}

func (s *simulation) vendor(n uint32) troubled {
	if n%3 == 0 {
		return troubled{s.hub.Injector, "GitHub", githubfake.Creates, fault.Route("GET /repos/{owner}/{repo}/issues")}
	}
	return troubled{s.jira.Injector, "Jira", jirafake.Creates, jirafake.Searches}
}
