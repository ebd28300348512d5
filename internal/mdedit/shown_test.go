package mdedit

import "testing"

func TestShown(t *testing.T) {
	for text, want := range map[string]string{
		`declined: a\|b \<c\> AT\&T`: "declined: a|b <c> AT&T",
		"a &amp; b &#38; c &copy":    "a & b & c &copy",
		`a\b \\ c`:                   `a\b \ c`,
		`\&amp; &nosuch;`:            "&amp; &nosuch;",
	} {
		if got := Shown(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	for _, text := range []string{"a|b", "[x] *y* _z_ ~q~", "AT&T &amp; $5", `\*`, "<b> `c`"} {
		for _, written := range []string{Escape(text), Cell(text), Label(text)} {
			if got := Shown(written); got != text {
				t.Errorf("%q, written %s: got %q", text, written, got)
			}
		}
	}
}

func TestDecoded(t *testing.T) {
	const text = "https://x.example/*a*/[b]\\`_c_/_d_~e~/~f~|?g=&h;"
	for _, written := range []string{Escape(text), Cell(text)} {
		if got := Decoded(Shown(written)); got != text {
			t.Errorf("%s: got %q", written, got)
		}
	}
}
