package jira

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/client/jira/draft"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// check is the look at one backlog.
type check struct {
	t       *Tracker
	ctx     context.Context // of the one check
	backlog tracker.Backlog
	own     Backlog
	project client.Project
	screen  *screen
	// statuses of the project by type; nil: not read yet.
	statuses map[string][]client.Status
	found    []tracker.Finding
}

func (c *check) problem(format string, args ...any) {
	c.found = append(c.found, tracker.Finding{Problem: true, Text: fmt.Sprintf(format, args...)})
}

func (c *check) remark(format string, args ...any) {
	c.found = append(c.found, tracker.Finding{Text: fmt.Sprintf(format, args...)})
}

// Check tells, without a change, whether an item with just the configured
// fields would be accepted, and shown in the team's backlog. It reads the
// project anew.
func (t *Tracker) Check(ctx context.Context, b tracker.Backlog) []tracker.Finding {
	c := &check{t: t, ctx: ctx, backlog: b}
	own, err := settingsOf(b)
	if err != nil {
		c.problem("%v", err)
		return c.found
	}
	c.own = own
	for _, step := range []func() bool{c.account, c.visible, c.permitted, c.accepted} {
		if !step() {
			return c.found
		}
	}
	c.unassigned()
	c.board()
	c.readings()
	return c.found
}

// account asks whether the site knows us.
func (c *check) account() bool {
	if _, err := c.t.client.Myself(c.ctx); err != nil {
		c.problem("%s can't be read: %v", c.t.client.Site(), err)
		return false
	}
	return true
}

var incidentName = regexp.MustCompile(`(?i)post[-_. ]?mortem|near[-_. ]?miss|\bincidents?\b`)

func (c *check) visible() bool {
	p, err := c.t.client.Project(c.ctx, c.backlog.Project)
	switch {
	case err != nil && client.KindOf(err) == client.NotFound:
		c.problem("project %s is not there, or this account can't see it: check the key, and give the account Browse Projects there", c.backlog.Project)
	case err != nil:
		c.problem("project %s can't be read: %v", c.backlog.Project, err)
	case p.Archived:
		c.problem("project %s is archived: nothing can be made there", p.Key)
	}
	if err == nil && incidentName.MatchString(p.Name) && c.backlog.Silo == "" {
		c.problem("the project is called %q: a project for post-mortems is a silo; name the team's normal one, or say `silo: \"why this is the team's normal work\"` in its backlog", p.Name)
	}
	c.project = p
	return err == nil && !p.Archived
}

// The permissions that are needed, and those that are not.
func needed() []string { return []string{"BROWSE_PROJECTS", "CREATE_ISSUES"} }

func wider() []string {
	return []string{"SYSTEM_ADMIN", "ADMINISTER", "ADMINISTER_PROJECTS", "DELETE_ISSUES", "EDIT_ISSUES", "TRANSITION_ISSUES"}
}

func (c *check) permitted() bool {
	have, err := c.t.client.Permissions(c.ctx, c.backlog.Project, append(needed(), wider()...))
	if err != nil {
		c.problem("the permissions in %s can't be read: %v", c.backlog.Project, err)
		return false
	}
	var lacks, more []string
	for _, p := range needed() {
		if !have[p] {
			lacks = append(lacks, inWords(p))
		}
	}
	for _, p := range wider() {
		if have[p] {
			more = append(more, inWords(p))
		}
	}
	if len(lacks) > 0 {
		c.problem("the account lacks %s in %s", strings.Join(lacks, " and "), c.backlog.Project)
	}
	if len(more) > 0 {
		c.remark("the account may do more than it needs in %s: %s. Browse Projects and Create Issues are enough", c.backlog.Project, strings.Join(more, ", "))
	}
	return len(lacks) == 0
}

// inWords is a permission as its administrators read it.
func inWords(permission string) string {
	words := strings.Split(strings.ToLower(permission), "_")
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

// accepted makes the issue up as a creation would, and looks for what the
// create screen wants besides.
func (c *check) accepted() bool {
	id := screenID{c.backlog.Project, c.own.issueType()}
	c.t.forgetScreen(id)
	s, err := c.t.screenOf(c.ctx, id)
	if err != nil {
		c.problem("%v", err)
		return false
	}
	c.screen = s
	issue, err := c.t.payload(c.sample(), c.own, s)
	if err != nil {
		c.problem("an item would be refused: %v", err)
		return false
	}
	good := c.priorities() && c.due() && c.parent()
	for _, f := range s.Fields {
		if _, set := issue.Fields[f.ID]; f.Required && !f.Default && (!set || issue.Fields[f.ID] == nil) && f.ID != "reporter" && f.ID != "assignee" {
			c.problem("an item would be refused: %s", draft.Required(c.backlog.Project, c.own.issueType(), &f))
			good = false
		}
	}
	if good {
		c.remark("items of type %s are accepted in %s", c.own.issueType(), c.backlog.Project)
	}
	return good
}

func (c *check) sample() tracker.NewItem {
	key := review.Key("000000000000")
	return tracker.NewItem{
		Marker:  tracker.Marker{Instance: c.t.o.Instance, Review: key, Action: key, Generation: 1, Number: 1},
		Backlog: c.backlog, Title: "A follow-up", Review: tracker.ReviewRef{Title: "A review"},
	}
}

// unassigned asks whether items can be without an assignee. It never says who
// would get them.
func (c *check) unassigned() {
	allowed, err := c.t.client.Unassigned(c.ctx)
	f := c.screen.Field("assignee")
	switch {
	case err == nil && !allowed || f != nil && f.Required:
		c.problem("items can't be made unassigned in %s: Jira would assign each to somebody. Allow unassigned issues (General configuration), or take another project", c.backlog.Project)
	case f == nil && c.project.Assign != "" && c.project.Assign != "UNASSIGNED":
		c.problem("items would be assigned to the project's default in %s: set its default assignee to Unassigned, or put Assignee on the create screen", c.backlog.Project)
	}
}

// readings lists how each end of work will be read.
func (c *check) readings() {
	statuses := c.statuses
	if statuses == nil {
		all, err := c.t.client.Statuses(c.ctx, c.backlog.Project)
		if err != nil {
			c.remark("the statuses of %s can't be read: %v", c.backlog.Project, err)
			return
		}
		statuses = all
	}
	resolutions, err := c.t.client.Resolutions(c.ctx)
	if err != nil {
		c.remark("the resolutions can't be read: %v", err)
	}
	read := map[string][]string{}
	for _, s := range statuses[c.screen.TypeID] {
		if s.Category.Key == "done" {
			as := c.t.readAs("", s.Name)
			read[as] = append(read[as], "status "+s.Name)
		}
	}
	for _, r := range resolutions {
		as := c.t.readAs(r, "")
		read[as] = append(read[as], "resolution "+r)
	}
	var parts []string
	for _, as := range []string{"done", "declined", "followed"} {
		if names := read[as]; len(names) > 0 {
			slices.Sort(names)
			parts = append(parts, as+": "+strings.Join(slices.Compact(names), ", "))
		}
	}
	if len(parts) > 0 {
		c.remark("once closed, items are read as: %s", strings.Join(parts, "; "))
	}
}

func (t *Tracker) readAs(resolution, status string) string {
	if t.states.Duplicate(resolution, status) {
		return "followed"
	}
	if _, ok := t.states.Declined(resolution, status); ok {
		return "declined"
	}
	return "done"
}
