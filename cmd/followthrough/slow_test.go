package main

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
)

// TestSyncWaitsForWhoMakesSlowly: a sync says for whom it waits, and what came of it.
func TestSyncWaitsForWhoMakesSlowly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "followthrough.yaml")
	site := jiraCloud(t, "PAY")
	site.FailShare(1, jirafake.Creates, jirafake.Fault{Kind: jirafake.Slow, Pace: 15 * time.Millisecond})
	put(t, file, "sources:\n  - {name: sre, folder: {path: reviews}, since: all, soak: 0, quiet: 0}\ntrackers:\n"+
		"  - {name: jira, settle: 6s, jira: {url: "+site.URL()+", email: bot@teams.example, token: xyzzy}}\n"+
		"mapping:\n  teams:\n    - {name: payments, backlog: {tracker: jira, project: PAY}}\n  fallback: payments\n")
	put(t, filepath.Join(dir, "reviews", "a.md"), "# A\n\n## Action items\n\n- [ ] Alert on the depth of the queue\n")
	out := heard(t, file, "sync")
	says(t, out, "Waiting for tracker jira, where something is being made or written", "1 item made, 0 linked, 1 review written, 0 waiting, 0 failed")
	if n := len(site.Created()); n != 1 {
		t.Errorf("%d issues, want 1", n)
	}
}
