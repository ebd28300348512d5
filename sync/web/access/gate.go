package access

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/secret"
)

// Role is what who asks may do.
type Role int

// The roles, each with what those before it may.
const (
	Nobody Role = iota
	Reader
	Operator
)

// Tokens are what is to be borne.
type Tokens struct {
	// Read is for Reader; zero: everybody who reaches the server is one.
	Read secret.Secret
	// Operate is for Operator; zero: nobody is one.
	Operate secret.Secret
}

// ErrSame is the error of two tokens that are one: every reader could write.
var ErrSame = errors.New("web.operator_token must be another one than web.token: whoever reads could write")

// Check says why the tokens can't be used.
func (t Tokens) Check() error {
	read, err := t.Read.Reveal()
	if err != nil {
		return fmt.Errorf("web.token: %w", err)
	}
	operate, err := t.Operate.Reveal()
	if err != nil {
		return fmt.Errorf("web.operator_token: %w", err)
	}
	if read != "" && read == operate {
		return ErrSame
	}
	return nil
}

// Gate lets requests through.
type Gate struct {
	tokens  func() Tokens
	now     func() time.Time
	log     *slog.Logger
	limiter limiter
}

// New is a gate with the tokens as they are when a request comes.
func New(tokens func() Tokens, now func() time.Time, log *slog.Logger) *Gate {
	return &Gate{tokens: tokens, now: now, log: log}
}

// Tokens are what is asked for now.
func (g *Gate) Tokens() Tokens { return g.tokens() }

// Refusal is why a request is not let through.
type Refusal struct {
	Status int // 401 or 429
	// RetryAfter is when another attempt is looked at; 0: at once.
	RetryAfter time.Duration
	// Cause says it in words, Next what to do. Neither holds what was given.
	Cause, Next string
}

// Header tells the refusal to clients.
func (r Refusal) Header(h http.Header) {
	if r.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="followthrough"`)
	}
	if r.RetryAfter > 0 {
		h.Set("Retry-After", fmt.Sprint(int((r.RetryAfter+time.Second-1)/time.Second)))
	}
}

// Admit is the role of who sent a request; a refusal: none. Whose tokens were
// wrong again and again is not looked at for a while, whatever is borne.
func (g *Gate) Admit(r *http.Request) (Role, *Refusal) {
	now, from := g.now(), Client(r.RemoteAddr)
	if wait := g.limiter.wait(from, now); wait > 0 {
		return Nobody, &Refusal{
			Status: http.StatusTooManyRequests, RetryAfter: wait,
			Cause: "too many wrong tokens came from this address", Next: "wait as long as Retry-After says, then come with the right token",
		}
	}
	t := g.tokens()
	given := r.Header.Values("Authorization")
	if len(given) == 0 || t.Read.IsZero() && t.Operate.IsZero() {
		if t.Read.IsZero() {
			return Reader, nil
		}
		return Nobody, unauthorized("the request bears no token")
	}
	role := t.role(given)
	if role != Nobody {
		return role, nil
	}
	if g.limiter.failed(from, now) {
		g.log.Warn("many requests with a wrong token: the address is not looked at for a while", "address", from.String())
	}
	return Nobody, unauthorized("the token is not the right one")
}

func unauthorized(cause string) *Refusal {
	return &Refusal{Status: http.StatusUnauthorized, Cause: cause, Next: "send the header `Authorization: Bearer …` with the token of web.token"}
}

// role is that of who bears the one token given. Both are compared, whatever the
// first comparison says, and a token that is both is Reader's.
func (t Tokens) role(given []string) Role {
	if len(given) != 1 {
		return Nobody
	}
	scheme, token, _ := strings.Cut(given[0], " ")
	token = strings.TrimSpace(token)
	reads, operates := t.Read.Equal(token), t.Operate.Equal(token)
	switch {
	case !strings.EqualFold(scheme, "Bearer"):
		return Nobody
	case reads:
		return Reader
	case operates:
		return Operator
	}
	return Nobody
}
