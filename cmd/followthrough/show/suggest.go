package show

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/mapping/suggest"
	"github.com/followthrough/followthrough/sync/report/export"
)

// Suggested is a suggestion with what was left out of it.
type Suggested struct {
	suggest.Suggestion
	Restricted, Unreadable int // reviews that were left out
}

// mostShown is how many of a kind are listed in comments: JSON has all.
const mostShown = 100

// Suggestion prints a suggestion as YAML to put into a configuration. What is to
// be decided by a person stands in comments.
func Suggestion(e terminal.Env, s Suggested) error {
	var b strings.Builder
	for _, line := range head(s) {
		b.WriteString(comment(line))
	}
	var add, fresh []suggest.Team
	for _, t := range s.Teams {
		if t.There {
			add = append(add, t)
		} else {
			fresh = append(fresh, t)
		}
	}
	if len(fresh) > 0 {
		text, err := teamsYAML(fresh)
		if err != nil {
			return err
		}
		b.WriteString(text)
	}
	if len(add) > 0 {
		text, err := teamsYAML(add)
		if err != nil {
			return err
		}
		b.WriteString("\n" + comment("To teams that are there, add:") + commented(strings.TrimPrefix(text, "mapping:\n")))
	}
	b.WriteString(people(s) + unsure(s) + services(s))
	_, err := e.Out.Write(export.Spelt([]byte(b.String())))
	return err
}

// head says what the suggestion is made of, and what to do with it.
func head(s Suggested) []string {
	c := s.Counts
	out := []string{fmt.Sprintf("From %s with %s: %d of them name an owner, and %d of these lead to a team already.",
		Count(c.Reviews, "review"), Count(c.Actions, "action"), c.Owned, c.Led)}
	if s.Restricted > 0 {
		out = append(out, fmt.Sprintf("Left out: %s that may be restricted.", Count(s.Restricted, "review")))
	}
	if s.Unreadable > 0 {
		out = append(out, fmt.Sprintf("Left out: %s that can't be read.", Count(s.Unreadable, "document")))
	}
	if n := c.Nobody + c.TooLong; n > 0 {
		out = append(out, fmt.Sprintf("Left out: %s that name nobody (TBD, a sentence).", Count(n, "owner")))
	}
	if s.Counts.Unmentioned > 0 {
		out = append(out, fmt.Sprintf("Left out: %s of catalogues that no review names (--all).", Count(s.Counts.Unmentioned, "team")))
	}
	fresh := 0
	for _, t := range s.Teams {
		if !t.There {
			fresh++
		}
	}
	if fresh == 0 {
		return append(out, "No further team is told by what was read.")
	}
	return append(out, "Nothing was changed. Read it, correct it, and put it under mapping.teams; then `followthrough plan`.")
}

// What of a team is printed.
type teamShape struct {
	Name     quoted        `yaml:"name"`
	Aliases  []quoted      `yaml:"aliases,omitempty"`
	Members  []quoted      `yaml:"members,omitempty"`
	Services []quoted      `yaml:"services,omitempty"`
	Backlog  *backlogShape `yaml:"backlog,omitempty"`
}

type backlogShape struct {
	Tracker   quoted `yaml:"tracker"`
	Project   quoted `yaml:"project,omitempty"`
	Component quoted `yaml:"component,omitempty"`
}

// teamsYAML is a mapping's teams with the reasons beside them. Each is encoded by
// itself: what the encoder takes to place a comment grows with its document.
func teamsYAML(teams []suggest.Team) (string, error) {
	var b strings.Builder
	b.WriteString("mapping:\n  teams:\n")
	for _, t := range teams {
		text, err := teamYAML(t)
		if err != nil {
			return "", err
		}
		for line := range strings.Lines(text) {
			b.WriteString("  " + line) // no value has a second line
		}
	}
	return b.String(), nil
}

func teamYAML(t suggest.Team) (string, error) {
	reasons := yaml.CommentMap{"$[0]": {yaml.HeadComment(lines(aboutTeam(t))...)}}
	shape := teamShape{
		Name: quoted(t.Name), Aliases: listed(reasons, "$[0].aliases", t.Aliases),
		Members: listed(reasons, "$[0].members", t.Members), Services: listed(reasons, "$[0].services", t.Services),
	}
	if !t.There {
		shape.Backlog = backlogOf(t)
		reasons["$[0].backlog"] = []*yaml.Comment{yaml.HeadComment(lines(aboutBacklog(t))...)}
	}
	out, err := yaml.MarshalWithOptions([]teamShape{shape}, yaml.WithComment(reasons), yaml.Indent(2), yaml.IndentSequence(true))
	return strings.TrimRight(string(out), "\n") + "\n", err
}

// listed are texts as a list, each with how often it was written.
func listed(reasons yaml.CommentMap, at string, texts []suggest.Text) (out []quoted) {
	for i, t := range texts {
		out = append(out, quoted(t.Text))
		reasons[fmt.Sprintf("%s[%d]", at, i)] = []*yaml.Comment{yaml.LineComment(" " + oneLine(often(t)))}
	}
	return out
}

func backlogOf(t suggest.Team) *backlogShape {
	if t.Backlog == nil {
		return &backlogShape{Tracker: "none"}
	}
	return &backlogShape{Tracker: quoted(t.Backlog.Tracker), Project: quoted(t.Backlog.Project), Component: quoted(t.Backlog.Component)}
}

// lines are comments as the encoder wants them.
func lines(texts []string) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = " " + oneLine(t)
	}
	return out
}
