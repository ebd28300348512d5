package draft

import (
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/client/github/quiet"
	"github.com/followthrough/followthrough/sync/review"
)

// drawn are the languages of code that GitHub shows as a picture or a formula,
// or that it offers to apply.
var drawn = []string{"mermaid", "math", "geojson", "topojson", "stl", "suggestion"}

// openingRE is what a marker of ours begins with: whoever takes a fence away
// makes none.
var openingRE = regexp.MustCompile(`<!--(\s*followthrough)`)

// pieces writes a detail: its words show as they are, its code stays code.
func pieces(detail string) string {
	var out []string
	for _, p := range review.Pieces(detail) {
		text := quiet.Paragraphs(p.Text)
		if p.Code {
			text = code(p)
		}
		if text != "" {
			out = append(out, text)
		}
	}
	return strings.Join(out, "\n\n")
}

// code is a fence that nothing inside it closes.
func code(p review.Piece) string {
	p.Text = openingRE.ReplaceAllString(p.Text, "<!--"+quiet.Apart+"$1")
	fence := "```"
	for strings.Contains(p.Text, fence) {
		fence += "`"
	}
	language := strings.ToLower(p.Language)
	if slices.Contains(drawn, language) {
		language = ""
	}
	return fence + language + "\n" + p.Text + "\n" + fence
}
