package notyaml

import "strings"

// openQuote is a quote that nobody closed.
func openQuote(s spot) Cause {
	if !s.says("end character of") {
		return Cause{}
	}
	return Cause{Text: "the quote that opens here is never closed: close it, or write the value without quotes"}
}

// escape is a backslash in double quotes.
func escape(s spot) Cause {
	if !s.says("escape") {
		return Cause{}
	}
	for at := min(s.column, len(s.runes)); at > 0; at-- {
		if s.rune(at) == '\\' {
			return s.at(at, Backslash)
		}
	}
	return Cause{Text: Backslash}
}

// Backslash is said of one that is meant as itself.
const Backslash = `in double quotes a backslash begins a sign of its own (\n, \t): put a Windows path, or a pattern, in single quotes, '…'`

// behindQuote is text behind a value's closing quote.
func behindQuote(s spot) Cause {
	var q scan
	q.read(s.runes, s.line)
	if q.closed == 0 {
		return Cause{}
	}
	next := q.closed + 1
	for s.rune(next) == ' ' {
		next++
	}
	inside := len(openBefore(s.lines, s.line, q.closed)) > 0
	switch r := s.rune(next); {
	case r == 0, r == ':', r == '#', inside && strings.ContainsRune(",]}", r):
		return Cause{}
	default:
		return s.at(next, `text stands behind the closing quote: put all of it inside the quotes, where ' is written '' in single ones, and " is written \" in double ones`)
	}
}
