// Package secret holds values that must never be printed. It knows nothing of
// what they are for.
package secret

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"github.com/followthrough/followthrough/internal/atomicfile"
)

// Redacted is what every way of printing a Secret gives.
const Redacted = "[redacted]"

// maxSize is the largest file that is taken for a secret.
const maxSize = 64 << 10

// ErrEmpty is the error of a file that holds no secret.
var ErrEmpty = errors.New("the file holds nothing")

// Secret is a value that never prints. The zero value is no secret at all.
// It may be used from several goroutines.
type Secret struct {
	plain   string
	file    string
	missing error
}

// New holds a value as it is.
func New(value string) Secret { return Secret{plain: value} }

// FromFile holds what is in a file, without the newline at its end. The file
// is read each time that the value is asked for, so a change counts at once.
func FromFile(path string) Secret { return Secret{file: path} }

// Missing is a value that was given in a way that leads to none, a variable that
// is not set: whoever asks for it is told why.
func Missing(why error) Secret { return Secret{missing: why} }

// IsZero tells whether no value was given at all.
func (s Secret) IsZero() bool { return s.plain == "" && s.file == "" && s.missing == nil }

// Reveal gives the value. Its errors name the file and never what is in it.
func (s Secret) Reveal() (string, error) {
	switch {
	case s.missing != nil:
		return "", s.missing
	case s.file == "":
		return s.plain, nil
	}
	return readFile(s.file)
}

// Equal compares in a time that does not depend on the values. Two secrets of
// which one can't be read are not equal, nor is anything equal to none.
func (s Secret) Equal(value string) bool {
	own, err := s.Reveal()
	a, b := sha256.Sum256([]byte(own)), sha256.Sum256([]byte(value))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1 && err == nil && own != ""
}

// String, GoString, Format, the marshalling methods and LogValue all hide the
// value; an absent one shows as empty.
func (s Secret) String() string {
	if s.IsZero() {
		return ""
	}
	return Redacted
}

// GoString hides the value from %#v.
func (s Secret) GoString() string { return `secret.Secret("` + s.String() + `")` }

// Format hides the value from every verb.
func (s Secret) Format(f fmt.State, verb rune) {
	text := s.String()
	switch {
	case verb == 'v' && f.Flag('#'):
		text = s.GoString()
	case verb == 'q':
		text = `"` + text + `"`
	}
	_, _ = f.Write([]byte(text)) // a fmt.State tells no error onwards
}

// MarshalText hides the value from encoders of text.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// MarshalJSON hides the value from JSON.
func (s Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + s.String() + `"`), nil }

// MarshalYAML hides the value from YAML.
func (s Secret) MarshalYAML() (any, error) { return s.String(), nil }

// LogValue hides the value from slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// readFile takes the value out of a file.
func readFile(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("the secret's file can't be read, give another one or make it readable: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxSize {
		return "", fmt.Errorf("read secret %s: not a file of at most %d bytes", path, maxSize)
	}
	data, err := atomicfile.ReadFile(path, maxSize)
	if err != nil {
		return "", fmt.Errorf("the secret's file can't be read, give another one or make it readable: %w", err)
	}
	value := strings.TrimRight(string(data), "\r\n")
	if value == "" {
		return "", fmt.Errorf("read secret %s: %w", path, ErrEmpty)
	}
	return value, nil
}
