package setup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/tracker"
)

// shownPlaces is how many places are told one by one.
const shownPlaces = 12

// Variable is the environment variable that holds a site's token, where nothing
// else is said.
func Variable(kind string) string { return strings.ToUpper(kind) + "_TOKEN" }

// TokenFile is the file that a typed token goes into, as the configuration
// names it.
func TokenFile(kind string) string { return "secrets/" + kind + "-token" }

// loginQuestions find out by which accounts the sites are used, and what those
// see.
type loginQuestions struct{ *Setup }

// logins finds out by which account each tracker is used.
func (s loginQuestions) logins(ctx context.Context) error {
	for _, kind := range []string{Jira, GitHub} {
		if !s.Answers.Uses(kind) {
			continue
		}
		if s.Ask == nil {
			if err := s.loginGiven(kind); err != nil {
				return err
			}
		} else if err := s.login(ctx, kind); err != nil {
			return err
		}
	}
	return nil
}

// of is the login of a kind of site.
func (s *Setup) of(kind string) *Login {
	if kind == Jira {
		return &s.Answers.Jira
	}
	return &s.Answers.GitHub
}

// loginGiven judges what flags say.
func (s loginQuestions) loginGiven(kind string) error {
	l := s.of(kind)
	if kind == Jira && l.URL == "" {
		return errors.New("--jira-url is missing: the site's address, such as https://acme.atlassian.net")
	}
	for _, err := range s.Probe.Site(kind, *l) {
		key, words, _ := strings.Cut(err.Error(), ": ")
		return fmt.Errorf("--%s-%s: %s", kind, key, words)
	}
	if !l.given() {
		*l = s.offered(kind, *l)
	}
	return nil
}

// offered is a login with the token that is offered: an earlier file of ours,
// else the usual variable.
func (s loginQuestions) offered(kind string, l Login) Login {
	if info, err := os.Stat(s.At(TokenFile(kind))); err == nil && info.Mode().IsRegular() {
		l.File, l.Variable = TokenFile(kind), ""
	} else {
		l.Variable, l.File = Variable(kind), ""
	}
	l.Typed = secret.Secret{}
	return l
}

// login asks for a site and an account until the site answers, or the person
// goes on without.
func (s loginQuestions) login(ctx context.Context, kind string) error {
	l := s.of(kind)
	head := map[string]string{Jira: "Jira: by which account?", GitHub: "GitHub: by which account?"}[kind]
	if kind == GitHub && l.given() { // asked with the reviews
		if !slices.Contains(s.Answers.Trackers, kind) {
			return nil // no team works there
		}
		_, err := s.placesTold(ctx, kind)
		return err
	}
	s.Ask.Head(head)
	for first := true; ; first = false {
		if err := s.site(ctx, kind, first); err != nil {
			return err
		}
		if !l.given() || !first {
			if err := s.token(ctx, kind); err != nil {
				return err
			}
		}
		again, err := s.placesTold(ctx, kind)
		if err != nil || !again {
			return err
		}
	}
}

// site asks for the address and what else a login is but its token. What flags
// gave is asked only where it led nowhere.
func (s loginQuestions) site(ctx context.Context, kind string, first bool) error {
	l := s.of(kind)
	var err error
	if kind == GitHub {
		if l.URL == "" || !first {
			l.URL, err = s.Ask.Line(ctx, terminal.Question{Text: "Address of the site", Default: cmp.Or(l.URL, github), Take: s.address(kind)})
		}
		if l.URL == github {
			l.URL = ""
		}
		return err
	}
	if l.URL == "" || !first {
		l.URL, err = s.Ask.Line(ctx, terminal.Question{Text: "Address of the site", Default: l.URL, Take: s.address(kind)})
	}
	if err != nil || l.Email != "" && first {
		return err
	}
	cloud := len(s.Probe.Site(kind, Login{URL: l.URL})) > 0 // it wants an email
	q := terminal.Question{Text: "The account's e-mail address", Default: l.Email, Take: func(answer string) (string, error) {
		if !strings.Contains(answer, "@") {
			return "", fmt.Errorf("%.60q is no e-mail address", answer)
		}
		return answer, nil
	}}
	if !cloud {
		q.Text += " (empty: Data Center, by a token alone)"
		q.Empty = true
	}
	l.Email, err = s.Ask.Line(ctx, q)
	return err
}

// address judges a site's address.
func (s loginQuestions) address(kind string) func(string) (string, error) {
	return func(answer string) (string, error) {
		site, err := ParseSite(kind, answer)
		if err != nil {
			return "", err
		}
		if u, err := url.Parse(site); kind == GitHub && err == nil && u.Path != "" {
			return "", fmt.Errorf("%.80q is a page of a site: give the site alone, such as %s://%s", answer, u.Scheme, u.Host)
		}
		for _, err := range s.Probe.Site(kind, Login{URL: site}) {
			if words, ok := strings.CutPrefix(err.Error(), "url: "); ok {
				return "", errors.New(words)
			}
		}
		return site, nil
	}
}

