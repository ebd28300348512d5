package words

import (
	"strings"
	"unicode"
)

// Owner is the owner that a cell or a value names; "": nobody.
func Owner(text string) string {
	text = strings.Trim(strings.TrimSpace(text), ".,;、，；。")
	norm := strings.ToLower(strings.Trim(text, "?@()[]<>*_-–— ."))
	if norm == "" || IsPlaceholder(text) || norm == "unassigned" || norm == "name" || norm == "tbd" || norm == "owner" || norm == "未定" {
		return ""
	}
	return text
}

// BracketOwner tells whether a word or two in brackets at an end of an action
// name who does it.
func BracketOwner(text string, maxWords int) bool {
	text = strings.TrimSpace(text)
	words := strings.Fields(strings.ToLower(text))
	if len(words) == 0 || len(words) > maxWords || strings.ContainsAny(text, "()[]<>:;!=\"`$%*#.…/\\") && !strings.HasPrefix(text, "@") {
		return false
	}
	for _, w := range words {
		w = strings.Trim(w, ",?&+")
		if w == "" {
			continue
		}
		if lexicon().notOwner[w] || strings.IndexFunc(w, unicode.IsDigit) == 0 || !strings.ContainsFunc(w, unicode.IsLetter) {
			return false
		}
	}
	return !lexicon().imperative[words[0]] || len(words) == 1 && strings.HasPrefix(text, "@")
}

// HasTeam tells whether the words in brackets say that they are a team.
func HasTeam(text string) bool {
	lower := " " + strings.ToLower(text) + " "
	return strings.HasPrefix(strings.TrimSpace(text), "@") || strings.Contains(lower, " team ") || strings.Contains(lower, " teams ") ||
		strings.Contains(lower, " squad ") || strings.Contains(lower, " equipo ") || strings.Contains(lower, " equipe ") || strings.Contains(lower, " équipe ")
}

// OwnerSlip is the most words that an owner has.
const OwnerSlip = 6
