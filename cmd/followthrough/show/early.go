package show

import (
	"fmt"
	"strings"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/plan"
)

// Early says what a new store waits for before it makes its first items, and
// how long.
func Early(e terminal.Env, early []plan.Early, until time.Time) {
	var what []string
	items := 0
	for _, wait := range early {
		items += wait.Items
		what = append(what, fmt.Sprintf("%s in %s", Count(wait.Items, "item"), wait.Tracker))
	}
	text := fmt.Sprintf("The store is new: before it makes %s, it looks whether they are there already, for %s, until %s.",
		strings.Join(what, ", "), terminal.Lasting(until.Sub(e.Now())), until.Local().Format(time.TimeOnly))
	fmt.Fprintln(e.Err, terminal.Wrap(terminal.Clean(text), e.Width, ""))
}
