package show

import (
	"fmt"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
)

// Behind says for whom a sync waits that makes or writes something, as in "tracker
// jira, source sre".
func Behind(e terminal.Env, who string) {
	text := "Waiting for " + who + ", where something is being made or written; what can go on without it was done."
	fmt.Fprintln(e.Err, terminal.Wrap(terminal.Clean(text), e.Width, ""))
}
