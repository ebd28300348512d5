package words

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// maxPlaceholder is how many words a text has at most that says nothing.
const maxPlaceholder = 7

// emptyWords: template words, signs, or "none".
func emptyWords(text string) bool {
	text = CutNumbering(text)
	text = strings.Trim(strings.Trim(text, " *_`\"'"), "[](){}<>\"“”")
	if rest := strings.TrimLeft(text, ".… "); rest != "" {
		text = rest
	}
	return len(strings.Fields(text)) <= maxPlaceholder && (placeholder.MatchString(text) || placeholderWord.MatchString(text))
}

// CutNumbering takes "1.", "A3)" and their like off the start of a text that
// goes on.
func CutNumbering(text string) string {
	if m := Numbering.FindString(text); m != "" && len(m) < len(text) {
		return text[len(m):]
	}
	return text
}

// IsPlaceholder tells whether a text holds nothing of an author: left-over
// template words, a dash, "none".
func IsPlaceholder(text string) bool {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "[") {
		text = strings.TrimSpace(text[len(BoxAtStart.FindString(text)):])
	}
	if NoResponse(text) || SaysNothing(text) {
		return true
	}
	if len(text) < 80 && emptyWords(text) && len(strings.Fields(text)) <= maxPlaceholder {
		return true
	}
	if len(text) > 600 || !HasHoles(text) {
		return false
	}
	left := holes.ReplaceAllStringFunc(text, func(hole string) string {
		if strings.HasPrefix(hole, "<mailto:") {
			return hole
		}
		return " "
	})
	return len(left) != len(text) && Count(left) <= 3 && Count(left)*2 <= Count(text) || strings.Trim(left, " .,:;()-@") == ""
}

// Instructs tells whether a text tells the author what to write.
func Instructs(text string) bool {
	return len(text) < 400 && instruct.MatchString(strings.TrimLeft(text, " *_([<"))
}

// holeForms are the places that an author should fill. Each begins with signs of
// its own, by which it alone is found fast, and all at once slowly; but for dayHole.
var holeForms = []string{
	`\$\{[^}]*\}`, `\{\{[^}]*\}\}`, `<[A-Za-z][^<>]{1,160}>`,
	`\[(?:insert|your|name|action|owner|description|date|link|team|title|add|describe|enter|list|item|task|todo|what|who|when|ticket|fill)\b[^\]]{0,120}\]`,
	`___+`, `<<[^<>]+>>`,
}

var (
	dayHole = regexp.MustCompile(`\b(?:YYYY|yyyy)[-/](?:MM|mm)[-/](?:DD|dd)\b`)
	holes   = regexp.MustCompile(strings.Join(append(holeForms, dayHole.String()), "|"))
)

var eachHole = sync.OnceValue(func() (out []*regexp.Regexp) {
	for _, form := range holeForms {
		out = append(out, regexp.MustCompile(form))
	}
	return out
})

// HasHoles tells whether a text holds a place that an author should fill.
func HasHoles(text string) bool {
	return strings.ContainsAny(text, "${<[_") && slices.ContainsFunc(eachHole(), func(form *regexp.Regexp) bool { return form.MatchString(text) }) ||
		(strings.Contains(text, "yyyy") || strings.Contains(text, "YYYY")) && dayHole.MatchString(text)
}
