package mapping

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
)

// Tally counts where actions are led: what `check` and `plan` say of a mapping
// is counted here, so that they say the same. Its zero value is empty.
type Tally struct {
	// Actions are all that were counted; Fallback of them only the fallback
	// takes, and Nowhere of them lead to no team.
	Actions, Fallback, Nowhere int
	// Unowned of those that lead nowhere name no owner, and Restricted are of
	// restricted reviews: nothing proposes a team for either.
	Unowned, Restricted int

	lost map[string]*Lost
}

// Led are the actions that lead to a team, the fallback among them.
func (t *Tally) Led() int { return t.Actions - t.Nowhere }

// Helps says what leads those to a team that lead nowhere, each way with how many
// it is for; "": there are none.
func (t *Tally) Helps() string {
	var ways []string
	proposed := t.Nowhere - t.Unowned - t.Restricted
	switch {
	case proposed == t.Nowhere && proposed > 0:
		return "`followthrough suggest` proposes teams, aliases and members for them, and names them"
	case proposed > 0:
		ways = append(ways, fmt.Sprintf("`followthrough suggest` proposes teams, aliases and members for %d of them, and names those", proposed))
	}
	if t.Unowned > 0 {
		ways = append(ways, fmt.Sprintf("for %d no owner is written: write one, or let a rule or the fallback take it", t.Unowned))
	}
	switch {
	case t.Restricted == 1:
		ways = append(ways, "1 is of a restricted review, which `suggest` leaves out: give its team the alias by hand")
	case t.Restricted > 0:
		ways = append(ways, fmt.Sprintf("%d are of restricted reviews, which `suggest` leaves out: give their teams the aliases by hand", t.Restricted))
	}
	return strings.Join(ways, "; ")
}

// Lost is an owner who leads to no team.
type Lost struct {
	// Kind says what is known of the owner; Words are the owner's as most often
	// written where it is a LostTeam, and "" else: a person is not named.
	Kind  LostKind
	Words string
	// Actions are how many have this owner, and Reviews where, each once, in
	// the order in which they were counted.
	Actions int
	Reviews []string

	written map[string]int
}

// LostKind is what is known of an owner who leads to no team.
type LostKind string

// The kinds, in the order in which they are listed.
const (
	LostTeam   LostKind = "team"   // reads like a team's name
	LostAnswer LostKind = "answer" // a (team: …) in the line that no team has
	LostPerson LostKind = "person" // a person, or what could be one
	LostNobody LostKind = "nobody" // no owner is written
	LostHidden LostKind = "hidden" // of a review whose words are not told
)

// Where is the review of a counted action: how it is named, whether it is
// restricted, and whether its words are not to be told at all.
type Where struct {
	Review     string
	Restricted bool
	Hidden     bool
}

// Count adds where an action is led.
func (t *Tally) Count(m *Mapping, q Query, at Where) Decision {
	d := m.Decide(q)
	t.Actions++
	switch {
	case d.Team == nil:
		t.Nowhere++
		t.lose(m, q, at)
	case d.Fallback:
		t.Fallback++
	}
	return d
}

func (t *Tally) lose(m *Mapping, q Query, at Where) {
	kind, words := lostOwner(q)
	switch {
	case kind == LostNobody:
		t.Unowned++
	case at.Restricted:
		t.Restricted++
	}
	if at.Hidden {
		kind, words = LostHidden, ""
	}
	key := string(kind)
	if kind == LostTeam || kind == LostAnswer {
		words = m.Anonymise(mdedit.Line(words))
		key += " " + ownerForm(words)
	}
	if t.lost == nil {
		t.lost = map[string]*Lost{}
	}
	l := t.lost[key]
	if l == nil {
		l = &Lost{Kind: kind, written: map[string]int{}}
		t.lost[key] = l
	}
	l.Actions++
	if kind == LostTeam || kind == LostAnswer {
		l.written[words]++
	}
	if !slices.Contains(l.Reviews, at.Review) {
		l.Reviews = append(l.Reviews, at.Review)
	}
}

// lostOwner is whom an action that leads nowhere names.
func lostOwner(q Query) (LostKind, string) {
	if answer := q.Action.Answer.Team; answer != "" {
		if part := teamPart(answer); part != "" {
			return LostAnswer, part
		}
		return LostPerson, ""
	}
	owner := cmp.Or(strings.TrimSpace(q.Action.Owner), strings.TrimSpace(q.Review.Team), strings.TrimSpace(q.Review.Owner))
	switch part := teamPart(owner); {
	case owner == "":
		return LostNobody, ""
	case part != "":
		return LostTeam, part
	}
	return LostPerson, ""
}

// Lost are the owners who lead nowhere: those that read like teams first, the
// most frequent first.
func (t *Tally) Lost() []Lost {
	order := []LostKind{LostTeam, LostAnswer, LostPerson, LostNobody, LostHidden}
	out := make([]Lost, 0, len(t.lost))
	for _, l := range t.lost {
		one := *l
		one.Words = mostWritten(l.written)
		one.Reviews = slices.Clone(l.Reviews)
		out = append(out, one)
	}
	slices.SortFunc(out, func(a, b Lost) int {
		return cmp.Or(
			cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind)),
			cmp.Compare(b.Actions, a.Actions), cmp.Compare(a.Words, b.Words),
		)
	})
	return out
}

// mostWritten is the most frequent way to write an owner, of several the first
// by the alphabet.
func mostWritten(ways map[string]int) string {
	best := ""
	for _, words := range slices.Sorted(maps.Keys(ways)) {
		if best == "" || ways[words] > ways[best] {
			best = words
		}
	}
	return best
}
