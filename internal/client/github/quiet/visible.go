package quiet

import (
	"strings"
	"unicode"
)

// Visible is text without signs that nobody sees, that turn the direction of
// what follows or that hide words: what is left shows as it is stored. Ends of
// lines stay, as \n; joiners stay, which emoji and some scripts are written
// with.
func Visible(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n").Replace(text)
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\u200c', r == '\u200d':
			return r
		case unicode.IsControl(r), unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), blank(r):
			return -1
		}
		return r
	}, text)
}

// blank are letters by their class that show nothing.
func blank(r rune) bool {
	return r == '\u115f' || r == '\u1160' || r == '\u3164' || r == '\uffa0' || r == '\u2800' || r == '\u034f'
}
