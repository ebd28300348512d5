// Package states tells what a state of an action means, as docs/states.md has it.
package states

import (
	"fmt"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/docs"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Entry is what explain prints of a state: its entry in docs/states.md.
type Entry struct {
	State string `json:"state"`
	Words string `json:"words"`
	// Waits says that only a person ends it, but for what is held by create: off.
	Waits bool   `json:"waits_for_a_person"`
	Means string `json:"means"`
	Ends  string `json:"ends"`
	Do    string `json:"you_can"`

	text string // the entry, in Markdown
}

// Named is the state that a word means, as it is written or said: open,
// in_progress, "no team", "doubtful". false: it means none.
func Named(word string) (review.State, bool) {
	word = folded(word)
	if slices.Contains([]string{"doubtful", "left alone", review.MayBeNone}, word) {
		return review.Held, true
	}
	for _, s := range review.States() {
		if word == folded(string(s)) || word == folded(s.Words()) {
			return s, true
		}
	}
	return review.Unrouted, word == "unclear"
}

// Words are the words by which states are known.
func Words() []string {
	var out []string
	for _, s := range review.States() {
		out = append(out, string(s))
	}
	return out
}

func folded(word string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(word), func(r rune) bool { return strings.ContainsRune(" _-", r) }), " ")
}

// New is a state's entry in the page.
func New(s review.State) Entry {
	out := Entry{State: string(s), Words: s.Words(), Waits: plan.Action{State: s}.WaitsForPerson()}
	_, entry, _ := strings.Cut(docs.States, "\n## "+string(s)+"\n")
	entry, _, _ = strings.Cut(entry, "\n## ")
	out.text = strings.TrimSpace(entry)
	for _, paragraph := range strings.Split(out.text, "\n\n") {
		for label, to := range map[string]*string{"**It means:** ": &out.Means, "**It ends** ": &out.Ends, "**You can** ": &out.Do} {
			if text, ok := strings.CutPrefix(paragraph, label); ok {
				*to = strings.TrimSpace(text)
			}
		}
	}
	return out
}

// Print prints a state's entry.
func Print(e terminal.Env, x Entry) {
	title := x.State
	if x.Words != x.State {
		title += " (“" + x.Words + "”)"
	}
	fmt.Fprintln(e.Out, terminal.Bold(e, title))
	for paragraph := range strings.SplitSeq(x.text, "\n\n") {
		fmt.Fprintln(e.Out, "\n"+terminal.Wrap(strings.ReplaceAll(paragraph, "**", ""), e.Width-4, "  "))
	}
}
