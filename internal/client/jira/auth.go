package jira

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
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
		if err != nil {
			return err
		}
		req.Header.Set("Authorization", "Bearer "+token)
		return nil
	}
	token, err := c.o.Token.Reveal()
	if err != nil {
		return &Error{Kind: Auth, Err: err}
	}
	if c.o.Email != "" {
		pair := base64.StdEncoding.EncodeToString([]byte(c.o.Email + ":" + token))
		req.Header.Set("Authorization", "Basic "+pair)
		return nil
	}
	req.Header.Set("Authorization", "Bearer "+token)
	return nil
}

// oauthToken is the token that client credentials were last exchanged for.
type oauthToken struct {
	mu    sync.Mutex
	value string
	used  string    // the secret that it was asked for with
	until time.Time // after this it is asked for again
}

// bearer is a token that is good for a while yet.
func (c *Client) bearer(ctx context.Context) (string, error) {
	c.oauth.mu.Lock()
	defer c.oauth.mu.Unlock()
	key, err := c.o.ClientSecret.Reveal()
	if err != nil {
		return "", &Error{Kind: Auth, Err: err}
	}
	if c.oauth.value != "" && c.oauth.used == key && c.now().Before(c.oauth.until) {
		return c.oauth.value, nil
	}
	value, life, err := c.exchange(ctx, key)
	if err != nil {
		return "", err
	}
	c.oauth.value, c.oauth.used, c.oauth.until = value, key, c.now().Add(life*9/10)
	return value, nil
}

// forget drops a token that was refused, so that the next call asks anew.
func (c *Client) forget() {
	c.oauth.mu.Lock()
	defer c.oauth.mu.Unlock()
	c.oauth.value = ""
}

// exchange asks for a token. Whatever goes wrong here, the request it was for
// has not been sent.
func (c *Client) exchange(ctx context.Context, key string) (string, time.Duration, error) {
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {c.o.ClientID}, "client_secret": {key}}
	where := or(c.o.TokenURL, authority)
	if c.o.TokenURL == "" && c.Deployment() == DataCenter {
		where = c.site + "/rest/oauth2/latest/token"
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, where, strings.NewReader(form.Encode()))
	if err != nil {
		return "", 0, &Error{Kind: Unsent, Err: err}
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := c.http.Do(req)
	if err != nil {
		return "", 0, &Error{Kind: Unsent, Err: fmt.Errorf("ask for a token: %w", err)}
	}
	defer resp.Body.Close()
	var answer struct {
		Token string `json:"access_token"`
		Life  int    `json:"expires_in"`
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if resp.StatusCode != http.StatusOK {
		kind := Unsent
		if resp.StatusCode < 500 {
			kind = Auth
		}
		return "", 0, &Error{Kind: kind, Status: resp.StatusCode, Err: fmt.Errorf("ask %s for a token: %s: check client_id and client_secret", where, resp.Status)}
	}
	if err != nil || json.Unmarshal(body, &answer) != nil || answer.Token == "" {
		return "", 0, &Error{Kind: Unsent, Err: fmt.Errorf("ask %s for a token: the answer holds none", where)}
	}
	return answer.Token, time.Duration(max(answer.Life, 60)) * time.Second, nil
}

func (c *Client) now() time.Time {
	if c.o.HTTP.Now == nil {
		return time.Now()
	}
	return c.o.HTTP.Now()
}
