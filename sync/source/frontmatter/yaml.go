package frontmatter

import (
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

// chunk is one key of YAML with all the lines that belong to it.
type chunk struct {
	key   string // folded
	name  string // as written; "": it can't be told without YAML's own reader
	value string // what stands behind the key in its line
	line  int    // of the document
	text  strings.Builder
	lines int // without blank ones and remarks
}

// yaml reads YAML key by key, each by YAML's own reader: what is malformed in
// one can't hide another.
func (r *reader) yaml(front string, line int) {
	first := strings.TrimLeft(stripRemarks(front), " ")
	if strings.HasPrefix(first, "{") {
		whole := &chunk{line: line + strings.Count(front[:len(front)-len(strings.TrimLeft(front, " \t\n"))], "\n"), lines: 2}
		for l := range strings.Lines(front) {
			whole.text.WriteString(spaced(l))
		}
		r.braces(whole)
		return
	}
	chunks := r.cut(front, line)
	if len(chunks) > MaxValues {
		r.flaw(line, "the front matter holds more than %d keys and is not read: shorten it", MaxValues)
		return
	}
	y := &yamlReader{r: r}
	for _, c := range chunks {
		y.parse(c)
	}
	y.read()
}

// stripRemarks is the front matter from its first line that says something.
func stripRemarks(front string) string {
	for front != "" {
		l := lineAt([]byte(front), 0)
		if text := strings.TrimSpace(l); text != "" && text[0] != '#' {
			break
		}
		front = front[len(l):]
	}
	return front
}

// cut parts front matter into its keys. A line that belongs to none is a flaw.
func (r *reader) cut(front string, line int) []*chunk {
	var all []*chunk
	indent := -1
	for l := range strings.Lines(front) {
		l = strings.TrimRight(l, "\r\n")
		text := strings.TrimLeft(l, " ")
		switch at := len(l) - len(text); {
		case strings.TrimSpace(text) == "" || text[0] == '#':
			if len(all) > 0 {
				all[len(all)-1].text.WriteString(cutIndent(l, indent) + "\n")
			}
		case indent < 0 || at == indent:
			if indent < 0 {
				indent = at
			}
			all = r.headOrMore(all, text, line)
		case at > indent && len(all) > 0:
			all[len(all)-1].more(l[indent:])
		default:
			r.stray(line)
		}
		line++
	}
	return all
}

func cutIndent(l string, indent int) string {
	for ; indent > 0 && strings.HasPrefix(l, " "); indent-- {
		l = l[1:]
	}
	return l
}

func (c *chunk) more(l string) {
	c.text.WriteString(spaced(l) + "\n")
	c.lines++
}

// spaced makes spaces of the tabs between the words of a line: YAML's own reader
// drops them from plain text, and runs the words around them together.
func spaced(l string) string {
	at := len(l) - len(strings.TrimLeft(l, " \t"))
	return l[:at] + strings.ReplaceAll(l[at:], "\t", " ")
}

// headOrMore takes a line on the level of the keys: it gives one, or belongs
// to the one before.
func (r *reader) headOrMore(all []*chunk, text string, line int) []*chunk {
	if name, value, ok := head(text); ok {
		c := &chunk{key: review.Fold(name), name: name, value: value, line: line}
		c.more(text)
		return append(all, c)
	}
	if len(all) > 0 && belongs(text) {
		all[len(all)-1].more(text)
		return all
	}
	r.stray(line)
	return all
}

func (r *reader) stray(line int) {
	r.flaw(line, "this line is no `key: value`, nor part of one: write it so, or indent it with spaces below its key")
}

// belongs: the line on the level of its key is an entry of its list, or ends
// its brackets.
func belongs(text string) bool {
	return text == "-" || strings.HasPrefix(text, "- ") || strings.Trim(text, "]}, \t") == ""
}

// head parts a line into its key and what stands behind it.
func head(text string) (name, value string, ok bool) {
	end := plainKey(text)
	if text[0] == '"' || text[0] == '\'' {
		end = quotedKey(text)
	}
	if end <= 0 || end+1 < len(text) && !blank(text[end+1]) {
		return "", "", false
	}
	if name = strings.TrimSpace(text[:end]); name == "" {
		return "", "", false
	}
	if name[0] == '"' || name[0] == '\'' {
		name = name[1 : len(name)-1]
	} else if strings.Contains(name, " #") || strings.Contains(name, "\t#") {
		return "", "", false
	}
	return name, strings.TrimSpace(text[end+1:]), true
}

func blank(c byte) bool { return c == ' ' || c == '\t' }

// quotedKey is where the colon behind a quoted key stands; 0: there is none.
func quotedKey(text string) int {
	end := quoted(text)
	rest := strings.TrimLeft(text[end:], " \t")
	if end == 0 || !strings.HasPrefix(rest, ":") {
		return 0
	}
	return len(text) - len(rest)
}

// plainKey is where the colon behind a plain key stands; 0: there is none.
func plainKey(text string) int {
	if strings.IndexByte("\t[]{},#&*!|>%@`", text[0]) >= 0 || strings.IndexByte("-?:", text[0]) >= 0 && (len(text) == 1 || blank(text[1])) {
		return 0
	}
	for at := 0; at < len(text); at++ {
		i := strings.IndexByte(text[at:], ':')
		if i < 0 {
			return 0
		}
		if at += i; at+1 == len(text) || blank(text[at+1]) {
			return at
		}
	}
	return 0
}

// quoted is where a quoted text at the start of a line ends; 0: nowhere.
func quoted(text string) int {
	sign := text[0]
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && sign == '"':
			i++
		case text[i] == sign && sign == '\'' && i+1 < len(text) && text[i+1] == sign:
			i++
		case text[i] == sign:
			return i + 1
		}
	}
	return 0
}

// unclosed tells what a value opens and does not close in its line; "": nothing.
func unclosed(value string) string {
	if value == "" {
		return ""
	}
	switch value[0] {
	case '"', '\'':
		if quoted(value) == 0 {
			return "quote"
		}
	case '[', '{':
		depth := 0
		for _, c := range value {
			switch c {
			case '[', '{':
				depth++
			case ']', '}':
				if depth--; depth == 0 {
					return ""
				}
			}
		}
		return "bracket"
	}
	return ""
}
