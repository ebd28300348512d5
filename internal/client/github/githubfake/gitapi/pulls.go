package gitapi

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// ofPull finds the pull request of the path.
func ofPull(answer func(*Call, *gitworld.Pull) rest.Reply) func(*Call) rest.Reply {
	return func(c *Call) rest.Reply {
		if p := c.Repo.Git.Pull(c.Number("number")); p != nil {
			return answer(c, p)
		}
		return rest.NotFound()
	}
}

func getPull(c *Call, p *gitworld.Pull) rest.Reply { return rest.OK(c.Repo.wholePull(p)) }

func listPulls(c *Call) rest.Reply {
	state := c.Query("state", "open")
	var all []any
	for _, p := range slices.Backward(c.Repo.Git.Pulls()) {
		head := c.Query("head", "")
		switch {
		case state == "open" && !p.Open, state == "closed" && p.Open:
		case head != "" && !strings.EqualFold(head, c.Repo.Owner+":"+p.Head):
		case c.Query("base", p.Base) != p.Base:
		default:
			all = append(all, c.Repo.pullObject(p))
		}
	}
	if c.Query("direction", "desc") == "asc" {
		slices.Reverse(all)
	}
	return c.Page(all)
}

func createPull(c *Call) rest.Reply {
	var in struct {
		Title, Body, Head, Base string
		Draft                   bool
	}
	if !c.Read(&in) {
		return rest.BadJSON()
	}
	if in.Title == "" {
		return rest.Invalid("Validation Failed", "PullRequest title missing_field")
	}
	owner, head, forked := strings.Cut(in.Head, ":")
	if !forked {
		owner, head = c.Repo.Owner, in.Head
	}
	if !strings.EqualFold(owner, c.Repo.Owner) {
		c.Repo.Gate.T.Errorf("githubfake: pull requests from forks are not modelled: %s", in.Head)
	}
	p, err := c.Repo.open(gitworld.Pull{Title: in.Title, Body: in.Body, Head: head, Base: in.Base, Draft: in.Draft, Author: c.Login})
	switch {
	case errors.Is(err, gitworld.ErrNoCommits):
		return rest.Invalid("Validation Failed", fmt.Sprintf("No commits between %s and %s", in.Base, head))
	case errors.Is(err, gitworld.ErrOpen):
		return rest.Invalid("Validation Failed", fmt.Sprintf("A pull request already exists for %s:%s.", c.Repo.Owner, head))
	case err != nil:
		field := "head"
		if _, there := c.Repo.Git.Head(in.Base); !there {
			field = "base"
		}
		return rest.Invalid("Validation Failed", "PullRequest "+field+" invalid")
	}
	return rest.Created(c.Repo.wholePull(p))
}

func updatePull(c *Call, p *gitworld.Pull) rest.Reply {
	in := struct{ Title, Body, State, Base *string }{}
	if !c.Read(&in) {
		return rest.BadJSON()
	}
	if p.Author != c.Login && !c.May(gate.Need{Permission: "pull_requests", Write: true, Role: gate.Push}) {
		return rest.NotFound()
	}
	change := func(to *string, what *string) {
		if to != nil && *to != *what {
			*what, p.Updated = *to, c.Repo.Gate.Now()
			c.Repo.tell(p, "edited", c.Login)
		}
	}
	change(in.Title, &p.Title)
	change(in.Body, &p.Body)
	change(in.Base, &p.Base)
	switch {
	case in.State == nil:
	case *in.State == "closed" && p.Open:
		c.Repo.Git.Close(p, c.Repo.Gate.Now())
		c.Repo.tell(p, "closed", c.Login)
	case *in.State == "open" && !p.Open:
		if c.Repo.Git.Reopen(p, c.Repo.Gate.Now()) != nil {
			return rest.Invalid("Validation Failed", "PullRequest state invalid")
		}
		c.Repo.tell(p, "reopened", c.Login)
	}
	return rest.OK(c.Repo.wholePull(p))
}

func listReviews(c *Call, p *gitworld.Pull) rest.Reply {
	var all []any
	for _, r := range p.Reviews {
		all = append(all, rest.Object{
			"id": r.ID, "node_id": gate.NodeID("PRR", r.ID), "user": c.Repo.Gate.UserObject(r.Author), "body": r.Body, "state": r.State,
			"html_url": c.Repo.html("%s/pull/%d", c.Repo.FullName(), p.Number), "pull_request_url": c.of("pulls/%d", p.Number),
			"submitted_at": gate.Stamp(r.At), "commit_id": r.Commit, "author_association": "MEMBER",
		})
	}
	return c.Page(all)
}

func pullCommits(c *Call, p *gitworld.Pull) rest.Reply {
	var all []any
	for _, commit := range slices.Backward(c.Repo.Git.Between(p.BaseSHA, p.HeadSHA)) {
		all = append(all, c.commitObject(commit))
	}
	return c.Page(all)
}

