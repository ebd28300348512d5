package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const leakConfig = `
max_new: 0
sources:
  - name: plain
    folder: {path: plain}
    since: all
    soak: 0
    quiet: 0
    restricted: {include: ["security/**"], when: {visibility: [restricted], meta.circle: [few, "2"], private: ["true"]}}
    read: {keys: {published: [released]}}
  - name: staged
    folder: {path: staged}
    since: all
    soak: 0
    quiet: 0
    published: {stage: [live], version: [1.10]}
trackers:
  - {name: local, files: {path: backlogs}}
mapping:
  defaults: {tracker: local}
  teams: [{name: payments, backlog: {project: payments.md}}]
  fallback: payments
`

// malformed are front matters in which something is no YAML, or is read by one
// reader and not by another. %s is where the line stands that decides.
func malformed() []string {
	return []string{
		"---\n%s\n---\n", // nothing wrong
		"---\nauthor: @bo\n%s\n---\n",
		"---\ntitle: Outage: part two\n%s\n---\n",
		"---\n%s\ntitle: [SEV1] Queue\n---\n",
		"---\ntitle: `queue` was down\n%s\nservices: [a, b]\n---\n",
		"---\ntitle: \"Queue\" was down\n%s\n---\n",
		"---\ntitle: 'Queue\n%s\n---\n",
		"---\ntitle: \"Queue\n%s\nauthor: \"bo\"\n---\n",
		"---\nservices: [a, b\n%s\n---\n",
		"---\nservices: {a: b\n%s\n---\n",
		"---\nservices: a]\n%s\nx: {\n---\n",
		"---\ntitle: > 50%% of requests\n%s\n---\n",
		"---\ntitle: | the queue\n%s\n---\n",
		"---\ntitle: *queue* was down\n%s\n---\n",
		"---\ntitle: &queue\n%s\n---\n",
		"---\nx: &x [a]\nlabels: *x\n%s\n---\n",
		"---\n<<: *x\n%s\n---\n",
		"---\ntitle: %%queue\n%s\n---\n",
		"---\nservices:\n\t- a\n%s\n---\n",
		"---\n- title: Q\n%s\n---\n",
		"---\nno key at all\n%s\n---\n",
		"---\ntitle:Q\n%s\n---\n",
		"---\n<<<<<<< HEAD\ntitle: Q\n=======\n%s\n>>>>>>> x\n---\n",
		"---\ntitle: Q\x0b\n%s\n---\n",
		"---\ntitle: Q\u2028x: y\n%s\n---\n",
		"---\ntitle: !secret Q\n%s\n---\n",
		"---\ntitle: Q\n  x: y\n%s\n---\n",
		"---\n? title\n: Q\n%s\n---\n",
		"---\n%%YAML 1.2\n%s\n---\n",
		"---\nx: " + strings.Repeat("[", 60) + strings.Repeat("]", 60) + "\n%s\n---\n",
		"---\nx: [" + strings.Repeat("a,", 1100) + "]\n%s\n---\n",
		"---\nx: " + strings.Repeat("a", 33<<10) + "\n%s\n---\n",
		"\n\n---\nauthor: @bo\n%s\n---\n",
		"\ufeff---\r\nauthor: @bo\r\n%s\r\n---\r\n",
		"---\nauthor: @bo\n%s\n...\n",
		"---\nauthor: @bo\n%s\n--\n",
		"--\nauthor: @bo\n%s\n---\n",
		"\u2014\nauthor: @bo\n%s\n\u2014\n",
		"---\nauthor: bo\n%s\n",
		"+++\nauthor: @bo\n%s\n+++\n",
		"---\n---\nauthor: @bo\n%s\n---\n",
	}
}

// restrictedSigns are what docs/configuration.md says makes a review restricted,
// as it may be written.
var restrictedSigns = []string{
	"visibility: restricted", "visibility: restricted # until the fix", "visibility: [restricted]", "visibility: [internal, \"restricted\"]",
	"visibility:\n  - restricted", "visibility:\n- restricted # x", "Visibility: RESTRICTED", "\"visibility\": 'restricted'", "visibility : restricted",
	"visibility: >-\n  restricted", "\uff56isibility: re\u00adstricted", "visibility: !!str restricted", "visibility: &v restricted",
	"meta: {circle: few}", "meta:\n  circle: few", "meta: {circle: 2}", "private: true", "visibility: @restricted", "visibility: restricted: x", "visibility: internal\nvisibility: restricted",
	"visibility: restricted (until the fix)", "visibility: internal-restricted", "visibility: 🔒restricted", "params:\n  visibility: restricted_internal", "visibility: {restricted}",
	"visibility: #restricted", "visibility: r\u0435stricted", "visibility\ua789 restricted", "private: yes", "Private: On", "visi-bility: restricted",
}

