package config_test

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/config"
)

func TestOutlineSaysNoNames(t *testing.T) {
	dir := inFolder(t, "")
	t.Setenv("SOME_NUMBER", "4711")
	write(t, filepath.Join(dir, "f.yaml"), `
instance: zinstance
store: postgres://zuser:zpassword@zhost/zbase
poll: 2m
max_new: ${SOME_NUMBER}
log: {level: debug, format: json}
marker_secret: 1234567890123456
sources:
  - name: zsource
    folder: {path: zfolder, url: "https://zwiki/{path}"}
    since: all
    soak: 90m
    restricted: {when: {zkey: [zvalue]}}
trackers:
  - {name: ztracker, jira: {url: "https://zjira", email: zora@teams.example, token: 998877}}
mapping:
  create: ask
  teams: [{name: zteam, members: [Zora], backlog: {tracker: ztracker, project: ZPRO, fields: {zfield: zvalue, components: [debug]}}}]
zwrong: zvalue
`)
	_, err := load(t, "--config", filepath.Join(dir, "f.yaml"))
	var wrong *config.Error
	if !errors.As(err, &wrong) {
		t.Fatal(err)
	}
	text, err := json.Marshal(config.NewOutline([]string{wrong.Problems[0].File}, wrong))
	must(t, err)
	for _, no := range []string{"zora", "zinst", "zuser", "zpass", "zhost", "zbase", "zsource", "zfolder", "zwiki", "zkey", "zval", "ztrack", "zjira", "zteam", "zpro", "zfield", "zwrong", "4711", "1234", "9988", "f.yaml"} {
		if strings.Contains(strings.ToLower(string(text)), no) {
			t.Errorf("it holds %s: %s", no, text)
		}
	}
	for _, yes := range []string{`"poll":"2m"`, `"level":"debug"`, `"soak":"90m"`, `"create":"ask"`, `"(key 1)":["(a text)"]`, `"token":"(a number)"`, `"1:19"]`} {
		if !strings.Contains(string(text), yes) {
			t.Errorf("it lacks %s: %s", yes, text)
		}
	}
}
