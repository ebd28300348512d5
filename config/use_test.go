package config_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/config"
)

// Wherever a variable without a value stands, it is a mistake for what uses all,
// and the only one that is told of its place; for what looks, it is none where a
// source or tracker is led to or a pass works, and one everywhere else.
func TestVariableCountsWhereItIsUsed(t *testing.T) {
	leaf := regexp.MustCompile(`[:\[,] ?("[^"\n]*"|[A-Za-z0-9@./*+-][^,\]}{\[#\n]*)`)
	spared := regexp.MustCompile(`^(web|marker_secret|marker|poll|max_new|retention|audit)\b|^(sources|trackers)\[\d+\]\.(folder|github|github_issues|files|jira|template)\b`)
	told := regexp.MustCompile(`(?m)^followthrough.yaml:\d+:\d+: ([^ ]+): the environment variable UNSET_HERE is not set(: .* (needs it|is signed with it))?$`)
	tried := 0
	examples, err := filepath.Abs(filepath.Join("..", "examples"))
	must(t, err)
	for _, name := range []string{"full.yaml", "jira.yaml", "github.yaml"} {
		raw, err := os.ReadFile(filepath.Join(examples, name))
		must(t, err)
		for _, secret := range []string{"JIRA_TOKEN", "GITHUB_TOKEN", "MARKER_SECRET", "WEB_TOKEN"} {
			t.Setenv(secret, "a-secret-of-24-characters")
		}
		text := strings.NewReplacer("teams/*.yaml", filepath.Join(examples, "teams", "*.yaml"),
			"template: jira/", "template: "+filepath.Join(examples, "jira")+"/").Replace(string(raw))
		for _, at := range leaf.FindAllStringSubmatchIndex(text, -1) {
			inFolder(t, text[:at[2]]+`"${UNSET_HERE}"`+text[at[3]:])
			_, err := config.Load(config.Options{})
			if err == nil || !strings.Contains(err.Error(), "UNSET_HERE") || strings.Contains(err.Error(), ".${UNSET_HERE}:") || strings.Contains(err.Error(), "not YAML") {
				continue // in a comment, or in place of a key
			}
			tried++
			found := told.FindStringSubmatch(err.Error())
			if found == nil {
				t.Errorf("%s: in place of %q: %v", name, text[at[2]:at[3]], err)
				continue
			}
			c, err := config.Load(config.Options{Use: config.ForLooking})
			switch free := spared.MatchString(found[1]); {
			case free && (err != nil || len(c.Lacks) != 1):
				t.Errorf("%s: %s: who looks is told %v", name, found[1], err)
			case !free && (err == nil || !told.MatchString(err.Error())):
				t.Errorf("%s: %s: who looks is told %v", name, found[1], err)
			}
			_, err = config.Load(config.Options{Use: config.ForPasses})
			if (err == nil) != strings.HasPrefix(found[1], "web") {
				t.Errorf("%s: %s: a pass is told %v", name, found[1], err)
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d places were tried", tried)
	}
}

// A source or tracker that can't be used without its variable says so, and a
// secret that has no value is never an empty one.
func TestWhatLacksAVariableIsBroken(t *testing.T) {
	inFolder(t, strings.Replace(smallest, "  - name: local\n", "  - {name: jira, jira: {url: 'https://acme.atlassian.net', email: a@acme.com, token: '${UNSET_HERE}'}}\n  - name: local\n", 1))
	c, err := config.Load(config.Options{Use: config.ForLooking})
	must(t, err)
	if c.Trackers[1].Lacks != nil || c.Sources[0].Lacks != nil || c.Trackers[0].Lacks == nil ||
		c.Trackers[0].Lacks.Error() != "the environment variable UNSET_HERE has no value (followthrough.yaml:6:86: trackers[0].jira.token)" {
		t.Errorf("got %v, %v, %v", c.Trackers[0].Lacks, c.Trackers[1].Lacks, c.Sources[0].Lacks)
	}
	if value, err := c.Trackers[0].Jira.Token.Reveal(); err == nil || value != "" || c.Trackers[0].Jira.Token.IsZero() {
		t.Errorf("got %q, %v", value, err)
	}
}

// Where the server of a daemon is can't be told without the variable.
func TestListenWantsItsVariable(t *testing.T) {
	inFolder(t, "web: {listen: '${UNSET_HERE}'}\n"+smallest)
	if got, err := config.Listen(config.Options{}); err == nil || !strings.Contains(err.Error(), "UNSET_HERE has no value") {
		t.Errorf("got %q, %v", got, err)
	}
}
