package show

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/plan"
)

// Early says what is waited for before items are made where the store may have
// forgotten some, how long, and what would save it.
func Early(e terminal.Env, early []plan.Early, until time.Time) {
	var what []string
	items := 0
	for _, wait := range early {
		items += wait.Items
		what = append(what, fmt.Sprintf("%s in %s", Count(wait.Items, "item"), wait.Tracker))
	}
	text := fmt.Sprintf("%s: before it makes %s, it looks whether they are there already, for %s, until %s.",
		Because(early[0]), strings.Join(what, ", "), terminal.Lasting(until.Sub(e.Now())), until.Local().Format(time.TimeOnly))
	if advice := early[0].Memory.Advice; advice != "" {
		text += " " + capital(advice) + "."
	}
	fmt.Fprintln(e.Err, terminal.Wrap(terminal.Clean(text), e.Width, ""))
}

// Because begins a sentence with why items wait.
func Because(early plan.Early) string { return capital(early.Memory.Why) }

func capital(text string) string {
	first, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[n:]
}
