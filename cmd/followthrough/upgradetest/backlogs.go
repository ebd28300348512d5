package upgradetest

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
)

// backlogs are a tracker of some kind, and the people who work there. Items go by
// the keys that status shows.
type backlogs interface {
	// begin makes the backlogs of the four teams that have one; load makes them
	// what save kept in a folder.
	begin()
	load(from string)
	save(to string)
	// config is the trackers' part of the configuration; the tracker is called
	// backlog.
	config() string
	project(team int) string

	// shelf is where the reviews of the source "lines" lie; sources are further
	// ones that the tracker's site has room for, as configuration, beginOthers
	// fills them, and others are their reviews by SOURCE:PATH, with what we wrote
	// below them.
	shelf() shelf
	sources() string
	beginOthers()
	others() map[string]string
	// spares tells which of our own reviews this world does without.
	spares(n int) bool

	// theirs is an item that a person made.
	theirs() string
	start(key string)
	finish(key string)
	decline(key, why string)
	// move takes the item to the backlog of another team.
	move(key string)
	remove(key string)
	// loseAnswers lets the answers to creations get lost from now on.
	loseAnswers()
	// made are the actions whose items were ever made by the program, as often as
	// they were; those that are gone count where the tracker remembers them.
	made() map[string]int
}

func newBacklogs(w *World) backlogs {
	switch w.kind {
	case "files":
		return &fileBacklogs{plainSite{w}}
	case "jira-cloud", "jira-datacenter":
		return &jiraBacklogs{plainSite: plainSite{w}}
	case "github":
		return &githubBacklogs{w: w}
	}
	w.t.Fatalf("there is no kind of tracker %q", w.kind)
	return nil
}

// plainSite is a tracker whose site has no place for reviews.
type plainSite struct{ w *World }

func (s plainSite) shelf() shelf { return folder{s.w, "lines"} }

func (s plainSite) sources() string { return "" }

func (s plainSite) beginOthers() {}

func (s plainSite) others() map[string]string { return nil }

var markedRE = regexp.MustCompile(`"action":"([0-9a-f]{12})"`)

// marked is the action that a marker names, as any tracker keeps it; "": there
// is no marker.
func marked(text string) string {
	m := markedRE.FindStringSubmatch(strings.ReplaceAll(text, `\"`, `"`))
	if m == nil {
		return ""
	}
	return m[1]
}

// terse is JSON without what is absent, to be kept: no null, empty text or list,
// false, or time that is zero.
func (w *World) terse(src []byte) string {
	w.t.Helper()
	var v any
	dec := json.NewDecoder(bytes.NewReader(src))
	dec.UseNumber() // ids are wider than a float
	must(w.t, dec.Decode(&v))
	pruned(v)
	out := &bytes.Buffer{}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	must(w.t, enc.Encode(v))
	return out.String()
}

func pruned(v any) {
	switch v := v.(type) {
	case []any:
		for _, element := range v {
			pruned(element)
		}
	case map[string]any:
		for key, value := range v {
			if list, is := value.([]any); value == nil || value == "" || value == false || value == "0001-01-01T00:00:00Z" || is && len(list) == 0 {
				delete(v, key)
				continue
			}
			pruned(value)
		}
	}
}