// draftSigns are what docs/extraction.md and docs/configuration.md say makes a
// review a draft.
var draftSigns = []string{
	"draft: true", "draft: true # not yet", "draft: yes", "DRAFT: True", "draft: \"true\"", "draft: [true]", "draft: not yet", "draft: @x", "draft: false\ndraft: true",
	"status: draft", "status: [draft] # x", "status: In review", "status: WIP", "status:\n  - in progress", "published: false", "published: no # x", "published: not yet", "published: TBD", "status: 🚧 draft", "status: “Draft”", "status: not final", "status: pending review", "publishdate: 2099", "status: in-progress", "status: Under_Review", "status: resolved (draft)", "isDraft: true", "params: {draft: true}", "published: once it is fixed", "publish: false", "status: {draft}",
	"publishDate: 2099-01-01", "published_at: 2099-01-01T10:00:00Z", "date: 2099-01-01", "released: false", "released: 2099-01-01", "released: @x",
}

// draftBodies are the signs that stand in the text.
var draftBodies = []string{
	"# Queue [DRAFT]\n", "# DRAFT: Queue\n", "# Queue\n\n**Status:** Draft\n", "# Queue\n\nDRAFT\n", "# Queue\n\n| Status | Draft |\n|---|---|\n| Team | x |\n", "# Queue\n\n## Status\n\nDraft\n", "# Queue\n\nDraft: true\n", "# Post-mortem template\n",
}

// The leak's test: every sign that makes a review restricted or a draft, behind
// malformed front matter of every kind. Never is there an item with words of a
// restricted review, and never one of a draft.
func TestNothingLeaksThroughFrontMatter(t *testing.T) {
	dir := t.TempDir()
	config := filepath.Join(dir, "followthrough.yaml")
	put(t, config, leakConfig)
	docs := 0
	add := func(folder, front, body, action string) {
		docs++
		put(t, filepath.Join(dir, folder, fmt.Sprintf("%04d.md", docs)), front+body+"\n## Action items\n\n- [ ] "+action+fmt.Sprintf(" of machine %d\n", docs))
	}
	for i, front := range malformed() {
		for _, sign := range restrictedSigns {
			add("plain", fmt.Sprintf(front, sign), "# Queue\n", "Close the secret hole")
		}
		add("plain/security", fmt.Sprintf(front, "x: y"), "# Queue\n", "Close the secret hole")
		for _, sign := range draftSigns {
			add("plain", fmt.Sprintf(front, sign), "# Queue\n", "Keep the draft thing")
		}
		for _, body := range draftBodies {
			add("plain", fmt.Sprintf(front, "x: y"), body, "Keep the draft thing")
		}
		for _, sign := range []string{"stage: draft", "stage: lively", "stage: @live", "version: 1.1", "version: 1.100", "stage: draft\nstage: live", "x: y"} {
			add("staged", fmt.Sprintf(front, sign), "# Queue\n", "Keep the draft thing")
		}
		if i < 6 { // what is malformed by itself alone hides nothing of the rest
			add("plain", fmt.Sprintf(front, "visibility: internal"), "# Queue\n", "Alert on the open thing")
			add("staged", fmt.Sprintf(front, "version: 1.10"), "# Queue\n", "Alert on the open thing")
		}
	}
	heard(t, config, "sync", "--now", "--yes", "--source", "plain")
	heard(t, config, "sync", "--now", "--yes", "--source", "staged")
	backlog := read(t, filepath.Join(dir, "backlogs", "payments.md"))
	restricted, open := 0, 0
	for l := range strings.Lines(backlog) {
		switch {
		case strings.Contains(l, "secret hole"), strings.Contains(l, "draft thing"):
			_, number, _ := strings.Cut(l, "of machine ")
			number = strings.Fields(number)[0]
			file, _ := filepath.Glob(filepath.Join(dir, "*", fmt.Sprintf("%04s.md", number)))
			text, _ := os.ReadFile(strings.Join(append(file, ""), ""))
			t.Errorf("%s\nof %v:\n%.300s", l, file, text)
		case strings.Contains(l, "open thing"):
			open++
		case strings.Contains(l, "restricted review"):
			restricted++
		}
	}
	if open != 12 {
		t.Errorf("%d items of what is open to all, want 12", open)
	}
	if restricted < 100 {
		t.Errorf("%d items of restricted reviews: those that are read tell of them without words", restricted)
	}
	log := heard(t, config, "log")
	if strings.Contains(log, "secret hole") {
		t.Error("the log holds words of a restricted review")
	}
	t.Logf("%d documents, %d items of restricted reviews", docs, restricted)
}
