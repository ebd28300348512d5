package words

import (
	"strings"

	"github.com/followthrough/followthrough/internal/sieve"
)

// nothing is what a line says that says that there is nothing to do.
const nothing = `(?:none|nothing|n/a|no (?:action|actions|follow[- ]?ups?|further action|changes?)|there (?:is|are) (?:no|nothing|none)|ninguna|ninguno|nenhuma|nenhum|aucune?|keine?|nessuna?|geen|inga|ingen|ei|brak|žádn\w+|yok|нет|немає|없음|không có|tidak ada|无|無|なし|特になし)(?:\s*[.。,;:–—-]\s|\s*[.。]?$|\s+(?:needed|required|necessary|to (?:do|follow up|report|add)|at this time|so far|for now|necesarias?|nécessaires?|erforderlich|nötig))`

// Two patterns, because what begins with a word is told apart by its first letters.
var (
	nothingFirst  = sieve.MustCompile(`(?i)^` + nothing)
	nothingBehind = sieve.MustCompile(`(?i)^\W*` + nothing)
)

// SaysNothing tells whether a line says that there is nothing to do, whatever
// sentence stands behind.
func SaysNothing(text string) bool {
	if text == "" || len(text) >= maxNothing {
		return false
	}
	if isWordByte(text[0]) {
		return nothingFirst.MatchString(text)
	}
	return nothingBehind.MatchString(text)
}

// maxNothing is how many bytes such a line has at most.
const maxNothing = 160

// NoResponse tells whether a text is what GitHub's issue forms write into a
// field that was left empty, as it is written or as a text export shows it.
func NoResponse(text string) bool {
	text = strings.TrimSpace(text)
	if len(text) > 40 {
		return false
	}
	return strings.EqualFold(strings.Trim(text, "_*\\ ."), "No response")
}
