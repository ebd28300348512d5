package campaign_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/draft"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// move is something that somebody may do; it tells what was done, or "".
type move struct {
	by   string
	what string
	do   func(a *arena) string
}

// strangersMoves are those of an outsider and of a reader, who knows as much
// more as the reviews show.
func strangersMoves(by string) []move {
	return []move{
		{by, "opens an item with a marker", func(a *arena) string {
			m := a.forged(by == reader)
			project := pick(a, a.ground.projects()...)
			key := a.ground.open(by, project, "My own "+outsidersWord, a.worded(m), pick(a, &m, &m, nil))
			a.foreign[key] = by
			return fmt.Sprintf("%s with %+v", key, m)
		}},
		{by, "comments a marker", func(a *arena) string {
			t, ok := a.any(func(thing) bool { return true })
			if !ok {
				return ""
			}
			m := a.forged(by == reader)
			a.ground.comment(by, t.key, a.worded(m)+"\n\nDeclined: "+outsidersWord)
			return t.key
		}},
		{by, "closes what they opened", func(a *arena) string {
			t, ok := a.any(func(t thing) bool { return a.foreign[t.key] == by && !t.closed })
			if !ok {
				return ""
			}
			a.ground.closes(by, t.key, a.rng.IntN(2) == 0)
			return t.key
		}},
		{by, "reopens what they opened", func(a *arena) string {
			t, ok := a.any(func(t thing) bool { return a.foreign[t.key] == by && t.closed })
			if !ok {
				return ""
			}
			a.ground.reopens(by, t.key)
			return t.key
		}},
		{by, "opens many items with one marker", func(a *arena) string {
			m := a.forged(by == reader)
			for range 12 {
				if key := a.ground.open(by, a.ground.projects()[0], "Again "+outsidersWord, "", &m); key != "" {
					a.foreign[key] = by
				}
			}
			a.worked += 12
			return fmt.Sprintf("%+v", m)
		}},
	}
}

// editorsMoves are those of who may do anything in beta's backlog, and open
// items elsewhere.
func editorsMoves() []move {
	betas := func(a *arena) (thing, bool) {
		return a.any(func(t thing) bool { return t.project == a.ground.projects()[1] })
	}
	withBeta := func(do func(a *arena, t thing) string) func(a *arena) string {
		return func(a *arena) string {
			t, ok := betas(a)
			if !ok {
				return ""
			}
			return t.key + do(a, t)
		}
	}
	return []move{
		{editor, "gives an item another marker", withBeta(func(a *arena, t thing) string {
			m := a.forged(true)
			a.ground.edit(t.key, "Ours "+editorsWord, a.worded(m), &m)
			return fmt.Sprintf(": %+v", m)
		})},
		{editor, "takes a marker off", withBeta(func(a *arena, t thing) string {
			a.ground.edit(t.key, "Plain "+editorsWord, editorsWord, nil)
			return ""
		})},
		{editor, "closes", withBeta(func(a *arena, t thing) string { a.ground.closes(editor, t.key, a.rng.IntN(2) == 0); return "" })},
		{editor, "reopens", withBeta(func(a *arena, t thing) string { a.ground.reopens(editor, t.key); return "" })},
		{editor, "opens an item with a marker", func(a *arena) string {
			m := a.forged(true)
			key := a.ground.open(editor, pick(a, a.ground.projects()[1:]...), "Ours "+editorsWord, a.worded(m), &m)
			a.foreign[key] = editor
			return fmt.Sprintf("%s with %+v", key, m)
		}},
		{editor, "closes as a duplicate", withBeta(func(a *arena, t thing) string {
			of, ok := a.any(func(o thing) bool { return o.key != t.key })
			if !ok {
				return " of nothing"
			}
			a.ground.duplicate(t.key, of.key)
			if a.rng.IntN(3) == 0 && of.project != a.ground.projects()[0] { // in a circle
				a.ground.duplicate(of.key, t.key)
				return " and " + of.key + ", in a circle"
			}
			return " of " + of.key
		})},
		{editor, "moves out", withBeta(func(a *arena, t thing) string {
			return " to " + a.moved(t, a.ground.projects()[2])
		})},
		{editor, "moves back", func(a *arena) string {
			t, ok := a.any(func(t thing) bool { return t.project == a.ground.projects()[2] })
			if !ok {
				return ""
			}
			return t.key + " to " + a.moved(t, a.ground.projects()[1])
		}},
		{editor, "deletes", func(a *arena) string {
			if a.rng.IntN(3) > 0 {
				return ""
			}
			t, ok := betas(a)
			if !ok {
				return ""
			}
			a.ground.remove(t.key)
			return t.key
		}},
	}
}

// moved takes an item elsewhere, and keeps who opened it.
func (a *arena) moved(t thing, project string) string {
	key := a.ground.move(t.key, project)
	if by := a.foreign[t.key]; by != "" {
		a.foreign[key] = by
	}
	return key
}

