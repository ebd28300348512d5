package wiki

import (
	"slices"
	"strings"
)

// task takes out what Cloud writes before each piece of a task or a decision,
// and not only before the first: pieces are what differs in its marks.
func task(line []rune) []rune {
	if out := without(line, "* <> "); len(out) < len(line) {
		return out
	}
	out, found := pieces(line)
	if !found {
		return line // an item of any other list
	}
	return out
}

// without is a line in which these signs do not stand.
func without(line []rune, signs string) []rune {
	var out []rune
	gone := []rune(signs)
	for i := 0; i < len(line); i++ {
		if i+len(gone) <= len(line) && slices.Equal(line[i:i+len(gone)], gone) {
			i += len(gone) - 1
			continue
		}
		out = append(out, line[i])
	}
	return out
}

// pieces are those of a task without the sign between them, which ends no bold
// words; found: markup or no space stands beside one, as in no other list.
func pieces(line []rune) (out []rune, found bool) {
	bold := false
	m := marked{line: line}
	for i := 0; i < len(line); i++ {
		before, after := m.before(i), m.next(i)
		switch {
		case line[i] != '*' || wordy('*', before) && wordy('*', after):
		case bold && !isSpace(before) && before != inset:
			bold = false
		case after == ' ' && before != edge:
			found = found || !isSpace(before) || i > 1 && markup(line[i-2]) || markup(m.next(i+1))
			i++
			continue
		case !blank(after):
			bold = true
		}
		out = append(out, line[i])
	}
	return out, found
}

// markup is a sign of it, or what it left.
func markup(c rune) bool {
	return c == seam || c == inset || c > inset && strings.ContainsRune(marks, c)
}
