package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/followthrough/followthrough/cmd/followthrough/upgradetest"
	"github.com/followthrough/followthrough/internal/longtest"
)

// upgradeWorlds are worlds that other versions made, by commit and tracker.
// Their README says how they are made, and when.
const upgradeWorlds = "testdata/upgrade"

// thisProgram is the program of this checkout, with a clock that can be set.
func thisProgram(t *testing.T) upgradetest.Program {
	t.Helper()
	path, err := exec.LookPath("followthrough") // TestMain has put it there
	must(t, err)
	return upgradetest.Program{Path: path}
}

// TestUpgradeKeptWorlds goes on with worlds that other versions made.
func TestUpgradeKeptWorlds(t *testing.T) {
	longtest.Only(t)
	worlds, err := filepath.Glob(upgradeWorlds + "/*/*/world.json")
	if err != nil || len(worlds) == 0 {
		t.Fatalf("no worlds in %s: %v", upgradeWorlds, err)
	}
	this := thisProgram(t)
	for _, world := range worlds {
		dir := filepath.Dir(world)
		for name, what := range map[string]upgradetest.What{"with store": upgradetest.WithStore, "without store": upgradetest.WithoutStore} {
			t.Run(filepath.Base(filepath.Dir(dir))+"/"+filepath.Base(dir)+"/"+name, func(t *testing.T) {
				t.Parallel()
				upgradetest.Open(t, filepath.Base(dir), dir).GoOn(this, what)
			})
		}
	}
}

// TestUpgradeCorpus goes on with worlds of real post-mortems, which are not ours to
// keep: an earlier version makes them here.
func TestUpgradeCorpus(t *testing.T) {
	longtest.Only(t)
	found, err := filepath.Glob("../../../shared/corpus/*/*.md")
	if err != nil || len(found) == 0 {
		t.Skip("the folder ../shared/corpus is absent: nothing to run on")
	}
	old, this := upgradetest.Built(t, "a3f311a"), thisProgram(t)
	for _, kind := range upgradetest.Kinds() {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			w := upgradetest.New(t, kind, upgradetest.Others)
			w.Live(old, corpusFor(t, kind, found))
			kept := filepath.Join(t.TempDir(), "corpus", kind)
			w.Keep("a3f311a", kept)
			upgradetest.Open(t, kind, kept).GoOn(this, upgradetest.WithStore)
			upgradetest.Open(t, kind, kept).GoOn(this, upgradetest.WithoutStore)
		})
	}
}

// corpusFor are the documents for a tracker: fewer where what is written keeps a
// pace, as on GitHub and Data Center.
func corpusFor(t *testing.T, kind string, names []string) map[string]string {
	t.Helper()
	every := map[string]int{"files": 1, "jira-cloud": 1, "jira-datacenter": 4, "github": 16}[kind]
	out := map[string]string{}
	for i, name := range names {
		if i%every != 0 {
			continue
		}
		text := read(t, name)
		out[filepath.Base(name)] = text
	}
	return out
}

// TestUpgradeMakeWorlds makes the worlds of a commit anew, with its own program.
func TestUpgradeMakeWorlds(t *testing.T) {
	commit := os.Getenv("UPGRADE_MAKE")
	if commit == "" {
		t.Skip("makes worlds where UPGRADE_MAKE names the commit whose program makes them")
	}
	p := upgradetest.Built(t, commit)
	for _, kind := range upgradetest.Kinds() {
		t.Run(kind, func(t *testing.T) {
			w := upgradetest.New(t, kind, upgradetest.Ours)
			w.Live(p, upgradetest.OwnReviews(t, filepath.Join(upgradeWorlds, "reviews")))
			w.Keep(commit, filepath.Join(upgradeWorlds, commit, kind))
		})
	}
}