// variableRE is a variable, as people write that they mean one.
var variableRE = regexp.MustCompile(`^\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))$`)

// token asks for a token, or for the place of it.
func (s loginQuestions) token(ctx context.Context, kind string) error {
	l := s.of(kind)
	offer := s.offered(kind, *l)
	q := terminal.Question{Text: "Token (not shown; or a file, or ${NAME})", Default: "${" + offer.Variable + "}"}
	if offer.File != "" {
		q.Default = offer.File
	}
	const before = "as before" // no token has a space
	if l.given() {
		q.Default = before
	}
	got := *l
	q.Take = func(answer string) (string, error) {
		if answer == before && l.given() {
			return "", nil
		}
		var err error
		got, err = s.tokenFrom(kind, *l, answer)
		return "", err // it is not handed around
	}
	_, err := s.Ask.Hidden(ctx, q)
	*l = got
	return err
}

// tokenFrom reads the answer: a variable, the path of a file, or the token. Of
// what may be a token no error tells anything.
func (s loginQuestions) tokenFrom(kind string, l Login, answer string) (Login, error) {
	l.Variable, l.File, l.Typed = "", "", secret.Secret{}
	if m := variableRE.FindStringSubmatch(answer); m != nil {
		l.Variable = cmp.Or(m[1], m[2])
		return l, nil
	}
	if answer == TokenFile(kind) || filepath.IsAbs(answer) || strings.HasPrefix(answer, "./") || strings.HasPrefix(answer, "../") || strings.HasPrefix(answer, "~/") {
		if rest, ok := strings.CutPrefix(answer, "~/"); ok {
			if home, err := os.UserHomeDir(); err == nil {
				answer = filepath.Join(home, rest)
			}
		}
		if _, err := secret.FromFile(s.At(answer)).Reveal(); err != nil {
			return l, errors.New("looks like a path, and no file with a token is there")
		}
		l.File = filepath.ToSlash(filepath.Clean(answer))
		return l, nil
	}
	if strings.ContainsFunc(answer, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return l, errors.New("has a space or a sign that can't be sent: is it the right one?")
	}
	if _, err := os.Lstat(s.At(TokenFile(kind))); err == nil {
		return l, fmt.Errorf("%s is there already and is not overwritten: Enter takes it, or remove it first", TokenFile(kind))
	}
	l.File, l.Typed = TokenFile(kind), secret.New(answer)
	return l, nil
}

// look asks a site what is there. Where the token's variable is not set nothing
// is asked; once it is said so, and what does not happen.
func (s loginQuestions) look(ctx context.Context, l Login, so string, ask func(ctx context.Context) error) (looked bool, err error) {
	if l.Variable == "" || s.Set(l.Variable) {
		return true, s.wait(ctx, cmp.Or(l.URL, github), ask)
	}
	if !slices.Contains(s.unset, l.Variable) {
		s.unset = append(s.unset, l.Variable)
		s.Ask.Say("%s is not set yet, so %s: set it before `followthrough check`.", l.Variable, so)
	}
	return false, nil
}

// again asks whether to answer the last questions again.
func (s loginQuestions) again(ctx context.Context) (bool, error) {
	return s.Ask.Yes(ctx, "Answer these again? (n: go on all the same)", terminal.Yes)
}

// placesTold lists what the account sees, and says whether to ask again.
func (s loginQuestions) placesTold(ctx context.Context, kind string) (again bool, err error) {
	var places []tracker.Place
	looked, err := s.look(ctx, *s.of(kind), "nothing is looked up", func(ctx context.Context) (err error) {
		places, err = s.Probe.Places(ctx, kind, s.Answers)
		return err
	})
	if !looked || errors.Is(err, terminal.ErrEnded) {
		return false, err
	}
	what := map[string]string{Jira: "project", GitHub: "repository"}[kind]
	switch {
	case !tracker.Usable(err):
		s.Ask.Say("%v", err)
	case len(places) == 0:
		s.Ask.Say("The account sees no %s: give it the right to browse those of your teams, or take another account.", what)
	default:
		s.seen(kind, places, err)
		return false, nil
	}
	return s.again(ctx)
}

// seen keeps the places for the questions that follow, and tells those in which
// something can be made.
func (s loginQuestions) seen(kind string, places []tracker.Place, lacks error) {
	if s.places == nil {
		s.places = map[string][]tracker.Place{}
	}
	s.places[kind] = places
	var open []string
	for _, p := range places {
		switch {
		case p.Closed != "":
		case p.Name != p.Key:
			open = append(open, p.Key+" ("+terminal.Cut(p.Name, 40)+")")
		default:
			open = append(open, p.Key)
		}
	}
	told := open[:min(len(open), shownPlaces)]
	if more := len(places) - len(told); more > 0 {
		told = append(told, fmt.Sprintf("and %d more", more))
	}
	s.Ask.Say("The account sees %s.", strings.Join(told, ", "))
	if lacks != nil {
		s.Ask.Say("%v.", lacks)
	}
}
