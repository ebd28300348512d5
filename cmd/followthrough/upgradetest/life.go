package upgradetest

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// begin is when the life of a new world begins.
func begin() time.Time { return time.Date(2026, 11, 13, 8, 0, 0, 0, time.UTC) }

// Live brings a new world into the middle of its life with a program: reviews
// are its documents by path.
func (w *World) Live(p Program, reviews map[string]string) {
	w.t.Helper()
	theirs := w.tracker.theirs()
	for i, path := range slices.Sorted(maps.Keys(reviews)) {
		if w.tracker.spares(i) {
			continue
		}
		text := strings.ReplaceAll(reviews[path], "TICKET1", theirs)
		w.shelf("lines").put(path, text)
		if i%4 == 0 { // some are enough
			w.shelf("calm").put(path, text)
		}
	}
	w.tracker.beginOthers()
	w.Daemon(p) // a new store makes nothing until it has settled
	w.Wait(5 * time.Minute)
	w.Sync(p)
	w.Wait(49 * time.Hour)
	w.Sync(p)
	w.fates(p)
	w.Wait(time.Hour)
	w.Sync(p)
	w.Wait(time.Minute)
	w.Sync(p) // what is missing was not seen twice
	w.Wait(time.Hour)
	w.late(p)
	w.status = w.terse([]byte(w.Run(p, "status", "-o", "json")))
}

// OwnReviews are the documents that are kept in a folder, by the paths that they
// have in a world.
func OwnReviews(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for escaped, text := range (&World{t: t}).files(dir) {
		path, err := url.PathUnescape(escaped)
		must(t, err)
		out[path] = text
	}
	return out
}

// fates lets different things happen to the items, in turns.
func (w *World) fates(p Program) {
	w.t.Helper()
	n := 0
	for _, r := range w.Status(p).Reviews {
		for _, a := range r.Actions {
			key := a.Item.Key
			if key == "" || a.Item.Tracker == "" || a.State != "open" {
				continue // there is none, or it is nowhere that we look
			}
			switch n++; n % 9 {
			case 1:
				w.tracker.start(key)
			case 2:
				w.tracker.finish(key)
			case 3:
				w.tracker.decline(key, "the *pool* is gone (see [the plan]), 2 of 3")
			case 4:
				w.tracker.move(key)
			case 5:
				w.tracker.remove(key)
			case 6:
				w.reword(r.Review, a.Title)
			case 7:
				w.withdraw(r.Review, a.Title)
			}
		}
	}
}

// line changes the line of a review, above our block, in which words stand once.
func (w *World) line(name, words string, change func(line string) string) {
	source, path := parted(name)
	text := w.Reviews()[name]
	own, _, _ := strings.Cut(text, "<!-- followthrough:begin")
	if strings.Count(own, words) != 1 || source == "desk" { // the words stand there in some other form
		return
	}
	for line := range strings.Lines(own) {
		if strings.Contains(line, words) {
			w.shelf(source).put(path, strings.Replace(text, line, change(line), 1))
		}
	}
}

func (w *World) reword(review, title string) {
	w.line(review, title, func(line string) string { return strings.Replace(line, title, title+" soon", 1) })
}

func (w *World) withdraw(review, title string) {
	w.line(review, title, func(string) string { return "" })
}

// late are reviews that come last: one soaks, of the other no answer came.
func (w *World) late(p Program) {
	w.t.Helper()
	text := "# Came late\n\n**Date:** 2026-11-15\n\n## Action items\n\n- [ ] Ask for the item and hear nothing (Payments Team)\n- [ ] Nor of the second (Search team)\n"
	w.shelf("lines").put("2026-11-15-late.md", text)
	w.shelf("calm").put("2026-11-15-late.md", text)
	w.tracker.loseAnswers()
	w.Sync(p)
}
