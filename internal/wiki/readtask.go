package wiki

import "slices"

// task takes out what Cloud writes before each piece of a task or a decision,
// and not only before the first: pieces are what differs in its marks.
func task(line []rune) []rune {
	if out := without(line, "* <> "); len(out) < len(line) {
		return out
	}
	out, glued := pieces(line)
	if !glued {
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
// words; glued: one stands right behind another, which no other list has.
func pieces(line []rune) (out []rune, glued bool) {
	bold := false
	m := marked{line: line}
	for i := 0; i < len(line); i++ {
		before, after := m.before(i), m.next(i)
		switch {
		case line[i] != '*' || wordy('*', before) && wordy('*', after):
		case bold && !isSpace(before) && before != inset:
			bold = false
		case after == ' ' && before != edge:
			glued = glued || !isSpace(before)
			i++
			continue
		case !blank(after):
			bold = true
		}
		out = append(out, line[i])
	}
	return out, glued
}
