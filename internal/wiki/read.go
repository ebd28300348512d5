package wiki

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/mdedit"
)

// Line is a line of what wiki markup says.
type Line struct {
	Words string // plain, and without anybody's name
	// Quoted is what somebody else said, or code; Item one of a list.
	Quoted, Item bool
}

// Writer is who wrote wiki markup.
type Writer int

const (
	// Typed markup is that of people, who escape what they mean as a sign.
	Typed Writer = iota
	// Exported markup is made by Cloud of what its editor holds. It escapes next
	// to nothing: braces, brackets and backslashes are mostly themselves.
	Exported
)

// person stands for whoever is named.
const person = "a colleague"

// The runes of a line while it is read: those that mean themselves bear a
// flag, and where markup was taken out is a seam; where it began, an inset.
const (
	literal rune = 1 << 24
	seam    rune = 0
	inset   rune = 1
)

// reader turns markup into lines.
type reader struct {
	in     string
	by     Writer
	at     int
	line   []rune
	quoted bool // between {quote} and {quote}
	file   bool // behind the escaped bracket of what looks like a file
	code   int  // up to here no inline code ends
	missed map[string]bool
	lines  []Line
}

// Read gives the lines of markup that hold words.
func Read(markup string, by Writer) []Line {
	r := &reader{in: strings.NewReplacer("\r\n", "\n", "\r", "\n", string(seam), "", string(inset), "").Replace(markup), by: by, missed: map[string]bool{}}
	r.in = strings.ToValidUTF8(r.in, "\uFFFD")
	for r.at < len(r.in) {
		r.step()
	}
	r.end(false)
	return r.lines
}

// step reads one thing.
func (r *reader) step() {
	rest := r.in[r.at:]
	n := 0
	switch rest[0] {
	case '\n':
		r.end(false)
		n = 1
	case '\\':
		n = r.backslash(rest)
	case '{':
		n = r.brace(rest)
	case '!':
		n = r.picture(rest)
	case 'h', 'f', 'i', 'm':
		n = r.address(rest)
	}
	if n == 0 {
		var c rune
		c, n = utf8.DecodeRuneInString(rest)
		r.line = append(r.line, c)
	}
	r.at += n
}

// say adds what means itself.
func (r *reader) say(text string) {
	for _, c := range text {
		r.line = append(r.line, c|literal)
	}
}

// afterWord says that a letter or digit stands before.
func (r *reader) afterWord() bool {
	return len(r.line) > 0 && inWord(r.line[len(r.line)-1]&^literal)
}

// end ends a line.
func (r *reader) end(code bool) {
	line := r.line
	r.line, r.file = nil, false
	l := Line{Quoted: r.quoted || code}
	if !code {
		start := ""
		line, start = prefix(line)
		l.Quoted = l.Quoted || start == "bq."
		l.Item = start != "" && strings.Trim(start, "*#-") == ""
		table := len(line) > 0 && line[0] == '|'
		line = unlink(line, r.by)
		if l.Item && start[0] == '*' && r.by == Exported {
			line = task(line)
		}
		line = unmark(line)
		if table {
			line = cells(line)
		}
	}
	if l.Words = plain(line); l.Words != "" {
		r.lines = append(r.lines, l)
	}
}

// named are people in what is left: a mention that was written as a text, too,
// and the addresses of somebody.
var named = regexp.MustCompile(`\[~[^\]\s]*\]?|(?i)accountid:[\w:.%-]+|https?://\S*?(?:/people/|/ViewProfile\.jspa|[?&]accountId=)\S*|mailto:\S+`)

// plain are the words of a line.
func plain(line []rune) string {
	var b strings.Builder
	for _, c := range line {
		if c > inset {
			b.WriteRune(c &^ literal)
		}
	}
	return mdedit.Line(named.ReplaceAllString(b.String(), person))
}

// starts are what means something at the beginning of a line.
var starts = regexp.MustCompile(`^(?:(h[1-6]\.|bq\.) ?|([*#]{1,20}|-) (?:<> )?|(-{4,5})$)`)

// prefix takes off what makes a line a heading, a quote, an item or a ruler.
func prefix(line []rune) (rest []rune, start string) {
	for len(line) > 0 && (line[0] <= inset || unicode.IsSpace(line[0]&^literal)) {
		line = line[1:]
	}
	m := starts.FindStringSubmatch(string(line[:min(len(line), 30)]))
	if m == nil || m[3] != "" && len(line) > len(m[3]) {
		return line, ""
	}
	return line[len(m[0]):], m[1] + m[2]
}

// cells sets the words of a table's cells apart.
func cells(line []rune) []rune {
	var out []rune
	for len(line) > 0 {
		end := slices.Index(line, '|')
		if end < 0 {
			end = len(line)
		}
		if cell := line[:end]; plain(cell) != "" {
			if out != nil {
				out = append(out, ';', ' ')
			}
			out = append(out, cell...)
		}
		line = line[min(end+1, len(line)):]
	}
	return out
}
