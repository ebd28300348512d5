package graphql

import (
	"fmt"
	"regexp"
	"strings"
)

// tokenRE is one token, after what counts for nothing: spaces, commas,
// comments.
var (
	tokenRE = regexp.MustCompile(`^(?:\.\.\.|[A-Za-z_][A-Za-z0-9_]*|-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|"(?:[^"\\\n]|\\.)*"|[!$&()\[\]{}:=@|])`)
	blankRE = regexp.MustCompile(`^(?:[\s,\x{FEFF}]|#[^\n]*)+`)
	nameRE  = regexp.MustCompile(`^[A-Za-z_]`)
)

// cursor walks over the tokens of a text.
type cursor struct {
	tokens []string
	at     int
}

func lex(text string) (*cursor, error) {
	c := &cursor{}
	for rest := text; ; {
		rest = rest[len(blankRE.FindString(rest)):]
		if rest == "" {
			return c, nil
		}
		token := tokenRE.FindString(rest)
		if token == "" {
			return nil, fmt.Errorf("unexpected %.20q", rest)
		}
		c.tokens = append(c.tokens, token)
		rest = rest[len(token):]
	}
}

// peek is the next token; "": the end.
func (c *cursor) peek() string {
	if c.at < len(c.tokens) {
		return c.tokens[c.at]
	}
	return ""
}

func (c *cursor) next() string {
	t := c.peek()
	c.at++
	return t
}

// take goes over the next token if it is this one.
func (c *cursor) take(token string) bool {
	if c.peek() != token {
		return false
	}
	c.at++
	return true
}

func (c *cursor) want(token string) error {
	if !c.take(token) {
		return fmt.Errorf("expected %q, not %q, after %s", token, c.peek(), c.before())
	}
	return nil
}

func (c *cursor) name() (string, error) {
	if !nameRE.MatchString(c.peek()) {
		return "", fmt.Errorf("expected a name, not %q, after %s", c.peek(), c.before())
	}
	return c.next(), nil
}

// before is what stands in front, for a person to find the place.
func (c *cursor) before() string {
	return strings.Join(c.tokens[max(0, min(c.at, len(c.tokens))-5):min(c.at, len(c.tokens))], " ")
}
