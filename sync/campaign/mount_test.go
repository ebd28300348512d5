package campaign_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// shelved is a world with 24 items in three files, one of them in a folder, a
// fourth file without any, and a team that has no file yet.
func shelved(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.teams = nil
	for _, project := range []string{"payments", "teams/search", "teams/mail", "web", "fresh"} {
		team := payments()
		team.Name, team.Aliases, team.Members = filepath.Base(project), nil, nil
		team.Backlog = mapping.Backlog{Tracker: "local", Project: project}
		w.teams = append(w.teams, team)
	}
	w.put("backlogs/web.md", "## Backlog\n\n- [ ] made by hand\n")
	for n := range 6 {
		w.put(fmt.Sprintf("reviews/r%d.md", n), said(n, "payments", "payments", "search", "mail"))
	}
	w.pass()
	w.pass()
	w.holds(24)
	return w
}

func said(n int, teams ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Incident %d\n\n**Date:** 2026-11-%02d\n\n## Action items\n\n", n, 10+n)
	for i, team := range teams {
		fmt.Fprintf(&b, "- [ ] Put the thing number %d of incident %d in order (team: %s)\n", i, n, team)
	}
	return b.String()
}

var backlogFiles = []string{"payments.md", "teams/mail.md", "teams/search.md", "web.md"}

// eachOf does something to some of the backlog files.
func eachOf(root string, places []string, do func(path string) error) (err error) {
	for _, place := range places {
		err = errors.Join(err, do(filepath.Join(root, filepath.FromSlash(place))))
	}
	return err
}

// outage is a way in which a folder of backlogs goes away, and comes back; aside is a
// place outside. partly: something is left of it.
type outage struct {
	away, back func(root, aside string) error
	partly     bool
}

// errNotHere says that this machine can't be in such a state.
var errNotHere = errors.New("not on this machine")

func mountOutages() map[string]outage {
	back := func(root, aside string) error { return errors.Join(os.RemoveAll(root), os.Rename(aside, root)) }
	return map[string]outage{
		"it is empty": {away: func(root, aside string) error { return errors.Join(os.Rename(root, aside), os.Mkdir(root, 0o755)) }, back: back},
		"it holds what was below the mount": {away: func(root, aside string) error {
			return errors.Join(os.Rename(root, aside), os.Mkdir(root, 0o755), os.WriteFile(filepath.Join(root, "README.md"), []byte("mounted here\n"), 0o644))
		}, back: back},
		"it is not there": {away: os.Rename, back: back},
		"it is on another device": {away: func(root, aside string) error {
			other, err := os.MkdirTemp("/dev/shm", "followthrough")
			if err != nil {
				return errNotHere
			}
			return errors.Join(os.Rename(root, aside), os.Symlink(other, root))
		}, back: func(root, aside string) error {
			other, err := os.Readlink(root)
			return errors.Join(err, os.Remove(other), os.Remove(root), os.Rename(aside, root))
		}},
		"it can't be read": {away: func(root, _ string) error {
			if os.Geteuid() == 0 {
				return errNotHere
			}
			return os.Chmod(root, 0)
		}, back: func(root, _ string) error { return os.Chmod(root, 0o755) }},
		"most of it is gone": {away: func(root, aside string) error {
			return errors.Join(os.Rename(filepath.Join(root, "teams"), aside), os.Rename(filepath.Join(root, "payments.md"), aside+".md"))
		}, back: func(root, aside string) error {
			return errors.Join(os.Rename(aside, filepath.Join(root, "teams")), os.Rename(aside+".md", filepath.Join(root, "payments.md")))
		}, partly: true},
	}
}

// fileOutages are those in which the folder stays, and its files become others.
func fileOutages() map[string]outage {
	way := func(places []string, do func(path string) error) outage {
		return outage{
			away: func(root, aside string) error {
				return errors.Join(os.CopyFS(aside, os.DirFS(root)), eachOf(root, places, do))
			},
			back: func(root, aside string) error {
				return eachOf(root, places, func(path string) error {
					was, err := os.ReadFile(aside + strings.TrimPrefix(path, root))
					return errors.Join(err, os.Remove(path), os.WriteFile(path, was, 0o644))
				})
			},
			partly: len(places) < len(backlogFiles),
		}
	}
	withItems := backlogFiles[:3]
	return map[string]outage{
		"all is cut to nothing": way(backlogFiles, func(path string) error { return os.Truncate(path, 0) }),
		"all holds other words": way(backlogFiles, func(path string) error { return os.WriteFile(path, []byte("## Backlog\n\n- [ ] theirs\n"), 0o644) }),
		"all is of an older day": way(withItems, func(path string) error {
			text, err := os.ReadFile(path)
			lines := strings.SplitAfter(string(text), "\n")
			return errors.Join(err, os.WriteFile(path, []byte(strings.Join(lines[:min(5, len(lines))], "")), 0o644))
		}),
		"links lead nowhere": way(withItems, func(path string) error { return errors.Join(os.Remove(path), os.Symlink("nowhere.md", path)) }),
	}
}

