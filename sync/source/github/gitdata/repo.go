package gitdata

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
)

// Repo is a repository on a site.
type Repo struct {
	Client *client.Client
	Name   string // owner/name
	Kept   *Blobs // what was read or made a moment ago
}

// API is a path of the API below the repository.
func (r Repo) API(format string, args ...any) string {
	return client.Path(r.Name) + "/" + fmt.Sprintf(format, args...)
}

// Page is the address, for people, of what is below the repository.
func (r Repo) Page(rest string) string {
	return r.Client.Site() + "/" + r.Name + "/" + Escaped(rest)
}

// Escaped is a slash-separated path as an address has it.
func Escaped(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.Join(parts, "/")
}

// Get reads what is at a path of API.
func (r Repo) Get(ctx context.Context, path string, out any) error {
	_, err := r.Client.Do(ctx, "GET", path, nil, out)
	return err
}

// Send waits for its turn and writes what may be sent twice: what names git's
// objects by what is in them, and a branch's or a pull request's state.
func (r Repo) Send(ctx context.Context, method, path string, in, out any) error {
	return r.Client.Write(client.WithSort(ctx, client.Idempotent), method, path, in, out)
}

// Make waits for its turn and makes what a second request would make again.
func (r Repo) Make(ctx context.Context, path string, in, out any) error {
	return r.Client.Write(ctx, "POST", path, in, out)
}
