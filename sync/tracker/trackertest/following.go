package trackertest

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Following is a Harness for what it takes to follow items over time: a place
// whose clock a test moves. What is nil the tracker does not know.
type Following struct {
	Harness
	// As gives the tracker as Open does, as a process whose clock is ahead of the
	// tracker's, and in whose configuration some accounts were ours before.
	As func(t *testing.T, ahead time.Duration, accounts ...string) tracker.Tracker
	// Coarse says that beside an item that changed others are listed.
	Coarse bool
	// Pass lets time go by.
	Pass func(d time.Duration)
	// Lag is how late listings show what was made and changed, from now on.
	Lag func(d time.Duration)
	// Lose makes the next creation succeed without an answer.
	Lose func()
	// Hide takes the sight of a backlog's project from us until it is given back.
	Hide func(b tracker.Backlog) (show func())
	// Expire lets the tracker not know our credential any more, until it is renewed.
	Expire func() (renew func())
	// Nobody are the answers from which can't be told who we are, each until mended.
	Nobody map[string]func() (mend func())
	// Other is an item in a backlog that somebody else made; Duplicate is a person
	// who closes an item as the duplicate of another one.
	Other     func(t *testing.T, b tracker.Backlog) (id, key string)
	Duplicate func(id, of string)
}

// RunFollowing holds a tracker to all that followthrough believes of how items are
// followed. open gives a new, empty place for each test.
func RunFollowing(t *testing.T, open func(t *testing.T) Following) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Following)
	}{
		{"lag and clocks that disagree hide nothing", lagAndClocks},
		{"what items do not show is not listed", notShown},
		{"duplicates are where the others are", duplicates},
		{"circles and what can't be seen are followed to nowhere", duplicatesOfNothing},
		{"a watermark of another place says nothing", watermarkOfAnotherPlace},
		{"where we can't look stops nothing else", unseenProject},
		{"what was made where we can't look is found afterwards", regainedProject},
		{"who is not known is told nothing", expired},
		{"nobody owns nothing", nobody},
		{"what a former account made counts where it is named", formerAccounts},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

// lagAndClocks: what a listing shows late is listed once all the same, and nothing
// goes by this machine's clock.
func lagAndClocks(t *testing.T, f Following) {
	for name, ahead := range map[string]time.Duration{"alike": 0, "ahead": 3 * time.Hour, "behind": -3 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			tr := f.As(t, ahead)
			c := f.changed(t, tr, f.changed(t, tr, "").Watermark)
			if f.Lag != nil {
				f.Lag(4 * time.Minute)
			}
			id := made(t, tr, NewItem(f.Backlogs[0], Instance, int(ahead.Hours())+3))[0].ID
			found := 0
			for range 12 {
				f.Pass(37 * time.Second)
				c = f.changed(t, tr, c.Watermark)
				found += len(c.Items)
			}
			if found != 1 {
				t.Errorf("listed %d times", found)
			}
			if f.Lag != nil {
				f.Lag(0)
			}
			f.Pass(8 * time.Hour) // the machine slept
			f.SetState(t, id, review.Done, "")
			f.Pass(3 * time.Hour)
			if got := one(t, f.changed(t, tr, c.Watermark).Items, id); got.State != review.Done {
				t.Errorf("after a long while it is %+v", got)
			}
		})
	}
}

func notShown(t *testing.T, f Following) {
	if f.Coarse {
		t.Skip("this tracker lists more than what changed")
	}
	tr := f.Open(t, Instance)
	item := made(t, tr, NewItem(f.Backlogs[0], Instance, 1))[0]
	c := f.changed(t, tr, f.changed(t, tr, "").Watermark)
	f.Reword(t, item.ID, "Something else altogether")
	for range 3 {
		if c = f.changed(t, tr, c.Watermark); len(c.Items) != 0 {
			t.Errorf("another title lists %+v", c.Items)
		}
		f.Pass(time.Minute)
	}
}

