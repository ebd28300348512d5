package config

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/tracker"
)

// backlogKeys are those of a backlog of any kind that mapping.Backlog does not hold
// as they are written.
type backlogKeys struct {
	Restricted []string `yaml:"restricted"`
}

// readBacklog judges a team's backlog: its own keys, and the defaults' for what
// they leave out.
func readBacklog(team, own, defaults *tree.Node, trackers []Tracker) mapping.Backlog {
	none := mapping.Backlog{Tracker: mapping.NoTracker}
	name := own.Over(defaults, func(string) bool { return true }).Get("tracker")
	if own != nil && own.Holds() && !own.IsObject() {
		own.WantsKeys("tracker", "project")
		return none
	}
	if name == nil || name.Value == "" {
		team.FailAt("backlog", "names no tracker: give tracker: and project:, or tracker: none where the review's own box is the state")
		return none
	}
	if name.Value == mapping.NoTracker {
		for _, k := range own.Over(nil, nil).Keys {
			if k.Name != "tracker" {
				k.Fail("a backlog without a tracker has no " + k.Name + ": leave it out, or name a tracker")
			}
		}
		return none
	}
	i := slices.IndexFunc(trackers, func(t Tracker) bool { return t.Name == name.Value })
	if i < 0 {
		name.Fail("%s", unknownTracker(name, trackers))
		return none
	}
	kind, ok := trackers[i].kind()
	if !ok {
		return none
	}
	return kind.read(team, own.Over(defaults, kind.inherits(defaults, name.Value)), name.Value)
}

// read decodes a backlog in a tracker of this kind and judges it.
func (k trackerKind) read(team, all *tree.Node, name string) mapping.Backlog {
	var b mapping.Backlog
	var keys backlogKeys
	tree.Decode(all, &b, &keys, k.backlog, tree.Refused(k.backlog.Refuses()))
	w := tracker.Written{Team: team.TextOf("name"), Project: b.Project, Labels: b.Labels, Given: func(key string) bool { return all.Get(key) != nil }}
	for _, err := range k.backlog.ValidateIn(w) {
		all.FailKey(err.Error(), team, "backlog")
	}
	judgePriorities(all, b)
	b.Tracker = name
	if of, ok := k.backlog.(interface{ FileOf(project string) string }); ok {
		b.Project = of.FileOf(b.Project)
	}
	b.Restricted, b.Due = telling(all, keys.Restricted), due(b.Due)
	b.Apart = k.apart(b.Labels)
	settings, err := json.Marshal(k.backlog)
	if err != nil {
		panic("config: settings of a backlog: " + err.Error())
	}
	b.Settings = settings
	return b
}

// apart is what tells a backlog from others in its project: what its adapter says,
// and its labels. The label that each item of the tracker has tells nothing.
func (k trackerKind) apart(labels []string) string {
	var out []string
	if own := k.backlog.Apart(); own != "" {
		out = append(out, own)
	}
	plain := k.tracker.Bears()
	labels = append(slices.Clone(labels), k.backlog.Bears(plain))
	slices.Sort(labels)
	for _, label := range slices.Compact(labels) {
		if label != "" && label != plain {
			out = append(out, "label "+label)
		}
	}
	return strings.Join(out, ", ")
}

// inherits tells which defaults count for backlogs in a tracker of this kind. A
// project is one of the tracker that the defaults name, and of no other.
func (k trackerKind) inherits(defaults *tree.Node, name string) func(name string) bool {
	takes := slices.Concat(tree.KeysOf(&mapping.Backlog{}), tree.KeysOf(&backlogKeys{}), tree.KeysOf(k.backlog))
	refuses := k.backlog.Refuses()
	return func(key string) bool {
		if key == "project" && defaults.Has("tracker") && defaults.TextOf("tracker") != name {
			return false
		}
		return slices.Contains(takes, key) && refuses[key] == ""
	}
}

// judgeDefaults reports the defaults that backlogs in none of the trackers
// take. What one of them takes is no mistake for teams in another.
func judgeDefaults(defaults *tree.Node, trackers []Tracker) {
	if defaults == nil {
		return
	}
	var used []trackerKind
	for _, t := range trackers {
		if k, ok := t.kind(); ok {
			used = append(used, k)
		}
	}
	if len(used) == 0 {
		used = new(Tracker).kinds() // what is wrong with the trackers was told
	}
	into := []any{&mapping.Backlog{}, &backlogKeys{}}
	refused := maps.Clone(used[len(used)-1].backlog.Refuses())
	for _, k := range used {
		into = append(into, k.backlog)
		others := k.backlog.Refuses()
		maps.DeleteFunc(refused, func(name, _ string) bool { return others[name] == "" })
	}
	tree.Decode(defaults, append(into, tree.Refused(refused))...)
}

func unknownTracker(name *tree.Node, trackers []Tracker) string {
	known := []string{mapping.NoTracker}
	for _, t := range trackers {
		if t.Name != "" {
			known = append(known, t.Name)
		}
	}
	words := "unknown tracker " + name.Quoted()
	switch near := mapping.Nearest(name.Value, known); {
	case near != "":
		return words + fmt.Sprintf(": did you mean %q?", near)
	case len(known) == 1:
		return words + ": none is configured. Name it under trackers, - name: …"
	}
	return words + ": those configured are " + strings.Join(known[1:], ", ")
}

// telling is what items of restricted reviews may say more.
func telling(all *tree.Node, words []string) (out mapping.Telling) {
	for _, word := range words {
		switch word {
		case "":
		case "title":
			out.Title = true
		case "link":
			out.Link = true
		default:
			all.Get("restricted").Fail("must be title, link, or both: [title, link]; leave it out, and items of restricted reviews say neither")
			return mapping.Telling{}
		}
	}
	return out
}

// otherPriorities is the key of due.after for what has no key of its own.
const otherPriorities = "default"

func due(d mapping.Due) mapping.Due {
	for name, after := range d.After {
		if strings.EqualFold(name, otherPriorities) {
			d.Default = after
			delete(d.After, name)
		}
	}
	if len(d.After) == 0 {
		d.After = nil
	}
	return d
}

// judgePriorities judges the keys that go by a review's priority, which
// compares without case: two that differ in nothing else are one.
func judgePriorities(all *tree.Node, b mapping.Backlog) {
	if n := all.Get("priority"); n != nil {
		for _, name := range sameWords(n, b.Priority) {
			if !names.Line(b.Priority[name]) {
				n.FailAt(name, "must be the priority's name as the tracker shows it, on one line")
			}
		}
	}
	if n := all.Get("due"); n != nil && n.Get("after") != nil {
		sameWords(n.Get("after"), b.Due.After)
	}
}

// sameWords are the keys of a map, and reports those that differ from an earlier
// one only in case.
func sameWords[V any](n *tree.Node, of map[string]V) []string {
	first := map[string]string{}
	words := slices.Sorted(maps.Keys(of))
	for _, name := range words {
		folded := names.Folded(strings.TrimSpace(name))
		if other, ok := first[folded]; ok {
			n.FailAt(name, "is %s as well, for priorities compare without case: keep one of the two", other)
			continue
		}
		first[folded] = name
	}
	return words
}
