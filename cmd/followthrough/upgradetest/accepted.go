package upgradetest

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// exception is what a later version means to do otherwise.
type exception struct {
	message *regexp.Regexp // the beginning of what is wrong with it
	told    string         // the form of a line of the log that must be there; "": a new store can't tell
}

// accepted is where the exceptions stand.
const accepted = "testdata/upgrade/accepted.txt"

// exceptions are those of accepted.txt: "MESSAGE => LOG" on a line, both regular
// expressions; KEY in LOG is what the first group of MESSAGE holds, "-" stands for LOG
// where only a store that is lost could tell.
func (w *World) exceptions() (out []exception) {
	w.t.Helper()
	for line := range strings.Lines(w.read(accepted)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		message, told, found := strings.Cut(line, " => ")
		if !found {
			w.t.Fatalf("accepted.txt: %q is not MESSAGE => LOG", line)
		}
		e := exception{message: regexp.MustCompile("^(?:" + message + ")")}
		if told != "-" {
			e.told = told
			regexp.MustCompile(told)
		}
		out = append(out, e)
	}
	return out
}

// means tells whether the exception is for a message, and the log tells of it.
func (e exception) means(message string, what What, log []string) bool {
	m := e.message.FindStringSubmatch(message)
	switch {
	case m == nil:
		return false
	case e.told == "":
		return what == WithoutStore
	}
	told := e.told
	if len(m) > 1 {
		told = strings.ReplaceAll(told, "KEY", regexp.QuoteMeta(m[1]))
	}
	return slices.ContainsFunc(log, regexp.MustCompile(told).MatchString)
}

// logged are the lines of the log since a moment.
func (w *World) logged(p Program, since time.Time) (out []string) {
	w.t.Helper()
	for _, e := range w.Log(p) {
		at, err := time.Parse(time.RFC3339, e.At)
		must(w.t, err)
		if !at.Before(since) {
			out = append(out, strings.Join([]string{e.Review, e.Key, e.What, e.Why}, " "))
		}
	}
	return out
}
