// Package witness remembers how far a store was, in a place that a copy of the
// store does not take along: a directory in memory. A store that is put back says
// of itself just what it said then; only what lies elsewhere can tell that it was
// further. It must not know what a store holds, nor what follows from its having
// gone back.
package witness

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"time"
)

// Memory is what is remembered of a store.
type Memory struct {
	// Sequence is that of the last thing that was asked for.
	Sequence int64 `json:"sequence"`
	// Whole is since when the store is known to have forgotten nothing, and Why
	// what it may have forgotten before that.
	Whole time.Time `json:"whole,omitzero"`
	Why   string    `json:"why,omitempty"`
}

// Witness remembers one store. The zero value remembers nothing.
type Witness struct {
	name   string   // of the store's file in each place
	places []string // that are of use, the first one first
}

// identities are the names that a store may have: they become names of files.
var identities = regexp.MustCompile(`^[0-9A-Za-z]{8,64}$`)

// Of is the witness of the store with an identity, whose file lies at path ("": it is
// a server's), in those of the places that are of use for it. Where none is, it remembers nothing.
func Of(identity, path string, places []string) Witness {
	if !identities.MatchString(identity) {
		return Witness{}
	}
	w := Witness{name: identity + ".json"}
	for _, place := range places {
		if usable(place, path) {
			w.places = append(w.places, place)
		}
	}
	return w
}

// Remembers tells whether there is a place to remember in.
func (w Witness) Remembers() bool { return len(w.places) > 0 }

// Recall is what is remembered; false: nothing. Several places may know of a
// store, as several users work on it: the one that saw most is believed.
func (w Witness) Recall() (Memory, bool) {
	var out Memory
	found := false
	for _, place := range w.places {
		m, err := read(filepath.Join(place, w.name))
		if err != nil {
			continue // not there, or not to be understood: it says nothing
		}
		out.Sequence = max(out.Sequence, m.Sequence)
		if !found || m.Whole.After(out.Whole) {
			out.Whole, out.Why = m.Whole, m.Why
		}
		found = true
	}
	return out, found
}

func read(file string) (Memory, error) {
	var m Memory
	text, err := os.ReadFile(file)
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(text, &m)
}

// Keep remembers m: wherever the store is known, else in the first place that
// takes it. An error means that an older memory stays and would be believed: the
// store must not go on.
func (w Witness) Keep(m Memory) error {
	text, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("remember the store: %w", err)
	}
	kept := false
	for _, place := range w.places {
		file := filepath.Join(place, w.name)
		if _, err := os.Lstat(file); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if replace(place, w.name, text) == nil {
			kept = true
		} else if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s says how far the store was, and can't be brought up to date: let this user write there, or remove it: %w", file, err)
		}
	}
	for _, place := range w.places {
		kept = kept || replace(place, w.name, text) == nil
	}
	return nil
}

// replace writes a file of a place whole, and makes the place where it is not
// there.
func replace(place, name string, text []byte) error {
	if err := os.Mkdir(place, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	temp, err := os.CreateTemp(place, name+".*")
	if err != nil {
		return err
	}
	_, err = temp.Write(text)
	err = errors.Join(err, temp.Chmod(0o644)) // what root writes the service reads; the place is closed to others
	// What is in memory is synced at once; elsewhere a crash of the machine must
	// not bring back what was remembered before.
	if err = errors.Join(err, temp.Sync(), temp.Close()); err == nil {
		err = os.Rename(temp.Name(), filepath.Join(place, name))
	}
	if err != nil {
		_ = os.Remove(temp.Name()) // err is what counts
	}
	return err
}
