package main

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/longtest"
)

// TestOneSickOfFiftyStopsNobody runs the daemon over fifty trackers of which one never
// answers from the start, and a source that breaks off its answers later: what the
// others' teams and authors do reaches their reviews meanwhile, a manual sync ends, and
// all heals by itself.
func TestOneSickOfFiftyStopsNobody(t *testing.T) {
	t.Parallel()
	w := newFifty(t, time.Second)
	for n := range 48 {
		w.withFiles(fmt.Sprintf("f%02d", n))
	}
	w.withJira("j0")
	w.withJira("j1")
	w.withHub("s0")
	w.fronts["j1"].falls(hangs)
	w.runs()
	last := w.files[len(w.files)-1]
	t.Logf("the last of 48 first items after %s", w.takes("first items", notLate, w.linked(last)))
	w.takes("first item at the other Jira", notLate, w.linked("j0"))
	beside := make(chan string, 1)
	go func() {
		began := time.Now()
		code, said := w.synced()
		if code != exitDone && code != exitWaits {
			t.Errorf("sync beside it: exit %d\n%s", code, said)
		}
		beside <- fmt.Sprintf("sync beside it: exit %d after %s", code, time.Since(began).Round(time.Millisecond))
	}()
	t.Logf("one hangs: %s", w.changes(2, 0, "j0"))
	asked := w.fronts["j1"].restarts()
	t.Logf("%d requests to who hangs; healed after %s", asked, w.takes("the item of who hung", 3*time.Minute, w.linked("j1")))
	if asked > 10 {
		t.Errorf("who hangs was asked %d times", asked)
	}
	t.Log(<-beside)

	w.fronts["s0"].falls(halves)
	began := time.Now()
	w.commits("s0", 1)
	t.Logf("a source breaks off: %s", w.changes(2, 10, "j0"))
	asked = w.fronts["s0"].heals()
	if most := 4 * (2 + int(time.Since(began)/w.poll)); asked > most {
		t.Errorf("who breaks off was asked %d times, want %d at most", asked, most)
	}
	t.Logf("%d requests to who breaks off; healed after %s", asked, w.takes("the item of its review", notLate, w.shows(w.backlog("f00"), "Mend part 1 of s0")))
	w.ends()
}

// TestEachTroubleOfFifty has each of eight trackers, and of eight sources, fall into
// another trouble, one after the other, beside 42 trackers that are well, and then
// somebody sync beside the two that keep one waiting longest and shortest. Its log is
// in docs/reliability.md.
func TestEachTroubleOfFifty(t *testing.T) {
	longtest.Only(t)
	t.Parallel()
	w := newFifty(t, time.Second)
	for n := range 38 {
		w.withFiles(fmt.Sprintf("f%02d", n))
	}
	healthy := []string{"j0", "j1", "j2", "j3"}
	for _, name := range healthy {
		w.withJira(name)
	}
	troubles := []trouble{outOfOrder, throttles, hangs, trickles, logsIn, refuses, resets, halves}
	for n := range troubles {
		w.withJira(fmt.Sprintf("sick%d", n))
		w.withHub(fmt.Sprintf("source%d", n))
	}
	w.runs()
	for _, name := range append(w.files, w.jiras...) {
		w.takes("first item of "+name, time.Minute, w.linked(name))
	}
	t.Logf("quiet: %s", w.changes(6, 0, healthy...))
	var healing, longest sync.WaitGroup // a 503 is believed for two minutes
	for n, ails := range troubles {
		heal := &healing
		if ails == outOfOrder {
			heal = &longest
		}
		w.inTurn(heal, ails, fmt.Sprintf("sick%d", n), 100*n, healthy)
		w.inTurn(heal, ails, fmt.Sprintf("source%d", n), 100*n+50, healthy)
	}
	t.Logf("quiet again: %s", w.changes(6, 1000, healthy...))
	healing.Wait()
	w.besideSync(throttles, "sick1", 2000, healthy)
	w.besideSync(hangs, "sick2", 2100, healthy) // either of both asks who is out of order at once
	longest.Wait()
	w.ends()
}

