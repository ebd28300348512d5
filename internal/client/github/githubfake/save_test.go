package githubfake_test

import (
	"testing"

	"github.com/followthrough/followthrough/internal/client/github/githubfake"
)

// A site that was kept goes on where it was: files, history, issues and their
// numbers.
func TestSavedSiteGoesOn(t *testing.T) {
	f := githubfake.New(t, githubfake.Options{})
	f.AddOrganization("acme")
	shop, desk := f.Repo("acme/shop", githubfake.RepoOptions{}), f.Repo("acme/desk", githubfake.RepoOptions{})
	head := shop.Commit("", map[string]string{"reviews/a.md": "# A\n", "raw": "\xff\xfe"}, "Two files")
	owner := f.As("acme")
	first := owner.Open("acme/shop", "One", "words", "bug")
	owner.Comment(first, "a comment")
	owner.Transfer(owner.Open("acme/shop", "Two", ""), "acme/desk")
	kept, err := f.Save()
	if err != nil {
		t.Fatal(err)
	}
	g := githubfake.New(t, githubfake.Options{})
	if err := g.Load(kept); err != nil {
		t.Fatal(err)
	}
	if again, err := g.Save(); err != nil || string(again) != string(kept) {
		t.Errorf("saved again: %v\n%s\nnot\n%s", err, again, kept)
	}
	r := g.RepoNamed("acme/shop")
	if r.Head("") != head || r.File("", "reviews/a.md") != "# A\n" || r.File("", "raw") != "\xff\xfe" || len(r.Log("")) != len(shop.Log("")) {
		t.Errorf("the branch stands at %s with %q", r.Head(""), r.Paths(""))
	}
	if i := g.Issue("acme/shop", 1); len(i.Comments) != 1 || i.Labels[0] != "bug" {
		t.Errorf("restored %+v", i)
	}
	if n := g.As("acme").Open("acme/shop", "Three", "").Number; n != 3 {
		t.Errorf("the next issue is %d", n)
	}
	if n := len(g.Issues()); n != len(f.Issues())+1 || g.RepoNamed("acme/desk").ID != desk.ID {
		t.Errorf("%d issues", n)
	}
}
