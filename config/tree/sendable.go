package tree

import (
	"regexp"
	"strings"
)

// elsewhere is a secret as other programs name where it is.
var elsewhere = regexp.MustCompile(`^(?:\$[A-Z_][A-Z0-9_]*|%[A-Z_][A-Z0-9_]*%|\$\([A-Z_][A-Z0-9_]*\)|(?:env|file|vault):.*)$`)

// Sendable reports a secret that can't be one, for no header carries it or it is
// written as it is nowhere. It tells nothing of it.
func (n *Node) Sendable() {
	text := n.Value
	switch trimmed := strings.TrimSpace(text); {
	case n.Written() && elsewhere.MatchString(text):
		n.Fail("is where another program would look for it: write ${NAME} for an environment variable, or its file under the same key with _file")
	case len(text) > 1 && strings.ContainsRune("'\"`", rune(text[0])) && text[0] == text[len(text)-1]:
		n.Fail("has quotes inside its quotes: one pair is enough")
	case strings.HasPrefix(text, "Bearer "), strings.HasPrefix(text, "Basic "), strings.HasPrefix(text, "token "):
		n.Fail("must be the secret alone, without Bearer, Basic or token before it")
	case trimmed != text && !strings.ContainsFunc(trimmed, notInASecret):
		n.Fail("has a space or a line break around it: take it away (a file made with echo is read without it)")
	case strings.ContainsFunc(text, notInASecret):
		n.Fail("has a space, a line break or a sign that can't be sent: is it the right one?")
	}
}

// notInASecret is a sign that no header carries.
func notInASecret(r rune) bool { return r <= ' ' || r > '~' }
