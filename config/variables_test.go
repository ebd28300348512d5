package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
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

// Wherever the variable of a secret stands, no mistake shows its value; and none
// shows another's where that is no name.
func TestNoMistakeShowsAVariablesValue(t *testing.T) {
	t.Setenv("A_TOKEN", "hunter2")
	t.Setenv("A_VALUE", "../hunter2")
	leaf := regexp.MustCompile(`[:\[,] ?("[^"\n]*"|[A-Za-z0-9@./*+-][^,\]}{\[#\n]*)`)
	var texts []string
	for _, name := range []string{"full.yaml", "jira.yaml"} {
		raw, err := os.ReadFile(filepath.Join("..", "examples", name))
		must(t, err)
		text := strings.Replace(string(raw), "web: {listen: 127.0.0.1:9780}", "", 1)
		for _, at := range leaf.FindAllStringSubmatchIndex(text, -1) {
			texts = append(texts, text[:at[2]]+`"${A_TOKEN}"`+text[at[3]:]+"\nweb: {listen: '', token: '${A_TOKEN}'}\n")
		}
	}
	if len(texts) < 100 {
		t.Errorf("only %d places are tried", len(texts))
	}
	may := len(texts) // the rest must be refused
	for _, top := range []string{
		"poll: ${A_VALUE}", "max_new: ${A_VALUE}", "zone: ${A_VALUE}", "log: {level: \"${A_VALUE}\"}", "log: ${A_VALUE}", "digest: \"${A_VALUE}\"",
		"store: postgres://u:${A_VALUE}@db/x", "instance: \"${A_VALUE}\\n\"", "web: {listen: \"${A_VALUE}\"}", "web: {token: \"${A_VALUE} \"}", "retention: ${A_VALUE} ${NOT_SET}",
	} {
		texts = append(texts, top+"\n"+smallest)
	}
	for _, old := range []string{"2026-11-01", "local, project", "payments.md"} {
		texts = append(texts, strings.Replace(smallest, old, strings.Replace(old, strings.SplitN(old, ",", 2)[0], `"${A_VALUE}"`, 1), 1))
	}
	for _, tracker := range []string{
		`jira: {url: "${A_VALUE}", token: a}`, `jira: {url: "https://u:${A_VALUE}@j.example", token: a}`, `jira: {url: "https://j.example/?t=${A_VALUE}", token: a}`,
		`jira: {url: "https://j.example", token: ["${A_TOKEN}"]}`, `jira: {url: "https://j.example", token: {a: "${A_TOKEN}"}}`,
		`jira: {url: "https://j.example", token: "${A_TOKEN}\n"}`, `jira: {url: "https://j.example", token: "${A_TOKEN}", token_file: a}`,
		`jira: {url: "https://j.example", token: a, cloud_id: "a/${A_VALUE}"}`, `jira: {url: "https://j.example", token: a, deployment: "${A_VALUE}"}`,
		`jira: "${A_VALUE}"`, `template: "${A_VALUE}", jira: {url: "https://j.example", token: a}`, `label: "a ${A_VALUE}", jira: {url: "https://j.example", token: a}`,
	} {
		texts = append(texts, inJira("  - {name: jira, "+tracker+"}\n", oneTeam))
	}
	for _, key := range []string{
		"type: \"${A_VALUE}\\n\"", "parent: \"${A_VALUE}\"", "labels: [\"${A_VALUE} a\"]", "board: \"${A_VALUE}\"", "fields: [{name: a, value: {b: \"${A_VALUE}\"}}]",
		"due: {after: {P1: \"${A_VALUE}\"}}", "due: {from_review: \"${A_VALUE}\"}", "priority: {P1: \"${A_VALUE}\\n\"}", "restricted: \"${A_VALUE}\"", "project: \"${A_VALUE}\"",
	} {
		texts = append(texts, inJira(strings.Replace(cloud, "FT_TOKEN", "A_TOKEN", 1), "  defaults: {project: PAY}\n  teams: [{name: a, backlog: {tracker: jira, "+key+"}}]\n"))
	}
	name := filepath.Join(inFolder(t, ""), "followthrough.yaml")
	for i, text := range texts {
		write(t, name, text)
		if _, err := load(t); i >= may && err == nil || err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%v\n%s", err, text)
		}
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
		must(t, os.Symlink(to, team))
		_, err := load(t)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hunter2")) {
			t.Errorf("%s: got %v", to, err)
		}
		must(t, os.Remove(team))
	}
	must(t, os.Symlink(filepath.Dir(outside), filepath.Join(dir, "teams", "sub")))
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
