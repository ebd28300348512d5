package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// HasCJK tells whether a text holds Chinese or Japanese signs.
func HasCJK(text string) bool {
	if signsIn(text)&farSign == 0 {
		return false
	}
	for _, r := range text {
		if r >= 0x3040 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			return true
		}
	}
	return false
}

// Split are the lower-case words of a label without what stands in
// brackets, emoji and numbering.
func Split(text string) []string {
	held := signsIn(text)
	if held&(bracketSign|colonSign) != 0 {
		text = dropBrackets(dropShortcodes(text))
	}
	if held&(capitalSign|beyondASCII) != 0 {
		text = strings.ToLower(text)
	}
	return wordsInto(make([]string, 0, len(text)/6+1), text, len(text))
}

// Count is how many words Split finds.
func Count(text string) int {
	held := signsIn(text)
	if held&colonSign != 0 {
		text = dropShortcodes(text)
	}
	if held&bracketSign == 0 || !holdsBracket(text) {
		return counted(text)
	}
	var apart counter // from what stands in brackets
	depth := 0
	for _, r := range text {
		switch r {
		case '(', '[', '{', '（', '【', '「':
			depth++
			apart.add(r)
		case ')', ']', '}', '）', '】', '」':
			depth = max(0, depth-1)
		default:
			if depth == 0 {
				apart.add(r)
			}
		}
	}
	if apart.words == 0 {
		return counted(text)
	}
	return apart.words
}

// counted is how many words a text has, those in brackets included.
func counted(text string) int {
	var c counter
	for _, r := range text {
		c.add(r)
	}
	return c.words
}

// counter counts words, sign by sign.
type counter struct {
	words  int
	inWord bool
}

func (c *counter) add(r rune) {
	in := inWords(r)
	if in && !c.inWord {
		c.words++
	}
	c.inWord = in
}

// inWords tells whether a sign is part of a word.
func inWords(r rune) bool {
	if r < utf8.RuneSelf {
		return signs[r]&wordSign != 0
	}
	return isWordSign(r)
}

// isWordSign is inWords beyond ASCII; it stands apart so that inWords costs no call.
func isWordSign(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// isWordByte: an ASCII letter or digit.
func isWordByte(c byte) bool { return signs[c]&wordSign != 0 }

// HasDigit tells whether an ASCII digit is in the text.
func HasDigit(text string) bool {
	for i := range len(text) {
		if isDigit(text[i]) {
			return true
		}
	}
	return false
}

// holdsBracket tells whether a bracket is in the text.
func holdsBracket(text string) bool {
	for i := range len(text) {
		switch text[i] {
		case '(', ')', '[', ']', '{', '}':
			return true
		case 0xe3, 0xef: // those of Chinese and Japanese begin so
			if r, _ := utf8.DecodeRuneInString(text[i:]); strings.ContainsRune("（）【】「」", r) {
				return true
			}
		}
	}
	return false
}

// dropBrackets takes out remarks in brackets, unless nothing else is there.
func dropBrackets(text string) string {
	if !holdsBracket(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	depth := 0
	for _, r := range text {
		switch r {
		case '(', '[', '{', '（', '【', '「':
			depth++
			b.WriteByte(' ')
		case ')', ']', '}', '）', '】', '」':
			depth = max(0, depth-1)
		default:
			if depth == 0 {
				b.WriteRune(r)
			}
		}
	}
	if strings.TrimFunc(b.String(), notWord) == "" {
		return text
	}
	return b.String()
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// dropShortcodes takes out emoji written as :name:.
func dropShortcodes(text string) string {
	if strings.Count(text, ":") < 2 {
		return text
	}
	return shortcode.ReplaceAllString(text, " ")
}

// Label is the label as shown without emoji, numbering and colon; and
// whether it was numbered.
func Label(text string) (string, bool) {
	text = dropShortcodes(text)
	text = strings.TrimLeftFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || r > utf8.RuneSelf && !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '«' && r != '「'
	})
	numbered := false
	if n := Numbered(text); n > 0 {
		text, numbered = text[n:], true
	}
	return strings.TrimSpace(strings.TrimRight(strings.TrimSpace(text), ":：")), numbered
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
