package campaign_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/draft"
)

// town is a world on a tracker of issues with what its strangers, its editors
// and its administrators do there.
type town struct {
	*world
	// publish puts one review with the actions.
	publish func(actions ...string)
	// open is somebody else who opens an issue that bears a marker, and gives
	// its key; close closes an issue.
	open  func(m tracker.Marker) string
	close func(key string)
	// mark is an editor of the backlog who gives an issue another marker.
	mark func(key string, m tracker.Marker)
	// become has our credential be another account's from now on, and gives the
	// former one as the configuration names it.
	become func() string
	// made are the titles of all issues that our requests made.
	made func() []string
	// wait lets time go by.
	wait func()
	// at is the review's path in its source.
	at string
	// theirs ends an action of another team, whose backlog the stranger and the
	// editor have nothing to do with; move takes an item there.
	theirs string
	move   func(key string)
}

func (w *town) path() string { return w.at }

func eachTown(t *testing.T, test func(t *testing.T, w *town)) {
	eachJira(t, func(t *testing.T, flavour jirafake.Flavour) { test(t, jiraTown(t, flavour)) })
	eachGitHub(t, func(t *testing.T, enterprise bool) { test(t, githubTown(t, enterprise)) })
}

func document(actions []string) string {
	return "# Checkout was down\n\n**Date:** 2026-11-20\n\n## Action items\n\n- [ ] " + strings.Join(actions, "\n- [ ] ") + "\n"
}

func jiraTown(t *testing.T, flavour jirafake.Flavour) *town {
	w, f := jiraWorld(t, jirafake.Options{Flavour: flavour})
	w.teams = w.teams[:2]
	w.rules.Modes = []review.Mode{review.ModeBlock}
	w.close()
	header := jirafake.Bearer("token-of-the-test")
	if flavour == jirafake.Cloud {
		header = jirafake.Basic("bot@teams.example", "token-of-the-test")
	}
	value := func(m tracker.Marker) map[string]json.RawMessage {
		text, err := json.Marshal(m)
		if err == nil && flavour == jirafake.DataCenter {
			text, err = json.Marshal(string(text))
		}
		must(t, err)
		return map[string]json.RawMessage{"followthrough": text}
	}
	return &town{
		world:   w,
		publish: func(actions ...string) { w.put("reviews/r.md", document(actions)) },
		open: func(m tracker.Marker) string {
			return f.AddIssue(jirafake.Issue{
				Project: "PAY", Summary: "Mine", Labels: []string{"post-mortem"}, Properties: value(m),
				Creator: jirafake.Person().ID, Reporter: jirafake.Bot().ID, // anybody may name anybody as reporter
			})
		},
		close: func(key string) { f.SetStatus(key, "Done", "Done") },
		mark:  func(key string, m tracker.Marker) { f.Edit(key, func(i *jirafake.Issue) { i.Properties = value(m) }) },
		become: func() string {
			f.AddToken(header, jirafake.Account{ID: "another-bot", Name: "Another bot"})
			return jirafake.Key(flavour, jirafake.Bot())
		},
		made: func() (titles []string) {
			for _, i := range f.Created() {
				titles = append(titles, i.Summary)
			}
			return titles
		},
		wait: func() { w.ahead += 5 * time.Minute }, at: "r.md", theirs: " (team: sea)",
		move: func(key string) { f.Move(key, "SEA") },
	}
}

