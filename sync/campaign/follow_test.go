package campaign_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

const naming = "# Incident\n\n**Date:** 2026-11-20\n\n## Action items\n\n| Action | Owner | Ticket |\n| --- | --- | --- |\n| Rotate the keys | pay | SEC-1 |\n| Close the old port | pay | PAY-1 |\n"

// Who writes a review names an item where only our account may look: nothing of
// it is told, before its place is named, and nothing more once it is not.
func TestItemsOfOthersAreFollowedWhereThatIsAllowed(t *testing.T) {
	eachJira(t, func(t *testing.T, flavour jirafake.Flavour) {
		w, f := jiraWorld(t, jirafake.Options{Flavour: flavour})
		w.follows = w.inBacklogs()
		f.AddProject(jirafake.Project{Key: "SEC", Name: "Secret"})
		secret := f.AddIssue(jirafake.Issue{Project: "SEC", Summary: "Keys of the vault"})
		open := f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "The old port"})
		f.CommentAs(jirafake.Person(), secret, "Declined: the vault is poisoned")
		f.CommentAs(jirafake.Person(), open, "Declined: hunter2")
		f.SetStatus(secret, "Done", "Won't Do")
		f.SetStatus(open, "Done", "Won't Do")
		w.close()
		w.put("reviews/a.md", naming)
		w.pass()
		a := w.action("a.md", "Rotate")
		if a.State != review.Open || a.Reason != "tracked where followthrough does not look" {
			t.Errorf("SEC-1: %s: %s", a.State, a.Reason)
		}
		if b := w.action("a.md", "Close"); b.State != review.Declined || strings.Contains(b.Reason, "hunter2") {
			t.Errorf("PAY-1, which we did not make: %s: %s", b.State, b.Reason)
		}
		if text := w.get("reviews/a.md"); strings.Contains(text, "poisoned") || strings.Contains(text, "hunter2") || strings.Contains(text, "/browse/SEC-1") {
			t.Errorf("the review tells more than it may:\n%s", text)
		}
		// An answer that names it asks.
		w.put("reviews/b.md", "# Incident\n\n**Date:** 2026-11-20\n\n## Action items\n\n- [ ] Burn the vault (team: pay) (same: SEC-1)\n")
		w.pass()
		if b := w.action("b.md", "Burn"); b.State != review.Unrouted || !strings.Contains(b.Reason, "`follow`") {
			t.Errorf("(same: SEC-1): %s: %s", b.State, b.Reason)
		}
		// Its place is named: it is followed, without words of others.
		w.follows = func(project string) bool { return project == "SEC" || w.inBacklogs()(project) }
		w.reopen("2")
		w.sync(plan.Request{Again: true})
		if a = w.action("a.md", "Rotate"); a.State != review.Declined || strings.Contains(a.Reason, "poisoned") {
			t.Errorf("followed: %s: %s", a.State, a.Reason)
		}
		// And no more: what was shown last stays.
		w.follows = w.inBacklogs()
		w.reopen("3")
		f.SetStatus(secret, "Done", "Done")
		w.sync(plan.Request{Again: true})
		if a = w.action("a.md", "Rotate"); a.State != review.Declined || a.Reason != "tracked where followthrough does not look" {
			t.Errorf("not followed any more: %s: %s", a.State, a.Reason)
		}
	})
}

// What we made is reported wherever the team takes it, without the words of
// who may read there; and what it was closed as a duplicate of is not seen there.
func TestOwnItemsAreFollowedEverywhereWithoutWords(t *testing.T) {
	eachJira(t, func(t *testing.T, flavour jirafake.Flavour) {
		w, f := jiraWorld(t, jirafake.Options{Flavour: flavour})
		w.follows = w.inBacklogs()
		f.AddProject(jirafake.Project{Key: "SEC", Name: "Secret"})
		w.close()
		putJiraReviews(w, 1, 2)
		w.pass()
		moved, closed := f.Created()[0].ID, f.Created()[1].ID
		f.CommentAs(jirafake.Person(), moved, "Declined: hunter2")
		f.Move(moved, "SEC")
		f.SetStatus(moved, "Done", "Won't Do")
		secret := f.AddIssue(jirafake.Issue{Project: "SEC", Summary: "Keys of the vault"})
		f.CommentAs(jirafake.Person(), secret, "Declined: hunter2")
		f.LinkDuplicate(closed, secret)
		f.SetStatus(closed, "Done", "Duplicate")
		f.SetStatus(secret, "Done", "Won't Do")
		w.sync(plan.Request{Again: true})
		if a := w.action("r00.md", "Do the thing number 0"); a.State != review.Declined || a.Reason != "" || !strings.HasPrefix(a.Item.Key, "SEC-") {
			t.Errorf("moved: %s: %q, %s", a.State, a.Reason, a.Item.Key)
		}
		if a := w.action("r00.md", "Do the thing number 1"); a.State != review.Done && a.State != review.Declined || strings.Contains(a.Reason, "hunter2") || strings.Contains(a.Reason, "SEC-") {
			t.Errorf("closed as a duplicate out of sight: %s: %q", a.State, a.Reason)
		}
		if text := w.get("reviews/r00.md"); strings.Contains(text, "hunter2") {
			t.Errorf("the review tells it:\n%s", text)
		}
	})
}

// Nothing tells an author which names mean something where followthrough does
// not look: what is there and what is not has one answer.
func TestNamesElsewhereHaveOneAnswer(t *testing.T) {
	eachJira(t, func(t *testing.T, flavour jirafake.Flavour) {
		w, f := jiraWorld(t, jirafake.Options{Flavour: flavour})
		w.follows = w.inBacklogs()
		f.AddProject(jirafake.Project{Key: "SEC", Name: "Secret"})
		secret := f.AddIssue(jirafake.Issue{Project: "SEC", Summary: "Keys of the vault"})
		w.close()
		text := "# Incident\n\n**Date:** 2026-11-20\n\n## Action items\n\n| Action | Owner | Ticket |\n| --- | --- | --- |\n" +
			"| Linked | pay | [KEY](SITE/browse/KEY) |\n| Named | pay | KEY |\n| Answer | pay | (same: KEY) |\n| Link as answer | pay | (same: SITE/browse/KEY) |\n"
		for _, key := range []string{secret, "SEC-99"} {
			w.put("reviews/"+key+".md", strings.NewReplacer("KEY", key, "SITE", f.URL()).Replace(text))
		}
		answers := func(key string) (all []string) {
			for _, words := range []string{"Linked", "Named", "Answer", "Link as answer"} {
				a := w.action(key+".md", words)
				all = append(all, strings.ReplaceAll(string(a.State)+": "+a.Reason, key, "KEY"))
			}
			return all
		}
		for range 2 {
			w.sync(plan.Request{Again: true})
			if there, not := answers(secret), answers("SEC-99"); !slices.Equal(there, not) {
				t.Errorf("what is there: %q\nwhat is not: %q", there, not)
			}
		}
		before := answers(secret)
		f.Delete(secret)
		w.sync(plan.Request{Again: true})
		if now := answers(secret); !slices.Equal(before, now) {
			t.Errorf("once it is deleted: %q, before: %q", now, before)
		}
	})
}

// inBacklogs follows items of others in the teams' backlogs alone.
func (w *world) inBacklogs() func(string) bool {
	return func(project string) bool { return slices.Contains(projects, project) }
}

// reopen is a restart with another configuration.
func (w *world) reopen(config string) {
	w.t.Helper()
	w.close()
	w.config = config
}
