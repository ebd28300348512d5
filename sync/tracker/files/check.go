package files

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/followthrough/followthrough/sync/tracker"
)

// Check tells, without writing, whether an item would be taken by b's file.
func (t *Tracker) Check(ctx context.Context, b tracker.Backlog) []tracker.Finding {
	t.mu.Lock()
	defer t.mu.Unlock()
	place, path, err := t.resolve(b.Project)
	if err != nil {
		return []tracker.Finding{problem(err.Error() + "; name a file below " + t.root)}
	}
	section, err := sectionOf(b)
	if err != nil {
		return []tracker.Finding{problem("backlog " + b.Project + ": " + err.Error())}
	}
	if err := ctx.Err(); err != nil {
		return []tracker.Finding{problem(err.Error())}
	}
	snap, fresh, err := t.peek(path)
	switch {
	case err != nil:
		return []tracker.Finding{problem(err.Error())}
	case fresh:
		return checkFolder(place, path)
	}
	if err := t.files().Writable(path); err != nil {
		return []tracker.Finding{problem(err.Error() + "; items can't be added to it")}
	}
	return checkText(place, section, string(snap.Data))
}

// checkFolder looks at the nearest folder that is there.
func checkFolder(place, path string) []tracker.Finding {
	dir := filepath.Dir(path)
	for {
		info, err := os.Stat(dir)
		if err == nil && (!info.IsDir() || info.Mode().Perm()&0o222 == 0) {
			return []tracker.Finding{problem("folder " + dir + " can't be written to: " + place + " can't be made there")}
		}
		if err == nil {
			return []tracker.Finding{{Text: place + " is not there yet: it is made with the first item"}}
		}
		if !errors.Is(err, fs.ErrNotExist) || dir == filepath.Dir(dir) {
			return []tracker.Finding{problem("folder " + dir + ": " + err.Error())}
		}
		dir = filepath.Dir(dir)
	}
}

func checkText(place, section, text string) []tracker.Finding {
	if _, err := appendItem(text, section, "x", inList); err != nil {
		return []tracker.Finding{problem(place + ": " + err.Error() + "; close it")}
	}
	rows, _ := scan(text)
	if under := settling(rows, section); under != "" {
		return []tracker.Finding{problem(place + ": the section " + section + " stands below the heading " + under + ", which says of what is below it that it is done with; name another in backlog.section")}
	}
	if _, _, found := body(rows, section); !found {
		return []tracker.Finding{{Text: place + " has no heading " + section + ": it is added with the first item"}}
	}
	return nil
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

func problem(text string) tracker.Finding { return tracker.Finding{Problem: true, Text: text} }
