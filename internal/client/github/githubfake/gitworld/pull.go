package gitworld

import (
	"errors"
	"slices"
	"time"
)

// Pull is a pull request from one branch of the repository to another.
type Pull struct {
	ID, Number   int64
	Title, Body  string
	Head, Base   string // branches
	HeadSHA      Hash   // where the head stands, or stood when it was last open
	BaseSHA      Hash
	Author       string
	Draft        bool
	Open, Merged bool
	MergeCommit  Hash
	MergedBy     string
	Reviews      []Review
	Created      time.Time
	Updated      time.Time
	Closed       time.Time // zero: open
}

// Review is what somebody said of a pull request as a whole.
type Review struct {
	ID     int64
	Author string
	State  string // APPROVED, CHANGES_REQUESTED, COMMENTED
	Body   string
	Commit Hash
	At     time.Time
}

// Why a pull request can't be opened or merged.
var (
	ErrNoCommits = errors.New("no commits between the branches")
	ErrOpen      = errors.New("a pull request already exists for the branch")
	ErrClosed    = errors.New("the pull request is not open")
)

// Open opens a pull request; both branches must be there.
func (r *Repository) Open(p Pull) (*Pull, error) {
	head, there := r.Head(p.Head)
	base, based := r.Head(p.Base)
	if !there || !based {
		return nil, ErrNoReference
	}
	if r.Follows(base, head) {
		return nil, ErrNoCommits
	}
	for _, other := range r.pulls {
		if other.Open && other.Head == p.Head && other.Base == p.Base {
			return nil, ErrOpen
		}
	}
	p.Open, p.HeadSHA, p.BaseSHA = true, head, base
	r.pulls = append(r.pulls, &p)
	return &p, nil
}

// Pull is the pull request of a number; nil: there is none.
func (r *Repository) Pull(number int64) *Pull {
	if i := slices.IndexFunc(r.pulls, func(p *Pull) bool { return p.Number == number }); i >= 0 {
		return r.pulls[i]
	}
	return nil
}

// Pulls are all pull requests, as they were opened.
func (r *Repository) Pulls() []*Pull { return slices.Clone(r.pulls) }

// Close closes a pull request.
func (r *Repository) Close(p *Pull, at time.Time) {
	p.Open, p.Closed, p.Updated = false, at, at
}

// Method is how a pull request is merged.
type Method string

// The methods.
const (
	MergeCommit Method = "merge"
	Squash      Method = "squash"
)

// Mergeable reports whether a pull request can be merged as it is.
func (r *Repository) Mergeable(p *Pull) bool {
	base, _ := r.Head(p.Base)
	_, err := r.Merge(base, p.HeadSHA)
	return err == nil
}

// MergePull merges an open pull request by a signed commit on its base.
func (r *Repository) MergePull(p *Pull, how Method, login string, by Signature) error {
	if !p.Open {
		return ErrClosed
	}
	base, _ := r.Head(p.Base)
	tree, err := r.Merge(base, p.HeadSHA)
	if err != nil {
		return err
	}
	c := Commit{
		Tree: tree, Parents: []Hash{base, p.HeadSHA}, Author: by, Committer: Signature{Name: "GitHub", Email: "noreply@github.com", At: by.At},
		Message: "Merge pull request from " + p.Head + "\n\n" + p.Title, Signed: true,
	}
	if how == Squash {
		c.Parents, c.Message = []Hash{base}, p.Title
	}
	p.MergeCommit = r.PutCommit(c)
	p.Merged, p.MergedBy = true, login
	r.Close(p, by.At)
	return r.Force(p.Base, p.MergeCommit)
}

// Followed are the pull requests that a change of branches touched: their
// head's commit is followed, one whose commits are all on its base counts as
// merged, one whose head is gone is closed.
func (r *Repository) Followed(login string, at time.Time) (touched []*Pull) {
	for _, p := range r.pulls {
		head, there := r.Head(p.Head)
		base, _ := r.Head(p.Base)
		switch {
		case !p.Open || there && head == p.HeadSHA && !r.Follows(base, head):
			continue
		case !there:
			r.Close(p, at)
		case r.Follows(base, head):
			p.HeadSHA, p.Merged, p.MergedBy, p.MergeCommit = head, true, login, base
			r.Close(p, at)
		default:
			p.HeadSHA, p.Updated = head, at
		}
		touched = append(touched, p)
	}
	return touched
}