// teamsMoves are what alpha's own people do, and those who write our reviews.
func teamsMoves() []move {
	alphas := func(closed bool) func(t thing) bool {
		return func(t thing) bool { return t.ours && t.closed == closed }
	}
	return []move{
		{somebody, "finishes an item", func(a *arena) string {
			t, ok := a.any(func(t thing) bool { return alphas(false)(t) && t.project == a.ground.projects()[0] })
			if !ok {
				return ""
			}
			a.ground.closes(somebody, t.key, a.rng.IntN(4) == 0)
			return t.key
		}},
		{somebody, "takes up an item again", func(a *arena) string {
			t, ok := a.any(func(t thing) bool { return alphas(true)(t) && t.project == a.ground.projects()[0] })
			if !ok {
				return ""
			}
			a.ground.reopens(somebody, t.key)
			return t.key
		}},
		{somebody, "publishes a review", func(a *arena) string {
			if len(a.authored) > 5 {
				return ""
			}
			words := fmt.Sprintf("%s pump %d", pick(a, "kestrel", "heron", "plover", "dunlin"), len(a.authored))
			a.publish(words, false)
			return words
		}},
	}
}

// any is one of the items at random.
func (a *arena) any(is func(thing) bool) (thing, bool) {
	all := slices.DeleteFunc(a.ground.things(), func(t thing) bool { return !is(t) })
	if len(all) == 0 {
		return thing{}, false
	}
	return pick(a, all...), true
}

// forged is a marker that somebody copied or worked out. Instance, source and
// path are public, and so is a review's text to who reads it.
func (a *arena) forged(reads bool) tracker.Marker {
	var known []plan.Action
	var of []plan.Review
	for _, r := range a.all() {
		for _, k := range r.Actions {
			if r.Source == "reviews" && (reads || !r.Restricted) {
				known, of = append(known, k), append(of, r)
			}
		}
	}
	m := a.foreseen()
	if len(known) > 0 && a.rng.IntN(3) > 0 {
		i := a.rng.IntN(len(known))
		m = tracker.Marker{
			Instance: "followthrough", Review: of[i].Key, Action: known[i].Key, Generation: max(1, known[i].Generation),
			Text: known[i].Text, Number: known[i].Number, Source: "reviews",
		}
		if made := a.made.by[known[i].Key]; len(made) > 0 { // as it stands in the item, signature and all
			m = made[0].asked.Marker
		}
		if of[i].Restricted { // who tells what they may read is not ours to stop
			m.Text, m.Source = "", ""
		}
	}
	switch a.rng.IntN(8) {
	case 0:
		m.Generation = pick(a, 2, 7, 999999)
	case 1:
		m.Instance = pick(a, "another", "Followthrough", "followthrough ")
	case 2:
		m.Review = review.KeyOf("followthrough", "others", "d1.md")
	case 3:
		m.Source = pick(a, "", "others")
	case 4:
		m.Text = outsidersWord + " is what has to be done"
	case 5:
		m.Number = 2
	case 6:
		m.Action = review.ActionKeyOf("followthrough", m.Review, outsidersWord, 1)
	}
	return m
}

// foreseen is the marker of an action of a review that is still to come: its
// path and words are in a pull request that anybody may read.
func (a *arena) foreseen() tracker.Marker {
	n := len(a.authored)
	path := fmt.Sprintf("d%d.md", n+1)
	if _, is := a.ours.(*issuesShelf); is {
		path = fmt.Sprintf("issues/%d", n+1)
	}
	key := review.KeyOf("followthrough", "reviews", path)
	text := review.Normalise(fmt.Sprintf("Fence the %s pump %d against overload", pick(a, "kestrel", "heron"), n))
	return tracker.Marker{Instance: "followthrough", Review: key, Action: review.ActionKeyOf("followthrough", key, text, 1), Generation: 1, Text: text, Number: 1, Source: "reviews"}
}

// worded is a marker in one of the ways in which somebody may write it.
func (a *arena) worded(m tracker.Marker) string {
	comment := draft.Comment(m)
	switch a.rng.IntN(8) {
	case 0:
		return "Mine.\n\n" + comment
	case 1:
		return strings.ReplaceAll(comment, `\u002d`, "-")
	case 2:
		return jira.MarkerToken(m)
	case 3:
		return "```\n" + comment
	case 4:
		return "> " + comment + "\n\n" + strings.ReplaceAll(comment, "<!--", "&lt;!--")
	case 5:
		return strings.ToUpper(jira.MarkerToken(m)) + "\n" + strings.ReplaceAll(comment, `"`, "'")
	case 6:
		return strings.Repeat(comment+"\n", 50)
	}
	return "<div>" + comment + "</div>\n\n" + strings.Replace(comment, "{", "{\"action\":\"000000000000\",", 1)
}