// inTurn lets one fall into trouble, measures the others, and ends it; how long it
// takes then until its news are taken in is told later.
func (w *fifty) inTurn(healing *sync.WaitGroup, ails trouble, name string, first int, healthy []string) {
	w.t.Helper()
	began := time.Now()
	f, repo := w.fronts[name], w.repos[name]
	f.falls(ails)
	news := w.shows(w.review(name), "- [x] Alert")
	if repo != nil {
		w.commits(name, 1)
		news = w.shows(w.backlog(w.files[0]), "Mend part 1 of "+name)
	} else {
		w.fakes[name].SetStatus("PAY-1", "Done", "Done")
	}
	measured := w.changes(2, first, healthy...)
	time.Sleep(2*w.poll - time.Since(began)) // it is asked at least once
	w.changes(2, first+10, healthy...).into(measured)
	lasted, asked, ended := time.Since(began), f.heals(), time.Now()
	w.t.Logf("%s %s for %.1f s: %s; %d requests", name, ails, lasted.Seconds(), measured, asked)
	if most := 4 * (2 + int(lasted/w.poll)); asked > most {
		w.t.Errorf("%s, which %s, was asked %d times in %s, want %d at most", name, ails, asked, lasted, most)
	}
	healing.Go(func() {
		for !news() && time.Since(ended) < 4*time.Minute {
			time.Sleep(20 * time.Millisecond)
		}
		if !news() {
			w.t.Errorf("%s does not heal from this: %s", name, ails)
		}
		w.t.Logf("%s healed %.1f s after the end of this: %s", name, time.Since(ended).Seconds(), ails)
	})
}

// besideSync lets one fall into trouble while somebody syncs by hand: that ends, and
// says whom it did not reach.
func (w *fifty) besideSync(ails trouble, name string, first int, healthy []string) {
	w.t.Helper()
	w.fronts[name].falls(ails)
	var measured times
	began, done := time.Now(), make(chan struct{})
	go func() {
		defer close(done)
		code, said := w.synced()
		names := "Not reached: tracker " + name
		if code == exitFailed {
			names = "tracker " + name + ": "
		}
		says(w.t, said, names)
		if strings.Count(said, "Not reached: ") > 1 { // the daemon asks once a second, and overtakes it at times
			w.t.Logf("more than one was not reached:\n%s", said)
		}
		w.t.Logf("%s %s: sync ends after %.1f s with exit %d", name, ails, time.Since(began).Seconds(), code)
	}()
	measured = w.changes(3, first, healthy...)
	<-done
	w.fronts[name].heals()
	w.t.Logf("%s %s beside a sync: %s", name, ails, measured)
}

// TestTenSyncsBesideASlowDaemon: a Jira takes four seconds for each answer, a daemon
// follows it, and ten people sync at once: each of them comes to an end.
func TestTenSyncsBesideASlowDaemon(t *testing.T) {
	longtest.Only(t)
	t.Parallel()
	w := newFifty(t, time.Second)
	w.withFiles("f00")
	w.withFiles("f01")
	w.withJira("j0")
	w.runs()
	w.takes("the first item", time.Minute, w.linked("j0"))
	w.fronts["j0"].falls(slow)
	var syncs sync.WaitGroup
	for n := range 10 {
		syncs.Go(func() {
			began := time.Now()
			code, said := w.synced()
			t.Logf("sync %d ends after %.1f s with exit %d", n, time.Since(began).Seconds(), code)
			if code != exitDone && code != exitWaits {
				t.Errorf("sync %d: exit %d\n%s", n, code, said)
			}
		})
	}
	t.Logf("beside them: %s", w.changes(3, 0))
	syncs.Wait()
	w.ends()
}
