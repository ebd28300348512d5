package upgradetest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/store/storetest/sqldump"
)

// before is what is true of a world before another program goes on with it.
type before struct {
	status  map[string]Action // by review and key
	made    map[string]int
	reviews map[string]string // by SOURCE:PATH
	shown   map[string]string // likewise: whether it is published, and restricted
}

// What says how a world goes on.
type What int

// The ways.
const (
	WithStore What = iota
	WithoutStore
)

// GoOn lets a program go on with a world that another one made, until there is
// nothing left to do, and fails for everything that it loses, makes again or
// changes without a reason.
func (w *World) GoOn(p Program, what What) {
	w.t.Helper()
	var status Status
	w.decode(w.status, &status)
	was := before{status: byKey(status), made: w.tracker.made(), reviews: w.Reviews(), shown: w.openness()}
	since := w.Now()
	if what == WithoutStore {
		w.LoseStore()
	}
	w.Wait(time.Minute)
	w.Daemon(p)
	var last []Step
	for range 4 {
		w.Wait(10 * time.Minute)
		last = w.Sync(p)
	}
	for _, s := range last {
		w.t.Errorf("it does not come to rest: %s %s %s: %s", s.Op, s.Review, s.Action, s.Why)
	}
	v := verdict{w, was, what, byKey(w.Status(p)), map[string]int{}, map[string]bool{}, w.openness(), w.logged(p, since), w.exceptions()}
	v.judge()
}

func byKey(s Status) map[string]Action {
	out := map[string]Action{}
	for _, r := range s.Reviews {
		for _, a := range r.Actions {
			out[r.Review+" "+a.Key] = a
		}
	}
	return out
}

// openness is what the store knows of who may see each review: commands don't
// print it.
func (w *World) openness() map[string]string {
	w.t.Helper()
	out := map[string]string{}
	for _, row := range sqldump.Rows(w.t, w.storePath(), "SELECT source, path, published, restricted FROM reviews WHERE gone IS NULL") {
		out[fmt.Sprintf("%s:%s", row[0], row[1])] = fmt.Sprintf("%s and %s",
			map[bool]string{true: "published", false: "a draft"}[row[2] == int64(1)], map[bool]string{true: "restricted", false: "open"}[row[3] == int64(1)])
	}
	return out
}

// verdict is how a world went on.
type verdict struct {
	w        *World
	was      before
	what     What
	now      map[string]Action
	free     map[string]int  // by review: actions without an item that have another key now
	ready    map[string]bool // actions that may come to have an item
	shown    map[string]string
	log      []string // lines since then: review, key, what, why
	accepted []exception
}

// wrong fails the test, unless an exception says that it is meant and the log
// tells of it: true.
func (v *verdict) wrong(review, format string, args ...any) (meant bool) {
	v.w.t.Helper()
	message := review + ": " + fmt.Sprintf(format, args...)
	if slices.ContainsFunc(v.accepted, func(e exception) bool { return e.means(message, v.what, v.log) }) {
		return true
	}
	v.w.t.Error(message)
	return false
}

// told are the lines of the log about an action.
func (v *verdict) told(id string) (out []string) {
	for _, line := range v.log {
		if rest, found := strings.CutPrefix(line, id); found {
			out = append(out, rest)
		}
	}
	return out
}

func (v *verdict) judge() {
	v.w.t.Helper()
	changed := map[string]bool{} // reviews in which something is otherwise now
	for id, a := range v.was.status {
		review, _, _ := strings.Cut(id, " ")
		b, known := v.now[id]
		if !known && v.what == WithoutStore && unmade(a) {
			v.free[review]++ // its words have no key but those that they read as
			continue
		}
		v.ready[a.Key] = unmade(a)
		if why := v.what.goesOn(a, b, known); why != "" {
			v.wrong(review, "%q %s: %s (was %s: %s; now %s: %s; log: %q)", a.Title, a.Key, why, a.State, a.Reason, b.State, b.Reason, v.told(id))
		}
		if a.State != b.State || a.Item.Key != b.Item.Key || v.what == WithoutStore && a.State == "missing" {
			changed[review] = true // all that is known of an item that is gone was in the store
		}
		if a.Reason != b.Reason && strings.ReplaceAll(a.Reason, "*", "") == b.Reason {
			changed[review] = true // a reason of Jira told its bold words with their signs
		}
	}
	for id, b := range v.now {
		if _, known := v.was.status[id]; !known {
			review, _, _ := strings.Cut(id, " ")
			if v.free[review] > 0 {
				v.free[review]--
				v.ready[b.Key] = true
				continue
			}
			meant := v.wrong(review, "%q %s is new: %s: %s (log: %q)", b.Title, b.Key, b.State, b.Reason, v.told(id))
			v.ready[b.Key] = meant && b.Item.Key != ""
			changed[review] = changed[review] || meant
		}
	}
	for review, was := range v.was.shown {
		if is := v.shown[review]; is != was {
			v.wrong(review, "it was %s, and is %s; a change that is meant stands in %s", was, is, accepted)
		}
	}
	v.nothingTwice()
	now := v.w.Reviews()
	for review, was := range v.was.reviews {
		v.keepsWords(review, was, now[review])
		if now[review] != was && !changed[review] {
			v.wrong(review, "rewritten though nothing in it changed:%s", difference(was, now[review]))
		}
	}
}

