package markdown

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/internal/referee"
)

// formatter answers each document as others write it.
const formatter = `
import { remark } from 'remark'
import remarkGfm from 'remark-gfm'
import * as prettier from 'prettier'
import { createInterface } from 'node:readline'
for await (const line of createInterface({ input: process.stdin })) {
  const [by, text] = JSON.parse(line)
  const out = by == 'prettier' ? await prettier.format(text, { parser: 'markdown', proseWrap: 'always' })
    : by == 'remark' ? String(remark().processSync(text))
    : String(remark().use(remarkGfm).processSync(text))
  console.log(JSON.stringify(out))
}
`

// A review that pandoc, prettier or remark wrote anew is read as before: the
// same titles, states, owners, days and tickets, in the same order.
func TestReformattedReviewsReadTheSame(t *testing.T) {
	longtest.Only(t)
	files, err := filepath.Glob("testdata/reformatted/*.md")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d fixtures: %v", len(files), err)
	}
	for _, file := range files {
		doc, err := os.ReadFile(file)
		must(t, err)
		want := shorts(Read(doc, Settings{}))
		if len(want) < 3 {
			t.Errorf("%s holds %q", file, want)
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Run("pandoc", func(t *testing.T) { byPandoc(t, doc, want) })
			t.Run("formatters", func(t *testing.T) {
				by := [][2]string{{"prettier", string(doc)}, {"remark", string(doc)}, {"remark-gfm", string(doc)}}
				for i, out := range referee.Node[[2]string, string](t, "formatters", formatter, by) {
					reads(t, by[i][0], out, want)
				}
			})
		})
	}
}

func byPandoc(t *testing.T, doc []byte, want []string) {
	pandoc := referee.Program(t, "pandoc")
	for _, to := range []string{"gfm", "commonmark", "markdown"} {
		if to == "markdown" && bytes.Contains(doc, []byte("| --- |")) {
			continue // pandoc's own tables are none that we read
		}
		cmd := exec.CommandContext(t.Context(), pandoc, "-f", "gfm", "-t", to)
		cmd.Stdin = bytes.NewReader(doc)
		out, err := cmd.Output()
		must(t, err)
		reads(t, "pandoc -t "+to, string(out), want)
	}
}

func reads(t *testing.T, by, doc string, want []string) {
	t.Helper()
	if !strings.Contains(doc, "#") && !strings.Contains(doc, "===") {
		t.Fatalf("%s wrote %q", by, doc)
	}
	if diff := cmp.Diff(want, shorts(Read([]byte(doc), Settings{}))); diff != "" {
		t.Errorf("%s wrote\n%s\nwhich reads otherwise:\n%s", by, doc, diff)
	}
}
