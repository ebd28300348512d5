// Package page renders a report as one HTML file that stands by itself: no
// script, no request to anywhere, light and dark, fit for paper and for a
// small screen. It works out no figure: what it says is the report's sheet,
// and its charts are drawn of the same counts as the tables beside them.
package page

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the page and its style
	"encoding/base64"
	"html/template"
	"io"
	"strings"

	"github.com/followthrough/followthrough/sync/report"
)

var (
	//go:embed page.html
	layout string
	//go:embed page.css
	style string

	compiled = template.Must(template.New("page").Funcs(template.FuncMap{"parts": parts, "numeric": numeric, "zero": zero, "wide": wide}).Parse(layout))
)

// Write writes the page of a report.
func Write(w io.Writer, r report.Report) error {
	var b bytes.Buffer
	if err := compiled.Execute(&b, viewOf(r)); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// policy forbids the page every source of anything but its own style.
func policy() string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src 'sha256-" +
		base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// part is a piece of a sentence of ours: plain, or a command.
type part struct {
	Text string
	Code bool
}

// parts tells the commands of a sentence, which stand between backticks.
func parts(sentence string) []part {
	var out []part
	for i, text := range strings.Split(sentence, "`") {
		if text != "" {
			out = append(out, part{text, i%2 == 1})
		}
	}
	return out
}

// numeric tells whether the n-th column of a table holds figures.
func numeric(t report.Table, n int) bool { return n >= t.Texts }

// wide tells whether a table has too many columns for a small screen, where
// each row becomes a few lines, without the figures that are nothing.
func wide(t report.Table) bool { return len(t.Head) > 4 }

// zero tells whether a figure is nothing, and may stand back.
func zero(c report.Cell) bool { return c.Text == "0" || c.Text == "" || c.Text == report.Nothing }
