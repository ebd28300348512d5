//go:build linux

package witness_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/store/witness"
)

const identity = "ABCDEFGHIJKLMNOP"

// memoryPlace is a directory in memory, and store a path on another device.
func memoryPlace(t *testing.T) (place, store string) {
	t.Helper()
	place, err := os.MkdirTemp("/dev/shm", "followthrough-test-")
	if err != nil {
		t.Skip("this machine has no directory in memory")
	}
	t.Cleanup(func() { _ = os.RemoveAll(place) })
	return place, filepath.Join(t.TempDir(), "followthrough.db")
}

func TestWhatIsKeptIsRecalled(t *testing.T) {
	place, store := memoryPlace(t)
	later := filepath.Join(place, "later") // made when it is needed
	w := witness.Of(identity, store, []string{later})
	if _, found := w.Recall(); found || !w.Remembers() {
		t.Fatalf("recalled %v, remembers %v", found, w.Remembers())
	}
	if _, err := os.Stat(later); err == nil {
		t.Error("looking made the directory")
	}
	kept := witness.Memory{Sequence: 7, Whole: time.Unix(1, 0).UTC(), Why: "the store is new"}
	must(t, w.Keep(kept))
	if got, found := witness.Of(identity, store, []string{later}).Recall(); !found || got != kept {
		t.Errorf("recalled %+v, %v", got, found)
	}
	if _, found := witness.Of("QRSTUVWXYZABCDEF", store, []string{later}).Recall(); found {
		t.Error("another store is taken for this one")
	}
	if info, err := os.Stat(later); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info, err)
	}
}

// Several users who work on one store remember it in several places: each brings up
// to date what it can, and the one that saw most is believed.
func TestAllPlacesAreBroughtUpToDate(t *testing.T) {
	place, store := memoryPlace(t)
	a, b := filepath.Join(place, "a"), filepath.Join(place, "b")
	must(t, witness.Of(identity, store, []string{a}).Keep(witness.Memory{Sequence: 1}))
	must(t, witness.Of(identity, store, []string{b, a}).Keep(witness.Memory{Sequence: 2}))
	if got, _ := witness.Of(identity, store, []string{a}).Recall(); got.Sequence != 2 {
		t.Errorf("the first place is at %d", got.Sequence)
	}
	if entries, _ := os.ReadDir(b); len(entries) > 0 {
		t.Error("a second place was begun though one knows of the store")
	}
	must(t, witness.Of(identity, store, []string{b}).Keep(witness.Memory{Sequence: 1}))
	if got, _ := witness.Of(identity, store, []string{b, a}).Recall(); got.Sequence != 2 {
		t.Errorf("the lower one is believed: %d", got.Sequence)
	}
}

func TestPlacesThatAreOfNoUse(t *testing.T) {
	place, store := memoryPlace(t)
	open := filepath.Join(place, "open")
	must(t, os.Mkdir(open, 0o700))
	must(t, os.Chmod(open, 0o777))
	for name, c := range map[string]struct{ store, place, identity string }{
		"a copy of the store takes it along": {store, filepath.Dir(store), identity},
		"the store lies there too":           {filepath.Join(place, "followthrough.db"), place, identity},
		"others may write there":             {store, open, identity},
		"not absolute":                       {store, "run", identity},
		"nothing to make it in":              {store, filepath.Join(place, "no", "such"), identity},
		"a name that leads elsewhere":        {store, place, "../../etc/abc"},
		"a store without a name":             {store, place, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := witness.Of(c.identity, c.store, []string{c.place})
			if w.Remembers() {
				t.Error("it is used")
			}
			must(t, w.Keep(witness.Memory{Sequence: 1}))
			if _, found := w.Recall(); found {
				t.Error("it is recalled")
			}
		})
	}
}

// What root does in somebody's store is remembered where that one looks, or nowhere.
func TestRootRemembersForTheStoresOwner(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root works on other people's stores")
	}
	place, store := memoryPlace(t)
	must(t, os.WriteFile(store, nil, 0o600))
	must(t, os.Chown(store, 4711, 4711))
	for _, dir := range []string{place, filepath.Join(place, "later")} {
		if witness.Of(identity, store, []string{dir}).Remembers() {
			t.Errorf("%s is used, and the owner of the store can't write there", dir)
		}
	}
	must(t, os.Chown(place, 4711, 4711))
	w := witness.Of(identity, store, []string{place})
	must(t, w.Keep(witness.Memory{Sequence: 1}))
	if info, err := os.Stat(filepath.Join(place, identity+".json")); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("%v, %v", info, err)
	}
}

// What can't be brought up to date would be believed: it is taken away, or the
// store must not go on.
func TestWhatCannotBeBroughtUpToDateIsNotBelieved(t *testing.T) {
	place, store := memoryPlace(t)
	w := witness.Of(identity, store, []string{place})
	must(t, w.Keep(witness.Memory{Sequence: 1}))
	file := filepath.Join(place, identity+".json")
	must(t, os.Remove(file))
	must(t, os.MkdirAll(filepath.Join(file, "in the way"), 0o700))
	if err := w.Keep(witness.Memory{Sequence: 2}); err == nil {
		t.Error("it goes on")
	}
	must(t, os.Remove(filepath.Join(file, "in the way")))
	must(t, w.Keep(witness.Memory{Sequence: 2}))
	if got, _ := w.Recall(); got.Sequence != 2 {
		t.Errorf("recalled %+v", got)
	}
	must(t, os.WriteFile(file, []byte("{"), 0o600))
	if _, found := w.Recall(); found {
		t.Error("half a file is believed")
	}
}

func TestPlacesByTheEnvironment(t *testing.T) {
	env := map[string]string{"RUNTIME_DIRECTORY": "/run/a:/run/b", "XDG_RUNTIME_DIR": "/run/user/7"}
	got := witness.Places(func(name string) string { return env[name] })
	want := []string{"/run/a", "/run/b", "/run/followthrough", "/run/user/7/followthrough"}
	if len(got) != len(want)+1 {
		t.Fatalf("%v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("place %d is %s, not %s", i, got[i], want[i])
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
