package files

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/tracker"
)

var errLost = errors.New("was there at the last reading, and is gone or empty: nothing is made in its place before it is looked for again")

// expected are the files that were there at a mark, by place: whether they held
// anything.
type expected map[string]bool

func expect(files map[string]string) expected {
	out := make(expected, len(files))
	for place, stamp := range files {
		out[place] = holds(stamp)
	}
	return out
}

// since are the files that were there at a mark, and those that were made after it:
// until a listing that looked at those has left another mark.
func (t *Tracker) since(mark string, was watermark) expected {
	out := expect(was.Files)
	for place, looked := range t.made {
		if looked && mark != t.mark {
			delete(t.made, place)
			continue
		}
		out[place], t.made[place] = true, true
	}
	t.mark = mark
	return out
}

// holds tells of a stamp as a word whether its file had any bytes.
func holds(stamp string) bool {
	of := strings.Split(stamp, ".")
	return len(of) > 1 && of[1] != "0"
}

// lost are the expected files below a folder that are not there, or cut to nothing,
// and how many are expected there. What can't be looked at is not lost.
func (e expected) lost(dir string, stamps map[string]atomicfile.Stamp, unread map[string]error) (places []string, of int) {
	for place, held := range e {
		if dir != "." && !strings.HasPrefix(place, dir+"/") {
			continue
		}
		of++
		stamp, there := stamps[place]
		if there && (stamp.Size > 0 || !held) || within(place, unread) {
			continue
		}
		places = append(places, place)
	}
	slices.Sort(places)
	return places, of
}

// within tells whether a place is one that can't be read, or below one.
func within(place string, unread map[string]error) bool {
	for ; place != "."; place = path.Dir(place) {
		if _, is := unread[place]; is {
			return true
		}
	}
	return false
}

// mayMake refuses to make a file, or to fill an empty one, where a file is lost that
// was there at the last listing or at the mark before it, or all that were in a
// folder above it: what was mounted there comes back, and would hide it.
func (t *Tracker) mayMake(place string, w *world) error {
	for _, e := range t.expected {
		for dir := path.Dir(place); ; dir = path.Dir(dir) {
			gone := ""
			switch lost, of := e.lost(dir, w.stamps, w.unread); {
			case slices.Contains(lost, place):
				gone = place
			case of > 0 && of == len(lost):
				gone = "all that was in " + path.Join(path.Base(t.root), dir)
			}
			if gone != "" {
				return &tracker.Error{Kind: tracker.Unavailable, Err: fmt.Errorf("%s %w", gone, errLost)}
			}
			if dir == "." {
				break
			}
		}
	}
	return nil
}

// absent are the places of backlogs in which there is no file: one may have been made
// after the last listing, and be gone before this one.
func (t *Tracker) absent(f found) (out []string) {
	for place := range t.projects {
		if _, there := f.stamps[place]; !there && !within(place, f.unread) {
			out = append(out, place)
		}
	}
	slices.Sort(out)
	return out
}

// vanished tells in a listing which backlogs' files are lost since its mark, and
// whether all files are.
func (t *Tracker) vanished(c *tracker.Changes, w *world) {
	lost, of := t.expected[0].lost(".", w.stamps, w.unread)
	for _, place := range lost {
		if project, backlog := t.projects[place]; backlog {
			c.Vanished = append(c.Vanished, project)
		}
	}
	switch {
	case of == 0 || len(lost) < of:
	case of == 1:
		c.Emptied = "the only file of " + t.name + ", " + lost[0] + ", is gone"
	default:
		c.Emptied = "all " + strconv.Itoa(of) + " files of " + t.name + " are gone"
	}
}
