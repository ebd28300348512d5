package suggest

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// cleaned is a text on one line, without what can't be seen: in the form in which
// owners are compared it is the same.
func cleaned(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Trim(strings.Join(strings.Fields(text), " "), " .,;:!?*`~\"'“”‘’–—")
}

// lettersOf are letters that do not come apart into a letter and its mark.
var lettersOf = strings.NewReplacer("ø", "o", "ł", "l", "đ", "d", "ß", "ss", "æ", "ae", "œ", "oe", "þ", "th", "ð", "d", "ı", "i")

// folded is a text without case, compatibility forms and marks.
func folded(text string) string {
	text = cases.Fold().String(norm.NFKC.String(text))
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(text))
	return norm.NFC.String(lettersOf.Replace(text))
}

// wordsOf are the folded words of a text: what stands between signs, and the
// parts of DataPlatform.
func wordsOf(text string) []string {
	var b strings.Builder
	var last rune
	runes := []rune(text)
	for i, r := range runes {
		inside := unicode.IsLower(last) && unicode.IsUpper(r) ||
			unicode.IsUpper(last) && unicode.IsUpper(r) && i+1 < len(runes) && unicode.IsLower(runes[i+1])
		if inside {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last = r
	}
	return strings.FieldsFunc(folded(b.String()), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// stem is a word without the sign of its plural.
func stem(word string) string {
	switch {
	case len(word) > 4 && strings.HasSuffix(word, "ies"):
		return word[:len(word)-3] + "y"
	case len(word) > 3 && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss"):
		return word[:len(word)-1]
	}
	return word
}

// stems are the words that tell a team from another, in the order of the text:
// stemmed, without those that every team may have.
func (v vocabulary) stems(words []string) []string {
	var kept []string
	for _, w := range words {
		if !v.team[w] && !v.filler[w] && w != "and" && w != "oncall" {
			kept = append(kept, w)
		}
	}
	if i := slices.Index(kept, "on"); i >= 0 && i+1 < len(kept) && kept[i+1] == "call" {
		kept = slices.Delete(kept, i, i+2)
	}
	if len(strings.Join(kept, "")) < 2 { // "team 1", "on-call": nothing else is left
		kept = words
	}
	out := make([]string, len(kept))
	for i, w := range kept {
		out[i] = stem(w)
	}
	return out
}

// keyOf is equal for words that are written together or apart: DevOps, dev ops.
func keyOf(stems []string) string { return stem(strings.Join(stems, "")) }

// likeness is equal for texts that people take for one team.
func (v vocabulary) likeness(text string) string {
	return keyOf(v.stems(wordsOf(core(text))))
}

// core is what of a text names somebody: the team of a handle, the box of an
// address.
func core(text string) string {
	text = strings.TrimPrefix(text, "mailto:")
	if local, _, address := strings.Cut(text, "@"); address && local != "" && !strings.Contains(text, " ") {
		return local
	}
	if strings.HasPrefix(text, "@") && strings.Contains(text, "/") {
		return text[strings.LastIndexByte(text, '/')+1:]
	}
	return text
}