func duplicates(t *testing.T, f Following) {
	if f.Duplicate == nil {
		t.Skip("this tracker knows no duplicates")
	}
	var ids, keys []string
	for range 7 {
		id, key := f.Other(t, f.Backlogs[1])
		ids, keys = append(ids, id), append(keys, key)
	}
	tr := f.Open(t, Instance)
	item := made(t, tr, NewItem(f.Backlogs[0], Instance, 1))[0]
	c := f.changed(t, tr, "")
	f.Duplicate(item.ID, ids[0])
	c = f.changed(t, tr, c.Watermark)
	got := one(t, c.Items, item.ID)
	if got.Key != item.Key || got.State != review.Open || !got.Settled.IsZero() || got.Note != "closed as a duplicate of "+keys[0]+", which is followed" {
		t.Errorf("%+v", got)
	}
	if diff := cmp.Diff(got, one(t, get(t, tr, item.ID), item.ID)); diff != "" {
		t.Errorf("changed and get differ: %s", diff)
	}
	// Nothing of ours changes when the other one is done; every tenth time it is
	// looked at.
	f.Pass(time.Minute)
	f.SetState(t, ids[0], review.Done, "")
	met := 0
	for range 11 {
		c = f.changed(t, tr, c.Watermark)
		for _, it := range c.Items {
			met++
			if it.ID != item.ID || it.State != review.Done {
				t.Errorf("%+v", it)
			}
		}
	}
	if met != 1 {
		t.Errorf("the end of the other one is met %d times", met)
	}
	for i := range 4 {
		f.Duplicate(ids[i], ids[i+1])
	}
	if got := one(t, get(t, f.Open(t, Instance), item.ID), item.ID); got.State != review.Open || !strings.Contains(got.Note, keys[4]) {
		t.Errorf("five steps: %+v", got)
	}
	f.Duplicate(ids[4], ids[5])
	f.unfollowed(t, "six steps", item.ID)
}

// unfollowed is an item with an end of its own.
func (f Following) unfollowed(t *testing.T, what, id string) {
	t.Helper()
	if got := one(t, get(t, f.Open(t, Instance), id), id); !got.State.Settled() || got.Note != "" {
		t.Errorf("%s: %+v", what, got)
	}
}

func duplicatesOfNothing(t *testing.T, f Following) {
	if f.Duplicate == nil {
		t.Skip("this tracker knows no duplicates")
	}
	tr := f.Open(t, Instance)
	items := made(t, tr, NewItem(f.Backlogs[0], Instance, 1), NewItem(f.Backlogs[0], Instance, 2))
	between, _ := f.Other(t, f.Backlogs[0])
	f.Duplicate(items[0].ID, between)
	f.Duplicate(between, items[0].ID)
	f.unfollowed(t, "a circle", items[0].ID)
	secret, _ := f.Other(t, f.Backlogs[1])
	f.Duplicate(items[1].ID, secret)
	f.Hide(f.Backlogs[1])
	f.unfollowed(t, "out of sight", items[1].ID)
}

// watermarkOfAnotherPlace: what bore the tracker's name before left a watermark
// that says nothing here: all is listed, and said to be met for the first time.
func watermarkOfAnotherPlace(t *testing.T, f Following) {
	made(t, f.Open(t, Instance), NewItem(f.Backlogs[0], Instance, 1))
	own := f.changed(t, f.Open(t, Instance), "")
	if own.Anew || len(own.Items) != 1 {
		t.Errorf("at first: anew %v, %d items", own.Anew, len(own.Items))
	}
	if again := f.changed(t, f.Open(t, Instance), own.Watermark); again.Anew || len(again.Items) != 0 {
		t.Errorf("our own watermark: anew %v, %d items", again.Anew, len(again.Items))
	}
	others := []string{"x", "[]", "{}", `{"inner":""}`}
	if moved := strings.Replace(own.Watermark, `"site":"`, `"site":"https://was.example`, 1); moved != own.Watermark {
		others = append(others, moved)
	}
	for _, since := range others {
		if c := f.changed(t, f.Open(t, Instance), since); !c.Anew || len(c.Items) != 1 {
			t.Errorf("%q: anew %v, %d items", since, c.Anew, len(c.Items))
		}
	}
}

func unseenProject(t *testing.T, f Following) {
	if f.Hide == nil {
		t.Skip("this tracker hides nothing from us")
	}
	tr := f.Open(t, Instance)
	made(t, tr, NewItem(f.Backlogs[0], Instance, 1))
	show := f.Hide(f.Backlogs[1])
	c := f.changed(t, f.Open(t, Instance), "")
	if unseen(t, c, f.Backlogs[1].Project); len(c.Items) != 1 {
		t.Errorf("beside it %+v is listed", c.Items)
	}
	show()
	f.Hide(f.Backlogs[0])
	unseen(t, f.changed(t, f.Open(t, Instance), c.Watermark), f.Backlogs[0].Project)
}

