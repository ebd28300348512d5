package campaign_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/tracker"
	tracked "github.com/followthrough/followthrough/sync/tracker/github"
	"github.com/followthrough/followthrough/sync/tracker/github/draft"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// thing is an item in a tracker as it really is.
type thing struct {
	id, key, project string
	ours, closed     bool
	text             string // all that people read in it
}

// ground is a tracker as those who attack it may use it. The projects are
// alpha's, beta's and one that is no team's backlog; who opens issues may do so
// in each, the editor may do anything in the last two.
type ground interface {
	projects() []string
	tracker() tracker.Tracker
	// things are all items that are there; of is which of them an action has.
	things() []thing
	of(i plan.Item) string
	// open is somebody who opens an item and may work on it afterwards; "": they
	// can't. marker may be nil.
	open(by, project, title, text string, m *tracker.Marker) string
	comment(by, key, text string)
	closes(by, key string, declined bool)
	reopens(by, key string)
	// edit changes all that an editor may change of an item.
	edit(key, title, text string, m *tracker.Marker)
	duplicate(key, of string)
	move(key, project string) string
	remove(key string)
	// traffic is how many requests came and how many bytes they and their
	// answers had, since the last call.
	traffic() (requests, size int)
}

// --- Jira

type jiraGround struct {
	f       *jirafake.Fake
	flavour jirafake.Flavour
	h       *hub
	url     string
}

func newJiraGround(t *testing.T, h *hub, flavour jirafake.Flavour, site string) *jiraGround {
	f := jirafake.New(t, jirafake.Options{Flavour: flavour, Now: h.clock, Site: site})
	g := &jiraGround{f: f, flavour: flavour, h: h, url: f.URL()}
	for _, key := range g.projects() {
		f.AddProject(jirafake.Project{Key: key, Name: "Project " + key})
	}
	f.AddResolutions("Duplicate")
	return g
}

func (g *jiraGround) projects() []string { return []string{"PAY", "SEA", "FREE"} }

func (g *jiraGround) tracker() tracker.Tracker {
	c := jira.Config{URL: g.url, Token: secret.New("token-of-the-test")}
	if g.flavour == jirafake.Cloud {
		c.Email = "bot@teams.example"
	}
	tr, err := jira.New("local", jira.Options{Settings: jira.Settings{Config: c, Label: "post-mortem"}, Options: tracker.Options{Instance: "followthrough", Now: g.h.now}, FirstWait: time.Millisecond})
	must(g.h.t, err)
	return tr
}

func (g *jiraGround) things() (out []thing) {
	for _, i := range g.f.Issues() {
		if i.Deleted {
			continue
		}
		text := []string{i.Summary, i.Description, strings.Join(i.Labels, " ")}
		for _, p := range i.Properties {
			text = append(text, string(p))
		}
		out = append(out, thing{
			id: i.ID, key: i.Key, project: i.Project, ours: i.Creator == jirafake.Bot().ID,
			closed: i.Status == "Done" || i.Status == "Cancelled", text: strings.Join(text, "\n"),
		})
	}
	return out
}

func (g *jiraGround) of(i plan.Item) string { return i.ID }

func (g *jiraGround) value(m *tracker.Marker) map[string]json.RawMessage {
	if m == nil {
		return nil
	}
	text, err := json.Marshal(m)
	if err == nil && g.flavour == jirafake.DataCenter {
		text, err = json.Marshal(string(text))
	}
	must(g.h.t, err)
	return map[string]json.RawMessage{jira.MarkerProperty: text}
}

func (g *jiraGround) open(_, project, title, text string, m *tracker.Marker) string {
	i := jirafake.Issue{
		Project: project, Summary: title, Description: text, Labels: []string{"post-mortem"}, Properties: g.value(m),
		Creator: jirafake.Person().ID, Reporter: jirafake.Bot().ID,
	}
	if m != nil {
		i.Description += "\n\n" + jira.MarkerToken(*m)
	}
	return g.f.AddIssue(i)
}

func (g *jiraGround) comment(_, key, text string) { g.f.CommentAs(jirafake.Person(), key, text) }

func (g *jiraGround) closes(_, key string, declined bool) {
	if declined {
		g.f.SetStatus(key, "Cancelled", "")
		return
	}
	g.f.SetStatus(key, "Done", "Done")
}

func (g *jiraGround) reopens(_, key string) { g.f.SetStatus(key, "To Do", "") }

func (g *jiraGround) edit(key, title, text string, m *tracker.Marker) {
	g.f.Edit(key, func(i *jirafake.Issue) {
		i.Summary, i.Description, i.Reporter, i.Labels = title, text, jirafake.Person().ID, nil
		i.Properties = g.value(m)
		if m != nil {
			i.Description += "\n\n" + jira.MarkerToken(*m)
		}
	})
}

