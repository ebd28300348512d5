package github

import (
	"regexp"
	"strings"

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
	s = redact(s)
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' }), " ")
	if runes := []rune(s); len(runes) > longestWords {
		s = string(runes[:longestWords]) + "…"
	}
	return strings.ToValidUTF8(s, "")
}