// unmade tells whether an action's item may still come to be: it has none, and
// none was asked for but by those whose answer is awaited.
func unmade(a Action) bool {
	switch a.State {
	case "soaking", "planned", "creating", "blocked", "held", "done", "declined":
		return a.Item.Key == ""
	case "unrouted": // not where a named or copied item is doubted
		return a.Item.Key == "" && strings.HasPrefix(a.Reason, "neither a rule")
	}
	return false
}

// mayChange are the states of actions without an item that end by themselves, or
// when more of the line is understood.
var mayChange = []string{"soaking", "planned", "creating", "blocked", "unrouted"}

// goesOn says what is wrong with an action's state now; "": nothing.
func (what What) goesOn(a, b Action, known bool) string {
	switch {
	case !known && what == WithoutStore && (a.State == "withdrawn" || a.State == "missing"):
		return "" // nothing in the review tells of the one, nothing in the tracker of the other
	case !known:
		return "it is gone"
	case a.State == "missing" && what == WithoutStore && (b.State == "missing" || b.State == "unrouted"):
		return "" // nothing but the store knows that it was there
	case what == WithoutStore && b.State == "held" && strings.Contains(b.Reason, a.Item.Key+" bears its marker, unsigned and in no backlog of its team"):
		return "" // an unsigned line in another team's file may be anybody's: it asks, and nothing is made
	case a.Item.Key != "" && a.Item.Key != b.Item.Key:
		return fmt.Sprintf("its item was %s, and is %q", a.Item.Key, b.Item.Key)
	case unmade(a) && slices.Contains(mayChange, a.State):
		return ""
	case a.State != b.State:
		return "its state is another"
	}
	return ""
}

// nothingTwice fails for items that were made again.
func (v *verdict) nothingTwice() {
	v.w.t.Helper()
	for action, n := range v.w.tracker.made() {
		if n > v.was.made[action] && (!v.ready[action] || n > 1) {
			v.w.t.Errorf("action %s has %d items, and had %d", action, n, v.was.made[action])
		}
	}
}

var (
	blockRE = regexp.MustCompile(`(?s)<!-- followthrough:begin .*?<!-- followthrough:end -->`)
	tickRE  = regexp.MustCompile(`(?m)^([ \t>]*(?:[-*+]|\d+[.)])[ \t]+)\[[xX]\]`)
	linkRE  = regexp.MustCompile(` ?\(?\[[^\]\n]+\]\((?:https://[a-z]+\.example\.test/(?:browse/|acme/[a-z]+/issues/)|\.\.[^)\s]*#)[^)\n]*\)\)?`)
)

// own is what of a review is not ours: without block, links and ticks.
func own(text string) string {
	text = blockRE.ReplaceAllString(text, "")
	text = linkRE.ReplaceAllString(text, "")
	return strings.TrimRight(tickRE.ReplaceAllString(text, "$1[ ]"), "\r\n")
}

// keepsWords fails where a review lost a tick or a byte of its author's.
func (v *verdict) keepsWords(review, was, is string) {
	v.w.t.Helper()
	if a, b := own(was), v.asPrefilled(review, own(was), own(is)); a != b {
		v.w.t.Errorf("%s: its author's words changed:%s", review, difference(a, b))
	}
	old, now := strings.Split(blockRE.ReplaceAllString(was, ""), "\n"), strings.Split(blockRE.ReplaceAllString(is, ""), "\n")
	for i := range min(len(old), len(now)) {
		if tickRE.MatchString(old[i]) && !tickRE.MatchString(now[i]) {
			v.w.t.Errorf("%s: a box was unticked: %s", review, now[i])
		}
	}
}

// difference shows the lines that only one of two texts has.
func difference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	var out strings.Builder
	for _, line := range x {
		if !slices.Contains(y, line) {
			out.WriteString("\n- " + line)
		}
	}
	for _, line := range y {
		if !slices.Contains(x, line) {
			out.WriteString("\n+ " + line)
		}
	}
	return out.String()
}
