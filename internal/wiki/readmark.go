package wiki

import (
	"slices"
	"strings"
	"unicode"
)

// marks are the signs of bold, slanted, struck, underlined, high and low words.
const marks = "*_-+^~"

// mark is a sign that may begin one.
type mark struct {
	sign rune
	at   int
}

// marked is a line while signs find their partners.
type marked struct {
	line  []rune
	open  []mark
	count map[rune]int
}

// unmark takes the signs of marks out of a line where they have a partner.
func unmark(line []rune) []rune {
	m := marked{line: slices.Clone(line), count: map[rune]int{}}
	for i := 0; i < len(m.line); i++ {
		c := m.line[i]
		switch {
		case c == '?' && m.next(i) == '?':
			i += m.cited(i)
		case c == '^' || c == '~':
			if end := m.short(i); end > 0 {
				m.line[i], m.line[end] = inset, seam
				continue
			}
			m.pair(i, c)
		case c < 0x80 && strings.ContainsRune(marks, c):
			m.pair(i, c)
		}
	}
	return m.line
}

// pair takes a sign for the end of a mark, else for a possible beginning.
func (m *marked) pair(i int, sign rune) {
	before, after := m.before(i), m.next(i)
	switch {
	case before == sign: // C++, __init__
	case m.count[sign] > 0 && m.open[len(m.open)-1].at != i-1 && !isSpace(before) && before != inset && !wordy(sign, after) && (after != sign || starting(m.next(i+1))):
		m.line[m.close(sign)], m.line[i] = seam, seam
	case !wordy(sign, before) && !blank(after) && after != sign:
		m.begin(i, sign)
	}
}

// starting is what bold words right behind others may begin with.
func starting(c rune) bool {
	return c != edge && (inWord(c&^literal) || c > inset && strings.ContainsRune(marks, c))
}

// blank is a space or the end of a line.
func blank(c rune) bool { return c == edge || isSpace(c) }

// begin notes where a mark may begin.
func (m *marked) begin(i int, sign rune) {
	m.open = append(m.open, mark{sign, i})
	m.count[sign]++
}

// close is where the mark of a sign began; what began later is none.
func (m *marked) close(sign rune) int {
	for {
		last := m.open[len(m.open)-1]
		m.open = m.open[:len(m.open)-1]
		m.count[last.sign]--
		if last.sign == sign {
			return last.at
		}
	}
}

// cited reads the two signs of a citation, and tells how many more than one.
func (m *marked) cited(i int) int {
	const sign = 'c'
	before, after := m.before(i), m.next(i+1)
	switch {
	case m.count[sign] > 0 && m.open[len(m.open)-1].at != i-1 && !isSpace(before) && before != inset && !wordy(sign, after):
		at := m.close(sign)
		m.line[at], m.line[at+1] = '—'|literal, ' '|literal
		m.line[i], m.line[i+1] = seam, seam
	case !wordy(sign, before) && !blank(after) && after != '?':
		m.begin(i, sign)
	}
	return 1
}

// short is where a high or low part of a word ends, as in 10^6^; 0: there is
// none.
func (m *marked) short(i int) int {
	for j := i + 1; j < len(m.line) && j < i+20; j++ {
		c := m.line[j]
		switch {
		case c == m.line[i] && j > i+1:
			return j
		case !inWord(c&^literal) && !strings.ContainsRune("+-−=(),.", c&^literal):
			return 0
		}
	}
	return 0
}

// edge is what stands before and behind a line.
const edge rune = -1

func (m *marked) before(i int) rune {
	if i == 0 {
		return edge
	}
	return m.line[i-1]
}

func (m *marked) next(i int) rune {
	if i+1 >= len(m.line) {
		return edge
	}
	return m.line[i+1]
}

// wordy says that next to this a sign is a part of a word. Scripts without
// spaces have marks inside their words; a dash or plus of theirs is one.
func wordy(sign, c rune) bool {
	if c == edge {
		return false
	}
	c &^= literal
	if unspaced(c) {
		return sign != '*' && sign != '_'
	}
	return inWord(c) || unicode.IsMark(c)
}
