package upgradetest

import (
	"regexp"
	"strings"
	"time"
)

// exception is a review that a later version means to treat otherwise.
type exception struct {
	review *regexp.Regexp // the whole of SOURCE:PATH
	told   *regexp.Regexp // a line of the log that must be there
}

// accepted is where the exceptions stand.
const accepted = "testdata/upgrade/accepted.txt"

// exceptions are those of accepted.txt: "REVIEW => LOG" on a
// line, both regular expressions.
func (w *World) exceptions() (out []exception) {
	w.t.Helper()
	for line := range strings.Lines(w.read(accepted)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		review, told, found := strings.Cut(line, " => ")
		if !found {
			w.t.Fatalf("accepted.txt: %q is not REVIEW => LOG", line)
		}
		out = append(out, exception{regexp.MustCompile("^" + review + "$"), regexp.MustCompile(told)})
	}
	return out
}

// logged are the lines of the log since a moment.
func (w *World) logged(p Program, since time.Time) (out []string) {
	w.t.Helper()
	for _, e := range w.Log(p) {
		at, err := time.Parse(time.RFC3339, e.At)
		if err != nil {
			w.t.Fatal(err)
		}
		if !at.Before(since) {
			out = append(out, strings.Join([]string{deref(e.Review), deref(e.Key), e.What, deref(e.Why)}, " "))
		}
	}
	return out
}
