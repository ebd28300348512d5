package mdedit

import "testing"

func TestApply(t *testing.T) {
	doc := []byte("abcdef")
	got, err := Apply(doc, []Edit{{4, 5, "X"}, {0, 0, "<"}, {2, 2, "1"}, {2, 2, "2"}, {6, 6, ">"}})
	if err != nil || string(got) != "<ab12cdXf>" || string(doc) != "abcdef" {
		t.Errorf("got %q, %v; doc %q", got, err, doc)
	}
	for _, bad := range [][]Edit{{{0, 3, ""}, {2, 4, ""}}, {{5, 7, ""}}, {{3, 2, ""}}, {{-1, 2, ""}}} {
		if got, err := Apply(doc, bad); err == nil {
			t.Errorf("%v: got %q, want an error", bad, got)
		}
	}
}

func TestLineEnd(t *testing.T) {
	for text, want := range map[string]string{
		"": "\n", "a": "\n", "a\nb\r\n": "\n", "a\r\nb\n": "\r\n", "a\rb": "\r", "a\r": "\r",
	} {
		if got := LineEnd([]byte(text)); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestEscape(t *testing.T) {
	for text, want := range map[string]string{
		"plain text":             "plain text",
		"a|b":                    "a|b",
		"two\n lines\t here":     "two lines here",
		"a\u202eb\u2066c\u2069d": "abcd",
		"\u05d0\u200f!":          "\u05d0\u200f!",
		"snake_case _em_":        `snake_case \_em\_`,
		"<!-- x -->":             `\<!-- x --\>`,
		"[a](b)":                 `\[a\](b)`,
		"AT&amp;T":               `AT\&amp;T`,
		"broken \xff byte":       "broken \uFFFD byte",
		"back\\slash `code` *":   "back\\\\slash \\`code\\` \\*",
	} {
		if got := Escape(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text  string
		runes int
		want  string
	}{{"abc", 3, "abc"}, {"abcd", 3, "ab…"}, {"äöüß", 3, "äö…"}, {"ab cd", 4, "ab…"}, {"", 3, ""}} {
		if got := Cut(c.text, c.runes); got != c.want {
			t.Errorf("%q to %d: got %q, want %q", c.text, c.runes, got, c.want)
		}
	}
}

func TestLink(t *testing.T) {
	got := Link("PAY-1 [x]", "a b(1).md#3f", "3f\"9")
	if want := `[PAY-1 \[x\]](a%20b%281%29.md#3f "3f\"9")`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