func (g *jiraGround) duplicate(key, of string) {
	g.f.LinkDuplicate(key, of)
	g.f.SetStatus(key, "Done", "Duplicate")
}

func (g *jiraGround) move(key, project string) string { return g.f.Move(key, project) }

func (g *jiraGround) remove(key string) { g.f.Delete(key) }

func (g *jiraGround) traffic() (requests, size int) {
	for _, e := range g.f.Exchanges() {
		requests, size = requests+1, size+len(e.Body)+len(e.Answer)
	}
	g.f.Forget()
	return requests, size
}

// --- GitHub

type githubGround struct {
	h *hub
	// first is what a transferred issue was made as.
	first map[int64]int64
}

const (
	outsider = "stranger" // may open issues anywhere
	reader   = "reader"   // likewise, and reads all reviews
	editor   = "editor"   // of beta's repository
	author   = "author"   // of one source's reviews
	somebody = "acme"     // of a team, who does what the team does
)

func newGitHubGround(h *hub) *githubGround {
	for n, repo := range h.repos {
		for _, login := range []string{outsider, reader, author} {
			repo.SetRole(login, githubfake.Pull)
		}
		role := githubfake.Admin
		if n == 0 {
			role = githubfake.Pull
		}
		repo.SetRole(editor, role)
	}
	return &githubGround{h, map[int64]int64{}}
}

func (g *githubGround) projects() []string {
	return []string{"acme/team00", "acme/team01", "acme/team02"}
}

func (g *githubGround) tracker() tracker.Tracker {
	return tracked.New("local", g.h.client(), tracked.Options{Options: tracker.Options{Instance: "followthrough", Now: g.h.now}, Label: "post-mortem"})
}

func (g *githubGround) things() (out []thing) {
	projects := map[int64]string{}
	for n, project := range g.projects() {
		projects[g.h.repos[n].ID] = project
	}
	for _, i := range g.h.fake.Issues() {
		project, of := projects[i.Repo]
		if !of || i.Pull != nil {
			continue
		}
		out = append(out, thing{
			id: g.id(i.ID), key: fmt.Sprintf("%s#%d", project, i.Number), project: project,
			ours: i.Author.Login == githubBot, closed: !i.Open, text: i.Title + "\n" + i.Body,
		})
	}
	return out
}

func (g *githubGround) at(key string) githubfake.Issue {
	repo, number, _ := strings.Cut(key, "#")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		g.h.t.Fatalf("%q is no issue: %v", key, err)
	}
	return g.h.fake.Issue(repo, n)
}

func (g *githubGround) of(i plan.Item) string {
	if !strings.Contains(i.Key, "#") {
		return i.Key
	}
	return g.id(g.at(i.Key).ID)
}

// id is what an issue is known by wherever it was taken.
func (g *githubGround) id(id int64) string {
	for g.first[id] != 0 {
		id = g.first[id]
	}
	return strconv.FormatInt(id, 10)
}

func (g *githubGround) open(by, project, title, text string, m *tracker.Marker) string {
	if m != nil {
		text = draft.Comment(*m) + "\n\n" + text
	}
	return fmt.Sprintf("%s#%d", project, g.h.fake.As(by).Open(project, title, text).Number)
}

func (g *githubGround) comment(by, key, text string) { g.h.fake.As(by).Comment(g.at(key), text) }

func (g *githubGround) closes(by, key string, declined bool) {
	if i := g.at(key); i.Open {
		g.h.fake.As(by).Close(i, map[bool]string{false: "completed", true: "not_planned"}[declined])
	}
}

func (g *githubGround) reopens(by, key string) {
	if i := g.at(key); !i.Open {
		g.h.fake.As(by).Reopen(i)
	}
}

func (g *githubGround) edit(key, title, text string, m *tracker.Marker) {
	if m != nil {
		text += "\n\n" + draft.Comment(*m)
	}
	g.h.fake.As(editor).Retitle(g.at(key), title)
	g.h.fake.As(editor).Edit(g.at(key), text)
}

func (g *githubGround) duplicate(key, of string) {
	g.reopens(editor, key)
	g.h.fake.As(editor).CloseAsDuplicate(g.at(key), g.at(of))
}

func (g *githubGround) move(key, project string) string {
	was := g.at(key)
	now := g.h.fake.As(editor).Transfer(was, project)
	g.first[now.ID] = was.ID
	return fmt.Sprintf("%s#%d", project, now.Number)
}

func (g *githubGround) remove(key string) { g.h.fake.As(editor).Delete(g.at(key)) }

func (g *githubGround) traffic() (int, int) { return 0, 0 } // the sources' too: the arena counts it
