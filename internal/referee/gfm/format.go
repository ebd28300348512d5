package gfm

import (
	"testing"

	"github.com/followthrough/followthrough/internal/referee"
)

// Formatter writes Markdown anew.
type Formatter struct {
	Name   string
	Format func(t testing.TB, doc string) string
}

// Formatters are those that people run over folders of documents.
func Formatters() []Formatter {
	script := func(convert string) func(testing.TB, string) string {
		return func(t testing.TB, doc string) string {
			return referee.Node[string, string](t, "formatters", `
import * as prettier from 'prettier'
import { remark } from 'remark'
import remarkGfm from 'remark-gfm'
import { createInterface } from 'node:readline'
const convert = `+convert+`
for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(String(await convert(JSON.parse(line)))))
`, []string{doc})[0]
		}
	}
	with := func(name string, args ...string) func(testing.TB, string) string {
		return func(t testing.TB, doc string) string { return program(name, args...)(t, []string{doc})[0] }
	}
	return []Formatter{
		{"prettier", script(`doc => prettier.format(doc, { parser: 'markdown' })`)},
		{"prettier, wrapped", script(`doc => prettier.format(doc, { parser: 'markdown', proseWrap: 'always', printWidth: 60 })`)},
		{"remark", script(`doc => remark().process(doc)`)},
		{"remark with GFM", script(`doc => remark().use(remarkGfm).process(doc)`)},
		{"pandoc to gfm", with("pandoc", "-f", "gfm", "-t", "gfm")},
		{"pandoc to gfm, unwrapped", with("pandoc", "-f", "gfm", "-t", "gfm", "--wrap", "none")},
		{"pandoc to commonmark", with("pandoc", "-f", "gfm", "-t", "commonmark")},
		{"pandoc to commonmark_x", with("pandoc", "-f", "gfm", "-t", "commonmark_x")},
		{"pandoc to markdown", with("pandoc", "-f", "gfm", "-t", "markdown")},
		{"pandoc, all its own", with("pandoc", "-f", "markdown", "-t", "markdown")},
		{"pandoc, all commonmark", with("pandoc", "-f", "commonmark", "-t", "commonmark")},
		{"cmark-gfm", with("cmark-gfm", "--unsafe", "-t", "commonmark")},
		{"cmark-gfm, extended", with("cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist", "-t", "commonmark")},
	}
}
