package jira

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// authorise sets the account's credentials, read anew for each request.
func (c *Client) authorise(req *http.Request) error {
	if c.o.ClientID != "" {
		token, err := c.bearer(req.Context())
		req.Header.Set("Authorization", "Bearer "+token)
		return err
	}
	token, err := c.o.Token.Reveal()
	if err != nil {
		return &Error{Kind: Auth, Err: err}
	}
	if c.o.Email != "" {
		req.SetBasicAuth(c.o.Email, token)
	} else {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	return nil
}

// oauthToken is the token that client credentials were last exchanged for.
type oauthToken struct {
	mu    sync.Mutex
	value string
	used  string    // the secret that it was asked for with
	until time.Time // after this it is asked for again
}

// forget drops a token that was refused, so that the next call asks anew.
func (t *oauthToken) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.value = ""
}

// bearer is a token that is good for a while yet.
func (c *Client) bearer(ctx context.Context) (string, error) {
	t := c.oauth
	t.mu.Lock()
	defer t.mu.Unlock()
	key, err := c.o.ClientSecret.Reveal()
	if err != nil {
		return "", &Error{Kind: Auth, Err: err}
	}
	if t.value != "" && t.used == key && c.o.HTTP.Now().Before(t.until) {
		return t.value, nil
	}
	value, life, err := c.exchange(ctx, key)
	if err == nil {
		t.value, t.used, t.until = value, key, c.o.HTTP.Now().Add(life*9/10)
	}
	return value, err
}

// exchange asks for a token. Whatever goes wrong here, the request it was for
// has not been sent.
func (c *Client) exchange(ctx context.Context, key string) (string, time.Duration, error) {
	where := cmp.Or(c.o.TokenURL, authority)
	if c.o.TokenURL == "" && c.Deployment() == DataCenter {
		where = c.site + "/rest/oauth2/latest/token"
	}
	fail := func(kind Kind, status int, format string, args ...any) (string, time.Duration, error) {
		return "", 0, &Error{Kind: kind, Status: status, Err: fmt.Errorf(format, args...)}
	}
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {c.o.ClientID}, "client_secret": {key}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, where, strings.NewReader(form.Encode()))
	if err != nil {
		return fail(Unsent, 0, "ask for a token: %w", err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := c.http.Do(req)
	if err != nil {
		unsent := &Error{Kind: Unsent, Until: unanswered(err).Until, Err: fmt.Errorf("ask for a token: %w", err)}
		if !unsent.Until.IsZero() {
			unsent.Kind = Throttled
		}
		return "", 0, unsent
	}
	defer resp.Body.Close()
	if limit := c.http.Refused(req, resp); limit != nil {
		return "", 0, &Error{Kind: Throttled, Status: resp.StatusCode, Until: limit.Until, Err: fmt.Errorf("ask for a token: %w", limit.Err)}
	}
	if resp.StatusCode != http.StatusOK {
		kind := Unsent
		if resp.StatusCode < 500 {
			kind = Auth
		}
		return fail(kind, resp.StatusCode, "ask %s for a token: %s: check client_id and client_secret", where, resp.Status)
	}
	var answer struct {
		Token string `json:"access_token"`
		Life  int    `json:"expires_in"`
	}
	if json.NewDecoder(resp.Body).Decode(&answer) != nil || answer.Token == "" {
		return fail(Unsent, 0, "ask %s for a token: the answer holds none", where)
	}
	return answer.Token, time.Duration(max(answer.Life, 60)) * time.Second, nil
}
