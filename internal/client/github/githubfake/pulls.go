package githubfake

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
)

// ofPull finds the pull request of the path.
func ofPull(answer func(*call, *gitworld.Pull) reply) func(*call) reply {
	return func(c *call) reply {
		if p := c.repo.git.Pull(c.number("number")); p != nil {
			return answer(c, p)
		}
		return notFound()
	}
}

func getPull(c *call, p *gitworld.Pull) reply { return ok(c.fake.wholePull(c.repo, p)) }

func listPulls(c *call) reply {
	state := c.query("state", "open")
	var all []any
	for _, p := range slices.Backward(c.repo.git.Pulls()) {
		head := c.query("head", "")
		switch {
		case state == "open" && !p.Open, state == "closed" && p.Open:
		case head != "" && !strings.EqualFold(head, c.repo.Owner+":"+p.Head):
		case c.query("base", p.Base) != p.Base:
		default:
			all = append(all, c.fake.pullObject(c.repo, p))
		}
	}
	if c.query("direction", "desc") == "asc" {
		slices.Reverse(all)
	}
	return c.page(all)
}

func createPull(c *call) reply {
	var in struct {
		Title, Body, Head, Base string
		Draft                   bool
	}
	if !c.read(&in) {
		return badJSON()
	}
	if in.Title == "" {
		return invalid("Validation Failed", "PullRequest title missing_field")
	}
	owner, head, forked := strings.Cut(in.Head, ":")
	if !forked {
		owner, head = c.repo.Owner, in.Head
	}
	if !strings.EqualFold(owner, c.repo.Owner) {
		c.fake.T.Errorf("githubfake: pull requests from forks are not modelled: %s", in.Head)
	}
	p, err := c.repo.open(gitworld.Pull{Title: in.Title, Body: in.Body, Head: head, Base: in.Base, Draft: in.Draft, Author: c.account.Login})
	switch {
	case errors.Is(err, gitworld.ErrNoCommits):
		return invalid("Validation Failed", fmt.Sprintf("No commits between %s and %s", in.Base, head))
	case errors.Is(err, gitworld.ErrOpen):
		return invalid("Validation Failed", fmt.Sprintf("A pull request already exists for %s:%s.", c.repo.Owner, head))
	case err != nil:
		field := "head"
		if _, there := c.repo.git.Head(in.Base); !there {
			field = "base"
		}
		return invalid("Validation Failed", "PullRequest "+field+" invalid")
	}
	return created(c.fake.wholePull(c.repo, p))
}

func updatePull(c *call, p *gitworld.Pull) reply {
	in := struct{ Title, Body, State, Base *string }{}
	if !c.read(&in) {
		return badJSON()
	}
	if p.Author != c.account.Login && !c.may(writes("pull_requests", Push)) {
		return notFound()
	}
	change := func(to *string, what *string) {
		if to != nil && *to != *what {
			*what, p.Updated = *to, c.fake.Now()
			c.repo.tell(p, "edited", c.account.Login)
		}
	}
	change(in.Title, &p.Title)
	change(in.Body, &p.Body)
	change(in.Base, &p.Base)
	switch {
	case in.State == nil:
	case *in.State == "closed" && p.Open:
		c.repo.git.Close(p, c.fake.Now())
		c.repo.tell(p, "closed", c.account.Login)
	case *in.State == "open" && !p.Open:
		if c.repo.git.Reopen(p, c.fake.Now()) != nil {
			return invalid("Validation Failed", "PullRequest state invalid")
		}
		c.repo.tell(p, "reopened", c.account.Login)
	}
	return ok(c.fake.wholePull(c.repo, p))
}

func listReviews(c *call, p *gitworld.Pull) reply {
	var all []any
	for _, r := range p.Reviews {
		all = append(all, object{
			"id": r.ID, "node_id": nodeID("PRR", r.ID), "user": c.fake.userObject(r.Author), "body": r.Body, "state": r.State,
			"html_url": c.fake.html("%s/pull/%d", c.repo.fullName(), p.Number), "pull_request_url": c.of("pulls/%d", p.Number),
			"submitted_at": stamp(r.At), "commit_id": r.Commit, "author_association": "MEMBER",
		})
	}
	return c.page(all)
}

func pullCommits(c *call, p *gitworld.Pull) reply {
	var all []any
	for _, commit := range slices.Backward(c.repo.git.Between(p.BaseSHA, p.HeadSHA)) {
		all = append(all, c.commitObject(commit))
	}
	return c.page(all)
}

func pullFiles(c *call, p *gitworld.Pull) reply {
	base, _ := c.repo.git.Commit(c.repo.git.MergeBase(p.BaseSHA, p.HeadSHA))
	head, _ := c.repo.git.Commit(p.HeadSHA)
	files, _ := c.fileObjects(base.Tree, head.Tree)
	return c.page(files)
}

