package github

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/tracker"
)

// errDropped is a change that was answered and not made.
var errDropped = errors.New("GitHub drops it in silence: the account may not set it there. Give it the role Write, or set it in the team's own hand")

// parent makes the issue a sub-issue. Where somebody gave it another parent
// meanwhile, that one stays.
func (f *finisher) parent(of string) error {
	p, ok := issues.ParseRef(of)
	switch {
	case !ok:
		return tracker.Refuse("", nil, "%q is not an issue", of)
	case f.client.Enterprise():
		return tracker.Refuse("", nil, "this server has no sub-issues: leave parent out of the team's backlog")
	}
	err := f.write(http.MethodPost, p.Path()+"/sub_issues", map[string]any{"sub_issue_id": f.issue.ID}, nil)
	switch client.KindOf(err) {
	case client.Rejected:
		return f.bears(p, err)
	case client.NotFound, client.Gone:
		return tracker.Refuse("", nil, "%s is not there, or we may not add to it: name another parent, or give the account the role Triage there", p)
	case client.Auth:
		if !passes(err) {
			return tracker.Refuse("", nil, "%w: the account needs the role Triage in %s", err, p.Repo)
		}
	}
	return err
}

// bears tells whether a refusal means that all is well already.
func (f *finisher) bears(p issues.Ref, refusal error) error {
	var now issues.REST
	_, err := f.client.Do(f.ctx, http.MethodGet, f.issue.Issue().Path()+"/parent", nil, &now)
	switch {
	case client.Unseen(err): // it has none
		return refusal
	case err != nil:
		return err
	case strings.EqualFold(now.Issue().String(), p.String()):
		return nil
	}
	if same, err := f.moved(p, now); same || err != nil {
		return err
	}
	return tracker.Refuse("", nil, "%s has the parent %s by now, which stays", f.issue.Issue().Ref, now.Issue().Ref)
}

// moved tells whether a parent is now known by another name: it was
// transferred, or its repository renamed.
func (f *finisher) moved(p issues.Ref, now issues.REST) (bool, error) {
	var there issues.REST
	_, err := f.client.Do(f.ctx, http.MethodGet, p.Path(), nil, &there)
	if err != nil && !client.Unseen(err) {
		return false, err
	}
	return err == nil && there.Issue().Ref == now.Issue().Ref, nil
}

// labels adds those that a creation lost and the issue still lacks.
func (f *finisher) labels(listed string) error {
	lacks := lacking(f.listed(listed), f.issue.Labels)
	if len(lacks) == 0 {
		return nil
	}
	var now []issues.Label
	if err := f.write(http.MethodPost, f.issue.Issue().Path()+"/labels", map[string]any{"labels": lacks}, &now); err != nil {
		return err
	}
	if still := lacking(lacks, now); len(still) > 0 {
		return dropped("label " + still[0])
	}
	return nil
}

// lacking are those of some labels that an issue does not bear.
func lacking(labels []string, has []issues.Label) []string {
	return slices.DeleteFunc(slices.Clone(labels), func(label string) bool {
		return slices.ContainsFunc(has, func(l issues.Label) bool { return names.Alike(l.Name, label) })
	})
}

// listed are the labels in the name of a step: those of the backlog, for a
// label may have a comma.
func (f *finisher) listed(rest string) []string {
	var out []string
	for _, l := range f.adapter.labels(f.u.Backlog, f.own) {
		if after, ok := strings.CutPrefix(rest, l); ok && (after == "" || strings.HasPrefix(after, ", ")) {
			out, rest = append(out, l), strings.TrimPrefix(after, ", ")
		}
	}
	if rest != "" {
		out = append(out, strings.Split(rest, ", ")...)
	}
	return out
}

// milestone sets the one that a creation lost, unless somebody set another.
func (f *finisher) milestone(title string) error {
	if f.issue.Milestone != nil {
		return nil
	}
	number, err := f.adapter.milestone(f.ctx, f.name, title)
	if err != nil {
		return err
	}
	return f.patch(map[string]any{"milestone": number}, func(now issues.REST) bool { return now.Milestone != nil })
}

// kind sets the type that a creation lost, unless somebody set another.
func (f *finisher) kind(name string) error {
	if f.issue.Type != nil {
		return nil
	}
	return f.patch(map[string]any{"type": name}, func(now issues.REST) bool { return now.Type != nil })
}

func (f *finisher) patch(in map[string]any, set func(issues.REST) bool) error {
	var now issues.REST
	if err := f.write(http.MethodPatch, f.issue.Issue().Path(), in, &now); err != nil {
		return err
	}
	if !set(now) {
		return dropped("it")
	}
	return nil
}

func dropped(what string) error {
	return tracker.Refuse("", nil, "%s is not set: %w", what, errDropped)
}
