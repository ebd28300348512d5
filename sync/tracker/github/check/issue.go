package check

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/tracker/github/backlog"
	"github.com/followthrough/followthrough/sync/tracker/github/hub"
)

// How many values a finding names, and how many milestones are looked at.
const (
	maxNamed      = 20
	maxMilestones = 1000
)

// some are values as a finding names them.
func some(values []string) string {
	if len(values) == 0 {
		return "there are none"
	}
	text := strings.Join(values[:min(len(values), maxNamed)], ", ")
	if more := len(values) - maxNamed; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return "there are: " + text
}

// labels asks whether they are there, or would be made.
func (c *run) labels() {
	wanted := c.Labels
	if len(wanted) == 0 {
		return
	}
	if !c.writes() {
		c.dropped("the labels "+strings.Join(wanted, ", "), len(c.Backlog.Labels) > 0)
		return
	}
	var missing []string
	for _, l := range wanted {
		_, err := c.site.client.Do(c.ctx, http.MethodGet, hub.Path(c.repo.Name, "labels", l), nil, nil)
		switch {
		case hub.Unseen(err):
			missing = append(missing, l)
		case err != nil:
			c.wrong(Mend(err), "the label %s of %s can't be read: %v", l, c.repo.Name, err)
			return
		}
	}
	label, it := "label", "it"
	if len(missing) > 1 {
		label, it = "labels", "them"
	}
	switch {
	case len(missing) == 0:
	case c.site.client.App() || c.repo.Permissions.Push:
		c.found.Good("%s", oneLine("{} has no %s %s: the first item makes %s", label, strings.Join(missing, ", "), it))
		c.found.In(c.repo.Name)
	default:
		c.wrongHere("make "+it+", or give the account the role Write", "{} has no %s %s, and the account may not make labels", label, strings.Join(missing, ", "))
	}
}

// dropped says that GitHub would leave something out of new issues; what the
// backlog asks for is a problem.
func (c *run) dropped(what string, asked bool) {
	tell := c.lookHere
	if asked {
		tell = c.wrongHere
	}
	tell("give it the role Triage or Write there", "%s would be dropped from new issues in silence: the account may not set them", what)
}

// milestone asks whether it is there and open.
func (c *run) milestone() {
	if c.Own.Milestone == "" {
		return
	}
	if !c.writes() {
		c.dropped("the milestone "+c.Own.Milestone, true)
	}
	var open []string
	for next := hub.Path(c.repo.Name, "milestones") + "?state=all&per_page=100"; next != ""; {
		var page []struct{ Title, State string }
		answer, err := c.site.client.Do(c.ctx, http.MethodGet, next, nil, &page)
		if err != nil {
			c.wrong(Mend(err), "the milestones of %s can't be read: %v", c.repo.Name, err)
			return
		}
		for _, m := range page {
			switch {
			case names.Same(m.Title, c.Own.Milestone) && m.State == "open":
				return
			case names.Same(m.Title, c.Own.Milestone):
				c.wrong("name an open one", "the milestone %q of %s is closed", m.Title, c.repo.Name)
				return
			case m.State == "open" && len(open) < maxMilestones:
				open = append(open, m.Title)
			}
		}
		next = answer.Next
	}
	slices.Sort(open)
	c.wrong("name one that is there, or make it", "%s has no open milestone %q%s (%s)", c.repo.Name, c.Own.Milestone, meant(c.Own.Milestone, open), some(open))
}

// meant is the value that a mistyped one most likely means, as a question; "":
// none is near.
func meant(name string, values []string) string {
	bare := func(s string) string {
		return strings.ToLower(strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, names.Form(s)))
	}
	for _, near := range []func(a, b string) bool{strings.EqualFold, strings.Contains, func(a, b string) bool { return strings.Contains(b, a) }} {
		for _, v := range values {
			if bare(v) != "" && bare(name) != "" && near(bare(v), bare(name)) {
				return fmt.Sprintf(": do you mean %q?", v)
			}
		}
	}
	return ""
}

// kind asks whether the type is one of the organisation's.
func (c *run) kind() {
	if c.Own.Type == "" {
		return
	}
	if c.site.client.Enterprise() {
		c.wrong("leave type out", "this server has no issue types")
		return
	}
	if !c.writes() {
		c.dropped("the type "+c.Own.Type, true)
	}
	var all []struct {
		Name    string `json:"name"`
		Enabled *bool  `json:"is_enabled"`
	}
	_, err := c.site.client.Do(c.ctx, http.MethodGet, hub.Path(c.repo.Name, "issue-types"), nil, &all)
	if err != nil && !hub.Unseen(err) {
		c.wrong(Mend(err), "the issue types of %s can't be read: %v", c.repo.Name, err)
		return
	}
	var kinds []string
	for _, t := range all {
		if t.Enabled == nil || *t.Enabled {
			kinds = append(kinds, t.Name)
		}
	}
	if backlog.Holds(kinds, c.Own.Type) {
		return
	}
	if c.repo.Owner.Type == "User" {
		c.wrongHere("leave type out", "{} has no issue types, as its owner is a person")
		return
	}
	c.wrongHere("name one that is there", "{} has no issue type %q%s (%s)", c.Own.Type, meant(c.Own.Type, kinds), some(kinds))
}
