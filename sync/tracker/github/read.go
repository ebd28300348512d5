package github

import (
	"context"
	"net/http"
	"slices"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/issues"
)

// read reads issues and pull requests by where ids have them, a hundred in one
// request; those that are gone, or not visible, are missing. What was
// transferred is shown as it is at its new place.
func (t *Tracker) read(ctx context.Context, refs []issues.Ref) (map[issues.Ref]issues.Issue, error) {
	out := map[issues.Ref]issues.Issue{}
	var rest []issues.Ref
	for chunk := range slices.Chunk(refs, issues.MaxGraph) {
		found, err := issues.Query(ctx, t.client, chunk)
		if err != nil {
			return nil, err
		}
		for _, r := range chunk {
			if i, ok := found[r]; ok {
				out[r] = i
			} else {
				rest = append(rest, r)
			}
		}
	}
	if err := t.readMoved(ctx, rest, out); err != nil {
		return nil, err
	}
	for _, r := range refs {
		if i, ok := out[r]; ok {
			t.met(ctx, r, i)
		}
	}
	return out, nil
}

// readMoved reads one by one what a query did not find: only so does GitHub
// tell where it was taken. A repository that is not visible is asked about
// once.
func (t *Tracker) readMoved(ctx context.Context, refs []issues.Ref, out map[issues.Ref]issues.Issue) error {
	gone := map[string]bool{}
	for _, repo := range issues.Repositories(refs) {
		_, err := t.factsOf(ctx, strings.ToLower(repo), factsFor)
		if gone[repo] = client.Unseen(err); err != nil && !gone[repo] {
			return err
		}
	}
	for _, r := range refs {
		if gone[r.Repo] {
			continue
		}
		var b issues.REST
		if _, err := t.client.Do(ctx, http.MethodGet, r.Path(), nil, &b); client.Unseen(err) {
			continue
		} else if err != nil {
			return err
		}
		out[r] = b.Issue()
	}
	return nil
}

// met learns from an issue that was read by one of its names: its repository
// was renamed, or it was taken to another one, which is looked at from now on.
func (t *Tracker) met(ctx context.Context, r issues.Ref, i issues.Issue) {
	name, to := strings.ToLower(r.Repo), strings.ToLower(i.Repo)
	t.mu.Lock()
	at, known := t.visited[to]
	t.mu.Unlock()
	if to == "" || t.called(to) == name || t.marker(i) == nil {
		return
	}
	if !known {
		if f, err := t.factsOf(ctx, name, 0); err != nil || strings.EqualFold(f.name, to) {
			return // renamed, which is known by now, or to be asked again
		}
	}
	if !known || i.Updated.Before(at) {
		t.mu.Lock()
		t.visited[to] = i.Updated
		t.mu.Unlock()
	}
}
