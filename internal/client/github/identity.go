package github

import (
	"context"
	"crypto/sha256"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"sync"
)

// Account is who a credential acts as.
type Account struct {
	// ID is the number by which GitHub knows it, whatever its name becomes: a
	// name that was given up may be taken by anybody.
	ID    int64  `json:"id"`
	Login string `json:"login"`
}

// identity is who we are, once that was asked.
type identity struct {
	mu    sync.Mutex // held while it is asked: one question for all
	of    [sha256.Size]byte
	known Account
}

var errNobody = errors.New("GitHub does not say which account we are")

// Me is who we are: the token's account, or the bot of an App. It is asked once
// for each credential. An error means that it is not known, and then nothing
// can be told to be ours.
func (c *Client) Me(ctx context.Context) (Account, error) {
	ctx = WithSort(ctx, Read)
	value := ""
	if c.app == nil {
		token, err := c.credential(ctx, Read)
		if err != nil {
			return Account{}, err
		}
		value = token
	}
	of := sha256.Sum256([]byte(value)) // a token's file may come to hold another account's
	c.self.mu.Lock()
	defer c.self.mu.Unlock()
	if c.self.known.ID != 0 && c.self.of == of {
		return c.self.known, nil
	}
	me, err := c.ask(ctx)
	if err == nil && me.ID <= 0 {
		err = &Error{Kind: Auth, Err: errNobody}
	}
	if err != nil {
		return Account{}, err
	}
	c.self.of, c.self.known = of, me
	return me, nil
}

func (c *Client) ask(ctx context.Context) (me Account, err error) {
	if c.app == nil {
		_, err = c.Do(ctx, http.MethodGet, "user", nil, &me)
		if e, ok := errors.AsType[*Error](err); ok && e.Status == http.StatusForbidden && e.Kind != Throttled {
			return c.viewer(ctx) // an installation's token that a workflow was given
		}
		return me, err
	}
	slug, err := c.app.slug(ctx)
	if err == nil {
		_, err = c.Do(ctx, http.MethodGet, "users/"+url.PathEscape(slug+"[bot]"), nil, &me)
	}
	return me, err
}

// viewer is who a token acts as that is no person's.
func (c *Client) viewer(ctx context.Context) (Account, error) {
	var data struct {
		Viewer Account `json:"viewer"`
	}
	err := c.GraphQL(ctx, "query { viewer { id: databaseId login } }", nil, &data)
	return data.Viewer, err
}

// slug is the App's own name, which its bot is called by.
func (i *installation) slug(ctx context.Context) (string, error) {
	var app struct {
		Slug string `json:"slug"`
	}
	err := i.asApp(ctx, http.MethodGet, "app", &app)
	if err == nil && app.Slug == "" {
		err = &Error{Kind: Auth, Err: errNobody}
	}
	return app.Slug, err
}

// Rights are what a credential may do, as far as GitHub's answers told it by
// the way. Of a fine-grained token they tell nothing: both are nil.
type Rights struct {
	// Scopes are a classic token's, as GitHub calls them; nil: it is none.
	Scopes []string
	// Permissions are those of an App's installation, read, write or admin by
	// their names in the API; nil: it is none.
	Permissions map[string]string
}

// Rights gives what the last answers told; false: there was none yet. It asks
// for nothing.
func (c *Client) Rights() (Rights, bool) {
	if told := c.rights.Load(); told != nil {
		return Rights{slices.Clone(told.Scopes), maps.Clone(told.Permissions)}, true
	}
	return Rights{}, false
}
