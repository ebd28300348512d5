package setup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/tracker"
)

// examples are the teams of a first try, in files.
func examples() []Team {
	return []Team{
		{Name: "payments", Project: "payments.md", Aliases: []string{"Payments team"}, Services: []string{"checkout"}},
		{Name: "platform", Project: "platform.md", Aliases: []string{"Platform team"}, Services: []string{"queue"}},
	}
}

// teamQuestions find out the teams. What the accounts see is known by then.
type teamQuestions struct{ *Setup }

// teams finds out a first team or two.
func (s teamQuestions) teams(ctx context.Context) error {
	a := &s.Answers
	switch {
	case len(a.Teams) > 0:
		return s.teamsGiven()
	case s.Ask != nil:
		return s.askTeams(ctx)
	case a.Trackers[0] == Files:
		a.Teams = examples()
		return nil
	}
	return errors.New("--team is missing: a first team with its backlog, such as --team payments=" +
		map[string]string{Jira: "PAY", GitHub: "acme/payments"}[a.Trackers[0]])
}

// teamsGiven judges what flags say.
func (s teamQuestions) teamsGiven() error {
	a := &s.Answers
	for i, t := range a.Teams {
		kind := cmp.Or(t.Tracker, a.Trackers[0])
		if !slices.Contains(a.Trackers, kind) {
			return fmt.Errorf("--team: the tracker of %s is %s, which no --tracker names", t.Name, kind)
		}
		a.Teams[i].Project = form(kind, t.Project)
	}
	return nil
}

// form is a project in the form in which its tracker has it.
func form(kind, project string) string {
	switch kind {
	case Jira:
		return strings.ToUpper(project)
	case GitHub:
		if name, _, _, err := repository(project); err == nil {
			return name
		}
	}
	return project
}

// askTeams asks for teams until an empty answer, each judged with those before
// it.
func (s teamQuestions) askTeams(ctx context.Context) error {
	a := &s.Answers
	s.Ask.Head("Which teams? Two are enough to begin with.")
	for {
		q := terminal.Question{Text: "Next team (empty: no more)", Empty: true, Take: s.takeName}
		if len(a.Teams) == 0 {
			q = terminal.Question{Text: "Name of a team", Default: "payments", Take: s.takeName}
		}
		name, err := s.Ask.Line(ctx, q)
		if err != nil || name == "" {
			return err
		}
		t := Team{Name: name}
		if t.Tracker, err = s.askTracker(ctx); err != nil {
			return err
		}
		if t.Project, err = s.askProject(ctx, t); err != nil {
			return err
		}
		next := *a
		next.Teams = append(slices.Clone(a.Teams), t)
		wrong, err := Mistakes(s.Dir, next)
		if err != nil {
			return err
		}
		for _, w := range wrong {
			s.Ask.Say("%s", w.Text)
		}
		if len(wrong) == 0 {
			*a = next
		}
	}
}

// takeName judges a team's name before its project is asked for.
func (s teamQuestions) takeName(name string) (string, error) {
	if err := s.wrongTeams(Team{Name: name, Project: "new.md"}); err != nil {
		return "", err
	}
	for _, t := range s.Answers.Teams {
		if s.wrongTeams(Team{Name: t.Name, Project: "old.md"}, Team{Name: name, Project: "new.md"}) != nil {
			return "", fmt.Errorf("there is a team %s already", t.Name)
		}
	}
	return name, nil
}

// wrongTeams is the first mistake in teams that have backlogs in files; nil:
// there is none.
func (s teamQuestions) wrongTeams(teams ...Team) error {
	a := s.Answers
	a.Trackers, a.Teams, a.Backlogs = []string{Files}, teams, cmp.Or(a.Backlogs, "backlogs")
	return s.wrongBelow(a, "mapping.teams[")
}

// wrongProject says what is wrong with a team's project.
func (s teamQuestions) wrongProject(t Team, project string) error {
	a := s.Answers
	t.Project = project
	a.Teams = append(slices.Clone(a.Teams), t)
	return s.wrongBelow(a, fmt.Sprintf("mapping.teams[%d]", len(a.Teams)-1))
}

// askTracker asks in which of several trackers a team works.
func (s teamQuestions) askTracker(ctx context.Context) (string, error) {
	all := s.Answers.Trackers
	if len(all) == 1 {
		return "", nil
	}
	return s.Ask.Line(ctx, terminal.Question{Text: "  Where does it work (" + strings.Join(all, ", ") + ")", Default: all[0], Take: func(answer string) (string, error) {
		if !slices.Contains(all, strings.ToLower(answer)) {
			return "", fmt.Errorf("%.40q is none of %s", answer, strings.Join(all, ", "))
		}
		return strings.ToLower(answer), nil
	}})
}

// askProject asks for a team's backlog. A place that the account does not see
// is taken when it is said twice.
func (s teamQuestions) askProject(ctx context.Context, t Team) (string, error) {
	kind := cmp.Or(t.Tracker, s.Answers.Trackers[0])
	doubted := ""
	return s.Ask.Line(ctx, terminal.Question{
		Text:    map[string]string{Jira: "  Its project's key", GitHub: "  Its repository", Files: "  Its file"}[kind],
		Default: s.likelyProject(kind, t.Name),
		Take: func(answer string) (string, error) {
			project := form(kind, answer)
			if kind == GitHub {
				if _, _, _, err := repository(answer); err != nil {
					return "", err
				}
			}
			if err := s.wrongProject(t, project); err != nil {
				return "", err
			}
			if len(s.places[kind]) == 0 || project == doubted || slices.ContainsFunc(s.places[kind], func(p tracker.Place) bool { return strings.EqualFold(p.Key, project) }) {
				return project, nil
			}
			doubted = project
			words := fmt.Sprintf("the account does not see %.60s", project)
			if near := mapping.Nearest(project, keys(s.places[kind])); near != "" {
				words += fmt.Sprintf(": did you mean %s?", near)
			}
			return "", errors.New(words + " Say it again to take it all the same.")
		},
	})
}

func keys(places []tracker.Place) (out []string) {
	for _, p := range places {
		out = append(out, p.Key)
	}
	return out
}

// notInAName is what a file's or repository's name does without.
var notInAName = regexp.MustCompile(`[^\pL\pN]+`)

// likelyProject is the project that is offered for a team: the one named like
// it; "": none.
func (s teamQuestions) likelyProject(kind, team string) string {
	slug := strings.Trim(notInAName.ReplaceAllString(strings.ToLower(team), "-"), "-")
	if kind == Files {
		return cmp.Or(slug, "team") + ".md"
	}
	for _, p := range s.places[kind] {
		_, repo, _ := strings.Cut(p.Key, "/")
		if strings.EqualFold(p.Key, team) || strings.EqualFold(p.Name, team) || strings.EqualFold(repo, slug) {
			return p.Key
		}
	}
	for _, p := range s.places[kind] { // "Payments backlog" for payments
		if first := strings.Fields(strings.ToLower(p.Name)); kind == Jira && len(first) > 0 && first[0] == strings.ToLower(team) {
			return p.Key
		}
	}
	if owner, _, ok := strings.Cut(s.Answers.Reviews.Repository, "/"); ok && kind == GitHub && len(s.places[kind]) == 0 && slug != "" {
		return owner + "/" + slug
	}
	return ""
}