func pullFiles(c *Call, p *gitworld.Pull) rest.Reply {
	base, _ := c.Repo.Git.Commit(c.Repo.Git.MergeBase(p.BaseSHA, p.HeadSHA))
	head, _ := c.Repo.Git.Commit(p.HeadSHA)
	files, _ := c.fileObjects(base.Tree, head.Tree)
	return c.Page(files)
}

func pullsOfCommit(c *Call) rest.Reply {
	var all []any
	for _, p := range c.Repo.Git.Pulls() {
		if sha := Hash(c.Param("sha")); p.HeadSHA == sha || p.MergeCommit == sha {
			all = append(all, c.Repo.pullObject(p))
		}
	}
	return c.Page(all)
}

// open opens a pull request with the repository's next number.
func (r *Repo) open(p gitworld.Pull) (*gitworld.Pull, error) {
	if p.Base == "" {
		p.Base = r.DefaultBranch
	}
	p.ID, p.Created, p.Updated = r.Gate.Next(), r.Gate.Now(), r.Gate.Now()
	opened, err := r.Git.Open(p)
	if err != nil {
		return nil, err
	}
	opened.Number = r.NextNumber()
	r.tell(opened, "opened", p.Author)
	return opened, nil
}

// tell tells of a change of a pull request.
func (r *Repo) tell(p *gitworld.Pull, action, login string) {
	r.PullChanged(p, login)
	r.Emit("pull_request", action, login, rest.Object{"number": p.Number, "pull_request": r.wholePull(p)})
}

// wholePull is a pull request with what listings leave out.
func (r *Repo) wholePull(p *gitworld.Pull) rest.Object {
	out := r.pullObject(p)
	base, _ := r.Git.Commit(r.Git.MergeBase(p.BaseSHA, p.HeadSHA))
	head, _ := r.Git.Commit(p.HeadSHA)
	added, removed, files := 0, 0, r.Git.Diff(base.Tree, head.Tree)
	for _, file := range files {
		added, removed = added+file.Added, removed+file.Removed
	}
	mergeable, state := p.Open && r.Git.Mergeable(p), "clean"
	if !mergeable {
		state = "dirty"
	}
	out["merged"], out["mergeable"], out["mergeable_state"], out["rebaseable"] = p.Merged, mergeable, state, mergeable
	out["merged_by"] = nil
	if p.MergedBy != "" {
		out["merged_by"] = r.Gate.UserObject(p.MergedBy)
	}
	out["additions"], out["deletions"], out["changed_files"] = added, removed, len(files)
	out["commits"], out["comments"], out["review_comments"] = len(r.Git.Between(p.BaseSHA, p.HeadSHA)), 0, 0
	out["maintainer_can_modify"] = false
	return out
}

// pullObject is a pull request as listings show it.
func (r *Repo) pullObject(p *gitworld.Pull) rest.Object {
	self, page := r.api("repos/%s/pulls/%d", r.FullName(), p.Number), r.html("%s/pull/%d", r.FullName(), p.Number)
	issue := r.api("repos/%s/issues/%d", r.FullName(), p.Number)
	side := func(branch string, at Hash) rest.Object {
		return rest.Object{"label": r.Owner + ":" + branch, "ref": branch, "sha": at, "user": r.Gate.UserObject(r.Owner), "repo": r.Object()}
	}
	out := rest.Object{
		"id": p.ID, "node_id": gate.NodeID("PR", p.ID), "number": p.Number, "title": p.Title, "body": orNull(p.Body), "user": r.Gate.UserObject(p.Author),
		"url": self, "html_url": page, "diff_url": page + ".diff", "patch_url": page + ".patch", "issue_url": issue,
		"commits_url": self + "/commits", "review_comments_url": self + "/comments", "review_comment_url": self + "/comments{/number}",
		"comments_url": issue + "/comments", "statuses_url": r.api("repos/%s/statuses/%s", r.FullName(), p.HeadSHA),
		"state": map[bool]string{true: "open", false: "closed"}[p.Open], "locked": false, "draft": p.Draft, "author_association": "MEMBER",
		"head": side(p.Head, p.HeadSHA), "base": side(p.Base, p.BaseSHA), "created_at": gate.Stamp(p.Created), "updated_at": gate.Stamp(p.Updated),
		"closed_at": stampOrNull(p.Closed), "merged_at": nil, "merge_commit_sha": orNull(string(p.MergeCommit)),
		"labels": []any{}, "assignee": nil, "assignees": []any{}, "requested_reviewers": []any{}, "requested_teams": []any{}, "milestone": nil, "auto_merge": nil,
	}
	if p.Merged {
		out["merged_at"] = gate.Stamp(p.Closed)
	}
	links := rest.Object{}
	for name, to := range map[string]string{
		"self": self, "html": page, "issue": issue, "comments": issue + "/comments", "review_comments": self + "/comments",
		"review_comment": self + "/comments{/number}", "commits": self + "/commits", "statuses": out["statuses_url"].(string),
	} {
		links[name] = rest.Object{"href": to}
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
	return gate.Stamp(t)
}
