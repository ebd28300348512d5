package wiki

import "testing"

// What is cut is words, never markup.
func TestShorten(t *testing.T) {
	for _, c := range []struct {
		text  string
		units int
		want  string
	}{
		{"see https://x.example/abc", 30, "see https://x.example/abc"},
		{"see https://x.example/abc now", 27, "see https://x.example/abc…"},
		{"see https://x.example/abc", 20, "see …"},
		{"see\nhttps://x.example/abc", 20, "see\n…"},
		{"a long word", 7, "a long…"},
		{"words", 3, "wo…"},
		{"", 0, ""},
		{"words", 0, "…"},
		{"🔥🔥🔥", 6, "🔥🔥🔥"},
		{"🔥🔥🔥", 5, "🔥🔥…"},
		{"🔥🔥🔥", 4, "🔥…"},
		{"\xff\xff\xff", 2, "\xff…"},
	} {
		if got := Shorten(c.text, c.units); got != c.want {
			t.Errorf("%q to %d becomes %q, not %q", c.text, c.units, got, c.want)
		}
	}
}
