package files

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/internal/finding"
	"github.com/followthrough/followthrough/sync/tracker"
)

// folderCheck is one check of the folder.
type folderCheck struct{ t *Tracker }

// Check begins a check of the folder.
func (t *Tracker) Check() tracker.Check { return folderCheck{t} }

// Site has nothing that counts for all files: each has its own folder.
func (folderCheck) Site(context.Context) finding.List { return nil }

// Backlog tells, without writing, whether an item would be taken by b's file.
func (c folderCheck) Backlog(ctx context.Context, b tracker.Backlog, _ tracker.Use) (found finding.List) {
	t := c.t
	t.mu.Lock()
	defer t.mu.Unlock()
	place, path, err := t.resolve(b.Project)
	if err != nil {
		found.Wrong("name a file below "+t.root, "%v", err)
		return found
	}
	section, err := sectionOf(b)
	if err != nil {
		found.Wrong("correct the team's backlog", "backlog %s: %v", b.Project, err)
		return found
	}
	if err := ctx.Err(); err != nil {
		found.Wrong("", "%v", err)
		return found
	}
	snap, fresh, err := t.peek(path)
	switch {
	case err != nil:
		found.Wrong("mend the file, or name another", "%v", err)
		return found
	case fresh:
		return checkFolder(place, path)
	}
	if err := t.files().Writable(path); err != nil {
		found.Wrong("let the user who runs followthrough write to the file and its folder", "%v; items can't be added to it", err)
		return found
	}
	return checkText(place, section, string(snap.Data))
}

// checkFolder looks at the nearest folder that is there.
func checkFolder(place, path string) (found finding.List) {
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		switch {
		case errors.Is(err, fs.ErrNotExist) && dir != filepath.Dir(dir):
			continue
		case err != nil:
			found.Wrong("name another folder, or let us see it", "folder %s: %v", dir, err)
		case !info.IsDir() || !atomicfile.MayAdd(dir):
			found.Wrong("let the user who runs followthrough write there, or name another folder", "folder %s can't be written to, and does not hold {} yet", dir)
			found.In(place)
		default:
			found.Good("not there yet, and made with the first item: {}")
			found.In(place)
		}
		return found
	}
}

func checkText(place, section, text string) (found finding.List) {
	if _, err := appendItem(text, section, "x", inList); err != nil {
		found.Wrong("close it", "%s: %v", place, err)
		return found
	}
	rows, _ := scan(text)
	if under := settling(rows, section); under != "" {
		found.Wrong("name another in backlog.section", "%s: the section %s stands below the heading %s, which says of what is below it that it is done with", place, section, under)
		return found
	}
	if _, _, there := body(rows, section); !there {
		found.Good("no heading %s yet, which is added with the first item: {}", section)
		found.In(place)
	}
	return found
}

// settling is the heading because of which an item in a section would be settled
// as soon as it is made; "": there is none.
func settling(rows []row, section string) string {
	from, _, found := body(rows, section)
	if !found {
		return ""
	}
	var above headings
	for _, r := range rows[:from] {
		if r.kind == heading {
			above.enter(r.level, r.heading)
		}
	}
	if state, under := above.say(); state.Settled() {
		return under
	}
	return ""
}
