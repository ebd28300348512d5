package files

import (
	"regexp"
	"strings"
)

// A row is one line of a document with what its surroundings make of it.
type row struct {
	start, end int    // bytes, without the line's end
	next       int    // where the following line starts
	text       string // the line
	kind       kind
	level      int    // of a heading
	heading    string // its text
}

type kind int

const (
	prose kind = iota
	blank
	heading
	code    // fenced, fences included
	remark  // a comment of several lines
	matter  // front matter
	divider // a thematic break
)

var (
	atxRE     = regexp.MustCompile(`^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$`)
	fenceRE   = regexp.MustCompile("^[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*(`{3,}|~{3,})(.*)$")
	setextRE  = regexp.MustCompile(`^ {0,3}(=+|-+)[ \t]*$`)
	dividerRE = regexp.MustCompile(`^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$`)
)

// scan cuts a document into rows. open says how the document's end leaves a
// reader: "" or what is still open there.
func scan(text string) (rows []row, open string) {
	rows = split(text)
	s := scanner{}
	for i := range rows {
		s.mark(rows, i)
	}
	switch {
	case s.fence != "":
		open = "a code fence"
	case s.comment:
		open = "a comment"
	case s.matter:
		open = "front matter"
	}
	return rows, open
}

func split(text string) []row {
	var rows []row
	for at := 0; at < len(text); {
		end, next := len(text), len(text)
		if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
			end, next = at+i, at+i+1
		}
		line := strings.TrimSuffix(text[at:end], "\r")
		rows = append(rows, row{start: at, end: at + len(line), next: next, text: line})
		at = next
	}
	if len(rows) > 0 {
		rows[0].text = strings.TrimPrefix(rows[0].text, "\ufeff")
	}
	return rows
}

// scanner holds what is open at the start of a row.
type scanner struct {
	fence   string // the opening fence's signs
	within  string // what each of its rows begins with: white space, or ">"
	content string // white space as wide as the innermost item's bullet
	comment bool
	matter  bool
}

func (s *scanner) mark(rows []row, i int) {
	r := &rows[i]
	trimmed := strings.TrimSpace(r.text)
	if s.fence != "" && trimmed != "" && !begins(r.text, s.within) {
		s.fence = "" // it ends with the item or quote that it stands in
	}
	switch {
	case s.matter:
		r.kind = matter
		s.matter = trimmed != "---" && trimmed != "..."
	case s.fence != "":
		r.kind = code
		if closes(trimmed, s.fence) {
			s.fence = ""
		}
	case s.comment:
		r.kind = remark
		s.comment = !strings.Contains(r.text, "-->")
	case i == 0 && strings.TrimRight(r.text, " \t") == "---" && hasEnd(rows):
		r.kind, s.matter = matter, true
	case trimmed == "":
		r.kind = blank
	default:
		s.markText(rows, i, trimmed)
	}
}

func (s *scanner) markText(rows []row, i int, trimmed string) {
	r := &rows[i]
	if m := fenceRE.FindStringSubmatch(r.text); m != nil && (m[1][0] == '~' || !strings.Contains(m[2], "`")) {
		r.kind, s.fence = code, m[1]
		s.within = s.container(r.text)
		return
	}
	s.enter(rows, i)
	if strings.HasPrefix(trimmed, "<!--") && !strings.Contains(trimmed[4:], "-->") {
		r.kind, s.comment = remark, true
		return
	}
	if m := atxRE.FindStringSubmatch(r.text); m != nil {
		r.kind, r.level, r.heading = heading, len(m[1]), strings.TrimSpace(m[2])
		return
	}
	if m := setextRE.FindStringSubmatch(r.text); m != nil && i > 0 && underlines(rows[i-1]) {
		r.kind, r.level, r.heading = heading, 2, strings.TrimSpace(rows[i-1].text)
		if m[1][0] == '=' {
			r.level = 1
		}
		return
	}
	if dividerRE.MatchString(r.text) {
		r.kind = divider
	}
}

// enter keeps which item a row begins or leaves.
func (s *scanner) enter(rows []row, i int) {
	text := rows[i].text
	if m := itemRE.FindString(text); m != "" {
		s.content = strings.Repeat(" ", columns(m))
	} else if indent(text) == 0 && (i == 0 || rows[i-1].kind != prose || strings.HasPrefix(text, "#")) {
		s.content = ""
	}
}

// container is what a fence that opens in this row stands in.
func (s *scanner) container(text string) string {
	if strings.HasPrefix(strings.TrimLeft(text, " "), ">") {
		return ">"
	}
	if m := itemRE.FindString(text); m != "" {
		return strings.Repeat(" ", columns(m))
	}
	return s.content[:min(len(s.content), indent(text))]
}

// begins tells whether a row is within what a fence stands in.
func begins(text, within string) bool {
	if within == ">" {
		return strings.HasPrefix(strings.TrimLeft(text, " "), ">")
	}
	return indent(text) >= len(within)
}

// indent is how wide a row's white space is.
func indent(text string) int {
	return columns(text[:len(text)-len(strings.TrimLeft(text, " \t"))])
}

// underlines tells whether the row above can be a heading that is underlined.
func underlines(above row) bool {
	return above.kind == prose && !itemRE.MatchString(above.text) &&
		strings.TrimLeft(above.text, " ") != "" && !strings.HasPrefix(above.text, "    ") &&
		!strings.HasPrefix(strings.TrimSpace(above.text), ">")
}

// hasEnd tells whether front matter that opens in the first row is closed.
func hasEnd(rows []row) bool {
	for _, r := range rows[1:] {
		if t := strings.TrimRight(r.text, " \t"); t == "---" || t == "..." {
			return true
		}
	}
	return false
}

func closes(trimmed, fence string) bool {
	trimmed = strings.TrimLeft(trimmed, "> \t")
	return len(trimmed) >= len(fence) && strings.Trim(trimmed, fence[:1]) == ""
}
