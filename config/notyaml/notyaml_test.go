package notyaml_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/config/notyaml"
)

// The line is shown with a caret, but not where a secret may stand in it.
func TestNoLineIsShownThatMayHoldASecret(t *testing.T) {
	shown := "a:\n  aliases: [@payments]\n"
	if got := notyaml.Show([]byte(shown), 2, 13); got != "  2 |   aliases: [@payments]\n    |             ^" {
		t.Errorf("got %q", got)
	}
	for name, data := range map[string]string{
		"in its line":           "jira:\n  token: \"hunter2",
		"in a group in a line":  "x:\n  jira: {url: x, token: hunter2, email: [}",
		"below its key":         "x:\n  private_key: |\n  hunter2",
		"an entry of a list":    "marker_secret:\n  - @hunter2",
		"going on":              "token: \"hunter\n2\n  hunter2",
		"in an address":         "x:\n  url: https://bot:hunter2@jira.acme.example: x",
		"of a vendor":           "x:\n  note: ghp_hunter2",
		"a long word":           "x:\n  note: abcdefghijklmnopqrstuvwxyz0123456789",
		"of a key that is near": "x:\n  apiKey: hunter2",
		"a line of PEM":         "app:\n  private_key: -----BEGIN RSA PRIVATE KEY-----\n\thunter2",
	} {
		line := 1 + strings.Count(data, "\n")
		if got := notyaml.Show([]byte(data), line, 3); got != "" {
			t.Errorf("%s: shown: %s", name, got)
		}
	}
}

// A long line is cut around the place, and what can't be seen has a sign.
func TestALineIsShownAsItFits(t *testing.T) {
	long := strings.Repeat("a b ", 100) + "@"
	got := notyaml.Show([]byte(long), 1, 401)
	for line := range strings.SplitSeq(got, "\n") {
		if len([]rune(line)) > 80 {
			t.Errorf("too wide: %q", line)
		}
	}
	lines := strings.Split(got, "\n")
	if at := strings.IndexRune(lines[1], '^'); []rune(lines[0])[len([]rune(lines[1][:at]))] != '@' {
		t.Errorf("the caret is elsewhere:\n%s", got)
	}
	if got := notyaml.Show([]byte("\ta\u00a0b"), 1, 1); !strings.Contains(got, "→a␣b") {
		t.Errorf("got %q", got)
	}
}

// Whatever stands in a file and wherever a parser stopped, there is a cause, it
// holds nothing of the file's values, and its place is there.
func TestEachPlaceHasACause(t *testing.T) {
	piece := rapid.SampledFrom([]string{
		"key:", "\n", "\n  ", "- ", "-", "hunter2", "[", "]", "{", "}", ": ", ":", "'", "\"", "\t", "@", "*", "&", "!", "|", "> ", "? ", "#",
		" #", "=", "${", "{{", "<<<<<<< x", "```", "\\", "“", "\u00a0", "–", "：", "//", ",", "<html>", "\x00", "\xff",
	})
	rapid.Check(t, func(rt *rapid.T) {
		data := []byte(strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(rt, "pieces"), ""))
		line, column := rapid.IntRange(-1, 30).Draw(rt, "line"), rapid.IntRange(-1, 60).Draw(rt, "column")
		message := rapid.SampledFrom([]string{"", "mapping value", "end character of", "escape", "header", "end token"}).Draw(rt, "message")
		c := notyaml.Why(data, message, line, column)
		if c.Text == "" || c.Line < 1 || c.Line > 1+strings.Count(string(data), "\n") || c.Column < 1 {
			rt.Fatalf("%q: %+v", data, c)
		}
		if strings.Contains(c.Text, "hunter2") && !strings.Contains(string(data), "hunter2:") {
			rt.Fatalf("%q: its words hold a value: %s", data, c.Text)
		}
		notyaml.Show(data, c.Line, c.Column)
	})
}
