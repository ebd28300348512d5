package markdown

import (
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

// traits is what the labels above an action say of it.
type traits struct {
	group string
	state review.State
	owner string
	typ   string
}

// with adds a label nearer to the action.
func (t traits) with(text string) traits {
	text = strings.TrimSpace(text)
	t.group = text
	if s := labelState(text); s != "" {
		t.state = s
	}
	if o := ownerLabel(text); o != "" {
		t.owner = o
	}
	if words := labelWords(text); len(words) > 0 && len(words) <= 2 && isTypeWord(words[0]) {
		t.typ = text
	}
	return t
}

// fill sets what the action itself leaves open.
func (t traits) fill(a *review.Action) {
	a.Group = t.group
	if a.Mark == "" {
		a.Mark = t.state
	}
	if a.Owner == "" {
		a.Owner = t.owner
	}
	if a.Type == "" {
		a.Type = t.typ
	}
}

// labelState is the state that a group's label gives to its actions.
func labelState(text string) review.State {
	lower := strings.ToLower(text)
	if i := strings.LastIndexAny(lower, "(["); i >= 0 {
		if s, _, ok := stateOf(strings.Trim(lower[i:], "()[]: ")); ok {
			return s
		}
		lower = lower[:i]
	}
	words := strings.Join(labelWords(lower), " ")
	switch words {
	case "actions taken", "action taken", "actions already taken", "already done", "completed actions", "what we have done", "what we did", "actions completed", "done so far":
		return review.Done
	case "actions planned", "planned actions", "planned", "remaining", "outstanding", "remaining actions", "open actions", "still to do":
		return review.Open
	}
	if i := strings.LastIndexAny(lower, "-–—:"); i >= 0 {
		if s, _, ok := stateOf(strings.Trim(lower[i:], "-–—: ")); ok {
			return s
		}
	}
	if s, _, ok := stateOf(lower); ok && len(labelWords(lower)) <= 2 {
		return s
	}
	return ""
}

// ownerLabel is the person or team that a label names; "": it names none.
func ownerLabel(text string) string {
	text = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(text), ":："))
	words := strings.Fields(text)
	if len(words) == 0 || len(words) > 4 {
		return ""
	}
	lower := strings.ToLower(text)
	switch {
	case strings.HasPrefix(text, "@"):
		return text
	case len(words) >= 2 && (strings.HasPrefix(lower, "team ") || strings.HasPrefix(lower, "equipo ") || strings.HasPrefix(lower, "equipe ") || strings.HasPrefix(lower, "équipe ")):
		return text
	case len(words) >= 2 && len(words) <= 3 && (strings.HasSuffix(lower, " team") || strings.HasSuffix(lower, " squad")):
		return text
	}
	return ""
}
