package jira

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/finding"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira/draft"
)

// checks tells whether a site and its projects take what is configured.
type checks struct {
	issues
	screens  *screens // of creations
	drafts   drafts
	instance string
	now      func() time.Time
}

// Check begins a check of the site. All is read anew, and what several backlogs
// share once, a refusal too.
func (cs checks) Check() tracker.Check {
	once := cs.client.Once()
	s := &siteCheck{checks: cs, fresh: &screens{client: once, now: cs.now}}
	s.client = once
	return s
}

// siteCheck is one check of the site.
type siteCheck struct {
	checks
	fresh *screens
}

// Site asks whether the site knows us.
func (s *siteCheck) Site(ctx context.Context) (found finding.List) {
	if _, err := s.client.Myself(ctx); err != nil {
		found.Wrong(s.mend(err), "%s can't be read: %v", s.client.Site(), err)
	}
	return found
}

// mend is what a person can do about an error that is about the site or the
// account.
func (s *siteCheck) mend(err error) string {
	switch client.KindOf(err) {
	case client.Auth:
		if cloud(s.client) {
			return "make a new API token as the account that email names, and give it as token or token_file"
		}
		return "make a new personal access token for the account, and give it as token or token_file"
	case client.Throttled:
		return "try again later"
	case client.NotFound:
		return "check url, and the context path in it"
	case client.Rejected:
		return "check url and deployment"
	}
	return "check url, and whether this machine reaches it (a proxy: HTTPS_PROXY; its certificates: ca_file)"
}

// Backlog tells whether an item with just the configured fields would be
// accepted, and shown in the team's backlog.
func (s *siteCheck) Backlog(ctx context.Context, b tracker.Backlog, use tracker.Use) finding.List {
	c := &backlogCheck{siteCheck: s, ctx: ctx, backlog: b, use: use}
	var err error
	if c.own, err = settingsOf(b); err != nil {
		c.found.Wrong("correct the team's backlog", "%v", err)
		return c.found
	}
	if c.visible() && c.permitted() && c.accepted() {
		c.unassigned()
		c.board()
		c.readings()
	}
	return c.found
}

// backlogCheck is the check of one backlog.
type backlogCheck struct {
	*siteCheck
	ctx     context.Context // of the one check
	backlog tracker.Backlog
	use     tracker.Use
	own     Backlog
	project client.Project
	screen  *screen
	found   finding.List
}

// wrong and look add what is so in the project: many may have it.
func (c *backlogCheck) wrong(next, format string, args ...any) {
	c.found.Wrong(next, format, args...)
	c.found.In(c.backlog.Project)
}

func (c *backlogCheck) look(next, format string, args ...any) {
	c.found.Look(next, format, args...)
	c.found.In(c.backlog.Project)
}

// unread tells of what can't be read.
func (c *backlogCheck) unread(tell func(next, format string, args ...any), what string, err error) {
	tell(c.mend(err), "%s can't be read: %v", what, err)
}

var incidentName = regexp.MustCompile(`(?i)post[-_. ]?mortem|near[-_. ]?miss|\bincidents?\b`)

func (c *backlogCheck) visible() bool {
	p, err := c.client.Project(c.ctx, c.backlog.Project)
	switch {
	case err != nil && client.KindOf(err) == client.NotFound:
		c.wrong("check the key, and give the account Browse Projects there", "project {} is not there, or this account can't see it")
	case err != nil:
		c.unread(c.wrong, "project {}", err)
	case p.Archived:
		c.wrong("give the team another project, or have it restored", "project {} is archived: nothing can be made there")
	}
	if err == nil && incidentName.MatchString(p.Name) && c.use.Silo == "" {
		c.found.Wrong("name the team's normal one, or say `silo: \"why this is the team's normal work\"` in its backlog",
			"project %s is called %q: a project for post-mortems is a silo", p.Key, p.Name)
	}
	c.project = p
	return err == nil && !p.Archived
}

// The permissions that are needed, and those that are not.
func needed() []string { return []string{"BROWSE_PROJECTS", "CREATE_ISSUES"} }

func wider() []string {
	return []string{"SYSTEM_ADMIN", "ADMINISTER", "ADMINISTER_PROJECTS", "DELETE_ISSUES", "EDIT_ISSUES", "TRANSITION_ISSUES"}
}

func (c *backlogCheck) permitted() bool {
	have, err := c.client.Permissions(c.ctx, c.backlog.Project, append(needed(), wider()...))
	if err != nil {
		c.unread(c.wrong, "the permissions in {}", err)
		return false
	}
	lacks := inWords(slices.DeleteFunc(needed(), func(p string) bool { return have[p] }))
	more := inWords(slices.DeleteFunc(wider(), func(p string) bool { return !have[p] }))
	if len(lacks) > 0 {
		c.wrong("give it that in the project's permission scheme, or by a role", "the account lacks %s", strings.Join(lacks, " and "))
	}
	if len(more) > 0 {
		c.look("Browse Projects and Create Issues are enough", "the account may do more than it needs in {} (%s)", strings.Join(more, ", "))
	}
	return len(lacks) == 0
}

