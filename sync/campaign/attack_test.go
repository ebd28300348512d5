package campaign_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/sync/review"
)

// seedsOfEach is how many worlds are attacked on each tracker, unless this
// variable says otherwise.
const (
	seedsOfEach   = 12
	seedsVariable = "FOLLOWTHROUGH_ATTACK_SEEDS"
)

func seeds(t *testing.T) uint64 {
	text := os.Getenv(seedsVariable)
	if text == "" {
		return seedsOfEach
	}
	n, err := strconv.ParseUint(text, 10, 32)
	must(t, err)
	return n
}

// TestCampaignAttack lets an outsider, a reader, an editor of one team's
// backlog and an author of another source's reviews do at random what they may,
// beside people who work, and looks after every pass at what must not be.
func TestCampaignAttack(t *testing.T) {
	longtest.Only(t)
	for _, kind := range grounds {
		for seed := range seeds(t) {
			ours, theirs := shelves[seed%3], shelves[(seed+seed/3)%3]
			t.Run(fmt.Sprintf("%s/%s-%s/%d", strings.ReplaceAll(kind, " ", "-"), ours, theirs, seed), func(t *testing.T) {
				t.Parallel()
				attack(newArena(t, kind, ours, theirs, seed))
			})
		}
	}
}

// attack is one world's life.
func attack(a *arena) {
	moves := slices.Concat(strangersMoves(outsider), strangersMoves(reader), editorsMoves(), authorsMoves(), authorsMoves(), teamsMoves(), teamsMoves())
	a.publish("kestrel pump 0", false)
	a.publish("marrowfat press", true)
	a.countedPass()
	a.judge()
	for round := range 10 {
		a.worked = 0
		for range 1 + a.rng.IntN(4) {
			m := pick(a, moves...)
			if what := m.do(a); what != "" {
				a.worked++
				a.schedule = append(a.schedule, fmt.Sprintf("%s %s: %s", m.by, m.what, what))
			}
		}
		a.upset(round)
		a.countedPass()
		a.schedule = append(a.schedule, "a pass")
		a.judge()
		if a.t.Failed() {
			return
		}
	}
	a.settleDown()
}

// upset is what happens to the daemon itself.
func (a *arena) upset(round int) {
	switch {
	case round == 3:
		a.close()
		a.backup = a.get("followthrough.db")
	case a.rng.IntN(6) == 0:
		a.restart()
		a.schedule = append(a.schedule, "another process")
	case round > 5 && a.rng.IntN(6) == 0 && !a.lost:
		a.forget()
		if a.lost = true; a.rng.IntN(2) == 0 {
			a.world.put("followthrough.db", a.backup)
			a.schedule = append(a.schedule, "the store is put back as it was")
		} else {
			a.schedule = append(a.schedule, "the store is lost")
		}
		a.shared = nil
		a.open()
		a.wait(5 * time.Minute)
	}
}

// settleDown: attackers rest, and every action of ours has its item.
func (a *arena) settleDown() {
	a.t.Helper()
	a.worked = 0
	for range 4 {
		a.wait(10 * time.Minute)
		a.countedPass()
		a.judge()
	}
	for _, r := range a.all() {
		for _, k := range r.Actions {
			waits := k.State == review.Held || k.State == review.Unrouted || k.State == review.Planned || k.State == review.Blocked || k.State == review.Creating
			twin := k.State == review.Held && a.copied[r.Path] && strings.Contains(k.Reason, "line for line")
			if r.Source == "reviews" && waits && !a.lost && !twin {
				a.wrong("%s: %q is %s: %s", r, k.Reading.Title, k.State, k.Reason)
			}
		}
	}
}

// An editor gives an item of their own backlog the marker of another team's
// action that is still to come, and the store is lost: the item is not that
// action's, also when it is read again in the same pass.
func TestGivenMarkerIsNotTakenUpAfterALostStore(t *testing.T) {
	a := newArena(t, "github.com", "folder", "folder", 0)
	a.publish("kestrel pump 0", false)
	a.countedPass()
	item, ok := a.any(func(i thing) bool { return i.project == a.ground.projects()[1] })
	if !ok {
		t.Fatal("beta has no item")
	}
	m := marker("d2.md", "Fence the heron pump 1 against overload")
	a.ground.edit(item.key, "Ours", "Nothing", &m)
	a.forget()
	a.lost = true
	a.open()
	a.wait(5 * time.Minute)
	a.countedPass()
	a.publish("heron pump 1", false)
	a.countedPass()
	a.judge()
}
