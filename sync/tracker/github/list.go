package github

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/internal/together"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/follow"
)

// errDisabled is the error of a repository without issues.
var errDisabled = errors.New("issues are disabled there: turn them on in its settings (General, Features)")

// reader reads issues.
type reader struct {
	client *client.Client
	repos  *repos
	items  items
	ends   *ends
	taken  together.Map[string, bool] // "from to": issues were taken there, which is no new name
}

// Site is one of many repositories: each is listed for itself, by one request that
// GitHub counts for nothing where nothing changed. No search across repositories
// can say that, and a search shows what its index has seen.
func (d *reader) Site() tracker.Site { return tracker.Site{Address: d.client.Site()} }

// List reads pages of repositories' issues, a few side by side.
func (d *reader) List(ctx context.Context, qs []tracker.Query) []tracker.Page {
	out := make([]tracker.Page, len(qs))
	together.Do(len(qs), follow.SideBySide, func(n int) { out[n] = d.page(ctx, qs[n]) })
	return out
}

// page reads all kinds of issues, whoever made them: no filter stands between us
// and ours.
func (d *reader) page(ctx context.Context, q tracker.Query) tracker.Page {
	path := cmp.Or(q.Next, issues.Newest(q.Place))
	if q.Next == "" && !q.Made && !q.Since.IsZero() {
		path = issues.Changed(q.Place, q.Since)
	}
	var page []issues.REST
	answer, err := d.client.Conditional(ctx, path, q.ETag, &page)
	if err != nil {
		return tracker.Page{Known: true, Err: d.unlisted(q.Place, err)}
	}
	out := tracker.Page{Shown: len(page), Now: answer.Date, ETag: answer.ETag, Next: answer.Next, NotModified: answer.NotModified, Known: true}
	for _, b := range page {
		i := b.Issue()
		if q.Made && i.Created.Before(q.Since) {
			out.Next = ""
			break
		}
		if i.Repo != "" && !strings.EqualFold(i.Repo, q.Place) {
			d.repos.renamed(i.Repo, q.Place)
		}
		if !i.Pull {
			out.Items = append(out.Items, d.items.listed(i, issues.At(q.Place, i.Number).ID()))
		}
	}
	return out
}

// unlisted is the error of a repository that can't be listed. A creation there
// asks anew for what is so of it.
func (d *reader) unlisted(name string, err error) error {
	d.repos.forget(name)
	own := asError(err)
	if e, ok := errors.AsType[*tracker.Error](own); ok && e.Kind == tracker.Auth && !client.SiteWide(err) {
		return &tracker.Error{Kind: tracker.NotFound, Err: err} // a matter of this one alone
	}
	return own
}

// Place is a backlog's repository by the name that ids have.
func (d *reader) Place(project string) (string, bool) {
	if client.CheckRepository(project) != nil {
		return "", false
	}
	return d.repos.placeOf(project), true
}

// See tells which repositories are there, by their numbers, and have issues.
func (d *reader) See(ctx context.Context, names []string, age time.Duration) (map[string]tracker.Sight, error) {
	out := map[string]tracker.Sight{}
	for _, name := range names {
		f, err := d.repos.of(ctx, name, age)
		switch {
		case client.SiteWide(err):
			return nil, asError(err)
		case err != nil:
			out[name] = tracker.Sight{Err: d.unlisted(name, err)}
		case f.NoIssues():
			out[name] = tracker.Sight{Err: &tracker.Error{Kind: tracker.NotFound, Err: errDisabled}}
		default:
			out[name] = tracker.Sight{Identity: strconv.FormatInt(f.ID, 10)}
		}
	}
	return out, nil
}

// Account is who we are, by number, which never changes. It is asked once for each
// credential: until it is known nothing is ours, and nothing is made.
func (d *reader) Account(ctx context.Context) (string, error) {
	me, err := d.client.Me(ctx)
	if err != nil {
		return "", asError(err)
	}
	return account(me.ID), nil
}