func githubTown(t *testing.T, enterprise bool) *town {
	h := newHub(t, 2, enterprise, 0)
	for _, repo := range append(h.repos, h.home) {
		repo.SetRole("another-bot", githubfake.Push)
		repo.SetRole("stranger", githubfake.Pull)
	}
	issue := func(key string) githubfake.Issue {
		var n int64
		if _, err := fmt.Sscanf(key, "acme/team00#%d", &n); err != nil {
			t.Fatal(err)
		}
		return h.fake.Issue("acme/team00", n)
	}
	return &town{
		world: h.world,
		publish: func(actions ...string) {
			h.home.Commit("", map[string]string{"reviews/r.md": document(actions)}, "A review")
			h.wait(0)
		},
		open: func(m tracker.Marker) string {
			i := h.fake.As("stranger").Open("acme/team00", "Mine", "My own words.\n\n"+draft.Comment(m))
			return fmt.Sprintf("acme/team00#%d", i.Number)
		},
		close: func(key string) { h.fake.As("acme").Close(issue(key), "completed") },
		mark:  func(key string, m tracker.Marker) { h.fake.As("acme").Edit(issue(key), "Edited.\n\n"+draft.Comment(m)) },
		become: func() string {
			was := h.fake.CreatedIssues()[0].Author.ID
			h.fake.AddFineGrained(githubToken, "another-bot", githubfake.Permissions{"contents": "write", "issues": "write", "pull_requests": "write", "metadata": "read"})
			h.shared = nil
			return fmt.Sprint(was)
		},
		made: func() (titles []string) {
			for _, i := range h.fake.CreatedIssues() {
				titles = append(titles, i.Title)
			}
			return titles
		},
		wait: func() { h.wait(5 * time.Minute) }, at: "r.md", theirs: " (team: team01)",
		move: func(key string) { h.fake.As("acme").Transfer(issue(key), "acme/team01") },
	}
}

// again is another process, with whatever is configured by now.
func (w *town) again() {
	w.world.close()
	w.wait()
	w.pass()
}

// marker is what followthrough will give an action's item, as anybody can
// work it out.
func marker(path, title string) tracker.Marker {
	key := review.KeyOf("followthrough", "reviews", path)
	text := review.Normalise(title)
	return tracker.Marker{Instance: "followthrough", Review: key, Action: review.ActionKeyOf("followthrough", key, text, 1), Generation: 1, Text: text, Number: 1}
}

const first, second = "Alert on queue depth", "Add a runbook for failover"

// The store is lost, and the credential is another account's by now: nothing
// is made again and nothing taken up, until somebody says whose account it was,
// or that the items are others'.
func TestFormerAccountHoldsUntilItIsNamed(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		w.publish(first, second)
		w.pass()
		w.again()
		item := w.action(w.path(), first).Item.Key
		was := w.become()
		w.forget()
		w.again()
		w.again()
		for _, title := range []string{first, second} {
			k := w.action(w.path(), title)
			if k.State != review.Held || k.HeldBy != plan.HeldByClaim || !strings.Contains(k.Reason, "made by account "+was+": name "+was+" under `accounts`, or write (separate)") {
				t.Errorf("%q is %s by %s: %s", title, k.State, k.HeldBy, k.Reason)
			}
		}
		if n := len(w.made()); n != 2 {
			t.Fatalf("%d issues were made: %q", n, w.made())
		}
		w.accounts, w.config = []string{was}, "2"
		w.again()
		w.states(w.path(), map[string]review.State{first: review.Open, second: review.Open})
		if k := w.action(w.path(), first); k.Item == nil || k.Item.Key != item || k.Claimed != nil {
			t.Errorf("the action's item: %+v, was %s", k.Item, item)
		}
		w.again()
		w.quiet()
		if n := len(w.made()); n != 2 {
			t.Errorf("%d issues were made: %q", n, w.made())
		}
	})
}

// The answer "separate" ends it too.
func TestFormerAccountSeparate(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		w.publish(first)
		w.pass()
		w.again()
		w.become()
		w.forget()
		w.again()
		w.publish(first + " (separate)")
		w.again()
		w.again()
		if k := w.action(w.path(), first); k.Item == nil || k.State != review.Open || len(w.made()) != 2 {
			t.Errorf("%s %+v (%s); made: %q", k.State, k.Item, k.Reason, w.made())
		}
	})
}

