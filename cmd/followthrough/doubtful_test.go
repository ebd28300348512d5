package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/source/actions"
)

// Ten thousand lines that may be actions are a bounded list and a number.
func TestManyLinesThatMayBeActionsAreBounded(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "followthrough.yaml")
	put(t, file, `sources: [{name: sre, folder: {path: reviews}, since: all, soak: 0, quiet: 0, report: [block]}]
trackers: [{name: local, files: {path: backlogs}}]
mapping: {teams: [{name: payments, backlog: {tracker: local, project: payments.md}}]}
`)
	const lines = 10_000
	var doc strings.Builder
	doc.WriteString("# Checkout was slow\n\n## Thoughts\n\n")
	for i := range lines {
		fmt.Fprintf(&doc, "- [ ] Replace disk %d of the old queue (owner: payments)\n", i)
	}
	path := filepath.Join(dir, "reviews", "a.md")
	put(t, path, doc.String())
	alone := fmt.Sprintf("%d lines left alone", lines)
	says(t, heard(t, file, "sync"), fmt.Sprintf("0 items made, 0 linked, 0 reviews written, %d waiting, 0 failed", actions.MaxDoubtful))
	out := heard(t, file, "status")
	says(t, out, alone, fmt.Sprintf("and %d more that may be actions", lines-actions.MaxDoubtful))
	if n := strings.Count(out, "Replace disk"); n != actions.MaxDoubtful {
		t.Errorf("status names %d lines", n)
	}
	says(t, heard(t, file, "plan"), alone+", in 1 review")
	says(t, heard(t, file, "check"), alone+", in 1 review", fmt.Sprintf("“Thoughts” (%d)", actions.MaxDoubtful))
	says(t, heard(t, file, "report"), fmt.Sprintf("%d lines in 1 review that may be actions", lines))
	says(t, heard(t, file, "extract", path), "0 actions · "+alone)
}
