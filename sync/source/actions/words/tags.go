package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsPriority tells whether a text is a priority and nothing else.
func IsPriority(text string) bool {
	w := strings.ToLower(strings.TrimSpace(text))
	w = strings.TrimSuffix(strings.TrimSuffix(w, " priority"), " prio")
	w = strings.TrimPrefix(strings.TrimPrefix(w, "priority "), "priority: ")
	return lexicon().priority[w]
}

// IsType tells whether a lower-case text is a type of action.
func IsType(lower string) bool { return lexicon().types[strings.TrimSpace(lower)] }

// IsHorizon tells whether a time in which to do it, not who.
func IsHorizon(text string) bool {
	words := Split(text)
	return len(words) > 0 && len(words) <= 3 && IsGroup(text)
}

// Imperative tells whether a lower-case word opens a task.
func Imperative(word string) bool { return lexicon().imperative[word] }

// IsMainType tells whether a lower-case word is one of the aims that reviews
// sort actions by: prevent, detect, mitigate.
func IsMainType(lower string) bool {
	lower = strings.TrimSpace(lower)
	return IsType(lower) && !lexicon().works[lower]
}

// OnlyState tells whether what follows a state's word in a tag belongs to it:
// nothing, a sign, a day, where or when; "Open Telemetry" and "open-source" are
// no states.
func OnlyState(rest string) bool {
	if rest == "" || len(rest) > 60 {
		return rest == ""
	}
	if len(rest) > 1 && rest[0] == '-' && rest[1] != ' ' && rest[1] != '-' {
		return false
	}
	first, _, _ := strings.Cut(strings.ToLower(rest), " ")
	sign, _ := utf8.DecodeRuneInString(first)
	return !unicode.IsLetter(sign) || lexicon().joins[strings.TrimRight(first, ",:")] || HasCJK(rest)
}
