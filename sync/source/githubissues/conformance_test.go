package githubissues_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/sourcetest"
)

// named calls issues by names that the suite gives them: an issue's own path
// is its number.
type named struct {
	*world
	paths map[string]string // by issues/N
}

func (n *named) List(ctx context.Context) ([]source.Entry, error) {
	entries, err := n.Source.List(ctx)
	for i := range entries {
		entries[i].Path = n.paths[entries[i].Path]
	}
	sortEntries(entries)
	return entries, err
}

func (n *named) Read(ctx context.Context, e source.Entry) (source.Document, error) {
	name := e.Path
	e.Path = n.pathOf(name)
	doc, err := n.Source.Read(ctx, e)
	doc.Path = name
	return doc, err
}

func (n *named) WriteBack(ctx context.Context, e source.Entry, r review.WriteBack) (source.Written, error) {
	name := e.Path
	e.Path = n.pathOf(name)
	w, err := n.Source.WriteBack(ctx, e, r)
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return w, err
}

func (n *named) Preview(ctx context.Context, e source.Entry, r review.WriteBack) (source.Preview, error) {
	e.Path = n.pathOf(e.Path)
	return n.Source.Preview(ctx, e, r)
}

func (n *named) pathOf(name string) string {
	for path, have := range n.paths {
		if have == name {
			return path
		}
	}
	return "issues/999"
}

func (n *named) issue(name string) (githubfake.Issue, bool) {
	number, err := strconv.ParseInt(strings.TrimPrefix(n.pathOf(name), "issues/"), 10, 64)
	if err != nil || number == 999 {
		return githubfake.Issue{}, false
	}
	return n.fake.Issue(repo, number), true
}

func (n *named) put(_ *testing.T, name string, content []byte) {
	defer n.pass(wholeTime)
	if i, there := n.issue(name); there {
		n.fake.As(writer).Edit(i, string(content))
		return
	}
	title := strings.TrimSuffix(name, ".md")
	if first, _, _ := strings.Cut(string(content), "\n"); strings.HasPrefix(first, "# ") {
		title = first[2:]
	}
	i := n.fake.As(writer).Open(repo, title, string(content), "post-mortem")
	n.paths["issues/"+strconv.FormatInt(i.Number, 10)] = name
	n.publish(i)
}

func TestConformance(t *testing.T) {
	for name, options := range map[string][]option{"github.com": nil, "enterprise server": {enterprise, byLabel}} {
		t.Run(name, func(t *testing.T) {
			sourcetest.Run(t, func(t *testing.T) sourcetest.Harness {
				n := &named{world: open(t, options...), paths: map[string]string{}}
				n.repo.SetRole("an-admin", githubfake.Admin)
				return sourcetest.Harness{
					Source: n,
					Put:    n.put,
					Delete: func(_ *testing.T, name string) {
						i, _ := n.issue(name)
						delete(n.paths, n.pathOf(name))
						n.fake.As("an-admin").Delete(i)
						n.pass(wholeTime)
					},
					Bytes: func(t *testing.T, name string) []byte {
						i, there := n.issue(name)
						if !there {
							t.Fatalf("%s is not there", name)
						}
						return []byte(i.Body)
					},
					Spoil: func(t *testing.T, name string) { n.put(t, name, []byte(strings.Repeat("> ", 300)+"deep")) },
					Unreachable: func(*testing.T) func() {
						n.unplug(true)
						return func() { n.unplug(false) }
					},
					Protect: func(*testing.T, string) func() {
						n.fake.Permit(token, githubfake.Permissions{"issues": "read", "metadata": "read"})
						return func() { n.fake.Permit(token, githubfake.Permissions{"issues": "write", "metadata": "read"}) }
					},
				}
			})
		})
	}
}

func (w *world) unplug(cut bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut = cut
}

func sortEntries(entries []source.Entry) {
	slices.SortFunc(entries, func(a, b source.Entry) int { return strings.Compare(a.Path, b.Path) })
}

// A request that is not finished in time is given up.
func TestGivesUp(t *testing.T) {
	w := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	w.before = func(*http.Request) { cancel() }
	begun := time.Now()
	if _, err := w.List(ctx); err == nil || time.Since(begun) > 10*time.Second {
		t.Errorf("%v after %s", err, time.Since(begun))
	}
}
