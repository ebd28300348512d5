package config_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
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
