package github

import (
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/internal/secret"
)

// Kind is what an error means for a request.
type Kind int

// The kinds. The zero value is the careful one: it may have been carried out.
const (
	Unknown     Kind = iota
	Rejected         // refused for good, as things are
	Auth             // 401: we are not known; 403: we lack a right. Says which
	NotFound         // not there for us
	Gone             // 410: deleted, or issues are disabled
	Conflict         // what was to be changed has moved on: read again
	Throttled        // certainly not done; try again after Until
	Unavailable      // certainly not done: nothing was sent, or a token of the App's had expired
)

// String is the kind in words.
func (k Kind) String() string {
	return [...]string{"outcome unknown", "rejected", "not authorised", "not found", "gone", "conflict", "throttled", "unavailable"}[k]
}

// Error is an error from GitHub, or on the way there. No text in it holds a
// token, whatever came back.
type Error struct {
	Kind    Kind
	Status  int    // 0: no answer
	Message string // GitHub's own words, one line; "": none
	// Field is what was refused, as GitHub names it (title, labels, ref), and
	// Allowed what would be accepted there.
	Field   string
	Allowed []string
	Until   time.Time // when it may be asked again, by this machine's clock; zero: not told
	// SSO is where a person authorises the token for an organisation; "": that
	// is not what is missing.
	SSO string
	// Lacks is what the token would need, as GitHub names it
	// (contents=write, or a scope such as repo); "": not told.
	Lacks string
	// Err says what GitHub did not say, or what to do about it.
	Err error
}

// Error is what GitHub said, and what to do about it.
func (e *Error) Error() string {
	var parts []string
	if e.Message != "" {
		parts = append(parts, e.Message)
	}
	if e.Err != nil {
		parts = append(parts, e.Err.Error())
	}
	if len(parts) == 0 {
		parts = append(parts, "GitHub answered "+strconv.Itoa(e.Status)+" "+http.StatusText(e.Status))
	}
	text := strings.Join(parts, ": ")
	if e.Field != "" && !strings.Contains(text, e.Field) {
		text = e.Field + ": " + text
	}
	if len(e.Allowed) > 0 {
		text += " (allowed: " + strings.Join(e.Allowed, ", ") + ")"
	}
	return text
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// RetryAt is when GitHub may be asked again; zero: now.
func (e *Error) RetryAt() time.Time { return e.Until }

// KindOf is the kind of an error of this package; Unknown for others.
func KindOf(err error) Kind {
	if e := AsError(err); e != nil {
		return e.Kind
	}
	return Unknown
}

// AsError is an error as this package's own; nil for nil.
func AsError(err error) *Error {
	var e *Error
	if err == nil || errors.As(err, &e) {
		return e
	}
	return &Error{Err: err}
}

// Unseen tells an answer by which something is not there for us.
func Unseen(err error) bool {
	k := KindOf(err)
	return err != nil && (k == NotFound || k == Gone)
}

// SiteWide tells an answer that is the same whatever is asked for: the server
// does not know us at all, or asks us to wait.
func SiteWide(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && (e.Kind == Throttled || e.Kind == Auth && (e.Status == http.StatusUnauthorized || e.Status == 0))
}

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
func clean(s string) string { return mdedit.Cut(mdedit.Line(redact(s)), longestWords) }