// unseen holds that one project alone could not be looked into.
func unseen(t *testing.T, c tracker.Changes, want string) {
	t.Helper()
	if _, is := c.Unreadable[want]; !is || len(c.Unreadable) > 1 || c.Hides() {
		t.Errorf("can't be looked into: %v, not %q", c.Unreadable, want)
	}
}

// regainedProject: what was made where we could not look is met when we can again,
// however long ago that was.
func regainedProject(t *testing.T, f Following) {
	if f.Hide == nil {
		t.Skip("this tracker hides nothing from us")
	}
	tr := f.Open(t, Instance)
	c := f.changed(t, tr, "")
	f.Lose()
	item := NewItem(f.Backlogs[0], Instance, 1)
	if out := tr.Create(t.Context(), []tracker.NewItem{item}); tracker.KindOf(out[0].Err) != tracker.Unknown {
		t.Fatalf("an answer came: %+v", out)
	}
	show := f.Hide(f.Backlogs[0])
	for range 9 {
		f.Pass(20 * time.Minute)
		if c = f.changed(t, tr, c.Watermark); len(c.Items) != 0 {
			t.Fatalf("out of sight: %+v", c)
		}
		unseen(t, c, item.Backlog.Project)
	}
	show()
	f.Pass(20 * time.Minute)
	if c = f.changed(t, tr, c.Watermark); len(c.Items) != 1 || c.Items[0].Marker == nil || !c.Items[0].Marker.Same(item.Marker) || len(c.Unreadable) != 0 {
		t.Errorf("in sight again: %+v", c)
	}
}

// expired: some trackers answer an expired credential with an empty list.
func expired(t *testing.T, f Following) {
	if f.Expire == nil {
		t.Skip("this tracker knows everybody")
	}
	tr := f.Open(t, Instance)
	id := made(t, tr, NewItem(f.Backlogs[0], Instance, 1))[0].ID
	c := f.changed(t, tr, "")
	renew := f.Expire()
	for name, process := range map[string]tracker.Tracker{"the same": tr, "a new": f.Open(t, Instance)} {
		for _, since := range []string{c.Watermark, ""} {
			if got, err := process.Changed(t.Context(), f.Backlogs[:], nil, since); tracker.KindOf(err) != tracker.Auth {
				t.Errorf("%s process, since %.20q: %+v, %v", name, since, got, err)
			}
		}
		if got, err := process.Get(t.Context(), []string{id}); tracker.KindOf(err) != tracker.Auth {
			t.Errorf("%s process gets %+v, %v", name, got, err)
		}
		if out := process.Create(t.Context(), []tracker.NewItem{NewItem(f.Backlogs[0], Instance, 2)}); tracker.KindOf(out[0].Err) != tracker.Auth {
			t.Errorf("%s process creates %+v", name, out)
		}
	}
	renew()
	f.changed(t, tr, c.Watermark)
}

// nobody: where can't be told who we are nothing is listed as ours, and nothing
// looked up as ours.
func nobody(t *testing.T, f Following) {
	if f.Nobody == nil {
		t.Skip("this tracker keeps no accounts")
	}
	id := made(t, f.Open(t, Instance), NewItem(f.Backlogs[0], Instance, 1))[0].ID
	for name, be := range f.Nobody {
		mend := be()
		if c, err := f.Open(t, Instance).Changed(t.Context(), f.Backlogs[:], nil, ""); err == nil {
			t.Errorf("%s: listed %+v", name, c)
		}
		if got, err := f.Open(t, Instance).Get(t.Context(), []string{id}); err == nil {
			t.Errorf("%s: looked up %+v", name, got)
		}
		mend()
	}
}

func formerAccounts(t *testing.T, f Following) {
	if f.Copy == nil {
		t.Skip("this tracker keeps no accounts")
	}
	id := f.Copy(t, f.Backlogs[0], NewItem(f.Backlogs[0], Instance, 1).Marker)
	by := f.By(t)
	for _, c := range []struct {
		accounts []string
		ours     bool
	}{{nil, false}, {[]string{"somebody", by}, true}, {[]string{""}, false}, {[]string{by + "x"}, false}} {
		tr := f.As(t, 0, c.accounts...)
		for how, got := range map[string]tracker.Item{"changed": one(t, f.changed(t, tr, "").Items, id), "get": one(t, get(t, tr, id), id)} {
			if (got.Marker != nil) != c.ours || (got.Claim == nil) != c.ours || got.Claim != nil && got.Claim.By != by {
				t.Errorf("%s, %q: marker %+v, claim %+v", how, c.accounts, got.Marker, got.Claim)
			}
		}
	}
}
