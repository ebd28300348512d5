package wiki

import (
	"encoding/json"
	"regexp"
	"strings"
)

// macros are those that Cloud's editor writes; it escapes a brace before one.
var macros = regexp.MustCompile(`^(?:adf|anchor|code|color|loremipsum|noformat|panel|quote)`)

// chip is a status: capitals in bold, in brackets and colour.
var chip = regexp.MustCompile(`^\{color:#[0-9A-Fa-f]{6}\}\*\[ ([^\n{}]{1,200}?) \]\*\{color\}`)

// backslash reads an escape; 0: it is a backslash.
func (r *reader) backslash(rest string) int {
	if r.by == Typed {
		return r.typedEscape(rest)
	}
	next := ""
	switch {
	case strings.HasPrefix(rest, `\!`):
		next = "!"
	case strings.HasPrefix(rest, `\[~`), strings.HasPrefix(rest, `\[^`):
		next, r.file = rest[1:3], rest[2] == '^'
	case strings.HasPrefix(rest, `\]`) && r.file:
		next, r.file = "]", false
	case strings.HasPrefix(rest, `\{`) && macros.MatchString(rest[2:]):
		next = "{"
	default:
		return 0
	}
	r.say(next)
	return 1 + len(next)
}

// typedEscape reads what a person escaped, or a line break by two backslashes.
func (r *reader) typedEscape(rest string) int {
	switch {
	case len(rest) > 1 && strings.IndexByte(escapable, rest[1]) >= 0:
		r.say(rest[1:2])
		return 2
	case strings.HasPrefix(rest, `\\`):
		if i := strings.IndexAny(rest[2:], "\\ \t\n"); i >= 0 && rest[2+i] == '\\' {
			r.say(`\\`) // of a share
		} else {
			r.end(false)
		}
		return 2
	}
	return 0
}

// brace reads inline code or a macro; 0: it is a brace.
func (r *reader) brace(rest string) int {
	if n := r.inlineCode(rest); n > 0 {
		return n
	}
	if strings.HasPrefix(rest, "{color:#") {
		if m := chip.FindStringSubmatch(rest[:min(len(rest), 300)]); m != nil {
			r.line = append(r.line, inset)
			r.say(m[1])
			r.line = append(r.line, seam)
			return len(m[0])
		}
	}
	if len(rest) > 2 && rest[2] == '}' && strings.IndexByte("*_-+^~", rest[1]) >= 0 && r.by == Typed {
		r.line = append(r.line, seam, rune(rest[1]), seam)
		return 3
	}
	name, n := macro(rest)
	switch name {
	case "quote":
		r.end(false)
		r.quoted = !r.quoted
	case "panel":
		r.end(false)
	case "color", "anchor", "loremipsum":
		r.line = append(r.line, border(rest[:n]))
	case "code", "noformat":
		n += r.block(name, rest[n:])
	case "adf":
		n += r.adf(rest[n:])
	default:
		return 0
	}
	return n
}

// border is what a macro leaves that says nothing itself: {color:red} begins,
// {color} ends.
func border(macro string) rune {
	if strings.Contains(macro, ":") {
		return inset
	}
	return seam
}

// macro is the name of one and its length; "": it is none.
func macro(rest string) (name string, n int) {
	end := strings.IndexFunc(rest[1:], func(c rune) bool { return c < 'a' || c > 'z' }) + 1
	if end < 2 || end > len("loremipsum")+1 {
		return "", 0
	}
	n = end
	if rest[n] == ':' {
		next := strings.IndexAny(rest[n:], "{}\n")
		if next < 0 {
			return "", 0
		}
		n += next
	}
	if rest[n] != '}' {
		return "", 0
	}
	return rest[1:end], n + 1
}

// inlineCode reads {{code}}, in which nothing has a meaning but a link around
// all of it.
func (r *reader) inlineCode(rest string) int {
	if len(rest) < 5 || rest[1] != '{' || rest[2] == ' ' || r.at < r.code {
		return 0
	}
	line := rest
	end := strings.Index(rest[3:], "}}") + 3
	if end >= 3 {
		line = rest[:end]
	}
	if newline := strings.IndexByte(line, '\n'); end < 3 || newline >= 0 {
		r.code = r.at + max(newline, 3)
		return 0
	}
	for end+2 < len(rest) && rest[end+2] == '}' {
		end++
	}
	inside := []rune(rest[2:end])
	if inside[0] == '[' {
		inside = unlink(inside, r.by)
	}
	r.line = append(r.line, seam)
	for _, c := range inside {
		if c > inset {
			r.line = append(r.line, c|literal)
		}
	}
	r.line = append(r.line, seam)
	return end + 2
}

// block reads code up to the macro that ends it, and gives its length; 0:
// nothing does.
func (r *reader) block(name, rest string) int {
	end := "{" + name + "}"
	if r.missed[name] {
		return 0
	}
	code, _, found := strings.Cut(rest, end)
	if !found {
		r.missed[name] = true
		return 0
	}
	r.end(false)
	for line := range strings.Lines(code) {
		r.say(strings.TrimSuffix(line, "\n"))
		r.end(true)
	}
	return len(code) + len(end)
}

// adf reads what has no markup of its own and comes as the editor holds it.
// What can't be read is left out: it may name somebody.
func (r *reader) adf(rest string) int {
	dec := json.NewDecoder(strings.NewReader(rest))
	dec.UseNumber()
	var n node
	if err := dec.Decode(&n); err != nil {
		unread, _, found := strings.Cut(rest, "{adf}")
		if !found {
			return len(rest)
		}
		return len(unread) + len("{adf}")
	}
	r.node(n)
	after := rest[dec.InputOffset():]
	return len(rest) - len(strings.TrimPrefix(strings.TrimLeft(after, " \n"), "{adf}"))
}
