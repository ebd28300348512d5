package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
)

// supportConfig has a word with z in whatever must not be told.
const supportConfig = `
instance: zinstance
marker_secret: zsecret-0123456789abcdef
web: {listen: "127.0.0.1:1"}
sources:
  - {name: zsource, folder: {path: zreviews, url: "https://zwiki.example/{path}"}, since: all, soak: 0, quiet: 0, restricted: {include: ["zsafe/**"]}}
trackers:
  - {name: zlocal, files: {path: zbacklogs}}
  - {name: zjira, jira: {url: "https://zhost.invalid:1", email: zora@zteams.example, token: ztoken}}
mapping:
  teams:
    - {name: zpayments, members: ["Zora Zmember"], backlog: {tracker: zlocal, project: zpay.md}}
    - {name: zledger, backlog: {tracker: zjira, project: ZLED, fields: [{name: zfield, value: zvalue}]}}
`

const supportReview = `---
title: Ztitle of an outage
severity: zsev1
---
# Zheading

Zprose by Zora Zmember.

## Action items

- [ ] Zmend the queue (owner: zpayments)
- [ ] Zfeed the zebra (owner: zledger)
- [ ] Zask somebody (owner: znobody)
`

// packing runs a command and gives what it printed.
func packing(t *testing.T, args ...string) (code int, out, told string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), args, terminal.Env{In: strings.NewReader(""), Out: &o, Err: &e, Now: time.Now, Width: 160})
	return code, o.String(), e.String()
}

// unpacked are the files of a pack by name.
func unpacked(t *testing.T, pack string) map[string]string {
	t.Helper()
	zipped, err := gzip.NewReader(strings.NewReader(pack))
	must(t, err)
	out := map[string]string{}
	for files := tar.NewReader(zipped); ; {
		head, err := files.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		must(t, err)
		text, err := io.ReadAll(files)
		must(t, err)
		out[strings.TrimPrefix(head.Name, "followthrough-support/")] = string(text)
	}
}

func TestSupportHoldsNoNames(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	put(t, "followthrough.yaml", supportConfig)
	put(t, "zreviews/zoutage.md", supportReview)
	put(t, "zreviews/zsafe/zquiet.md", strings.ReplaceAll(supportReview, "Zmend", "Zhide"))
	put(t, "zreviews/zbroken.md", "---\nztitle: \xff\n---\n# Z\n")
	must(t, os.MkdirAll("zbacklogs", 0o755))
	if code, out, told := packing(t, "sync"); code == exitUsage {
		t.Fatalf("%d: %s%s", code, out, told)
	}
	pack := func(want int, args ...string) (files map[string]string, told string) {
		t.Helper()
		code, out, told := packing(t, append([]string{"support", "--offline", "-o", "-"}, args...)...)
		if code != want {
			t.Fatalf("%v: exit %d: %s", args, code, told)
		}
		files = unpacked(t, out)
		for name, text := range files {
			for _, no := range []string{
				"zinst", "zsecret", "zsource", "zreviews", "zwiki", "zsafe", "zlocal", "zback", "zjira", "zhost", "zora", "zteams", "ztoken", "zpay", "zmem", "zled", "zfield", "zvalue",
				"ztitle", "zsev", "zhead", "zprose", "zmend", "zfeed", "zask", "znobody", "zhide", "zoutage", "zquiet", "zbroken", strings.ToLower(filepath.Base(dir)) + "/",
			} {
				if strings.Contains(strings.ToLower(text), no) {
					t.Errorf("%v: %s holds %s:\n%s", args, name, no, text)
				}
			}
		}
		return files, told
	}
	files, told := pack(exitDone)
	for name, say := range map[string]string{
		"README.txt": "log.json", "versions.json": `"store_state": "ok"`, "configuration.json": `"soak": "0"`, "figures.json": `"state": "unrouted"`,
		"log.json": `"what": "first read"`, "actions.json": `"state": "unrouted"`, "failures.json": `"unread": [`, "check.json": `"about": "source 1"`,
	} {
		if !strings.Contains(files[name], say) {
			t.Errorf("%s lacks %s:\n%s", name, say, files[name])
		}
		if name != "README.txt" && !strings.Contains(told, name) {
			t.Errorf("%s is not listed: %s", name, told)
		}
	}
	if !strings.Contains(told, "missing: metrics.txt") {
		t.Errorf("what is missing is not told: %s", told)
	}
	if strings.Count(files["log.json"], `"review"`) < 5 || !strings.Contains(files["failures.json"], `"tracker 1"`) && !strings.Contains(files["failures.json"], `"tracker 2"`) {
		t.Errorf("%s\n%s", files["log.json"], files["failures.json"])
	}

	// A broken configuration, and a store that is damaged, or none.
	put(t, "broken.yaml", supportConfig+"zwrong: [zvalue\n")
	put(t, "wrong.yaml", supportConfig+"zwrong: zvalue\nsource: zvalue\n")
	for _, c := range []struct {
		args []string
		miss string
	}{
		{[]string{"--config", "broken.yaml"}, "missing: figures.json"},
		{[]string{"--config", "wrong.yaml", "--store", "followthrough.db"}, "missing: check.json"},
		{[]string{"--config", "none.yaml"}, "missing: check.json"},
		{[]string{"--store", "none.db"}, "there is no store"},
	} {
		_, told := pack(exitDone, c.args...)
		if !strings.Contains(told, c.miss) {
			t.Errorf("%v lacks %q: %s", c.args, c.miss, told)
		}
	}
	if files, _ := pack(exitDone, "--config", "wrong.yaml", "--store", "followthrough.db"); files["actions.json"] == "" || !strings.Contains(files["configuration.json"], `"mistakes": [`) {
		t.Error("what can be read of a broken configuration is not packed")
	}
	for _, name := range []string{"followthrough.db-wal", "followthrough.db-shm"} {
		_ = os.Remove(name) // the command has ended
	}
	whole, err := os.ReadFile("followthrough.db")
	must(t, err)
	for i := 100; i < len(whole); i++ {
		whole[i] = 'z'
	}
	put(t, "followthrough.db", string(whole))
	if files, told := pack(exitDone); files["versions.json"] == "" || !strings.Contains(told, "the store is damaged") {
		t.Errorf("with a damaged store: %s", told)
	}
}

func TestSupportReplacesNothing(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "followthrough.yaml", supportConfig)
	put(t, "zreviews/a.md", "# A\n")
	put(t, "mine.txt", "mine")
	for _, c := range []struct {
		args []string
		code int
		say  string
	}{
		{[]string{"-o", "a.tar.gz"}, exitDone, "Written to a.tar.gz"},
		{[]string{"-o", "a.tar.gz"}, exitUsage, "give --force"},
		{[]string{"-o", "a.tar.gz", "--force"}, exitDone, "Written to a.tar.gz"},
		{[]string{"-o", "mine.txt", "--force"}, exitUsage, "no pack of an earlier call"},
		{[]string{"-o", "followthrough.yaml", "--force"}, exitUsage, "is the configuration"},
		{nil, exitDone, "Written to followthrough-support-2"},
	} {
		code, _, told := packing(t, append([]string{"support", "--offline"}, c.args...)...)
		if code != c.code || !strings.Contains(told, c.say) {
			t.Errorf("%v: %d %s", c.args, code, told)
		}
	}
	if info, err := os.Stat("a.tar.gz"); err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("%v, %v", info, err)
	}
}
