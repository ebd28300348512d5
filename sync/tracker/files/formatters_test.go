package files_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/internal/referee/gfm"
	"github.com/followthrough/followthrough/sync/tracker"
)

// What a team writes into its items' lines, N items in all; M is a marker.
var edited = []string{
	"- [ ] Alert on the team`s depth: a_b \\*x\\* ([Queue outage](https://reviews.example/q?a=1&b=2)) M",
	"- [x] Alert 1 ([Queue outage](https://reviews.example/q)) M",
	"- [X] Alert 2 with `code ` and \\` ([Queue \\[SEV1\\] outage](https://reviews.example/q)) M",
	"- [-] Alert 3 ([Queue outage](../r/q.md)): too noisy M",
	"- [-] Alert 4 ([Queue outage](../r/q.md)) M declined: too noisy",
	"- [ ] ~~Alert 5~~ not needed M",
	"- [ ] ~~Alert 6 ([Queue outage](../r/q.md))~~ not needed, see https://x.example/a_b?c=1&d=2 M",
	"- [ ] ~Alert 7~ not needed M",
	"- [~] Alert 8 ([Queue outage](../r/q.md)) not needed M",
	"- [/] Alert 9 ([Queue outage](../r/q.md)) M",
	"- Alert 10 without a box ([Queue outage](../r/q.md)) M",
	"- [ ] See https://grafana.example/d/x?orgId=1&from=now-6h now and a much longer text that goes on and on until somebody wraps it ([Queue outage](https://reviews.example/q?a=1&b=2)) M",
	"- [x] parent\n  - [ ] Alert 12, a child M\n  - [x] Alert 13, another M",
	"\n## In progress (2)\n\n1. [ ] Alert 14 M\n2. [x] Alert 15 M",
	"\n## Doing\n\n* [ ] Alert 16 M\n* [-] Alert 17 ([Queue outage](../r/q.md)) too noisy M",
}

func TestFormattersLeaveItemsAsTheyAre(t *testing.T) {
	longtest.Only(t)
	for _, f := range gfm.Formatters() {
		t.Run(f.Name, func(t *testing.T) {
			root := t.TempDir()
			tr := open(t, root)
			file := strings.Join(edited, "\n") + "\n"
			n := strings.Count(file, "M\n") + strings.Count(file, "M declined")
			for i := range n {
				create(t, tr, newItem("payments", fmt.Sprintf("%06x", i+1), fmt.Sprintf("Alert %d", i)))
			}
			made := strings.Split(strings.TrimSpace(text(t, root, "payments.md")), "\n")
			for _, l := range made[len(made)-n:] {
				file = strings.Replace(file, " M", " "+from(t, l, "<!--"), 1)
			}
			put(t, root, "payments.md", "# Payments\n\n## Backlog\n\n"+file)
			before := shows(t, tr)
			put(t, root, "payments.md", f.Format(t, text(t, root, "payments.md")))
			if diff := cmp.Diff(before, shows(t, tr)); diff != "" {
				t.Errorf("%s\n%s", diff, text(t, root, "payments.md"))
			}
			create(t, tr, newItem("payments", "abcdef", "One more"))
			if after := shows(t, tr); len(after) != n+1 || strings.Count(text(t, root, "payments.md"), "Backlog") != 1 {
				t.Errorf("%d items after one more, and the file is\n%s", len(after), text(t, root, "payments.md"))
			}
		})
	}
}

// shows are the items' states and reasons by key.
func shows(t *testing.T, tr tracker.Tracker) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, it := range changed(t, tr, "").Items {
		out[it.ID] = string(it.State) + " " + it.Reason
	}
	return out
}