// TestAFolderOfBacklogsThatGoesAway for hours, while the process is started anew and
// a review comes: nothing is made in its place, nothing is told missing and no review
// is re-written; one thing is told. Once it is back what waited is made, once.
func TestAFolderOfBacklogsThatGoesAway(t *testing.T) {
	ways := mountOutages()
	maps.Copy(ways, fileOutages())
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := shelved(t)
			w.quiet()
			reviews := w.tree()
			root, aside := filepath.Join(w.dir, "backlogs"), filepath.Join(w.dir, "aside")
			if err := way.away(root, aside); errors.Is(err, errNotHere) {
				t.Skip(err)
			} else if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = os.Chmod(root, 0o755) })
			was := way.below(t, root)
			w.put("reviews/new.md", said(7, "payments", "search", "web", "fresh"))
			told := map[string]bool{}
			for n := range 4 {
				o := w.pass()
				if n == 2 {
					o = w.sync(plan.Request{})
				}
				for _, f := range o.Failures {
					told[f.Err.Error()] = true
				}
				w.close()
				w.ahead += time.Hour
			}
			if len(told) == 0 {
				t.Error("nothing is told")
			}
			if now := way.below(t, root); !slices.Equal(now, was) {
				t.Errorf("in its place are %q, before %q", now, was)
			}
			if n, _ := w.missing(); n > 0 {
				t.Errorf("%d are missing", n)
			}
			for path, text := range reviews {
				if strings.HasPrefix(path, "reviews") && w.get(path) != text {
					t.Errorf("%s was re-written:\n%s", path, w.get(path))
				}
			}
			must(t, way.back(root, aside))
			w.pass()
			w.pass()
			w.holds(28)
			w.states("new.md", map[string]review.State{"Put the thing number 0": review.Open, "Put the thing number 3": review.Open})
			w.quiet()
		})
	}
}

// below are the backlogs in a folder and how much is in them, but for those that
// are there all the same and take items.
func (o outage) below(t *testing.T, root string) (out []string) {
	t.Helper()
	for _, place := range append([]string{"fresh.md"}, backlogFiles...) {
		info, err := os.Stat(filepath.Join(root, filepath.FromSlash(place)))
		if taken := place == "fresh.md" || place == "web.md"; err == nil && !(taken && o.partly) {
			out = append(out, fmt.Sprintf("%s: %d", place, info.Size()))
		}
	}
	return out
}

// TestAFolderOfBacklogsThatStaysAway is believed to be gone after a day, or at once
// where a person says so.
func TestAFolderOfBacklogsThatStaysAway(t *testing.T) {
	for name, end := range map[string]func(w *world){
		"after a day": func(w *world) { w.ahead += 23 * time.Hour },
		"confirmed":   func(w *world) { w.run(gather.Request{BelieveTracker: "local"}) },
	} {
		t.Run(name, func(t *testing.T) {
			w := shelved(t)
			root := filepath.Join(w.dir, "backlogs")
			must(t, errors.Join(os.Rename(root, root+".thrown"), os.Mkdir(root, 0o755)))
			w.pass()
			w.ahead += time.Hour
			w.pass()
			if n, _ := w.missing(); n > 0 {
				t.Fatalf("%d are missing at once", n)
			}
			w.close()
			end(w)
			o := w.pass()
			if n, _ := w.missing(); n != 24 || len(o.Failures) > 0 {
				t.Errorf("%d are missing, %v", n, o.Failures)
			}
			w.put("reviews/new.md", said(7, "payments", "fresh"))
			w.pass()
			w.holds(2)
		})
	}
}

// TestAnEditorThatCutsAndWrites: while a program saves the one backlog there is by
// cutting it to nothing and writing it anew, no line is lost, made twice or missing.
func TestAnEditorThatCutsAndWrites(t *testing.T) {
	w := begun(t)
	path := filepath.Join(w.dir, "backlogs", "payments.md")
	for n := range 12 {
		whole, err := os.ReadFile(path)
		must(t, err)
		must(t, os.Truncate(path, 0))
		w.put("reviews/a.md", strings.Replace(w.get("reviews/a.md"), "\n- [ ] ", fmt.Sprintf("\n- [ ] Put the thing number %d in order\n- [ ] ", n), 1))
		w.pass()
		w.ahead += 11 * time.Second
		w.pass()
		if n, _ := w.missing(); n > 0 {
			t.Fatalf("%d are missing", n)
		}
		must(t, os.WriteFile(path, whole, 0o644))
		w.pass()
		w.holds(4 + n)
	}
	w.pass()
	w.quiet()
}
