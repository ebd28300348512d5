package github

import (
	"maps"
	"net/http"
	"slices"
	"sync"
)

// Rights are what a credential may do, as far as GitHub's answers told it by
// the way. Of a fine-grained token they tell nothing: both are nil.
type Rights struct {
	// Scopes are a classic token's, as GitHub calls them; nil: it is none.
	Scopes []string
	// Permissions are those of an App's installation, read, write or admin by
	// their names in the API; nil: it is none.
	Permissions map[string]string
}

// rights is what was told last.
type rights struct {
	mu   sync.Mutex
	told bool
	last Rights
}

// Rights gives what the last answers told; false: there was none yet. It asks
// for nothing.
func (c *Client) Rights() (Rights, bool) {
	c.rights.mu.Lock()
	defer c.rights.mu.Unlock()
	return Rights{slices.Clone(c.rights.last.Scopes), maps.Clone(c.rights.last.Permissions)}, c.rights.told
}

// hear takes a token's scopes from an answer that is none of a refusal.
func (r *rights) hear(resp *http.Response) {
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.told, r.last.Scopes = true, scopes(resp.Header, "X-OAuth-Scopes")
}

// permitted takes the permissions that came with an installation's token.
func (r *rights) permitted(may map[string]string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.told, r.last.Permissions = true, may
}