func pullsOfCommit(c *call) reply {
	var all []any
	for _, p := range c.repo.git.Pulls() {
		if sha := Hash(c.param("sha")); p.HeadSHA == sha || p.MergeCommit == sha {
			all = append(all, c.fake.pullObject(c.repo, p))
		}
	}
	return c.page(all)
}

// open opens a pull request with the repository's next number.
func (r *Repo) open(p gitworld.Pull) (*gitworld.Pull, error) {
	if p.Base == "" {
		p.Base = r.defaultBranch
	}
	p.ID, p.Created, p.Updated = r.fake.next(), r.fake.Now(), r.fake.Now()
	opened, err := r.git.Open(p)
	if err != nil {
		return nil, err
	}
	opened.Number = r.fake.issues.nextNumber(r)
	r.tell(opened, "opened", p.Author)
	return opened, nil
}

// tell tells of a change of a pull request.
func (r *Repo) tell(p *gitworld.Pull, action, login string) {
	r.fake.issues.pullChanged(r, p, login)
	r.fake.emit("pull_request", action, r, login, object{"number": p.Number, "pull_request": r.fake.wholePull(r, p)})
}

// wholePull is a pull request with what listings leave out.
func (f *Fake) wholePull(r *Repo, p *gitworld.Pull) object {
	out := f.pullObject(r, p)
	base, _ := r.git.Commit(r.git.MergeBase(p.BaseSHA, p.HeadSHA))
	head, _ := r.git.Commit(p.HeadSHA)
	added, removed, files := 0, 0, r.git.Diff(base.Tree, head.Tree)
	for _, file := range files {
		added, removed = added+file.Added, removed+file.Removed
	}
	mergeable, state := p.Open && r.git.Mergeable(p), "clean"
	if !mergeable {
		state = "dirty"
	}
	out["merged"], out["mergeable"], out["mergeable_state"], out["rebaseable"] = p.Merged, mergeable, state, mergeable
	out["merged_by"] = nil
	if p.MergedBy != "" {
		out["merged_by"] = f.userObject(p.MergedBy)
	}
	out["additions"], out["deletions"], out["changed_files"] = added, removed, len(files)
	out["commits"], out["comments"], out["review_comments"] = len(r.git.Between(p.BaseSHA, p.HeadSHA)), 0, 0
	out["maintainer_can_modify"] = false
	return out
}

// pullObject is a pull request as listings show it.
func (f *Fake) pullObject(r *Repo, p *gitworld.Pull) object {
	self, page := f.api("repos/%s/pulls/%d", r.fullName(), p.Number), f.html("%s/pull/%d", r.fullName(), p.Number)
	issue := f.api("repos/%s/issues/%d", r.fullName(), p.Number)
	side := func(branch string, at Hash) object {
		return object{"label": r.Owner + ":" + branch, "ref": branch, "sha": at, "user": f.userObject(r.Owner), "repo": f.repoObject(&actor{}, r)}
	}
	out := object{
		"id": p.ID, "node_id": nodeID("PR", p.ID), "number": p.Number, "title": p.Title, "body": orNull(p.Body), "user": f.userObject(p.Author),
		"url": self, "html_url": page, "diff_url": page + ".diff", "patch_url": page + ".patch", "issue_url": issue,
		"commits_url": self + "/commits", "review_comments_url": self + "/comments", "review_comment_url": self + "/comments{/number}",
		"comments_url": issue + "/comments", "statuses_url": f.api("repos/%s/statuses/%s", r.fullName(), p.HeadSHA),
		"state": map[bool]string{true: "open", false: "closed"}[p.Open], "locked": false, "draft": p.Draft, "author_association": "MEMBER",
		"head": side(p.Head, p.HeadSHA), "base": side(p.Base, p.BaseSHA), "created_at": stamp(p.Created), "updated_at": stamp(p.Updated),
		"closed_at": stampOrNull(p.Closed), "merged_at": nil, "merge_commit_sha": orNull(string(p.MergeCommit)),
		"labels": []any{}, "assignee": nil, "assignees": []any{}, "requested_reviewers": []any{}, "requested_teams": []any{}, "milestone": nil, "auto_merge": nil,
	}
	if p.Merged {
		out["merged_at"] = stamp(p.Closed)
	}
	links := object{}
	for name, to := range map[string]string{
		"self": self, "html": page, "issue": issue, "comments": issue + "/comments", "review_comments": self + "/comments",
		"review_comment": self + "/comments{/number}", "commits": self + "/commits", "statuses": out["statuses_url"].(string),
	} {
		links[name] = object{"href": to}
	}
	out["_links"] = links
	return out
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func stampOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return stamp(t)
}
