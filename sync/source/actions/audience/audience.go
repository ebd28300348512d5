// Package audience finds what the first lines of a document give for the keys
// that say who may see it, in whatever markup: what is no front matter for any
// reader, and no line "Key: value" in plain Markdown, was written by somebody who
// meant it. It knows nothing of what the values say.
package audience

import (
	"html"
	"strings"
	"unicode"

	"github.com/followthrough/followthrough/sync/source/actions/words"
)

// What is looked at of a document: lines, and bytes of one.
const (
	maxLines = 200
	maxLine  = 1000
)

// reading is what is known while lines are read.
type reading struct {
	wanted map[string]bool
	out    map[string][]string
	key    string // at hand
	given  bool   // it has a value
	above  string // the key that a cell of a table gives
	column int    // of that cell
}

// Lines are the values of keys by squashed key: what stands behind a key in its
// line, below it in a table, else in the next line that says anything.
func Lines(text string, keys []string) map[string][]string {
	r := &reading{wanted: map[string]bool{}, out: map[string][]string{}}
	for _, k := range keys {
		at := strings.LastIndexByte(k, '.')
		r.wanted[words.Squashed(k[at+1:])] = true
	}
	n := 0
	for l := range strings.Lines(text) {
		if n++; n > maxLines || len(keys) == 0 {
			break
		}
		r.line(plain(l))
	}
	return r.out
}

func (r *reading) line(l string) {
	cells := strings.Split(l, "|")
	if r.above != "" && r.column < len(cells) && len(cells) > 2 {
		r.out[r.above] = append(r.out[r.above], cells[r.column])
	} else {
		r.above = ""
	}
	if !says(l) {
		return
	}
	for _, piece := range pieces(l) {
		key, value, ok := r.give(piece)
		before, behind, other := strings.Cut(piece, ": ")
		switch {
		case ok:
			r.key, r.given = key, false
			r.add(value)
		case other && says(before) && says(behind):
			r.key = ""
		default:
			r.add(piece)
		}
	}
	if r.given {
		r.key = ""
	}
	for i, c := range cells {
		if key, _, ok := r.give(c); ok && len(cells) > 2 {
			r.above, r.column = key, i
		}
	}
}

// add takes a value for the key at hand.
func (r *reading) add(value string) {
	if r.key != "" && says(value) {
		r.out[r.key] = append(r.out[r.key], value)
		r.given = true
	}
}

// plain is a line without entities, escapes and tags; a tag parts words, and the
// end of a cell ends a key.
func plain(l string) string {
	l = strings.Join(strings.Fields(l), " ") // a page's markup is as many spaces
	l = html.UnescapeString(strings.ReplaceAll(l[:min(len(l), maxLine)], `\`, ""))
	l = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, l)
	for _, box := range []string{"[ ] ", "[x] ", "[X] "} {
		l = strings.Replace(l, box, "", 1)
	}
	for _, end := range []string{"</td>", "</th>", "</dt>"} {
		l = strings.ReplaceAll(l, end, ": ")
	}
	l = strings.ReplaceAll(strings.ReplaceAll(l, "<br", "|<br"), " **", "|**")
	var out strings.Builder
	for {
		from := strings.IndexByte(l, '<')
		to := strings.IndexByte(l[max(from, 0):], '>')
		if from < 0 || to < 0 || strings.HasPrefix(l[from:], "<!--") {
			break
		}
		out.WriteString(l[:from] + " ")
		l = l[from+to+1:]
	}
	return out.String() + l
}

// pieces are the parts of a line that may each give a key.
func pieces(l string) []string {
	return strings.FieldsFunc(l, func(r rune) bool { return strings.ContainsRune("|·•;,，、", r) })
}

// give parts a piece at the sign behind its key.
func (r *reading) give(piece string) (key, value string, ok bool) {
	piece = strings.TrimLeftFunc(piece, notInWord)
	at := strings.IndexFunc(piece, func(r rune) bool { return strings.ContainsRune(":=：＝꞉∶﹕–—→>", r) })
	if spaced := strings.Index(piece, " - "); spaced > 0 && (at < 0 || spaced < at) {
		at = spaced
	}
	if at < 0 {
		at = len(piece)
	}
	key = strings.TrimFunc(piece[:at], notInWord)
	if _, rest, numbered := strings.Cut(key, ". "); numbered { // a. Key
		key = rest
	}
	for _, part := range strings.Split(words.Squashed(key), ".") { // meta.key
		if r.wanted[part] {
			return part, piece[at:], true
		}
	}
	return "", "", false
}

func inWord(r rune) bool { return unicode.In(r, unicode.L, unicode.M, unicode.N) }

func notInWord(r rune) bool { return !inWord(r) }

func says(text string) bool { return strings.ContainsFunc(text, inWord) }
