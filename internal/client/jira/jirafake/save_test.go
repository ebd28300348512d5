package jirafake_test

import (
	"testing"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
)

// A world that was kept goes on where it was: with its keys, former ones too, and
// the next number.
func TestSavedWorldGoesOn(t *testing.T) {
	for name, opt := range flavours {
		t.Run(name, func(t *testing.T) {
			f, h := start(t, opt)
			f.AddProject(jirafake.Project{Key: "OPS"})
			key := at(h.want(201, "POST", "/rest/api/2/issue", element("One", nil)), "key").(string)
			f.CommentAs(jirafake.Person(), key, "Declined: no")
			moved := f.Move(key, "OPS")
			kept, err := f.Save()
			if err != nil {
				t.Fatal(err)
			}
			g := jirafake.New(t, opt)
			if err := g.Load(kept); err != nil {
				t.Fatal(err)
			}
			if again, err := g.Save(); err != nil || string(again) != string(kept) {
				t.Errorf("saved again: %v\n%s\nnot\n%s", err, again, kept)
			}
			if i := g.Issue(key); i.Key != moved || len(i.Comments) != 1 || len(g.Created()) != 1 {
				t.Errorf("%s leads to %+v", key, i)
			}
			if next := at(hand{t: t, base: g.URL()}.want(201, "POST", "/rest/api/2/issue", element("Two", nil)), "key"); next != "PAY-2" {
				t.Errorf("the next issue is %v", next)
			}
		})
	}
}
