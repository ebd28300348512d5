package setup_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/setup"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/tracker"
)

// silent is a site that never answers.
type silent struct{}

func (silent) Reviews(context.Context, setup.Answers) (setup.Found, error) {
	return setup.Found{}, nil
}

func (silent) Places(ctx context.Context, _ string, _ setup.Answers) ([]tracker.Place, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

func (silent) Site(string, setup.Login) []error { return nil }

// A site that does not answer is waited for, for half a minute, and told of.
func TestSilentSiteIsLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var said bytes.Buffer
		in := "\n\njira\nhttps://jira.acme.example\n\nsome-token\nn\npayments\nPAY\n\n"
		e := terminal.Env{In: strings.NewReader(in), Out: &said, Err: &said, Width: 80}
		s := &setup.Setup{Ask: terminal.NewAsker(e), Probe: silent{}, Dir: t.TempDir(), Today: "2026-11-30", Set: func(string) bool { return false }}
		began := time.Now()
		if err := s.Run(t.Context()); err != nil {
			t.Fatalf("%v\n%s", err, said.String())
		}
		if took := time.Since(began); took != 30*time.Second {
			t.Errorf("waited %v", took)
		}
		text := strings.Join(strings.Fields(said.String()), " ")
		for _, want := range []string{"Waiting for https://jira.acme.example…", "https://jira.acme.example does not answer within 30 seconds"} {
			if !strings.Contains(text, want) {
				t.Errorf("not said: %s\n%s", want, text)
			}
		}
	})
}
