package words

import (
	"strings"
)

func IsPriority(text string) bool {
	w := strings.ToLower(strings.TrimSpace(text))
	w = strings.TrimSuffix(strings.TrimSuffix(w, " priority"), " prio")
	w = strings.TrimPrefix(strings.TrimPrefix(w, "priority "), "priority: ")
	return lexicon().priority[w]
}

func IsType(lower string) bool { return lexicon().types[strings.TrimSpace(lower)] }

// isHorizon: a time in which to do it, not who.
func IsHorizon(text string) bool {
	words := Split(text)
	return len(words) > 0 && len(words) <= 3 && IsGroup(text)
}

// Imperative tells whether a lower-case word opens a task.
func Imperative(word string) bool { return lexicon().imperative[word] }
