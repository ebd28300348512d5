package actions

import (
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
)

// traits is what the labels above an action say of it.
type traits struct {
	group string
	state review.State
	owner string
	// contacts stand beside the owner.
	contacts []string
	typ      string
	// beside: labels beside those that are read now are people's initials.
	beside bool
	// counted: the list that is read now is numbered, and its items are the actions.
	counted bool
	// step: the list that is read now is numbered.
	step bool
	// crossed is what ☒ says in a table.
	crossed review.State
}

// with adds a label nearer to the action.
func (t traits) with(text string) traits {
	text = strings.TrimSpace(text)
	t.group = text
	if s := words.LabelState(text); s != "" {
		t.state = s
	}
	if o := words.OwnerLabel(text); o != "" {
		t.owner = o
	}
	if ws := words.Split(text); len(ws) > 0 && len(ws) <= 2 && words.IsMainType(ws[0]) {
		t.typ = text
	}
	return t
}

// fill sets what the action itself leaves open.
func (t traits) fill(a *review.Action) {
	a.Group = t.group
	if a.Mark == "" && !(t.state == review.Done && words.StillComing(a.Title)) {
		a.Mark = t.state
	}
	if a.Owner == "" {
		a.Owner, a.Contacts = t.owner, t.contacts
	}
	if a.Type == "" {
		a.Type = t.typ
	}
}
