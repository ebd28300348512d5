package setup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Probe looks at what an answer names, and changes nothing.
type Probe interface {
	// Reviews looks at the documents of a place of reviews.
	Reviews(ctx context.Context, a Answers) (Found, error)
	// Places are those of a tracker that its login may put items into, sorted.
	Places(ctx context.Context, kind string, a Answers) ([]tracker.Place, error)
	// Site says what is wrong with a site's address, and with the other parts of
	// a login but its token.
	Site(kind string, l Login) []error
}

// Found are the documents at a place.
type Found struct {
	Total int
	// Days are those of the published ones as far as they are known.
	Days []time.Time
}

// Older counts what is older than a day; all: nothing is.
func (f Found) Older(since string) (n int) {
	day, err := time.Parse(time.DateOnly, since)
	for _, d := range f.Days {
		if err == nil && d.Before(day) {
			n++
		}
	}
	return n
}

// Setup finds out the answers.
type Setup struct {
	// Ask asks; nil: nobody is there, what is missing gets its default or is a
	// mistake.
	Ask   *terminal.Asker
	Probe Probe
	// Dir is the folder of the configuration, as it was named.
	Dir   string
	Today string
	// Set tells of an environment variable that it holds something.
	Set func(name string) bool

	// Answers begin with what flags gave.
	Answers Answers
	// Found is what is at the place of the reviews.
	Found Found

	places map[string][]tracker.Place // what a tracker's account sees, by kind
	unset  []string                   // variables of which it was told that they are not set
}

// How long a site may take: after the first it is said who is waited for, and
// the second is the end.
const (
	patient = 2 * time.Second
	longest = 30 * time.Second
)

// wait does what asks a site. Who only waits is told what for.
func (s *Setup) wait(ctx context.Context, site string, ask func(ctx context.Context) error) error {
	within, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- ask(within) }()
	var err error
	select {
	case err = <-done:
	case <-time.After(patient):
		s.Ask.Say("Waiting for %s…", site)
		err = <-done
	}
	switch {
	case ctx.Err() != nil:
		return terminal.ErrEnded
	case err != nil && within.Err() != nil:
		return fmt.Errorf("%s does not answer within %d seconds: is the address right, and the way there open?", site, int(longest.Seconds()))
	}
	return err
}

// Run finds out what was not answered yet.
func (s *Setup) Run(ctx context.Context) error {
	asked := len(s.Answers.Teams) == 0
	for _, step := range []func(context.Context) error{reviewQuestions{s}.reviews, s.since, s.trackers, loginQuestions{s}.logins, teamQuestions{s}.teams} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	if s.Ask != nil && asked {
		return nil // judged team by team
	}
	return s.judge()
}

// Mistakes judges the configuration that answers make, were it in a folder. Its
// tokens come from files, as far as it is concerned: a variable may be set later.
func Mistakes(dir string, a Answers) ([]config.Problem, error) {
	a.Jira.Variable, a.Jira.File = "", TokenFile(Jira)
	a.GitHub.Variable, a.GitHub.File = "", TokenFile(GitHub)
	text, err := Compose(a)
	if err != nil {
		return nil, err
	}
	err = config.Judge(At(dir, "followthrough.yaml"), []byte(text))
	var wrong *config.Error
	if errors.As(err, &wrong) {
		return wrong.Problems, nil
	}
	return nil, err
}

// judge refuses answers that make a configuration with mistakes.
func (s *Setup) judge() error {
	wrong, err := Mistakes(s.Dir, s.Answers)
	var words []string
	for _, w := range wrong {
		words = append(words, w.Path+": "+w.Text)
	}
	if err == nil && len(words) > 0 {
		err = errors.New(strings.Join(words, "\n"))
	}
	return err
}

// wrongIn is the first mistake in a part of the configuration, whatever the
// questions still to come will be answered with; nil: there is none.
func (s *Setup) wrongIn(part string) error {
	a := s.Answers
	a.Since = cmp.Or(a.Since, s.Today)
	if len(a.Trackers) == 0 || slices.Contains(a.Trackers, Files) {
		a.Trackers = []string{Files} // the others' logins are still to come
	}
	a.Backlogs = cmp.Or(a.Backlogs, "backlogs")
	if len(a.Teams) == 0 {
		a.Teams = examples()
	}
	return s.wrongBelow(a, part)
}

// wrongBelow is the first mistake below a key; nil: there is none.
func (s *Setup) wrongBelow(a Answers, key string) error {
	wrong, err := Mistakes(s.Dir, a)
	for _, w := range wrong {
		if strings.HasPrefix(w.Path, key) {
			return errors.New(w.Text)
		}
	}
	return err
}

