package campaign_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/report/export"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/markdown"
	"github.com/followthrough/followthrough/sync/store"
)

// Words that only attackers write: none of them may come to stand in a review
// of ours.
const (
	outsidersWord = "zorkmid"
	editorsWord   = "quokka"
	authorsWord   = "numbat"
)

// judge looks at everything after a pass.
func (a *arena) judge() {
	a.t.Helper()
	records := a.all()
	things := a.ground.things()
	a.judgeItems(records)
	a.judgeMade()
	a.judgeReviews(records, things)
	a.judgeTicks(records, things)
	a.judgeSecrets()
	a.judgeNames()
	a.judgeCost()
}

// wrong fails the test with what led to it.
func (a *arena) wrong(format string, args ...any) {
	a.t.Helper()
	if a.t.Failed() { // what follows from it says nothing
		return
	}
	a.t.Errorf("%s\nafter:\n  %s", fmt.Sprintf(format, args...), strings.Join(a.schedule, "\n  "))
}

// judgeItems: an item once an action's stays its, and was made for it, or is
// named by its line.
func (a *arena) judgeItems(records []plan.Review) {
	a.t.Helper()
	for _, r := range records {
		for _, k := range r.Actions {
			if r.Source == "reviews" {
				a.own[k.Key] = true
			}
			if k.Item == nil || k.Item.Tracker == "" {
				continue
			}
			id := a.ground.of(*k.Item)
			mine := a.made.by[k.Key]
			switch was, known := a.bound[k.Key]; {
			case a.editors(*k.Item): // theirs to give to an action of their own team
			case known && was != id && !a.repointed(k):
				a.wrong("%s: %q has item %s (%s), had %s", r, k.Reading.Title, k.Item.Key, id, was)
			case len(mine) > 0 && mine[0].err == nil && a.ground.of(*plan.ItemOf(plan.ItemRow{Item: mine[0].item})) != id && !a.repointed(k):
				a.wrong("%s: %q has item %s, but %s was made for it", r, k.Reading.Title, k.Item.Key, mine[0].item.Key)
			case len(mine) == 0 && a.own[k.Key]:
				a.wrong("%s: %q was given %s, which was not made for it", r, k.Reading.Title, k.Item.Key)
			case len(mine) == 0 && !names(k):
				a.wrong("%s: %q was given %s, which it does not name", r, k.Reading.Title, k.Item.Key)
			}
			a.bound[k.Key] = id
		}
	}
}

// editors tells whether an item lies where the editor may do anything, and its
// marker may be another one by now: in files, where that is the team's affair,
// and in Jira once the store is lost and nothing is signed, since it keeps no
// history of what a marker was.
func (a *arena) editors(i plan.Item) bool {
	_, inFiles := a.ground.(*filesGround)
	_, inJira := a.ground.(*jiraGround)
	if !inFiles && (!inJira || !a.lost || len(a.secrets) > 0) {
		return false
	}
	all := a.ground.things()
	at := slices.IndexFunc(all, func(t thing) bool { return t.key == i.Key })
	return at >= 0 && all[at].project != a.ground.projects()[0]
}

// repointed tells whether an attacker's own line may lead to another item: it
// names one.
func (a *arena) repointed(k plan.Action) bool { return !a.own[k.Key] && names(k) }

func names(k plan.Action) bool { return k.Reading.Answer.Same != "" || k.Reading.Ticket != nil }

// judgeMade: nothing is made twice.
func (a *arena) judgeMade() {
	a.t.Helper()
	for key, all := range a.made.by {
		n := 0
		for _, m := range all {
			if m.err == nil {
				n++
			}
		}
		if n > 1 {
			a.wrong("%d items were made for %s, %q", n, key, all[0].asked.Title)
		}
	}
}

var (
	boxedRE = regexp.MustCompile(`(?m)^- \[[xX]\] `)
	linksRE = regexp.MustCompile(`(?m) \(\[[^\]\n]*\]\([^()\n]*\)\)$`)
	blockRE = regexp.MustCompile(`(?s)\n<!-- followthrough:begin.*?followthrough:end -->\n`)
)

// bare is a document of ours without what we write into it.
func bare(text string) string {
	text = blockRE.ReplaceAllString(text, "")
	return linksRE.ReplaceAllString(boxedRE.ReplaceAllString(text, "- [ ] "), "")
}

// judgeReviews: ours stand as their authors wrote them, with a block and links
// that tell of their own items alone.
func (a *arena) judgeReviews(records []plan.Review, things []thing) {
	a.t.Helper()
	_ = markdown.Strip
	now := a.ours.all()
	for path, text := range a.authored {
		if got := bare(now[path]); strings.TrimSpace(got) != strings.TrimSpace(text) {
			a.wrong("%s is not as its author wrote it:\n%s\nbut\n%s", path, text, now[path])
		}
	}
	beta := map[string]bool{}
	for _, r := range records {
		for _, k := range r.Actions {
			if r.Source == "reviews" && k.Item != nil && k.Team != "alpha" {
				beta[k.Item.Key] = true
			}
		}
	}
	for _, path := range slices.Sorted(maps.Keys(now)) {
		for line := range strings.Lines(now[path]) {
			ofBeta := a.lost && strings.Contains(line, "bears its marker, made by") // it asks about it
			for key := range beta {
				ofBeta = ofBeta || mentions(line, key)
			}
			for _, word := range []string{outsidersWord, authorsWord, editorsWord} {
				if strings.Contains(line, word) && !ofBeta {
					a.wrong("%s says what an attacker wrote: %s", path, line)
				}
			}
			for _, t := range things {
				if !t.ours && mentions(line, t.key) && !ofBeta {
					a.wrong("%s names %s, which %s opened: %s", path, t.key, a.foreign[t.key], line)
				}
			}
		}
	}
}