// Get reads issues and pull requests by owner/repo#number, a hundred in one
// request. One that was transferred keeps the id asked for and shows its new key,
// address and project.
func (d *reader) Get(ctx context.Context, ids []string) ([]tracker.Listed, error) {
	var refs []issues.Ref
	asked := map[issues.Ref]string{}
	for _, id := range ids {
		r, ok := issues.ParseRef(strings.ToLower(id))
		if _, twice := asked[r]; ok && !twice {
			refs, asked[r] = append(refs, r), id
		}
	}
	found, err := d.read(ctx, refs)
	if err != nil {
		return nil, fmt.Errorf("read issues of %s: %w", d.client.Site(), asError(err))
	}
	var out []tracker.Listed
	for _, r := range refs {
		i, ok := found[r]
		if !ok {
			continue
		}
		d.ends.forgetOther(i)
		elsewhere := d.elsewhere(ctx, r, i) // or renamed, which is known then
		l := d.items.listed(i, asked[r])
		l.Elsewhere = elsewhere
		out = append(out, l)
	}
	return out, nil
}

// read reads issues by where ids have them; those that are gone, or not visible,
// are missing. What a query does not find is read one by one: only so does GitHub
// tell where it was taken. A repository that is not visible is asked about once.
func (d *reader) read(ctx context.Context, refs []issues.Ref) (map[issues.Ref]issues.Issue, error) {
	out := map[issues.Ref]issues.Issue{}
	for chunk := range slices.Chunk(refs, issues.MaxGraph) {
		found, err := issues.Query(ctx, d.client, chunk)
		if err != nil {
			return nil, err
		}
		for r, i := range found {
			out[r] = i
		}
	}
	rest := slices.DeleteFunc(slices.Clone(refs), func(r issues.Ref) bool { _, ok := out[r]; return ok })
	gone := map[string]bool{}
	for _, repo := range issues.Repositories(rest) {
		_, err := d.repos.of(ctx, repo, factsFor)
		if gone[repo] = client.Unseen(err); err != nil && !gone[repo] {
			return nil, err
		}
	}
	for _, r := range rest {
		if gone[r.Repo] {
			continue
		}
		var b issues.REST
		_, err := d.client.Do(ctx, http.MethodGet, r.Path(), nil, &b)
		switch {
		case err == nil:
			out[r] = b.Issue()
		case !client.Unseen(err):
			return nil, err
		}
	}
	return out, nil
}

// elsewhere is the repository that an issue was taken to; "": it lies where its id
// says, or that repository was renamed, which is known by now, or to be asked
// again.
func (d *reader) elsewhere(ctx context.Context, r issues.Ref, i issues.Issue) string {
	to := strings.ToLower(i.Repo)
	if to == "" || d.repos.Named(to) == r.Repo {
		return ""
	}
	if d.taken.Get(r.Repo+" "+to) || d.items.marker(i) == nil {
		return to
	}
	if f, err := d.repos.of(ctx, r.Repo, 0); err != nil || strings.EqualFold(f.Name, to) {
		return ""
	}
	d.taken.Put(r.Repo+" "+to, true)
	return to
}

// Edited tells whether anybody edited an issue's text, where its marker stands,
// since it was made: we never do.
func (d *reader) Edited(ctx context.Context, id string) (bool, error) {
	r, ok := issues.ParseRef(strings.ToLower(id))
	if !ok {
		return true, nil
	}
	edited, err := issues.Edited(ctx, d.client, r)
	if err != nil {
		return true, fmt.Errorf("read who edited %s: %w", id, asError(err))
	}
	return edited, nil
}

// maxRecent is how many pages are read of what others made.
const maxRecent = 100

// Recent lists what others than us made in a repository since a moment, newest
// first; pull requests are no items.
func (d *reader) Recent(ctx context.Context, project string, since time.Time, limit int) (out []tracker.Other, err error) {
	if err := client.CheckRepository(project); err != nil {
		return nil, tracker.Refuse("project", nil, "%w", err)
	}
	q := tracker.Query{Place: d.repos.placeOf(project), Since: since, Made: true}
	for range maxRecent {
		page := d.page(ctx, q)
		if page.Err != nil {
			return nil, fmt.Errorf("list the issues of %s: %w", project, page.Err)
		}
		for _, l := range page.Items {
			if l.Marker == nil && len(out) < limit {
				out = append(out, tracker.Other{ID: l.ID, Key: l.Key, URL: l.URL, Title: shown(&l).Title})
			}
		}
		if q.Next = page.Next; q.Next == "" || len(out) >= limit {
			return out, nil
		}
	}
	return nil, fmt.Errorf("list the issues of %s: more than %d pages", project, maxRecent)
}
