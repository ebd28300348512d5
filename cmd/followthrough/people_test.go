package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/report"
)

const peopleConfig = `
sources:
  - {name: sre, folder: {path: reviews}, since: all, soak: 0, quiet: 0, report: [block, links]}
trackers:
  - {name: jira, jira: {url: %q, token: xyzzy}, settle: 1s}
mapping:
  teams:
    - name: payments
      members: ["Quill Marsh", "@quill-k", "quill@acme.example"]
      backlog: {tracker: jira, project: PAY}
    - name: ledger
      members: ["Heron Vale", "@heron"]
      backlog: {tracker: jira, project: LED}
`

const peopleReview = `---
title: Quill Marsh and @heron found checkout down
author: Wren Moss
authors: [Wren Moss, "@wren"]
owner: Heron Vale
services: [checkout, Quill Marsh]
severity: SEV-1
date: 2026-11-01
published: 2026-11-03
---

Commander: Wren Moss. Scribe: @wren.

## Action items

| Action | Owner | Type | Status |
| --- | --- | --- | --- |
| Ask Quill Marsh for the dashboard | Quill Marsh | prevent | |
| Alert on the queue, says @heron | @heron | detect | |
| Write to quill@acme.example when it is full | Heron Vale <@heron> | Quill Marsh | |
| Look into what nobody owns | Plover Finch | prevent | |
| Tell what was decided | Quill Marsh | prevent | won't do: @quill-k said no |
`

// No member, owner, author, assignee or commenter is named by any command but
// extract, which shows owners as they are written.
func TestNobodyIsNamed(t *testing.T) {
	f := jirafake.New(t, jirafake.Options{Flavour: jirafake.DataCenter, Now: time.Now})
	lead := jirafake.Account{ID: "ibis", Name: "Ibis Thorn"}
	for _, key := range []string{"PAY", "LED"} {
		f.AddProject(jirafake.Project{Key: key, Lead: lead})
	}
	dir := t.TempDir()
	config := filepath.Join(dir, "followthrough.yaml")
	put(t, config, fmt.Sprintf(peopleConfig, f.URL()))
	for _, name := range []string{"one", "two"} { // services and types recur
		put(t, filepath.Join(dir, "reviews", name+".md"), strings.Replace(peopleReview, "title: ", "title: "+name+", ", 1))
	}
	var said strings.Builder
	tell := func(args ...string) string {
		out := heard(t, config, args...)
		fmt.Fprintf(&said, "$ followthrough %s\n%s\n", strings.Join(args, " "), out)
		return out
	}
	tell("check")
	tell("plan", "--now")
	tell("plan", "-o", "json")
	tell("sync", "--now")
	for i, issue := range f.Issues() {
		if i > 3 {
			break
		}
		f.Edit(issue.Key, func(i *jirafake.Issue) { i.Assignee, i.Reporter = lead.ID, lead.ID })
		f.CommentAs(lead, issue.Key, "Declined: Quill Marsh and @heron see no use in it")
		f.SetStatusAs(lead, issue.Key, "Cancelled", "Won't Do")
	}
	if len(f.Issues()) == 0 {
		t.Fatalf("nothing was made:\n%s", said.String())
	}
	for _, issue := range f.Issues() {
		if text := issue.Summary + issue.Description; strings.Contains(text, "Quill") || strings.Contains(text, "@heron") {
			t.Errorf("an item names somebody:\n%s", text)
		}
	}
	tell("sync", "-o", "json")
	for _, format := range reportFormats {
		for _, by := range report.Groupings() {
			if out := tell("report", "--since", "all", "--by", string(by), "-o", format); !strings.Contains(out, "payments") {
				t.Errorf("the report by %s as %s tells of nobody's team:\n%s", by, format, out)
			}
		}
	}
	for _, line := range []string{
		"status", "status -o json", "status --short", "status --short one.md", "explain one.md", "explain one.md -o json",
		"log", "log -o json", "log two.md", "plan", "remake one.md 1 --yes", "sync --dry-run", "status --team payments",
	} {
		tell(strings.Fields(line)...)
	}
	said.WriteString(overheard(t, config, filepath.Join(dir, "reviews", "three.md")))
	if !strings.Contains(said.String(), "see no use in it") {
		t.Error("the comment is not told: nothing shows that its names are replaced")
	}
	lower := strings.ToLower(said.String())
	for _, name := range []string{"quill", "marsh", "heron", "vale", "wren", "moss", "plover", "finch", "ibis", "thorn"} {
		if at := strings.Index(lower, name); at >= 0 {
			t.Errorf("%s is named: …%s…", name, said.String()[max(0, at-200):min(at+100, said.Len())])
		}
	}
	if out := heard(t, config, "extract", filepath.Join(dir, "reviews", "one.md")); !strings.Contains(out, "Plover Finch") {
		t.Errorf("extract does not show owners as they are written:\n%s", out)
	}
}

// overheard is all that run says while it takes up a new review.
func overheard(t *testing.T, config, review string) string {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 3*time.Second)
	defer stop()
	put(t, review, strings.Replace(peopleReview, "title: ", "title: three, ", 1))
	var out, logged bytes.Buffer
	code := run(ctx, []string{"run", "--listen", "", "--config", config}, terminal.Env{
		In: strings.NewReader(""), Out: &out, Err: &logged, Now: time.Now, Width: 160,
	})
	text := out.String() + logged.String()
	if code != exitDone || text == "" {
		t.Errorf("run: exit %d\n%s", code, text)
	}
	return text
}
