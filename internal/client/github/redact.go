package github

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/followthrough/followthrough/internal/secret"
)

// secrets are GitHub's credentials by their beginnings, whatever their length:
// personal, OAuth, user, server and refresh tokens, fine-grained ones, an
// App's signed request and its key.
var secrets = regexp.MustCompile(`(?s)\b(?:gh[a-z]_|github_pat_)[A-Za-z0-9_.\-]+|\bv1\.[0-9a-f]{20,}|\beyJ[A-Za-z0-9_\-]+\.[A-Za-z0-9_.\-]+|-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)`)

// redact takes credentials out of words that came from elsewhere.
func redact(s string) string { return secrets.ReplaceAllString(s, secret.Redacted) }

// longestWords bounds what is shown of one of GitHub's sentences.
const longestWords = 500

// clean makes one printable line, without credentials, of words that came from
// elsewhere.
func clean(s string) string {
	s = strings.ToValidUTF8(redact(s), "")
	s = strings.Join(strings.FieldsFunc(s, unprintable), " ")
	if runes := []rune(s); len(runes) > longestWords {
		s = string(runes[:longestWords]) + "…"
	}
	return s
}

// unprintable is what parts words: spaces, controls, and the marks by which a
// text is shown in another order than it is written.
func unprintable(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}