// inWords are permissions as their administrators read them.
func inWords(permissions []string) (out []string) {
	for _, p := range permissions {
		words := strings.Split(strings.ToLower(p), "_")
		for i, w := range words {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
		out = append(out, strings.Join(words, " "))
	}
	return out
}

// accepted makes the issue up as a creation would, and looks for what the
// create screen wants besides.
func (c *backlogCheck) accepted() bool {
	id := screenID{c.backlog.Project, c.own.issueType()}
	s, err := c.fresh.of(c.ctx, id)
	if err != nil {
		c.found.Wrong(c.screenMend(err), "%v", err)
		return false
	}
	c.screen = s
	c.screens.known.Put(id, s)
	made, err := c.drafts.draft(c.sample(), c.own, s)
	if err != nil {
		c.refused(err, "an item would be refused")
		return false
	}
	good := c.described()
	good = c.priorities() && good
	good = c.due() && good
	good = c.parent() && good
	good = c.required(made) && good
	if good {
		c.found.Good("items of type %s are accepted in {}", c.own.issueType())
		c.found.In(c.backlog.Project)
	}
	return good
}

// screenMend is what to do where a create screen can't be read.
func (c *backlogCheck) screenMend(err error) string {
	e, ok := errors.AsType[*tracker.Error](err)
	switch {
	case !ok:
		return c.mend(err)
	case e.Field == "type":
		return "name one of its types in the backlog (type)"
	}
	return "check the project's key, and give the account Create Issues there"
}

// refused tells of a field that would be refused.
func (c *backlogCheck) refused(err error, what string) {
	next := "correct it in the team's backlog"
	if e, ok := errors.AsType[*tracker.Error](err); ok {
		plain := *e
		plain.Next, err = "", &plain
		switch {
		case e.Next != "":
			next = e.Next
		case len(e.Allowed) > 0:
			next = "give the team's backlog one of these"
		}
	}
	c.found.Wrong(next, "%s: %v", what, err)
}

// described asks whether an item can have its words: what it is about, and what
// it is known again by.
func (c *backlogCheck) described() bool {
	if c.screen.Field("description") != nil {
		return true
	}
	c.wrong("add Description to its create screen", "an item would be refused: there is no Description on the create screen for %s", c.own.issueType())
	return false
}

// priorities asks whether each priority that items may be given is one here.
func (c *backlogCheck) priorities() bool {
	good := true
	for _, p := range c.use.Priorities {
		item := c.sample()
		item.Priority = p
		if _, err := c.drafts.draft(item, c.own, c.screen); err != nil {
			c.refused(err, "an item with the priority "+p+" would be refused")
			good = false
		}
	}
	return good
}

// due asks whether a due date can be set.
func (c *backlogCheck) due() bool {
	if !c.use.Due || c.screen.Field("duedate") != nil {
		return true
	}
	c.wrong("add Due date to its create screen, and give the account Schedule Issues; or take due out of the backlog",
		"an item with a due date would be refused: there is no Due date on the create screen for %s that this account may set", c.own.issueType())
	return false
}

// required looks for fields that Jira wants and the backlog does not give.
func (c *backlogCheck) required(made *draft.Draft) bool {
	good := true
	for _, f := range c.screen.Fields {
		if !f.Required || f.Default || made.Fields[f.ID] != nil || slices.Contains([]string{"reporter", "assignee", "project", "issuetype", "description", "parent"}, f.ID) {
			continue // those stand elsewhere
		}
		switch {
		case f.ID == "priority" && len(c.use.Priorities) > 0:
			c.look("give the field a default in Jira, or leave it optional", "priority is required for %s in {}, and an action may have none that the backlog names: such an item would be refused", c.own.issueType())
		case f.ID == "duedate" && c.use.Due:
			c.look("leave the field optional in Jira", "a due date is required for %s in {}, and an action may have none, or one that is past: such an item would be refused", c.own.issueType())
		default:
			c.wrong(draft.Required(&f), "an item would be refused: %s is required for %s", draft.NameOf(&f), c.own.issueType())
			good = false
		}
	}
	return good
}

func (c *backlogCheck) sample() tracker.NewItem {
	key := review.Key("000000000000")
	return tracker.NewItem{
		Marker:  tracker.Marker{Instance: c.instance, Review: key, Action: key, Generation: 1, Number: 1},
		Backlog: c.backlog, Title: "A follow-up", Review: tracker.ReviewRef{Title: "A review"},
	}
}

// unassigned asks whether items can be without an assignee. It never says who
// would get them.
func (c *backlogCheck) unassigned() {
	allowed, err := c.client.Unassigned(c.ctx)
	f := c.screen.Field("assignee")
	switch {
	case err == nil && !allowed || f != nil && f.Required:
		c.wrong("allow unassigned issues (General configuration), or take another project", "items can't be made unassigned in {}: Jira would assign each to somebody")
	case f == nil && c.project.Assign != "" && c.project.Assign != "UNASSIGNED":
		c.wrong("set its default assignee to Unassigned, or put Assignee on the create screen", "items would be assigned to the project's default")
	}
}

// readings lists how each end of work will be read.
func (c *backlogCheck) readings() {
	statuses, err := c.client.Statuses(c.ctx, c.backlog.Project)
	if err != nil {
		c.unread(c.look, "the statuses of {}", err)
		return
	}
	resolutions, err := c.client.Resolutions(c.ctx)
	if err != nil {
		c.unread(c.found.Look, "the resolutions", err)
	}
	read := map[string][]string{}
	for _, s := range statuses[c.screen.TypeID] {
		if s.Category.Key == "done" {
			as := c.states.readAs("", s.Name)
			read[as] = append(read[as], "status "+s.Name)
		}
	}
	for _, r := range resolutions {
		as := c.states.readAs(r, "")
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
		c.found.Good("once closed, items are read as: %s", strings.Join(parts, "; "))
	}
}
