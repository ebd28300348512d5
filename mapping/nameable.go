package mapping

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Nameable tells whether an owner's words may be told: each part of them is a
// team's name, or reads like one.
func (m *Mapping) Nameable(owner string) bool {
	if c, ok := m.owners[ownerForm(owner)]; ok {
		return c.how != "member"
	}
	for _, part := range ownerParts(owner) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		if c, ok := m.owners[ownerForm(part)]; ok && c.how == "member" || !ok && !TeamLike(part) {
			return false
		}
	}
	return true
}

// HideOwners is a text in which none of these owners is named who may be a
// person, and no member: for texts that hold the lines of a review as they are.
// A member's team stands in their place, and for others "somebody".
func (m *Mapping) HideOwners(text string, owners []string) string {
	owners = slices.SortedFunc(slices.Values(owners), func(a, b string) int { return cmp.Compare(len(b), len(a)) }) // Ana Smith before Ana
	for _, owner := range owners {
		owner = strings.TrimSpace(owner)
		if owner == "" || m.Nameable(owner) {
			continue
		}
		instead := "somebody"
		if c, ok := m.lookUp(owner); ok {
			instead = c.team.Name
		}
		text = replaceWords(text, owner, instead)
	}
	return m.Anonymise(text)
}

// replaceWords replaces words where no letter or digit stands beside them.
func replaceWords(text, words, instead string) string {
	var out strings.Builder
	for {
		i := strings.Index(text, words)
		if i < 0 {
			out.WriteString(text)
			return out.String()
		}
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(words):])
		out.WriteString(text[:i])
		if letter(before) || letter(after) {
			out.WriteString(words)
		} else {
			out.WriteString(instead)
		}
		text = text[i+len(words):]
	}
}

func letter(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
