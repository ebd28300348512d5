package witness

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// system is where a program of the whole machine keeps what lasts until the
// machine starts anew.
const system = "/run/followthrough"

// Places are the directories in which a store may be remembered, by the
// environment: what the service manager gave us, then the machine's and the
// user's own. They need not be there.
func Places(getenv func(string) string) []string {
	out := filepath.SplitList(getenv("RUNTIME_DIRECTORY"))
	out = append(out, system)
	if dir := getenv("XDG_RUNTIME_DIR"); dir != "" {
		out = append(out, filepath.Join(dir, "followthrough"))
	}
	// Where a job of the same user runs without a session of its own.
	return append(out, filepath.Join("/run/user", strconv.Itoa(os.Getuid()), "followthrough"))
}

// usable tells whether a place may remember the store at path: nobody else can
// write there, all who work on the store would find it, and no copy of the store
// takes it along. A place that is not there is judged by the folder that it would be
// made in.
func usable(place, path string) bool {
	if !filepath.IsAbs(place) {
		return false
	}
	info, err := os.Stat(place)
	if path == "" { // on a server: whoever works on it from here remembers for itself
		return err == nil && info.IsDir() && info.Mode().Perm()&0o022 == 0 && writable(place) || errors.Is(err, fs.ErrNotExist)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return mayMake(place, path) && apart(filepath.Dir(place), path)
	case err != nil, !info.IsDir(), info.Mode().Perm()&0o022 != 0:
		return false
	}
	return mayUse(place, path) && apart(place, path)
}
