// Package wiki writes words so that Jira's wiki markup shows them as they are,
// and reads the words out of wiki markup. It knows nothing of what they say.
//
// What is written is judged by Atlassian's own reader, which is Cloud's, in
// TestAtlassianReads; what is read, by Atlassian's own writer, in
// TestAtlassianWrites.
package wiki

import (
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
)

// gap is an invisible sign that breaks what a backslash can't escape.
const gap = "\u200b"

// Plain writes words on one line so that wiki markup shows them as they are:
// no mention, macro, image, colour or line break comes out of them. An address
// of the web becomes a link to it.
func Plain(text string) string {
	line := clean(text)
	var b strings.Builder
	from := 0
	for _, a := range addresses(line) {
		escape(&b, line, from, a.from)
		a.write(&b, line)
		from = a.to
	}
	escape(&b, line, from, len(line))
	return atStart(b.String())
}

// clean is a text on one line and without the sign that is ours.
func clean(text string) string { return mdedit.Line(strings.ReplaceAll(text, gap, "")) }

// Paragraphs writes a text of several lines, each of them plain.
func Paragraphs(text string) string {
	var out []string
	empty := true
	for line := range strings.Lines(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)) {
		shown := Plain(line)
		if shown == "" && empty {
			continue
		}
		empty = shown == ""
		out = append(out, shown)
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}
