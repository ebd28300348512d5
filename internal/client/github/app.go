package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/golang-jwt/jwt/v4"
)

// installation gives the tokens of an App's installation. How long one is good
// is told by the server's clock, not by ours.
type installation struct {
	c   *Client
	app App

	mu    sync.Mutex // held while a token is asked for: one question for all
	value string
	until time.Time

	shown atomic.Value // the text last used, readable while another is asked for
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
	i.shown.Store(value)
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

// clockApart is how far two clocks must be apart to explain a refusal.
const clockApart = 20 * time.Second

// exchange asks for a token.
func (i *installation) exchange(ctx context.Context) (string, time.Duration, error) {
	var got struct {
		Token       string            `json:"token"`
		Expires     time.Time         `json:"expires_at"`
		Permissions map[string]string `json:"permissions"`
	}
	if err := i.asApp(ctx, http.MethodPost, fmt.Sprintf("app/installations/%d/access_tokens", i.app.Installation), &got); err != nil {
		return "", 0, err
	}
	if got.Token == "" {
		return "", 0, errors.New("the answer holds no token")
	}
	i.c.rights.Store(&Rights{Permissions: got.Permissions})
	return got.Token, got.Expires.Sub(i.c.Now()), nil
}

// asApp asks for what only the App itself may. The first answer tells the
// server's clock; where ours was far off and the request was refused for it, it
// is signed again by that clock.
func (i *installation) asApp(ctx context.Context, method, path string, out any) error {
	skew := i.c.limits.clock()
	err := i.ask(ctx, method, path, skew, out)
	now := i.c.limits.clock()
	if e, ok := errors.AsType[*Error](err); ok && e.Status == http.StatusUnauthorized && (now-skew).Abs() > clockApart {
		err = i.ask(ctx, method, path, now, out)
	}
	return err
}

// ask signs by the server's clock, a minute back, since GitHub refuses what
// comes from its future.
func (i *installation) ask(ctx context.Context, method, path string, skew time.Duration, out any) error {
	key, err := keyOf(i.app.PrivateKey)
	if err != nil {
		return &Error{Kind: Auth, Err: fmt.Errorf("app.private_key: %w", err)}
	}
	now := i.c.now().Add(skew).Truncate(time.Second)
	signed, err := jwt.NewWithClaims(jwt.SigningMethodRS256, &jwt.RegisteredClaims{
		IssuedAt: jwt.NewNumericDate(now.Add(-time.Minute)), ExpiresAt: jwt.NewNumericDate(now.Add(5 * time.Minute)),
		Issuer: strconv.FormatInt(i.app.ID, 10),
	}).SignedString(key)
	if err != nil {
		return err
	}
	req, _, err := i.c.request(ctx, method, path, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+signed)
	resp, err := i.c.send(req, nil)
	if err != nil {
		return err
	}
	_, err = i.c.read(req, resp, out)
	return err
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