// mentions tells whether a line names an item by its key or its address.
func mentions(line, key string) bool {
	for _, name := range []string{key, strings.Replace(key, "#", "/issues/", 1)} {
		for at := strings.Index(line, name); at >= 0; {
			rest := line[at+len(name):]
			if rest == "" || !strings.ContainsRune("0123456789", rune(rest[0])) {
				return true
			}
			next := strings.Index(rest, name)
			if next < 0 {
				break
			}
			at = at + len(name) + next
		}
	}
	return false
}

// judgeTicks: what we ticked is closed, and so is what we say is settled.
func (a *arena) judgeTicks(records []plan.Review, things []thing) {
	a.t.Helper()
	closed := map[string]bool{}
	for _, t := range things {
		closed[t.id] = t.closed
	}
	for _, r := range records {
		for _, k := range r.Actions {
			if k.Item == nil || k.Item.Tracker == "" {
				if k.Ticked {
					a.wrong("%s: %q is ticked and has no item", r, k.Reading.Title)
				}
				continue
			}
			id := a.ground.of(*k.Item)
			if _, there := closed[id]; !there || len(a.made.by[k.Key]) == 0 || a.lost && k.Team != "alpha" {
				continue // not there: what was last seen of it stays; not ours, or by its marker not: it is read every tenth pass
			}
			if (k.Ticked && !r.Silent() || k.State == review.Done || k.State == review.Declined && k.Reading.Mark != review.Declined) && !closed[id] {
				a.wrong("%s: %q is %s (ticked: %t), but %s is open", r, k.Reading.Title, k.State, k.Ticked, k.Item.Key)
			}
		}
	}
}

// judgeSecrets: no word of a restricted review stands where more people read.
func (a *arena) judgeSecrets() {
	a.t.Helper()
	if len(a.sealed) == 0 {
		return
	}
	where := map[string]string{"the loop's log": a.logs.String(), "the log": a.told(), "the report": a.reported()}
	for key, all := range a.made.by {
		for _, m := range all {
			src, err := json.Marshal(m.asked)
			must(a.t, err)
			where["the item of "+string(key)] = string(src)
		}
	}
	for _, t := range a.ground.things() {
		where["item "+t.key] = t.text
	}
	for name, s := range map[string]shelf{"reviews": a.ours, "others": a.theirs} {
		for path, text := range s.all() {
			where[name+":"+path] = text
		}
	}
	for of, word := range a.sealed {
		for place, text := range where {
			if place != of && strings.Contains(strings.ToLower(text), word) {
				at := strings.Index(strings.ToLower(text), word)
				a.wrong("%q of the restricted %s stands in %s: …%s…", word, of, place, text[max(0, at-200):min(len(text), at+100)])
			}
		}
	}
}

// told is the whole log.
func (a *arena) told() string {
	events, err := a.store.Log(context.Background(), store.LogFilter{Limit: 10000})
	must(a.t, err)
	var b strings.Builder
	for _, e := range events {
		fmt.Fprintln(&b, e.Source, e.Path, e.Review, e.Action, e.Item, e.What, e.Why)
	}
	return b.String()
}

// reported is what a report says, in words and for programs.
func (a *arena) reported() string {
	facts, err := a.store.Facts(context.Background())
	must(a.t, err)
	var b bytes.Buffer
	for _, by := range report.Groupings() {
		r := report.Make(facts, report.Options{Now: a.now(), By: by, Restate: a.loop.Gatherer.Mapping.Anonymise})

		must(a.t, report.Markdown(&b, r))
		must(a.t, export.JSON(&b, r))
		must(a.t, export.CSV(&b, r))
	}
	return b.String()
}

// judgeNames: nobody is named in what we write.
func (a *arena) judgeNames() {
	a.t.Helper()
	for _, all := range a.made.by {
		for _, m := range all {
			if text := review.Fold(m.asked.Title + "\n" + m.asked.Detail + "\n" + m.asked.Review.Title); strings.Contains(text, "quillfeather") || strings.Contains(text, "wquill") || strings.Contains(text, "brandelmayer") {
				a.wrong("an item names a person: %+q", m.asked.Title)
			}
		}
	}
}

// judgeCost: a pass costs what changed, not what attackers made.
func (a *arena) judgeCost() {
	a.t.Helper()
	requests := 80 + 12*(a.worked+a.spent.made+a.spent.documents)
	if a.lost {
		requests += 300
	}
	if a.spent.requests > requests {
		a.wrong("a pass cost %d requests, more than %d: %d moves, %d items made, %d documents opened", a.spent.requests, requests, a.worked, a.spent.made, a.spent.documents)
	}
	if limit := 4<<20 + a.spent.requests*64<<10; a.spent.bytes > limit {
		a.wrong("a pass moved %d bytes, more than %d", a.spent.bytes, limit)
	}
}
