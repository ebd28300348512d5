package github

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/bradleyfalzon/ghinstallation/v2"
	"github.com/golang-jwt/jwt/v4"
)

// installation gives the tokens of an App's installation. ghinstallation asks
// for them; how long one is good is told by the server's clock, not by ours.
type installation struct {
	c   *Client
	app App

	mu    sync.Mutex // held while a token is asked for: one question for all
	value string
	until time.Time

	seen  sync.Mutex
	shown string // the value last used, readable while another is asked for
}

// token is a token that is good for a while yet. Asking for one waits no
// longer than the request that it is for may: Wait asks beforehand, so that one
// that creates finds it there.
func (i *installation) token(ctx context.Context, sort Sort) (string, error) {
	if sort != Once {
		sort = Read // a second token harms nobody
	}
	ctx = WithSort(ctx, sort)
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.value != "" && i.c.now().Before(i.until) {
		return i.value, nil
	}
	value, life, err := i.exchange(ctx)
	if err != nil {
		return "", i.explain(err)
	}
	// At least a while, so that a server that tells no end is not asked for a
	// token with each request.
	i.value, i.until = value, i.c.now().Add(max(life*9/10, time.Minute))
	i.seen.Lock()
	i.shown = value
	i.seen.Unlock()
	return value, nil
}

// forget drops a token that was refused, so that the next request asks anew.
func (i *installation) forget(value string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.value == value {
		i.value = ""
	}
}

func (i *installation) last() string {
	i.seen.Lock()
	defer i.seen.Unlock()
	return i.shown
}

// MayIssues is what an App's installation may do with issues, as its last token
// told: write or read; "": none was asked for yet, or we are no App.
func (c *Client) MayIssues() string {
	may, _ := c.Rights()
	return may.Permissions["issues"]
}

// clockApart is how far two clocks must be apart to explain a refusal.
const clockApart = 20 * time.Second

// exchange asks for a token. The first answer tells the server's clock; where
// ours was far off and the signed request was refused for it, it is signed
// again by that clock.
func (i *installation) exchange(ctx context.Context) (string, time.Duration, error) {
	skew := i.c.limits.clock()
	value, expires, err := i.ask(ctx, skew)
	now := i.c.limits.clock()
	var e *Error
	if errors.As(err, &e) && e.Status == http.StatusUnauthorized && (now-skew).Abs() > clockApart {
		value, expires, err = i.ask(ctx, now)
	}
	return value, expires.Sub(i.c.now().Add(i.c.limits.clock())), err
}

func (i *installation) ask(ctx context.Context, skew time.Duration) (string, time.Time, error) {
	apps, err := i.apps(skew)
	if err != nil {
		return "", time.Time{}, err
	}
	t := ghinstallation.NewFromAppsTransport(apps, i.app.Installation)
	t.BaseURL = strings.TrimRight(i.c.base.String(), "/")
	value, err := t.Token(ctx)
	if err != nil {
		return "", time.Time{}, err
	}
	if may, err := t.Permissions(); err == nil {
		i.c.rights.permitted(may)
	}
	expires, _, err := t.Expiry()
	if err == nil && value == "" {
		err = errors.New("the answer holds no token")
	}
	return value, expires, err
}

// explain says what a refused token means. The request that it was for has
// not been sent.
func (i *installation) explain(err error) *Error {
	var cause *Error
	if !errors.As(err, &cause) {
		return &Error{Kind: Unavailable, Err: errors.New("ask for a token of the App's installation: " + clean(err.Error()))}
	}
	e := *cause
	switch {
	case e.Status == http.StatusNotFound && e.Kind == NotFound:
		e.Kind = Auth
		e.Err = fmt.Errorf("the App %d is not installed there: there is no installation %d of it: install it on the organisation and give that installation's number as app.installation", i.app.ID, i.app.Installation)
	case e.Status == http.StatusUnauthorized && e.Message != "":
		e.Kind = Auth
		e.Err = fmt.Errorf("GitHub does not accept what the App %d signs: check app.id and app.private_key", i.app.ID)
	case e.Status == http.StatusForbidden && e.Kind == Auth:
		e.Err = fmt.Errorf("the App %d gets no token for its installation %d: is it suspended there?", i.app.ID, i.app.Installation)
	case e.Kind == Unknown:
		e.Kind = Unavailable
		e.Err = fmt.Errorf("ask for a token of the App's installation: %w", e.Err)
	}
	return &e
}

// appCarrier carries what the App itself signs.
type appCarrier struct{ c *Client }

// RoundTrip sends a request as it is, and gives a success or an *Error.
func (t appCarrier) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := bodyOf(req)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(string(body)) == "null" {
		body = nil // ghinstallation's way of asking for nothing in particular
		req.Header.Del("Content-Type")
	}
	req.Header.Set("Accept", mediaType)
	req.Header.Set("X-GitHub-Api-Version", apiVersion)
	resp, err := t.c.send(req, body)
	if err != nil {
		return nil, err
	}
	return t.c.succeeded(req, resp)
}

// signer signs by the server's clock, a minute back, since GitHub refuses what
// comes from its future, and re-reads nothing: its key was just read.
type signer struct {
	key *rsa.PrivateKey
	app int64
	now time.Time
}

// Sign makes claims of its own: those given are by this machine's clock.
func (s signer) Sign(jwt.Claims) (string, error) {
	claims := &jwt.RegisteredClaims{
		IssuedAt:  jwt.NewNumericDate(s.now.Add(-time.Minute).Truncate(time.Second)),
		ExpiresAt: jwt.NewNumericDate(s.now.Add(5 * time.Minute).Truncate(time.Second)),
		Issuer:    strconv.FormatInt(s.app, 10),
	}
	return jwt.NewWithClaims(jwt.SigningMethodRS256, claims).SignedString(s.key)
}
