package review

import (
	"regexp"
	"strings"
)

// Piece is a part of an action's detail: plain words, or code that stays as it
// is written. A table is code whose columns are aligned.
type Piece struct {
	Code     bool
	Language string // of code, as written; "": not given
	Text     string // lines, without the last one's end
}

var (
	fenceRE    = regexp.MustCompile("^(`{3,})([A-Za-z0-9+#.-]{0,30})$")
	languageRE = regexp.MustCompile(`^[A-Za-z0-9+#.-]{1,30}$`)
)

// Code writes lines so that Pieces gives them back as code.
func Code(language string, lines []string) string {
	text := strings.Join(lines, "\n")
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if !languageRE.MatchString(language) {
		language = ""
	}
	return fence + language + "\n" + text + "\n" + fence
}

// Pieces takes a detail apart. Code that is cut short ends where the detail does.
func Pieces(detail string) []Piece {
	var out []Piece
	var lines []string
	fence, language := "", ""
	end := func() {
		if strings.TrimSpace(strings.Join(lines, "")) != "" {
			out = append(out, Piece{Code: fence != "", Language: language, Text: strings.Join(lines, "\n")})
		}
		lines = nil
	}
	for line := range strings.SplitSeq(detail, "\n") {
		m := fenceRE.FindStringSubmatch(line)
		switch {
		case fence == "" && m != nil:
			end()
			fence, language = m[1], m[2]
		case fence != "" && line == fence:
			end()
			fence, language = "", ""
		default:
			lines = append(lines, line)
		}
	}
	end()
	return out
}

// Write writes a detail anew: its words in one way, its code in another, and an
// empty line between them.
func Write(detail string, words func(string) string, code func(Piece) string) string {
	var out []string
	for _, p := range Pieces(detail) {
		text := ""
		if p.Code {
			text = code(p)
		} else {
			text = words(p.Text)
		}
		if text != "" {
			out = append(out, text)
		}
	}
	return strings.Join(out, "\n\n")
}
