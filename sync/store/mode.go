package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// ErrExposed is the error of a store that everybody may write to and that we
// can't close: what it says would be done with our credentials.
var ErrExposed = errors.New("everybody may write to the store")

// The permissions that are too wide for what the store holds: the words of
// reviews, restricted ones among them, and what is to be done next.
const (
	ownOnly     fs.FileMode = 0o600
	othersWrite fs.FileMode = 0o002
)

// beside are what SQLite keeps beside a store's file, with its permissions.
var beside = []string{"", "-wal", "-shm"}

// tighten takes the store's files away from all but their owner. Where that
// can't be done (another user's file, a volume that gives a group) it is an
// error only if everybody may write to them.
func tighten(path string) error {
	for _, suffix := range beside {
		name := path + suffix
		info, err := os.Stat(name)
		if err != nil {
			continue // not there: it will be made as it should be
		}
		if err := narrow(name, info.Mode().Perm(), os.Chmod); err != nil {
			return err
		}
	}
	return nil
}

// narrow makes the permissions of one file ours alone, by means of chmod.
func narrow(name string, perm fs.FileMode, chmod func(string, fs.FileMode) error) error {
	if perm&^ownOnly == 0 || !heedsPermissions {
		return nil
	}
	if err := chmod(name, perm&ownOnly); err != nil && perm&othersWrite != 0 {
		return fmt.Errorf("%w %s (mode %04o), and it can't be closed: give it to the user that runs this, or name another store: %w",
			ErrExposed, name, perm, err)
	}
	return nil
}

// Exposed says who else may read or write a store's file, in words; "": nobody,
// or there is none.
func Exposed(path string) string {
	if !heedsPermissions {
		return ""
	}
	var all fs.FileMode
	for _, suffix := range beside {
		if info, err := os.Stat(path + suffix); err == nil {
			all |= info.Mode().Perm()
		}
	}
	switch {
	case all&othersWrite != 0:
		return "everybody may write to it"
	case all&0o004 != 0:
		return "everybody may read it"
	case all&0o020 != 0:
		return "its group may write to it"
	case all&0o040 != 0:
		return "its group may read it"
	}
	return ""
}
