package setup_test

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/cmd/followthrough/setup"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// moody is a world in which things are there or not, and judged as they are.
type moody struct{ *rand.Rand }

func (m moody) Reviews(context.Context, setup.Answers) (setup.Found, error) {
	if m.IntN(4) == 0 {
		return setup.Found{}, errors.New("it can't be read")
	}
	return setup.Found{Total: m.IntN(3)}, nil
}

func (m moody) Places(context.Context, string, setup.Answers) ([]tracker.Place, error) {
	if m.IntN(3) == 0 {
		return nil, errors.New("refused")
	}
	return []tracker.Place{{Key: "PAY", Name: "Payments"}, {Key: "acme/payments", Name: "acme/payments"}}[:m.IntN(3)], nil
}

func (moody) Site(kind string, l setup.Login) []error {
	if kind == setup.Jira {
		return jira.Config{URL: l.URL, Email: l.Email, Token: secret.New("x")}.Validate()
	}
	return github.Config{URL: l.URL, Token: secret.New("x")}.Validate()
}

// Whatever is answered, either there is an end, or a configuration without
// mistakes.
func TestWhateverIsAnswered(t *testing.T) {
	words := []string{
		"", "", "", "", "1", "2", "3", "1,2,3", "0", "-1", "jira", "files", "github", "y", "n", "n", "all", "2026-01-01", "reviews", "backlogs", ".", "..", "~", "a/../b", "*.md",
		"acme/payments", "https://gh.acme.example/acme/payments", "http://127.0.0.1:1", "acme.atlassian.net", "bot@acme.example", "${SOME_TOKEN}", "$SOME_TOKEN", "${", "some-token", "/dev/null",
		"PAY", "pay-1", "payments", "platform", "payments.md", "incidents", "INC", "a: b", "[x]", "{y}", `"q"`, "it's", "#", "|", "\t", "\x1b[A", "\xff", "größe", "待ち", strings.Repeat("x", 3000),
		"yes", "null", "010", "!!binary", "%", "@", "`",
	}
	t.Chdir(t.TempDir())
	done := 0
	for seed := range uint64(400) {
		pick := rand.New(rand.NewPCG(seed, 1))
		var answers []string
		for range 40 {
			answers = append(answers, words[pick.IntN(len(words))])
		}
		e := terminal.Env{In: strings.NewReader(strings.Join(answers, "\n") + "\n"), Out: io.Discard, Err: io.Discard, Width: 80}
		s := &setup.Setup{Ask: terminal.NewAsker(e), Probe: moody{pick}, Dir: ".", Today: "2026-11-30", Set: func(string) bool { return pick.IntN(2) == 0 }}
		switch err := s.Run(t.Context()); {
		case errors.Is(err, terminal.ErrEnded):
			continue
		case err != nil:
			t.Fatalf("seed %d, %q: %v", seed, answers, err)
		}
		done++
		if wrong, err := setup.Mistakes(".", s.Answers); err != nil || len(wrong) > 0 {
			text, _ := setup.Compose(s.Answers)
			t.Fatalf("seed %d, %q: %v, %v\n%s", seed, answers, wrong, err, text)
		}
	}
	if done < 20 {
		t.Errorf("only %d came to an end", done)
	}
	t.Logf("%d came to an end", done)
}
