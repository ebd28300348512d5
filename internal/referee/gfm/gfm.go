// Package gfm has Markdown read by other people's readers of GitHub's flavour,
// in tests: micromark (npm), cmark-gfm and pandoc (Debian). It gives what they
// show and where their links lead, and knows nothing of what is judged.
package gfm

import (
	"html"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/referee"
)

// Shown is what people see of a block of text.
type Shown struct {
	Text  string // on one line, with single spaces
	Links []Link
	Box   string // of its check box: "[x]", "[ ]"; "": it has none
	Code  []string
}

// Link is one link: its words, and where it leads.
type Link struct{ Text, URL string }

// Reader makes HTML of documents, one of each.
type Reader struct {
	Name string
	HTML func(t testing.TB, docs []string) []string
}

// Readers are all that there are, the strictest first. A test that asks one
// that is not installed is skipped, or fails with CI=true.
func Readers() []Reader {
	return []Reader{
		{"micromark", micromark},
		{"cmark-gfm", program("cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist", "-e", "footnotes")},
		{"pandoc", program("pandoc", "--from", "gfm-emoji", "--to", "html", "--wrap", "none", "--email-obfuscation", "none")},
	}
}

func micromark(t testing.TB, docs []string) []string {
	return referee.Node[string, string](t, "micromark", `
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { createInterface } from 'node:readline'
const options = { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true, allowDangerousProtocol: true }
for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(micromark(JSON.parse(line), options)))
`, docs)
}

func program(name string, args ...string) func(testing.TB, []string) []string {
	return func(t testing.TB, docs []string) []string {
		path := referee.Program(t, name)
		out := make([]string, len(docs))
		for i, doc := range docs {
			cmd := exec.CommandContext(t.Context(), path, args...)
			cmd.Stdin = strings.NewReader(doc)
			text, err := cmd.Output()
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			out[i] = string(text)
		}
		return out
	}
}

var (
	commentRE = regexp.MustCompile(`(?s)<!--.*?-->`)
	blockRE   = regexp.MustCompile(`(?s)<(p|li|td|th|h[1-6])(?: [^>]*)?>`)
	boxRE     = regexp.MustCompile(`<input [^>]*type="checkbox"[^>]*>`)
	linkRE    = regexp.MustCompile(`(?s)<a (?:[^>]* )?href="([^"]*)"[^>]*>(.*?)</a>`)
	codeRE    = regexp.MustCompile(`(?s)<code(?: [^>]*)?>(.*?)</code>`)
	tagRE     = regexp.MustCompile(`(?s)<[^>]*>`)
)

// Blocks are the paragraphs, items, cells and headings with words of a reader's
// HTML, in their order; what stands in one that opens later is that one's. A
// block that shows nothing is left out.
func Blocks(text string) []Shown {
	text = commentRE.ReplaceAllString(text, "")
	var out []Shown
	at := blockRE.FindAllStringIndex(text, -1)
	for i, m := range at {
		end := len(text)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		if s := shown(text[m[1]:end]); s.Text != "" || s.Box != "" {
			out = append(out, s)
		}
	}
	return out
}

func shown(text string) Shown {
	s := Shown{Text: visible(text)}
	if box := boxRE.FindString(text); box != "" {
		s.Box = "[ ]"
		if strings.Contains(box, "checked") {
			s.Box = "[x]"
		}
	}
	for _, m := range linkRE.FindAllStringSubmatch(text, -1) {
		s.Links = append(s.Links, Link{Text: visible(m[2]), URL: html.UnescapeString(m[1])})
	}
	for _, m := range codeRE.FindAllStringSubmatch(text, -1) {
		s.Code = append(s.Code, visible(m[1]))
	}
	return s
}

func visible(text string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tagRE.ReplaceAllString(text, ""))), " ")
}
