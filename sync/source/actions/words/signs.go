package words

import "unicode/utf8"

// sign is what a byte of a text may be: a set.
type sign uint8

const (
	wordSign    sign = 1 << iota // an ASCII letter or digit
	capitalSign                  // an ASCII capital
	bracketSign                  // a bracket, or a byte that those of Chinese and Japanese begin with
	colonSign
	beyondASCII
	farSign // a byte that a sign from U+3000 on begins with
)

// signs are what each byte may be.
var signs = func() (out [256]sign) {
	for c := range out {
		b := byte(c)
		switch {
		case b >= utf8.RuneSelf:
			out[c] = beyondASCII
		case b|0x20 >= 'a' && b|0x20 <= 'z' || isDigit(b):
			out[c] = wordSign
		}
		if b >= 'A' && b <= 'Z' {
			out[c] |= capitalSign
		}
		if b >= 0xe3 {
			out[c] |= farSign
		}
	}
	for _, b := range []byte("()[]{}\xe3\xef") {
		out[b] |= bracketSign
	}
	out[':'] |= colonSign
	return out
}()

// signsIn is what the bytes of a text may be: where none may be what a rule asks for,
// the rule need not be tried.
func signsIn(text string) sign {
	var all sign
	for i := range len(text) {
		all |= signs[text[i]]
	}
	return all
}
