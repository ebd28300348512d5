package httpx

import (
	"context"
	"errors"
	"fmt"
)

// ErrTooMany is the error of reading an answer that would take far more memory
// than its bytes: JSON of very many values, or of very deep ones.
var ErrTooMany = errors.New("the answer holds too many values")

// Bounds are how much JSON an answer may hold. Thirty megabytes of `{}` are ten
// million values, which take gigabytes as soon as they are decoded.
type Bounds struct {
	Values   int // of all: objects, arrays and what stands in them
	Elements int // of one array
}

// usual is far above what a page of any vendor holds.
func usual() Bounds { return Bounds{Values: 500_000, Elements: 20_000} }

// deepest is how deep values may be nested.
const deepest = 500

type boundsKey struct{}

// Expect gives the answers to a context's requests other bounds than the usual
// ones.
func Expect(ctx context.Context, b Bounds) context.Context {
	return context.WithValue(ctx, boundsKey{}, b)
}

func boundsOf(ctx context.Context) Bounds {
	if b, ok := ctx.Value(boundsKey{}).(Bounds); ok {
		return b
	}
	return usual()
}

// shape counts the values of JSON as it is read, whatever is said of its type.
// Of other text only the number of commas and brackets counts.
type shape struct {
	bounds  Bounds
	values  int
	open    []int // by depth: commas so far in an array, -1 in an object
	json    bool  // it begins as JSON does
	begun   bool
	text    bool // inside a string
	escaped bool
}

// feed takes the next bytes.
func (s *shape) feed(p []byte) error {
	for _, c := range p {
		switch {
		case s.escaped:
			s.escaped = false
		case s.text:
			s.escaped, s.text = c == '\\', c != '"'
		case c == '"':
			s.begin(c)
			s.text = true
		case c == '{' || c == '[':
			s.begin(c)
			if err := s.enter(c); err != nil {
				return err
			}
		case c == '}' || c == ']':
			if n := len(s.open); n > 0 {
				s.open = s.open[:n-1]
			}
		case c == ',':
			if err := s.next(); err != nil {
				return err
			}
		case c > ' ':
			s.begin(c)
		}
	}
	return nil
}

func (s *shape) begin(c byte) {
	if !s.begun {
		s.begun, s.json = true, c == '{' || c == '['
	}
}

func (s *shape) enter(c byte) error {
	if !s.json {
		return s.count()
	}
	if len(s.open) >= deepest {
		return fmt.Errorf("%w: more than %d in one another", ErrTooMany, deepest)
	}
	at := -1
	if c == '[' {
		at = 0
	}
	s.open = append(s.open, at)
	return s.count()
}

func (s *shape) next() error {
	if n := len(s.open); n > 0 && s.open[n-1] >= 0 {
		if s.open[n-1]++; s.open[n-1] >= s.bounds.Elements {
			return fmt.Errorf("%w: more than %d in one list", ErrTooMany, s.bounds.Elements)
		}
	}
	return s.count()
}

func (s *shape) count() error {
	if s.values++; s.values > s.bounds.Values {
		return fmt.Errorf("%w: more than %d", ErrTooMany, s.bounds.Values)
	}
	return nil
}