// since is from which day on items are made.
func (s *Setup) since(ctx context.Context) error {
	a := &s.Answers
	if a.Since != "" {
		return nil
	}
	if s.Ask == nil || s.Found.Total == 0 && a.Reviews.Kind == Folder {
		a.Since = s.Today
		return nil
	}
	s.Ask.Head("From which day on does a review count?")
	if s.Found.Total > 0 {
		s.Ask.Say("%s.", s.past(s.Today))
	}
	var err error
	a.Since, err = s.Ask.Line(ctx, terminal.Question{Text: "A day, or all", Default: s.Today, Take: s.dayOnce()})
	if err == nil && a.Since != s.Today && s.Found.Total > 0 {
		s.Ask.Say("%s.", s.past(a.Since))
	}
	return err
}

// dayOnce judges a day. One to come is taken when it is said twice.
func (s *Setup) dayOnce() func(string) (string, error) {
	doubted := ""
	return func(answer string) (string, error) {
		since, err := ParseSince(answer)
		if err != nil || since == doubted || !s.toCome(since) {
			return since, err
		}
		doubted = since
		return "", fmt.Errorf("%s is still to come: no review would count before it. Say it again to take it all the same", since)
	}
}

// toCome tells whether a day is none yet, anywhere on Earth.
func (s *Setup) toCome(since string) bool {
	day, err := time.Parse(time.DateOnly, since)
	today, wrong := time.Parse(time.DateOnly, s.Today)
	return err == nil && wrong == nil && day.After(today.AddDate(0, 0, 1))
}

// past says how many reviews are older than a day, and what that means.
func (s *Setup) past(since string) string {
	there := reviews(s.Found.Total) + " there"
	switch older := s.Found.Older(since); {
	case since == "all":
		return there + ": items are made for all that are published"
	case len(s.Found.Days) == 0:
		return there + ": no item is made for those published before " + since
	case older == 0:
		return there + ", none older than " + since
	default:
		return fmt.Sprintf("%s, %d older than %s: no item is made for those, and `followthrough plan --since all` tries the mapping on them", there, older, since)
	}
}

func reviews(n int) string {
	if n == 1 {
		return "1 review is"
	}
	return fmt.Sprintf("%d reviews are", n)
}

// kinds of trackers, in the order in which they are offered.
func kinds() []string { return []string{Jira, GitHub, Files} }

// trackers are where the teams work.
func (s *Setup) trackers(ctx context.Context) error {
	a := &s.Answers
	offered := Files
	if a.Reviews.Kind != Folder {
		offered = GitHub
	}
	switch {
	case len(a.Trackers) > 0:
	case s.Ask == nil:
		a.Trackers = s.trackersOfTeams()
	default:
		s.Ask.Head("Where do your teams work?")
		chosen, err := s.Ask.Choose(ctx, terminal.Question{
			Text: "One, or several as 1,3", Default: fmt.Sprint(1 + slices.Index(kinds(), offered)),
		}, len(kinds()), "jira: Jira, Cloud or Data Center", "github: GitHub issues", "files: task lists in Markdown files, with no account")
		if err != nil {
			return err
		}
		for _, n := range chosen {
			a.Trackers = append(a.Trackers, kinds()[n])
		}
	}
	if !slices.Contains(a.Trackers, Files) {
		return nil
	}
	if a.Backlogs != "" || s.Ask == nil || a.Reviews.Kind == Folder && s.nothingElse() {
		a.Backlogs = cmp.Or(a.Backlogs, "backlogs")
		return nil
	}
	var err error
	_, err = s.Ask.Line(ctx, terminal.Question{Text: "Folder of the backlogs", Default: "backlogs", Take: func(answer string) (string, error) {
		if a.Backlogs, err = s.path(answer); err != nil {
			return "", err
		}
		return a.Backlogs, s.wrongIn("trackers")
	}})
	return err
}

// nothingElse tells whether files are all that there is: a first try, in which
// the folder of the backlogs is not worth a question.
func (s *Setup) nothingElse() bool { return len(s.Answers.Trackers) == 1 && s.Found.Total == 0 }

// trackersOfTeams are those that flags name with teams, else files.
func (s *Setup) trackersOfTeams() (out []string) {
	for _, t := range s.Answers.Teams {
		if t.Tracker != "" && !slices.Contains(out, t.Tracker) {
			out = append(out, t.Tracker)
		}
	}
	if len(out) == 0 {
		return []string{Files}
	}
	return out
}
