package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/config"
)

// Whoever may write a team's file reads nothing of the daemon's environment.
func TestIncludedFilesTakeOnlyWhatIsAllowed(t *testing.T) {
	dir := inFolder(t, strings.Replace(smallest, "mapping:\n", "mapping:\n  include: [{path: 'teams/*.yaml', allow: [SEARCH_FILE]}]\n", 1))
	t.Setenv("SEARCH_FILE", "search.md")
	t.Setenv("OTHER", "hunter2")
	team := "name: search\naliases: [%s]\nbacklog: {tracker: local, project: '${SEARCH_FILE}'}\n"
	write(t, filepath.Join(dir, "teams", "search.yaml"), fmt.Sprintf(team, "Searchers"))
	if c := mustLoad(t); c.Mapping.Team("search").Backlog.Project != "search.md" {
		t.Errorf("got %+v", c.Mapping.Team("search"))
	}
	for _, value := range []string{"'${OTHER}'", "'a ${OTHER} b'", "'$${x}${OTHER}'", "&a '${OTHER}', *a", "'${UNSET}'"} {
		write(t, filepath.Join(dir, "teams", "search.yaml"), fmt.Sprintf(team, value))
		_, err := load(t)
		if err == nil || !strings.Contains(err.Error(), "allow: [SEARCH_FILE, ") || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: got %v", value, err)
		}
	}
}

// What feeds a secret stands nowhere else, wherever it comes first.
func TestVariableOfASecretStandsNowhereElse(t *testing.T) {
	t.Setenv("A_TOKEN", "hunter2")
	t.Setenv("FOLLOWTHROUGH_WEB_TOKEN", "hunter3")
	for _, c := range []struct{ top, want string }{
		{"instance: '${A_TOKEN}'\nweb: {token: '${A_TOKEN}'}\n", "instance: "},
		{"web: {token: '${A_TOKEN}'}\nstore: '${A_TOKEN}.db'\n", "store: "},
		{"store: '${A_TOKEN}'\nweb: {token: 'x${A_TOKEN}'}\n", "store: "},
		{"instance: 'for ${FOLLOWTHROUGH_WEB_TOKEN}'\n", "instance: "},
	} {
		inFolder(t, c.top+smallest)
		_, err := load(t)
		if err == nil || !strings.Contains(err.Error(), c.want+"the environment variable") || strings.Contains(err.Error(), "hunter") {
			t.Errorf("%s: got %v", c.top, err)
		}
	}
}

// Wherever such a variable stands, no other mistake that comes of it shows its
// value.
func TestVariableOfASecretIsShownByNoMistake(t *testing.T) {
	t.Setenv("A_TOKEN", "hunter2")
	leaf := regexp.MustCompile(`[:\[,] ?("[^"\n]*"|[A-Za-z0-9@./*+-][^,\]}{\[#\n]*)`)
	tried := 0
	examples := map[string][]byte{"full.yaml": nil, "jira.yaml": nil}
	for name := range examples {
		raw, err := os.ReadFile(filepath.Join("..", "examples", name))
		if err != nil {
			t.Fatal(err)
		}
		examples[name] = raw
	}
	for name, raw := range examples {
		const web = "web: {listen: 127.0.0.1:9780}"
		text := strings.Replace(string(raw), web, "", 1) + "\nweb: {listen: '', token: '${A_TOKEN}'}\n"
		for _, at := range leaf.FindAllStringSubmatchIndex(strings.SplitN(text, "\nweb:", 2)[0], -1) {
			tried++
			dir := inFolder(t, text[:at[2]]+`"${A_TOKEN}"`+text[at[3]:])
			_, err := config.Load(config.Options{})
			if err != nil && strings.Contains(err.Error(), "hunter2") {
				t.Errorf("%s: in place of %q: %v", name, text[at[2]:at[3]], err)
			}
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d places were tried", tried)
	}
}

// Who may write among the teams' files makes no link by which a mistake would
// show what only the daemon may read; links within the folder are how volumes
// are mounted.
func TestIncludedLinksStayInTheirFolder(t *testing.T) {
	dir := inFolder(t, strings.Replace(smallest, "mapping:\n", "mapping:\n  include: ['teams/**/*.yaml']\n", 1))
	outside := filepath.Join(dir, "outside", "secret.yaml")
	write(t, outside, "hunter2: 1\n")
	team := filepath.Join(dir, "teams", "search.yaml")
	write(t, filepath.Join(dir, "teams", "..data", "search.txt"), "name: search\nbacklog: {tracker: local, project: search.md}\n")
	for to, want := range map[string]string{
		"..data/search.txt": "", filepath.Join(dir, "teams", "..data", "search.txt"): "",
		outside: "leads out of its folder", "../outside/secret.yaml": "leads out of its folder",
	} {
		if err := os.Symlink(to, team); err != nil {
			t.Fatal(err)
		}
		_, err := load(t)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hunter2")) {
			t.Errorf("%s: got %v", to, err)
		}
		if err := os.Remove(team); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Dir(outside), filepath.Join(dir, "teams", "sub")); err != nil {
		t.Fatal(err)
	}
	if _, err := load(t); err != nil && strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a linked folder: got %v", err)
	}
}

// The main file is no team's, however its path is written.
func TestIncludeLeavesTheMainFileOut(t *testing.T) {
	dir := inFolder(t, strings.Replace(smallest, "mapping:\n", "mapping:\n  include: ['*.yaml']\n", 1))
	for _, name := range []string{"followthrough.yaml", "./followthrough.yaml", filepath.Join(dir, "followthrough.yaml"), filepath.Join("..", filepath.Base(dir), "followthrough.yaml")} {
		if _, err := load(t, "--config", name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
