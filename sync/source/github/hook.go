package github

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/names"
)

// Signature is GitHub's.
func (*Source) Signature() string { return client.Signature }

// Concerns tells whether a delivery may be about a review, or the repository.
func (s *Source) Concerns(header http.Header, body []byte) (bool, error) {
	var e event
	kind, err := client.ReadDelivery(header, body, &e)
	return err == nil && s.base.concerns(kind, e), err
}

// event is what of a delivery matters here.
type event struct {
	Ref        string `json:"ref"`
	Forced     bool   `json:"forced"`
	Created    bool   `json:"created"`
	Deleted    bool   `json:"deleted"`
	Repository struct {
		ID       int64  `json:"id"`
		FullName string `json:"full_name"`
		Default  string `json:"default_branch"`
	} `json:"repository"`
	Changes struct {
		Repository struct {
			Name struct {
				From string `json:"from"`
			} `json:"name"`
		} `json:"repository"`
	} `json:"changes"`
	Commits []struct {
		Added    []string `json:"added"`
		Modified []string `json:"modified"`
		Removed  []string `json:"removed"`
	} `json:"commits"`
}

func (b *branch) concerns(kind string, e event) bool {
	switch kind {
	case "installation", "installation_repositories": // what we may see has changed
		b.suspect.Store(true)
		return true
	case "repository":
		here := b.isHere(e)
		if here {
			b.suspect.Store(true)
		}
		return here
	case "push":
		return b.isHere(e) && e.Ref == "refs/heads/"+cmp.Or(b.cfg.Branch, e.Repository.Default) && b.touched(e)
	}
	return false
}

func (b *branch) isHere(e event) bool {
	if id := b.id.Load(); id != 0 && id == e.Repository.ID {
		return true
	}
	owner, _, _ := strings.Cut(e.Repository.FullName, "/")
	return strings.EqualFold(e.Repository.FullName, b.cfg.Repository) ||
		e.Changes.Repository.Name.From != "" && strings.EqualFold(owner+"/"+e.Changes.Repository.Name.From, b.cfg.Repository)
}

// touched tells whether a push may have changed something in the folder. What
// does not name each commit's files may have.
func (b *branch) touched(e event) bool {
	if b.folder.path == "" || e.Forced || e.Created || e.Deleted || len(e.Commits) == 0 {
		return true
	}
	inside := func(path string) bool { return strings.HasPrefix(names.Form(path), names.Form(b.folder.path)+"/") }
	for _, c := range e.Commits {
		files := slices.Concat(c.Added, c.Modified, c.Removed)
		if len(files) == 0 || slices.ContainsFunc(files, inside) {
			return true
		}
	}
	return false
}
