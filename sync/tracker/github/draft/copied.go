package draft

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/client/github/quiet"
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// drawn are the languages of code that GitHub shows as a picture or a formula,
// or that it offers to apply.
var drawn = []string{"mermaid", "math", "geojson", "topojson", "stl", "suggestion"}

// openingRE is what a marker of ours begins with: whoever takes a fence away
// makes none.
var openingRE = regexp.MustCompile(`<!--(\s*followthrough)`)

// pieces writes a detail: its words show as they are, its code stays code.
func pieces(detail string) string { return review.Write(detail, quiet.Paragraphs, code) }

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

// reviewLink is a review's title with its link; without an address that leads
// somewhere, the title alone.
func reviewLink(r tracker.ReviewRef) string {
	title, to := quiet.Line(mdedit.Cut(r.Title, maxName)), destination(r.URL)
	switch {
	case to == "" && title == "":
		return "without a title"
	case to == "":
		return title
	case title == "": // a restricted review's is not told
		title = "linked here"
	}
	if strings.HasPrefix(title, "^") {
		title = `\` + title // or it would be a footnote's mark
	}
	return "[" + title + "](" + to + ")"
}

// destination writes an address so that Markdown ends it where it ends; "": it
// is none that a browser opens.
func destination(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || len(link) > maxLink {
		return ""
	}
	var b strings.Builder
	for _, c := range []byte(link) {
		switch {
		case c == '&': // &lt; would be read as <
			b.WriteString("&amp;")
		case c <= ' ' || c >= 0x7f || strings.IndexByte("()<>\"'\\`*[]{}|^", c) >= 0:
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
