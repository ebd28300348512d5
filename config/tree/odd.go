package tree

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/followthrough/followthrough/config/notyaml"
)

// drivePath is a Windows path in double quotes.
var drivePath = regexp.MustCompile(`^"[A-Za-z]:\\[^\\]`)

// odd says why a text that YAML takes can't be meant as it stands; "": it can.
// It is told before anything else is made of the text, and holds nothing of it.
func (d *Document) odd(x *ast.StringNode) string {
	source := d.source(x.GetToken())
	quoted := strings.HasPrefix(source, `"`)
	plain := x.GetToken().Type == token.StringType
	if why := notyaml.Odd(x.Value); why != "" {
		return why
	}
	switch first, _ := utf8.DecodeRuneInString(x.Value); {
	case strings.Contains(x.Value, "{{") && strings.Contains(x.Value, "}}") && !strings.Contains(x.Value, "${{"):
		return notyaml.Template
	case quoted && drivePath.MatchString(source), quoted && strings.ContainsAny(x.Value, "\a\b\v\f\r\x1b\x00") && !strings.Contains(source, `\u`):
		return notyaml.Backslash
	case strings.ContainsFunc(x.Value, control):
		r := []rune(x.Value)[strings.IndexFunc(x.Value, control)]
		return fmt.Sprintf("a control sign (U+%04X) stands here, which is no text: delete it", r)
	case plain && strings.ContainsRune("“”„‘’", first):
		return notyaml.Curly
	case plain && strings.HasPrefix(x.Value, "-") && d.beginsLine(x.GetToken()):
		return notyaml.Hyphen
	}
	return ""
}

func control(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' }

// source is the rest of the line in which a token begins, from it on.
func (d *Document) source(t *token.Token) string {
	line, column := t.Position.Line, t.Position.Column
	if line < 1 || line > len(d.lines) {
		return ""
	}
	text := []rune(d.lines[line-1])
	return string(text[min(max(0, column-1), len(text)):])
}

// beginsLine tells whether nothing but blanks stands before a token.
func (d *Document) beginsLine(t *token.Token) bool {
	source := d.source(t)
	line := t.Position.Line
	return source != "" && strings.TrimLeft(d.lines[line-1], " ") == source
}