// A restored store, and another account than when it was saved: what was made
// since holds.
func TestRestoredStoreAndAnotherAccount(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		w.publish("Raise the connection limit to 200")
		w.pass()
		w.again()
		w.world.close()
		backup := w.get("followthrough.db")
		w.publish("Raise the connection limit to 200", first)
		w.again()
		was := w.become()
		w.forget()
		w.put("followthrough.db", backup)
		w.again()
		k := w.action(w.path(), first)
		if k.State != review.Held || !strings.Contains(k.Reason, was) {
			t.Errorf("%s: %s", k.State, k.Reason)
		}
		if n := len(w.made()); n != 2 {
			t.Fatalf("%d issues were made: %q", n, w.made())
		}
		w.accounts, w.config = []string{was}, "2"
		w.again()
		w.states(w.path(), map[string]review.State{first: review.Open})
	})
}

// Somebody copies a marker, somebody else takes it off our item, and the store
// is lost: the item that the review's block names is not given up for the copy.
func TestCopiedMarkerHoldsNothingThatTheBlockNames(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		w.publish(first, second)
		w.pass()
		w.again()
		item := w.action(w.path(), first).Item.Key
		copied := w.open(marker(w.path(), first))
		other := marker(w.path(), "What nobody ever asked for")
		w.mark(item, other)
		w.forget()
		w.again()
		w.again()
		k := w.action(w.path(), first)
		if k.Item == nil || k.Item.Key != item || k.State == review.Held {
			t.Errorf("%s: %s, item %+v, was %s; the copy is %s", k.State, k.Reason, k.Item, item, copied)
		}
		if n := len(w.made()); n != 2 {
			t.Errorf("%d issues were made: %q", n, w.made())
		}
	})
}

// The review's own record tells whose item it is, once the store is lost: what
// an editor of the backlog made of its marker has no second one made.
func TestAnotherMarkerAndALostStoreMakeNothingTwice(t *testing.T) {
	for _, modes := range [][]review.Mode{{review.ModeBlock}, {review.ModeBlock, review.ModeLinks}} {
		for name, m := range map[string]tracker.Marker{
			"another's": marker("r.md", "What nobody ever asked for"), "another review's": marker("other.md", "What nobody ever asked for"), "none": {},
		} {
			t.Run(join(modes)+" "+name, func(t *testing.T) {
				eachTown(t, func(t *testing.T, w *town) {
					w.world.close()
					w.rules.Modes = modes
					w.publish(first, second)
					w.pass()
					w.again()
					item := w.action(w.path(), first).Item.Key
					w.mark(item, m)
					w.forget()
					w.again()
					w.again()
					w.states(w.path(), map[string]review.State{first: review.Open, second: review.Open})
					if k := w.action(w.path(), first); k.Item == nil || k.Item.Key != item {
						t.Errorf("%s: %s, item %+v, was %s", k.State, k.Reason, k.Item, item)
					}
					if n := len(w.made()); n != 2 {
						t.Errorf("%d issues were made: %q", n, w.made())
					}
					w.again()
					w.quiet()
				})
			})
		}
	}
}

// With its store lost, an item of ours whose marker an editor changed counts for
// no action of another team than theirs; what was only moved does.
func TestEditedMarkerCountsForItsOwnTeamAlone(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		w.publish(first, second+w.theirs, "Raise the connection limit to 200")
		w.pass()
		w.again()
		mine, theirs := w.action(w.path(), first).Item.Key, w.action(w.path(), second).Item.Key
		m := marker(w.path(), second)
		m.Generation = 7
		w.mark(mine, m)
		w.close(mine)
		w.move(w.action(w.path(), "Raise").Item.Key)
		w.again()
		w.forget()
		w.again()
		w.again()
		if k := w.action(w.path(), second); k.State != review.Open || k.Item == nil || k.Item.Key != theirs {
			t.Errorf("the other team's action is %s (%s), its item %+v, was %s", k.State, k.Reason, k.Item, theirs)
		}
		if k := w.action(w.path(), "Raise"); k.State != review.Open || k.Item == nil {
			t.Errorf("what was moved is %s (%s), its item %+v", k.State, k.Reason, k.Item)
		}
	})
}
