// Package finding is what a check tells: how something is, why, and what to do
// about it. It knows nothing of what was looked at.
package finding

import (
	"fmt"
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
)

// Sign is how something is.
type Sign string

// The signs.
const (
	Good  Sign = "good"
	Look  Sign = "look"  // it works; a person should look at it
	Wrong Sign = "wrong" // it does not work
)

// Finding is one result of a check. Findings that are equal but for where they
// are have one cause.
type Finding struct {
	Sign  Sign
	Text  string // names the thing and the cause; {} in it stands for Where
	Where string // the place in which that is so, where it can be so in many; "": Text says all
	Next  string // what a person can do; "": there is nothing to do, or Text says it
}

// IsWrong tells whether something does not work.
func (f Finding) IsWrong() bool { return f.Sign == Wrong }

// String is the finding as one sentence.
func (f Finding) String() string {
	text := f.At(f.Where)
	if f.Next != "" {
		text += ": " + f.Next
	}
	return text
}

// At is the text of a finding that is so in these places.
func (f Finding) At(places string) string {
	if places == "" {
		return f.Text
	}
	if before, after, found := strings.Cut(f.Text, "{}"); found {
		return before + places + after
	}
	return f.Text + " in " + places
}

// List gathers findings.
type List []Finding

// Good adds that something is as it should be.
func (l *List) Good(format string, args ...any) {
	*l = append(*l, Finding{Sign: Good, Text: line(format, args)})
}

// Look adds what works and should be looked at, and what to do.
func (l *List) Look(next, format string, args ...any) {
	*l = append(*l, Finding{Sign: Look, Text: line(format, args), Next: next})
}

// Wrong adds what does not work, and what to do.
func (l *List) Wrong(next, format string, args ...any) {
	*l = append(*l, Finding{Sign: Wrong, Text: line(format, args), Next: next})
}

// In says of the last finding where that is so.
func (l List) In(where string) {
	if len(l) > 0 {
		l[len(l)-1].Where = where
	}
}

// Fill says where all those are so that leave room for it.
func (l List) Fill(where string) {
	for i := range l {
		if l[i].Where == "" && strings.Contains(l[i].Text, "{}") {
			l[i].Where = where
		}
	}
}

// AnyWrong tells whether one of them is.
func (l List) AnyWrong() bool {
	for _, f := range l {
		if f.IsWrong() {
			return true
		}
	}
	return false
}

// line is a text on one line: it may hold words of others.
func line(format string, args []any) string {
	return mdedit.Line(fmt.Sprintf(format, args...))
}
